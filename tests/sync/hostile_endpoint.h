#pragma once

#include "crypto/openssl.h"
#include "sync/municipality/tls_authority.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTimer>

#include <functional>
#include <memory>

namespace voucher::test {

using X509Handle = std::unique_ptr<X509, decltype(&X509_free)>;
using MemoryHandle = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

inline MemoryHandle memoryOf(const QByteArray& bytes)
{
    return {BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())), &BIO_free_all};
}

/// A server's certificate with something changed, signed again by whoever's key is given.
inline TlsIdentity altered(TlsIdentity identity, const QByteArray& signerKeyPem,
                           const std::function<void(X509*)>& change)
{
    const X509Handle certificate(PEM_read_bio_X509(memoryOf(identity.certificatePem).get(), nullptr, nullptr, nullptr),
                                 &X509_free);
    const EvpKey signer(PEM_read_bio_PrivateKey(memoryOf(signerKeyPem).get(), nullptr, nullptr, nullptr));
    change(certificate.get());
    X509_sign(certificate.get(), signer.get(), EVP_sha256());
    const MemoryHandle out(BIO_new(BIO_s_mem()), &BIO_free_all);
    PEM_write_bio_X509(out.get(), certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    identity.certificatePem = QByteArray(data, static_cast<qsizetype>(size));
    return identity;
}

/// A TLS endpoint on loopback that means no good: `behave` is called with each connection that has sent a whole head.
class HostileEndpoint
{
public:
    HostileEndpoint(const TlsIdentity& identity, const QByteArray& chainPem, QSsl::SslProtocol protocol,
                    std::function<void(QTcpSocket*)> behave)
        : m_behave(std::move(behave))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(protocol);
        configuration.setLocalCertificateChain(QSslCertificate::fromData(identity.certificatePem + chainPem));
        configuration.setPrivateKey(QSslKey(identity.privateKeyPem, QSsl::Ec));
        m_server.setSslConfiguration(configuration);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            auto head = std::make_shared<QByteArray>();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, head] {
                const QByteArray read = socket->readAll();
                heard += read;
                *head += read;
                if (head->contains("\r\n\r\n")) {
                    head->clear();
                    m_behave(socket);
                }
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    int port() const { return m_server.serverPort(); }

    QByteArray heard; ///< everything that anyone told this endpoint

private:
    std::function<void(QTcpSocket*)> m_behave;
    QSslServer m_server;
};

} // namespace voucher::test
