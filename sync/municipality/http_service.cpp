#include "sync/municipality/http_service.h"

#include "sync/municipality/http_queue.h"

#include <httplib.h>

#include <thread>
#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto slotPatience = 2s;
/// Also the longest that one read of a slow caller may take; slower ones are the business of the server in front.
constexpr int readTimeoutSeconds = 20;
/// Short: an idle connection holds a thread. A tablet that catches up sends its next batch at once.
constexpr int keepAliveSeconds = 1;
constexpr std::size_t callsPerConnection = 1000;
/// Beside those that wait for a slot to do their work: enough to greet callers meanwhile, too few for a crowd's
/// greetings to hold up the work.
constexpr std::size_t greetingThreads = 2;
constexpr std::size_t mostThreads = 512;
constexpr std::size_t mostWaitingConnections = 512;
constexpr HttpQueue::Bounds privateBounds{4, 4, 16};
/// Connections that nobody could take are looked after so often while nobody knocks.
constexpr auto idleInterval = 10ms;
/// Who has waited for a thread longer than this is asked to come again, like those for whom no slot is free: a tablet
/// waits for its receipt while a person watches, and those behind it have waited longer still.
constexpr auto longestWait = 100ms;
/// Connections that the system keeps until we accept them.
constexpr int mostKnocking = 1024;
constexpr int statusUnavailable = 503;
constexpr const char* cborType = "application/cbor";
constexpr const char* requestIdHeader = "X-Request-Id";

QByteArrayView viewOf(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string newRequestId()
{
    return randomBytes(8).toHex().toStdString();
}

/// The token of `Authorization: Bearer <hex>`; empty for none.
QByteArray uploadTokenOf(const httplib::Request& request)
{
    const std::string value = request.get_header_value("Authorization");
    const std::string scheme = "Bearer ";
    if (value.rfind(scheme, 0) != 0)
        return {};
    return QByteArray::fromHex(QByteArray::fromStdString(value.substr(scheme.size())));
}

std::unique_ptr<httplib::Server> makeServer(const HttpServiceOptions& options)
{
    const QByteArray chain = options.certificateChain.toUtf8();
    const QByteArray key = options.privateKey.toUtf8();
    return std::make_unique<httplib::SSLServer>([&](SSL_CTX& context) {
        return SSL_CTX_set_min_proto_version(&context, TLS1_3_VERSION) == 1 &&
               SSL_CTX_use_certificate_chain_file(&context, chain.constData()) == 1 &&
               SSL_CTX_use_PrivateKey_file(&context, key.constData(), SSL_FILETYPE_PEM) == 1;
    });
}

} // namespace

HttpService::HttpService(IntakeSlots& intakeSlots, std::function<Instant()> now, IntakeSlots::SteadyNow steadyNow,
                         std::function<void(const HttpLogLine&)> log)
    : m_slots(intakeSlots), m_now(std::move(now)), m_steadyNow(std::move(steadyNow)), m_log(std::move(log))
{
}

HttpService::~HttpService()
{
    if (m_private)
        m_private->stop();
    if (m_privateThread.joinable())
        m_privateThread.join();
}

tl::expected<int, HttpService::StartError> HttpService::start(const HttpServiceOptions& options)
{
    m_server = makeServer(options);
    if (!m_server->is_valid())
        return tl::unexpected(StartError::BadCertificate);
    m_server->set_payload_max_length(static_cast<std::size_t>(largestRequest));
    m_server->set_read_timeout(readTimeoutSeconds);
    m_server->set_write_timeout(readTimeoutSeconds);
    m_server->set_keep_alive_timeout(keepAliveSeconds);
    m_server->set_keep_alive_max_count(callsPerConnection);
    m_server->set_tcp_nodelay(true);
    // The library's own choice, SO_REUSEPORT, would let a second server take half of the calls unnoticed.
    int listening = -1;
    m_server->set_socket_options([&listening](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        listening = socket;
    });
    m_server->set_idle_interval(idleInterval);
    m_server->new_task_queue = [this] {
        return new HttpQueue({m_slots.count() + greetingThreads, mostThreads, mostWaitingConnections}, m_steadyNow);
    };
    addRoutes();
    if (options.privatePort != 0 && !startPrivate(options.privatePort))
        return tl::unexpected(StartError::PortInUse);

    const std::string address = options.address.toStdString();
    int port = options.port;
    if (port == 0)
        port = m_server->bind_to_any_port(address.c_str());
    else if (!m_server->bind_to_port(address.c_str(), port))
        port = -1;
    m_server->set_socket_options({});
    if (port <= 0)
        return tl::unexpected(StartError::PortInUse);
    // The library's own queue of five drops a crowd's first packets, which come again after one, three and seven
    // seconds.
    ::listen(listening, mostKnocking);
    return port;
}

void HttpService::serve()
{
    if (!m_stopping)
        m_server->listen_after_bind();
    m_served = true;
}

void HttpService::stop()
{
    m_stopping = true;
    // The library forgets a stop that comes before it listens.
    while (!m_served && !m_server->is_running())
        std::this_thread::sleep_for(1ms);
    m_server->stop();
}

