#pragma once

#include "crypto/cbor.h"
#include "crypto/keys.h"

#include <optional>

namespace voucher {

/// AES-256-GCM, as the COSE registry numbers it (RFC 9053 §4.1): what the agreed key is for.
constexpr std::int64_t contentAlgorithm = 3;

/// {1: -25}, the protected header of the one recipient: ECDH-ES + HKDF-256 (RFC 9053 §6.3.1).
QByteArray recipientHeader();

/// The key that `mine` and `theirs` agree on for the content, derived over the COSE_KDF_Context (RFC 9053 §5.2) with
/// both parties unnamed and without salt. Nothing if either is not a key of P-256.
std::optional<SecretBytes> contentKey(const PrivateKey& mine, const PublicKey& theirs);

/// Writes the ephemeral key as COSE_Key (RFC 9053 §7.1.1), both coordinates in full.
void writePoint(CborWriter& writer, const PublicKey& key);

/// The coordinates x‖y of such a COSE_Key, 64 bytes; on anything else the cursor fails.
QByteArray readPoint(CborCursor& cursor);

} // namespace voucher
