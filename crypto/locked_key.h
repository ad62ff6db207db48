#pragma once

#include "crypto/keys.h"

namespace voucher {

/// The key as encrypted PKCS #8 DER (RFC 5958 §3) that this passphrase opens: PBES2 (RFC 8018 §6.2) with scrypt
/// (RFC 7914 §7) and AES-256-CBC. `openssl pkcs8` reads it too.
QByteArray lockedPkcs8(const PrivateKey& key, const SecretBytes& passphrase);

/// Whether this is encrypted PKCS #8, whatever opens it.
bool isLockedPkcs8(QByteArrayView pkcs8);

/// The key that `lockedPkcs8` wrote; nothing for another passphrase, or if it is not a key of this algorithm.
std::optional<PrivateKey> openedPkcs8(Algorithm algorithm, QByteArrayView pkcs8, const SecretBytes& passphrase);

} // namespace voucher
