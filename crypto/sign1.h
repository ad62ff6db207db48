#pragma once

#include "crypto/cbor.h"
#include "crypto/keys.h"

#include <QByteArray>

#include <optional>

namespace voucher {

/// The kinds of signed object. Each has its own external_aad, so that none can be taken for another.
enum class Object : std::uint8_t { Voucher, TrustList, Bulletin, Invitation, Entry, Receipt, Statement, Act, Export };

/// "EPT1/voucher", "EPT1/trust-list", "EPT1/bulletin", "EPT1/invitation", "EPT1/entry", "EPT1/receipt",
/// "EPT1/statement", "EPT1/act", "EPT1/export".
QByteArray externalAad(Object object);

/// One COSE_Sign1 message of the profile (RFC 9052 §4.2, design §4), taken apart but not verified: tag 18, protected
/// header exactly {1: alg, 4: kid}, empty unprotected header, payload present, signature of 64 bytes.
/// The payload is deliberately out of reach until `payloadIfSigned` has checked the signature.
class Sign1
{
public:
    /// Takes a message apart; nothing if it is not of the profile or exceeds `limits`.
    static std::optional<Sign1> parse(QByteArrayView message, CborLimits limits);

    /// Who claims to have signed: only good for looking the key up.
    KeyId keyId() const { return m_keyId; }

    /// The payload, if `key` signed this message as this object and the message names the key's own algorithm.
    std::optional<QByteArray> payloadIfSigned(const PublicKey& key, Object object) const;

    /// SHA-256 of the Sig_structure: the identity of the message, independent of the signature's randomness.
    Hash hash(Object object) const;

private:
    Sign1() = default;
    QByteArray sigStructure(Object object) const;
    QByteArray m_protected;
    QByteArray m_payload;
    QByteArray m_signature;
    std::int64_t m_algorithm = 0;
    KeyId m_keyId;
};

/// A new message of the profile over `payload`.
QByteArray sign1(const PrivateKey& key, Object object, QByteArrayView payload);

} // namespace voucher
