#pragma once

#include "crypto/ids.h"

#include <QByteArray>

#include <memory>
#include <optional>

typedef struct evp_pkey_st EVP_PKEY;

namespace voucher {

/// What a key does, with the numbers of the COSE registry (RFC 9053). The algorithm belongs to the key, never to the
/// message.
enum class Algorithm : std::int8_t {
    EdDSA = -8,   ///< Ed25519 signatures
    ES256 = -7,   ///< ECDSA on P-256 with SHA-256, signature r‖s
    EcdhEs = -25, ///< P-256 key agreement for sealing: ECDH-ES + HKDF-256
};

/// Bytes that are wiped when they leave; the only way to them is `reveal()`, which one can search for.
class SecretBytes
{
public:
    SecretBytes() = default;

    explicit SecretBytes(QByteArray bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    /// `length` bytes of the operating system's randomness.
    static SecretBytes random(qsizetype length);

    const QByteArray& reveal() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// `length` random bytes for ids and nonces (OpenSSL's RAND, so that a seeded method can be put in its place).
QByteArray randomBytes(qsizetype length);

/// A public key, parsed once, shared cheaply.
class PublicKey
{
public:
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). Nothing if it is not exactly a key of this algorithm in its
    /// one canonical encoding.
    static std::optional<PublicKey> fromSpki(Algorithm algorithm, QByteArrayView spki);

    /// From the key alone: 32 bytes for Ed25519 (RFC 8032), x‖y for P-256. Nothing for another length or a point that
    /// is not on the curve.
    static std::optional<PublicKey> fromKeyBytes(Algorithm algorithm, QByteArrayView bytes);

    Algorithm algorithm() const { return m_algorithm; }

    /// What `fromKeyBytes` takes.
    QByteArray keyBytes() const;

    /// First eight bytes of SHA-256 of the SPKI.
    KeyId id() const { return m_id; }

    const QByteArray& spki() const { return m_spki; }

    /// True if `signature` over `message` is this key's. A key that seals verifies nothing.
    bool verify(QByteArrayView message, QByteArrayView signature) const;

    EVP_PKEY* handle() const { return m_key.get(); }

    friend bool operator==(const PublicKey& left, const PublicKey& right)
    {
        return left.m_algorithm == right.m_algorithm && left.m_spki == right.m_spki;
    }

private:
    friend class PrivateKey;
    PublicKey() = default;
    std::shared_ptr<EVP_PKEY> m_key;
    Algorithm m_algorithm = Algorithm::EdDSA;
    KeyId m_id;
    QByteArray m_spki;
};

/// A private key with its algorithm; the material stays inside OpenSSL.
class PrivateKey
{
public:
    static PrivateKey generate(Algorithm algorithm);
    /// Reads unencrypted PKCS #8 DER (RFC 5958); nothing if it is not a key of this algorithm.
    static std::optional<PrivateKey> fromPkcs8(Algorithm algorithm, const SecretBytes& pkcs8);
    SecretBytes toPkcs8() const;

    const PublicKey& publicKey() const { return m_public; }

    /// The signature: 64 bytes, for ES256 r‖s. Only for keys that sign.
    QByteArray sign(QByteArrayView message) const;

    EVP_PKEY* handle() const { return m_key.get(); }

private:
    PrivateKey() = default;
    static std::optional<PrivateKey> adopt(Algorithm algorithm, std::shared_ptr<EVP_PKEY> key);
    std::shared_ptr<EVP_PKEY> m_key;
    PublicKey m_public;
};

/// What a key of the trust list may do; one role a key. The numbers stand in the trust list.
enum class KeyRole : std::uint8_t { Issuer = 1, Bulletin, Enrolment, Receipt, Intake, Office };

/// The one algorithm of a role: EcdhEs for Intake and Office, EdDSA for the rest.
Algorithm algorithmOf(KeyRole role);

} // namespace voucher
