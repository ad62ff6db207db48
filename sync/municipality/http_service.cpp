#include "sync/municipality/http_service.h"

#include <httplib.h>

#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto slotPatience = 2s;
constexpr int readTimeoutSeconds = 20;
constexpr int keepAliveSeconds = 5;
/// One thread a connection: enough for a municipality's tablets; nginx stands in front of more.
constexpr std::size_t httpThreads = 32;
constexpr std::string_view routes[] = {"/v1/entries", "/v1/enrolments", "/v1/trust-list", "/v1/bulletin", "/health"};
constexpr const char* cborType = "application/cbor";

QByteArrayView viewOf(const std::string& text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

void put(httplib::Response& response, const IntakeAnswer& answer)
{
    response.status = answer.status;
    if (!answer.body.isEmpty())
        response.set_content(answer.body.constData(), static_cast<std::size_t>(answer.body.size()), cborType);
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

void runOn(IntakeSlots& intakeSlots, httplib::Response& response,
           const std::function<IntakeAnswer(IntakeSlots::Desk&)>& work)
{
    const auto answer = intakeSlots.run(work, slotPatience);
    if (answer) {
        put(response, *answer);
    } else {
        response.status = 503;
    }
    if (response.status == 503)
        response.set_header("Retry-After", "5");
}

/// Answers with a signed document and its ETag, or 304 if the caller has it.
void document(IntakeSlots& intakeSlots, const httplib::Request& request, httplib::Response& response,
              Stored<std::optional<QByteArray>> (Register::*current)())
{
    runOn(intakeSlots, response, [&](IntakeSlots::Desk& desk) -> IntakeAnswer {
        const auto message = (desk.registerOfAll.*current)();
        if (!message)
            return {503, {}};
        if (!*message)
            return {404, {}};
        const std::string tag = '"' + bytesOf(sha256(**message)).toByteArray().toHex().toStdString() + '"';
        response.set_header("ETag", tag);
        response.set_header("Cache-Control", "public, max-age=60");
        if (request.get_header_value("If-None-Match") == tag)
            return {304, {}};
        return {200, **message};
    });
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

HttpService::HttpService(IntakeSlots& intakeSlots, std::function<Instant()> now,
                         std::function<void(const HttpLogLine&)> log)
    : m_slots(intakeSlots), m_now(std::move(now)), m_log(std::move(log))
{
}

HttpService::~HttpService() = default;

tl::expected<int, HttpService::StartError> HttpService::start(const HttpServiceOptions& options)
{
    m_server = makeServer(options);
    if (!m_server->is_valid())
        return tl::unexpected(StartError::BadCertificate);
    m_server->set_payload_max_length(static_cast<std::size_t>(largestRequest));
    m_server->set_read_timeout(readTimeoutSeconds);
    m_server->set_write_timeout(readTimeoutSeconds);
    m_server->set_keep_alive_timeout(keepAliveSeconds);
    m_server->set_tcp_nodelay(true);
    // The library's own choice, SO_REUSEPORT, would let a second server take half of the calls unnoticed.
    m_server->set_socket_options([](socket_t socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    m_server->new_task_queue = [] { return new httplib::ThreadPool(httpThreads); };
    addRoutes();

    const std::string address = options.address.toStdString();
    if (options.port == 0) {
        const int port = m_server->bind_to_any_port(address.c_str());
        if (port > 0)
            return port;
    } else if (m_server->bind_to_port(address.c_str(), options.port)) {
        return options.port;
    }
    return tl::unexpected(StartError::PortInUse);
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

void HttpService::addRoutes()
{
    using httplib::Request;
    using httplib::Response;
    m_server->Post("/v1/entries", [this](const Request& request, Response& response) {
        runOn(m_slots, response, [&](IntakeSlots::Desk& desk) {
            return desk.intake.entries(viewOf(request.body), uploadTokenOf(request), m_now());
        });
    });
    m_server->Post("/v1/enrolments", [this](const Request& request, Response& response) {
        runOn(m_slots, response,
              [&](IntakeSlots::Desk& desk) { return desk.intake.enrol(viewOf(request.body), m_now()); });
    });
    m_server->Get("/v1/trust-list", [this](const Request& request, Response& response) {
        document(m_slots, request, response, &Register::currentTrustList);
    });
    m_server->Get("/v1/bulletin", [this](const Request& request, Response& response) {
        document(m_slots, request, response, &Register::currentBulletin);
    });
    m_server->Get("/health", [](const Request&, Response& response) { response.set_content("ok\n", "text/plain"); });
    m_server->set_logger([this](const Request& request, const Response& response) {
        // Only our own words reach the log: a path or method may hold anything.
        const bool known = std::ranges::find(routes, request.path) != std::end(routes);
        const bool usual = request.method == "GET" || request.method == "POST";
        m_log({usual ? request.method : "other", known ? request.path : "unknown", response.status});
    });
}

} // namespace voucher
