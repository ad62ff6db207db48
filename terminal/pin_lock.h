#pragma once

#include "terminal/vault.h"

namespace voucher {

/// The key that a PIN opens: scrypt (RFC 7914) over its digits, 32 bytes.
SecretBytes keyFromPin(QStringView pin, QByteArrayView salt, ScryptCost cost);

/// AES-256-GCM with a nonce of 12 bytes, the tag of 16 at the end (NIST SP 800-38D).
QByteArray lockBytes(const SecretBytes& plain, const SecretBytes& key, QByteArrayView nonce, QByteArrayView aad);
/// The plain bytes, or nothing when key, nonce, additional data or a bit of `locked` is another.
std::optional<SecretBytes> unlockBytes(QByteArrayView locked, const SecretBytes& key, QByteArrayView nonce,
                                       QByteArrayView aad);

} // namespace voucher
