#include "sync/https_transport.h"

#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace voucher {

namespace {

QSslConfiguration tlsConfiguration(const QList<QSslCertificate>& authorities)
{
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_3OrLater);
    configuration.setCaCertificates(authorities);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, true);
    return configuration;
}

HttpOutcome outcomeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return HttpOutcome::NotTrusted;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return HttpOutcome::TimedOut;
    default:
        return HttpOutcome::NoNetwork;
    }
}

std::optional<std::chrono::seconds> retryAfterOf(const QNetworkReply& reply)
{
    bool ok = false;
    const int seconds = reply.rawHeader("Retry-After").trimmed().toInt(&ok);
    if (!ok || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds{seconds};
}

bool begunAt(const QSslCertificate& certificate, Instant instant)
{
    return certificate.effectiveDate().toMSecsSinceEpoch() <= instant.time_since_epoch().count();
}

/// What is wrong only by a wall clock that is behind the municipality's own word.
QList<QSslError> onlyTooEarly(const QList<QSslError>& errors, Instant now)
{
    QList<QSslError> early;
    std::ranges::copy_if(errors, std::back_inserter(early), [now](const QSslError& error) {
        return error.error() == QSslError::CertificateNotYetValid && begunAt(error.certificate(), now);
    });
    return early;
}

bool isHttps(const QUrl& url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace

HttpsTransport::HttpsTransport(QObject* parent) : HttpsTransport(Deadlines{}, parent)
{
}

HttpsTransport::HttpsTransport(Deadlines deadlines, QObject* parent) : QObject(parent), m_deadlines(deadlines)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setStrictTransportSecurityEnabled(false);
}

void HttpsTransport::send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback)
{
    if (!isHttps(QUrl(request.url))) {
        QTimer::singleShot(0, this, [callback = std::move(callback)] { callback({HttpOutcome::NotTrusted}); });
        return;
    }
    if (const Hash* authority = std::get_if<Hash>(&request.trust)) {
        findAuthority(request, *authority, std::move(callback));
        return;
    }
    QList<QSslCertificate> authorities;
    for (const QByteArray& der : std::get<QByteArrayList>(request.trust))
        authorities += QSslCertificate::fromData(der, QSsl::Der);
    exchange(request, authorities, std::move(callback));
}

void HttpsTransport::findAuthority(const HttpRequest& request, Hash authority, Callback callback)
{
    auto* const socket = new QSslSocket(this);
    QSslConfiguration configuration = tlsConfiguration({});
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    socket->setSslConfiguration(configuration);
    // Everything ends here once; whichever signal comes first.
    auto done = std::make_shared<Callback>(std::move(callback));
    const auto finish = [socket, done](HttpOutcome outcome) {
        if (!*done)
            return;
        const Callback call = std::exchange(*done, {});
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
        call({outcome});
    };
    connect(socket, &QSslSocket::encrypted, this, [this, socket, done, request, authority] {
        const QList<QSslCertificate> chain = socket->peerCertificateChain();
        socket->disconnect();
        socket->abort();
        socket->deleteLater();
        const Callback call = std::exchange(*done, {});
        for (const QSslCertificate& certificate : chain) {
            if (constantTimeEqual(bytesOf(sha256(certificate.toDer())), bytesOf(authority))) {
                exchange(request, {certificate}, call);
                return;
            }
        }
        call({HttpOutcome::NotTrusted});
    });
    connect(socket, &QSslSocket::sslErrors, socket, [socket] { socket->ignoreSslErrors(); });
    connect(socket, &QAbstractSocket::errorOccurred, this, [finish](QAbstractSocket::SocketError error) {
        finish(error == QAbstractSocket::SslHandshakeFailedError ? HttpOutcome::NotTrusted : HttpOutcome::NoNetwork);
    });
    QTimer::singleShot(m_deadlines.handshake, socket, [finish] { finish(HttpOutcome::TimedOut); });
    const QUrl url(request.url);
    constexpr int httpsPort = 443;
    socket->connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(httpsPort)));
}

void HttpsTransport::exchange(const HttpRequest& request, const QList<QSslCertificate>& authorities, Callback callback)
{
    if (authorities.isEmpty()) {
        QTimer::singleShot(0, this, [callback = std::move(callback)] { callback({HttpOutcome::NotTrusted}); });
        return;
    }
    if (authorities != m_lastAuthorities) {
        // A connection opened under other authorities must not be reused.
        m_network.clearConnectionCache();
        m_lastAuthorities = authorities;
    }
    QNetworkRequest wire{QUrl(request.url)};
    wire.setSslConfiguration(tlsConfiguration(authorities));
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Named explicitly, so that Qt neither offers nor unpacks compression: the cap is on what was sent.
    wire.setRawHeader("Accept-Encoding", "identity");
    wire.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("epitagi/" VOUCHER_PROGRAM_VERSION));
    if (!request.uploadToken.isEmpty())
        wire.setRawHeader("Authorization", "Bearer " + request.uploadToken.toHex());
    if (!request.ifNoneMatch.isEmpty())
        wire.setRawHeader("If-None-Match", request.ifNoneMatch);
    if (request.method == "POST")
        wire.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/cbor"));

    QNetworkReply* const reply = m_network.sendCustomRequest(wire, request.method, request.body);
    auto answer = std::make_shared<HttpAnswer>();
    if (request.now) {
        connect(reply, &QNetworkReply::sslErrors, reply, [reply, now = *request.now](const QList<QSslError>& errors) {
            reply->ignoreSslErrors(onlyTooEarly(errors, now));
        });
    }
    connect(reply, &QNetworkReply::readyRead, this, [reply, answer, largest = request.largestAnswer] {
        if (answer->body.size() + reply->bytesAvailable() > largest) {
            answer->outcome = HttpOutcome::TooLarge;
            reply->abort();
            return;
        }
        answer->body += reply->readAll();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, answer, callback = std::move(callback)] {
        reply->deleteLater();
        const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
        answer->status = status.toInt();
        answer->retryAfter = retryAfterOf(*reply);
        answer->etag = reply->rawHeader("ETag");
        // Qt reports a 4xx or 5xx as an error too; there an answer came back all the same.
        const bool cutShort = reply->error() == QNetworkReply::OperationCanceledError ||
                              reply->error() == QNetworkReply::RemoteHostClosedError;
        if (answer->outcome != HttpOutcome::TooLarge)
            answer->outcome = status.isValid() && !cutShort ? HttpOutcome::Answered : outcomeOf(reply->error());
        callback(*answer);
    });
    QTimer::singleShot(m_deadlines.exchange, reply, [reply] { reply->abort(); });
}

} // namespace voucher
