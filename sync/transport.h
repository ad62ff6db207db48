#pragma once

#include "crypto/ids.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <functional>
#include <optional>
#include <variant>

namespace voucher {

/// What the other end's TLS chain must contain: at the first contact the authority named on paper, later the
/// authorities of the trust list (DER). TLS 1.3 only, no redirects, whatever the answer says.
using TlsTrust = std::variant<Hash, QByteArrayList>;

struct HttpRequest
{
    QByteArray method; ///< "GET" or "POST"
    QString url;
    QByteArray body;
    QByteArray uploadToken; ///< sent as bearer token; empty for none
    QByteArray ifNoneMatch; ///< an ETag; empty for none
    TlsTrust trust;
    /// A certificate that has begun by this time is not too early, whatever the wall clock says. Nothing is refused by
    /// it: a time that was signed by mistake must not keep away the receipt that takes it back.
    std::optional<Instant> now;
    qsizetype largestAnswer = 16 * 1024 * 1024;
};

enum class HttpOutcome : std::uint8_t {
    Answered,   ///< some status code came back: it proves nothing yet
    NoNetwork,  ///< not connected, not resolved, refused
    NotTrusted, ///< TLS failed: another authority, expired, older protocol
    TimedOut,
    TooLarge,
};

struct HttpAnswer
{
    HttpOutcome outcome = HttpOutcome::NoNetwork;
    int status = 0;
    QByteArray body;
    QByteArray etag;
    std::optional<std::chrono::seconds> retryAfter;
};

/// The network, an edge passed in from main.
class Transport
{
public:
    virtual ~Transport() = default;
    /// Sends and later calls back exactly once on the caller's thread; never from within this call.
    virtual void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) = 0;
};

} // namespace voucher
