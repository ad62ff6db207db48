#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace voucher {

/// Contexts of the two kinds of attachment: the voucher's bytes for the intake, evidence for the office.
inline constexpr QByteArrayView voucherAttachment{"EPT1/attachment/voucher"};
inline constexpr QByteArrayView evidenceAttachment{"EPT1/attachment/evidence"};

/// Seals `plain` so that only the holder of `recipient`'s private key can read it: COSE_Encrypt with one recipient
/// (RFC 9052 §5), direct key agreement ECDH-ES + HKDF-256 (RFC 9053 §6.3.1), content AES-256-GCM. `context` is bound as
/// external_aad: bytes sealed as one thing do not open as another. The recipient's key id stands in its header.
QByteArray seal(QByteArrayView plain, const PublicKey& recipient, QByteArrayView context);

/// Which key opens `sealed`; nothing if it is not a sealed message of ours.
std::optional<KeyId> recipientOf(QByteArrayView sealed);

/// The plain bytes, or nothing if `sealed` was altered, is for another key or was sealed in another context.
std::optional<QByteArray> unseal(QByteArrayView sealed, const PrivateKey& key, QByteArrayView context);

} // namespace voucher