bool HttpService::startPrivate(int port)
{
    m_private = std::make_unique<httplib::Server>();
    m_private->new_task_queue = [this] { return new HttpQueue(privateBounds, m_steadyNow); };
    m_private->Get("/health", [](const httplib::Request&, httplib::Response& response) {
        response.set_content("ok\n", "text/plain");
    });
    m_private->Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
        response.set_content(m_metrics.text(m_slots.waiting()), "text/plain; version=0.0.4");
    });
    if (!m_private->bind_to_port("127.0.0.1", port))
        return false;
    m_privateThread = std::thread([this] { m_private->listen_after_bind(); });
    while (!m_private->is_running())
        std::this_thread::sleep_for(1ms);
    return true;
}

void HttpService::addRoutes()
{
    using httplib::Request;
    using httplib::Response;
    m_server->Post("/v1/entries", told("POST", "/v1/entries", [this](const Request& request, Response& response) {
                       if (HttpQueue::takeWaited() > longestWait) {
                           askToComeAgain(response);
                           return;
                       }
                       runOn(response, [&](IntakeSlots::Desk& desk) {
                           return desk.intake.entries(viewOf(request.body), uploadTokenOf(request), m_now());
                       });
                   }));
    m_server->Post("/v1/enrolments", told("POST", "/v1/enrolments", [this](const Request& request, Response& response) {
                       runOn(response,
                             [&](IntakeSlots::Desk& desk) { return desk.intake.enrol(viewOf(request.body), m_now()); });
                   }));
    m_server->Get("/v1/trust-list", told("GET", "/v1/trust-list", [this](const Request& request, Response& response) {
                      document(m_trustList, request, response, &Register::currentTrustList);
                  }));
    m_server->Get("/v1/bulletin", told("GET", "/v1/bulletin", [this](const Request& request, Response& response) {
                      document(m_bulletin, request, response, &Register::currentBulletin);
                  }));
    m_server->Get("/health", told("GET", "/health", [](const Request&, Response& response) {
                      response.set_content("ok\n", "text/plain");
                  }));
    m_server->set_logger([this](const Request& request, const Response& response) {
        if (response.has_header(requestIdHeader))
            return;
        // No handler saw it: an unknown path, or a body that is too large. Only our own words reach the log.
        const bool usual = request.method == "GET" || request.method == "POST";
        tell({newRequestId(), usual ? request.method : "other", "unknown", response.status, 0ms});
    });
}

HttpService::Handler HttpService::told(const char* method, const char* route, Handler handler)
{
    return [this, method, route, handler = std::move(handler)](const httplib::Request& request,
                                                               httplib::Response& response) {
        const Instant begun = m_now();
        const std::string id = newRequestId();
        response.set_header(requestIdHeader, id);
        handler(request, response);
        // Whatever this call was, the next on its connection has not waited.
        HttpQueue::takeWaited();
        if (response.status < 0)
            response.status = 200;
        // A caller that may call again keeps its thread until it does not.
        if (HttpQueue::othersWait())
            response.set_header("Connection", "close");
        tell({id, method, route, response.status, m_now() - begun});
    };
}

void HttpService::tell(const HttpLogLine& line)
{
    m_metrics.countAnswer(line.route, line.status, line.took);
    m_log(line);
}

void HttpService::runOn(httplib::Response& response, const std::function<IntakeAnswer(IntakeSlots::Desk&)>& work)
{
    const auto answer = m_slots.run(work, slotPatience);
    response.status = answer ? answer->status : statusUnavailable;
    if (answer && !answer->body.isEmpty())
        response.set_content(answer->body.constData(), static_cast<std::size_t>(answer->body.size()), cborType);
    if (answer)
        m_metrics.countEntries(answer->stored);
    if (response.status == statusUnavailable)
        askToComeAgain(response);
}

void HttpService::askToComeAgain(httplib::Response& response)
{
    response.status = statusUnavailable;
    response.set_header("Retry-After", std::to_string(m_slots.comeAgain().count()));
}

/// Answers with a signed document and its ETag, or 304 if the caller has it.
void HttpService::document(DocumentShelf& shelf, const httplib::Request& request, httplib::Response& response,
                           Stored<std::optional<QByteArray>> (Register::*current)())
{
    const auto found = shelf.current(m_now(), [&]() -> Stored<std::optional<QByteArray>> {
        Stored<std::optional<QByteArray>> message = tl::unexpected(DatabaseError::Busy);
        m_slots.run(
            [&](IntakeSlots::Desk& desk) {
                message = (desk.registerOfAll.*current)();
                return IntakeAnswer{};
            },
            slotPatience);
        return message;
    });
    if (!found) {
        askToComeAgain(response);
        return;
    }
    if (!*found) {
        response.status = 404;
        return;
    }
    const auto& shelved = **found;
    response.set_header("ETag", shelved.tag);
    response.set_header("Cache-Control", "public, max-age=60");
    if (request.get_header_value("If-None-Match") == shelved.tag) {
        response.status = 304;
        return;
    }
    response.set_content(shelved.body, cborType);
}

} // namespace voucher
