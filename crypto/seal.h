#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace voucher {

/// Contexts of the kinds of attachment: the voucher's bytes for the intake; evidence, an operator's name and the code
/// that recovers a blocked terminal for the office.
inline constexpr QByteArrayView voucherAttachment{"EPT1/attachment/voucher"};
inline constexpr QByteArrayView evidenceAttachment{"EPT1/attachment/evidence"};
inline constexpr QByteArrayView operatorAttachment{"EPT1/attachment/operator"};
inline constexpr QByteArrayView recoveryAttachment{"EPT1/attachment/recovery"};

/// The most bytes that a sealed message may have, and the most that may be sealed into one.
inline constexpr qsizetype longestSealed = 64 * 1024;
inline constexpr qsizetype longestPlain = longestSealed - 512;

/// Seals `plain` so that only the holder of `recipient`'s private key can read it: COSE_Encrypt with one recipient
/// (RFC 9052 §5), direct key agreement ECDH-ES + HKDF-256 (RFC 9053 §6.3.1), content AES-256-GCM. `context` is bound as
/// external_aad: bytes sealed as one thing do not open as another. The recipient's key id stands in its header.
/// `plain` is at most `longestPlain` bytes; more is the caller's mistake and asserts.
QByteArray seal(QByteArrayView plain, const PublicKey& recipient, QByteArrayView context);

/// Which key opens `sealed`; nothing if it is not a sealed message of ours.
std::optional<KeyId> recipientOf(QByteArrayView sealed);

/// How long the sealed message is with which `bytes` begin; 0 if they begin with none, or end before it does.
qsizetype sealedLength(QByteArrayView bytes);

/// The plain bytes, or nothing if `sealed` was altered, is for another key or was sealed in another context.
std::optional<QByteArray> unseal(QByteArrayView sealed, const PrivateKey& key, QByteArrayView context);

} // namespace voucher
