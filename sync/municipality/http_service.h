#pragma once

#include "sync/municipality/document_shelf.h"
#include "sync/municipality/intake_slots.h"
#include "sync/municipality/metrics.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace httplib {
class Server;
struct Request;
struct Response;
} // namespace httplib

namespace voucher {

struct HttpServiceOptions
{
    QString certificateChain; ///< PEM file: the server's certificate, then the authority's
    QString privateKey;       ///< PEM file
    QString address;          ///< to listen on
    int port = 0;             ///< 0 lets the system choose
    /// Port on loopback alone, without TLS, for what watches this program: `GET /health` and `GET /metrics`; 0 for
    /// none.
    int privatePort = 0;
};

/// One answered call, for the operator's log: no body, no id, no token.
struct HttpLogLine
{
    std::string request; ///< random; the caller reads it as X-Request-Id, so that both can speak of the same call
    std::string method;
    std::string route;
    int status;
    std::chrono::milliseconds took;
};

/// The terminals' side of `voucher-server`: the four calls of design §7 over TLS 1.3, and `GET /health`. However many
/// call at once, threads, queues and bodies stay within their bounds; who cannot be served soon is told 503 and when to
/// come again.
class HttpService
{
public:
    enum class StartError : std::uint8_t { BadCertificate, PortInUse };

    /// `now` and `steadyNow` are asked by every thread.
    HttpService(IntakeSlots& intakeSlots, std::function<Instant()> now, IntakeSlots::SteadyNow steadyNow,
                std::function<void(const HttpLogLine&)> log);
    ~HttpService();

    /// Binds the port; the port number that was bound.
    tl::expected<int, StartError> start(const HttpServiceOptions& options);
    /// Serves until `stop`.
    void serve();
    /// Lets calls under way finish, then ends `serve`, also one that is just beginning. From any thread; `serve` must
    /// have been, or soon be, called.
    void stop();

private:
    using Handler = std::function<void(const httplib::Request&, httplib::Response&)>;

    void addRoutes();
    bool startPrivate(int port);
    /// The handler with its request id, its line in the log and its place in the metrics.
    Handler told(const char* method, const char* route, Handler handler);
    void tell(const HttpLogLine& line);
    void askToComeAgain(httplib::Response& response);
    void runOn(httplib::Response& response, const std::function<IntakeAnswer(IntakeSlots::Desk&)>& work);
    void document(DocumentShelf& shelf, const httplib::Request& request, httplib::Response& response,
                  Stored<std::optional<QByteArray>> (Register::*current)());

    IntakeSlots& m_slots;
    std::function<Instant()> m_now;
    IntakeSlots::SteadyNow m_steadyNow;
    std::function<void(const HttpLogLine&)> m_log;
    Metrics m_metrics;
    DocumentShelf m_trustList;
    DocumentShelf m_bulletin;
    std::unique_ptr<httplib::Server> m_server;
    std::unique_ptr<httplib::Server> m_private;
    std::thread m_privateThread;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_served = false;
};

} // namespace voucher
