#pragma once

#include "sync/transport.h"

#include <QNetworkAccessManager>
#include <QSslCertificate>

namespace voucher {

/// The transport over Qt Network: TLS 1.3 to the given authorities and nobody else, no redirects, no cookies, no cache,
/// capped answers, a deadline for the whole exchange. Used on the thread that made it.
class HttpsTransport : public QObject, public Transport
{
    Q_OBJECT
public:
    /// How long anything may take, so that a server of one byte a second cannot hold a tablet.
    struct Deadlines
    {
        std::chrono::milliseconds exchange{60'000};  ///< the whole of a request with its answer
        std::chrono::milliseconds handshake{15'000}; ///< looking for the paper's authority
    };

    explicit HttpsTransport(QObject* parent = nullptr);
    explicit HttpsTransport(Deadlines deadlines, QObject* parent = nullptr);

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override;

private:
    using Callback = std::function<void(const HttpAnswer&)>;
    /// First contact: a bare handshake that sends nothing, to find in the server's chain the authority that the paper
    /// names; then the request with that authority as the only one.
    void findAuthority(const HttpRequest& request, Hash authority, Callback callback);
    void exchange(const HttpRequest& request, const QList<QSslCertificate>& authorities, Callback callback);

    Deadlines m_deadlines;
    QNetworkAccessManager m_network;
    QList<QSslCertificate> m_lastAuthorities;
};

} // namespace voucher
