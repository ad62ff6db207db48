#pragma once

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <optional>

namespace voucher {

/// A certificate with its private key, both PEM; the certificate in DER as well, since that is what is pinned.
struct TlsIdentity
{
    QByteArray certificatePem;
    QByteArray certificateDer;
    QByteArray privateKeyPem;
};

/// A new authority of the municipality's own: the only one that terminals trust. Twenty years.
TlsIdentity makeTlsAuthority();

/// A server's certificate by that authority, for these host names and addresses; two years. Nothing if the authority
/// cannot be read.
std::optional<TlsIdentity> makeTlsServer(const TlsIdentity& authority, const QStringList& hosts);

} // namespace voucher
