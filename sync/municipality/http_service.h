#pragma once

#include "sync/municipality/intake_slots.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace httplib {
class Server;
}

namespace voucher {

struct HttpServiceOptions
{
    QString certificateChain; ///< PEM file: the server's certificate, then the authority's
    QString privateKey;       ///< PEM file
    QString address;          ///< to listen on
    int port = 0;             ///< 0 lets the system choose
};

/// One answered call, for the operator's log: no body, no id, no token.
struct HttpLogLine
{
    std::string method;
    std::string route;
    int status;
};

/// The terminals' side of `voucher-server`: the four calls of design §7 over TLS 1.3, and `GET /health`.
class HttpService
{
public:
    enum class StartError : std::uint8_t { BadCertificate, PortInUse };

    HttpService(IntakeSlots& intakeSlots, std::function<Instant()> now, std::function<void(const HttpLogLine&)> log);
    ~HttpService();

    /// Binds the port; the port number that was bound.
    tl::expected<int, StartError> start(const HttpServiceOptions& options);
    /// Serves until `stop`.
    void serve();
    /// Lets calls under way finish, then ends `serve`, also one that is just beginning. From any thread; `serve` must
    /// have been, or soon be, called.
    void stop();

private:
    void addRoutes();
    IntakeSlots& m_slots;
    std::function<Instant()> m_now;
    std::function<void(const HttpLogLine&)> m_log;
    std::unique_ptr<httplib::Server> m_server;
    std::atomic<bool> m_stopping = false;
    std::atomic<bool> m_served = false;
};

} // namespace voucher
