#include "crypto/keys.h"

#include "crypto/openssl.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

#include <array>

namespace voucher {

namespace {

constexpr qsizetype coordinateLength = 32;
constexpr qsizetype signatureLength = 64;

/// A key has exactly one encoding here: this head (RFC 8410 §4; RFC 5480 §2, named curve, uncompressed point) and then
/// the key itself. What differs by a byte is not read at all, so a key id can't be had twice for one key.
QByteArray spkiHead(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::EdDSA:
        return QByteArray::fromHex("302a300506032b6570032100");
    case Algorithm::ES256:
    case Algorithm::EcdhEs:
        return QByteArray::fromHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    }
    return {};
}

qsizetype keyLength(Algorithm algorithm)
{
    return algorithm == Algorithm::EdDSA ? coordinateLength : 2 * coordinateLength;
}

/// The digest that the signature scheme is given; Ed25519 hashes for itself.
const EVP_MD* digestOf(Algorithm algorithm)
{
    return algorithm == Algorithm::EdDSA ? nullptr : EVP_sha256();
}

std::size_t lengthOf(QByteArrayView bytes)
{
    return static_cast<std::size_t>(bytes.size());
}

/// From r‖s (RFC 9053 §2.1) to the DER that OpenSSL takes.
QByteArray derSignature(QByteArrayView joined)
{
    const EcdsaSignature signature(ECDSA_SIG_new());
    const auto* bytes = asUnsigned(joined.data());
    BIGNUM* r = BN_bin2bn(bytes, coordinateLength, nullptr);
    BIGNUM* s = BN_bin2bn(bytes + coordinateLength, coordinateLength, nullptr);
    mustBeDone(signature && r && s && ECDSA_SIG_set0(signature.get(), r, s) == 1);
    QByteArray der(i2d_ECDSA_SIG(signature.get(), nullptr), Qt::Uninitialized);
    unsigned char* out = asUnsigned(der.data());
    i2d_ECDSA_SIG(signature.get(), &out);
    return der;
}

QByteArray joinedSignature(const QByteArray& der)
{
    const unsigned char* in = asUnsigned(der.constData());
    const EcdsaSignature signature(d2i_ECDSA_SIG(nullptr, &in, der.size()));
    mustBeDone(signature != nullptr);
    QByteArray joined(signatureLength, Qt::Uninitialized);
    unsigned char* out = asUnsigned(joined.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, coordinateLength);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + coordinateLength, coordinateLength);
    return joined;
}

/// From what follows the head, which has said already what it is: OpenSSL's own reader of SPKI tries every decoder it
/// has, for longer than a signature takes. Refuses a point that is not on the curve.
std::shared_ptr<EVP_PKEY> readKey(Algorithm algorithm, QByteArrayView bytes)
{
    if (algorithm == Algorithm::EdDSA)
        return {EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, asUnsigned(bytes.data()), lengthOf(bytes)),
                OpensslDeleter()};
    char curve[] = "P-256";
    QByteArray point = "\x04" + bytes.toByteArray();
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), lengthOf(point)),
        OSSL_PARAM_construct_end(),
    };
    const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    mustBeDone(context && EVP_PKEY_fromdata_init(context.get()) == 1);
    if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parameters)) != 1)
        return nullptr;
    return {key, OpensslDeleter()};
}

/// What follows the head for this key, if it is of the algorithm at all; OpenSSL's own writer of SPKI takes as long as
/// its reader.
std::optional<QByteArray> publicBytes(Algorithm algorithm, const EVP_PKEY& key)
{
    const bool edwards = algorithm == Algorithm::EdDSA;
    std::array<char, 16> curve{};
    const bool ours = edwards ? EVP_PKEY_is_a(&key, "ED25519") == 1
                              : EVP_PKEY_get_group_name(&key, curve.data(), curve.size(), nullptr) == 1 &&
                                    qstrcmp(curve.data(), "prime256v1") == 0;
    const qsizetype form = edwards ? 0 : 1; // an uncompressed point says so in its first byte
    QByteArray bytes(form + keyLength(algorithm), Qt::Uninitialized);
    std::size_t length = 0;
    if (!ours ||
        EVP_PKEY_get_octet_string_param(&key, OSSL_PKEY_PARAM_PUB_KEY, asUnsigned(bytes.data()), lengthOf(bytes),
                                        &length) != 1 ||
        length != lengthOf(bytes))
        return std::nullopt;
    return bytes.sliced(form);
}

} // namespace

std::optional<PublicKey> PublicKey::fromSpki(Algorithm algorithm, QByteArrayView spki)
{
    const QByteArray head = spkiHead(algorithm);
    if (spki.size() != head.size() + keyLength(algorithm) || !spki.startsWith(head))
        return std::nullopt;
    std::shared_ptr<EVP_PKEY> key = readKey(algorithm, spki.sliced(head.size()));
    if (!key)
        return std::nullopt;
    PublicKey result;
    result.m_key = std::move(key);
    result.m_algorithm = algorithm;
    result.m_spki = spki.toByteArray();
    result.m_id = idFrom<KeyId>(bytesOf(sha256(spki)).first(KeyId{}.value.size()));
    return result;
}

std::optional<PublicKey> PublicKey::fromKeyBytes(Algorithm algorithm, QByteArrayView bytes)
{
    return fromSpki(algorithm, spkiHead(algorithm) + bytes.toByteArray());
}

QByteArray PublicKey::keyBytes() const
{
    return m_spki.last(keyLength(m_algorithm));
}

bool PublicKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    if (m_algorithm == Algorithm::EcdhEs || signature.size() != signatureLength)
        return false;
    const QByteArray der = m_algorithm == Algorithm::ES256 ? derSignature(signature) : QByteArray();
    const QByteArrayView wanted = m_algorithm == Algorithm::ES256 ? QByteArrayView(der) : signature;
    const EvpDigestContext context(EVP_MD_CTX_new());
    mustBeDone(context &&
               EVP_DigestVerifyInit(context.get(), nullptr, digestOf(m_algorithm), nullptr, m_key.get()) == 1);
    return EVP_DigestVerify(context.get(), asUnsigned(wanted.data()), lengthOf(wanted), asUnsigned(message.data()),
                            lengthOf(message)) == 1;
}

PrivateKey PrivateKey::generate(Algorithm algorithm)
{
    EVP_PKEY* made = algorithm == Algorithm::EdDSA ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                                   : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    auto key = adopt(algorithm, {made, OpensslDeleter()});
    mustBeDone(key.has_value());
    return *std::move(key);
}

std::optional<PrivateKey> PrivateKey::adopt(Algorithm algorithm, std::shared_ptr<EVP_PKEY> key)
{
    const auto bytes = key ? publicBytes(algorithm, *key) : std::nullopt;
    auto publicKey = bytes ? PublicKey::fromKeyBytes(algorithm, *bytes) : std::nullopt;
    if (!publicKey)
        return std::nullopt;
    PrivateKey result;
    result.m_key = std::move(key);
    result.m_public = *std::move(publicKey);
    return result;
}

std::optional<PrivateKey> PrivateKey::fromPkcs8(Algorithm algorithm, const SecretBytes& pkcs8)
{
    const QByteArray& bytes = pkcs8.reveal();
    const unsigned char* in = asUnsigned(bytes.constData());
    const Pkcs8Info info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &in, static_cast<long>(bytes.size())));
    if (!info || in != asUnsigned(bytes.constData()) + bytes.size())
        return std::nullopt;
    auto key = adopt(algorithm, {EVP_PKCS82PKEY(info.get()), OpensslDeleter()});
    if (!key)
        return std::nullopt;
    // The file may name another public key than its private one has.
    const EvpKeyContext context(EVP_PKEY_CTX_new(key->handle(), nullptr));
    return context && EVP_PKEY_pairwise_check(context.get()) == 1 ? std::move(key) : std::nullopt;
}

SecretBytes PrivateKey::toPkcs8() const
{
    const Pkcs8Info info(EVP_PKEY2PKCS8(m_key.get()));
    mustBeDone(info != nullptr);
    QByteArray bytes(i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr), Qt::Uninitialized);
    unsigned char* out = asUnsigned(bytes.data());
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
    return SecretBytes(std::move(bytes));
}

QByteArray PrivateKey::sign(QByteArrayView message) const
{
    const Algorithm algorithm = m_public.algorithm();
    Q_ASSERT(algorithm != Algorithm::EcdhEs);
    const EvpDigestContext context(EVP_MD_CTX_new());
    mustBeDone(context && EVP_DigestSignInit(context.get(), nullptr, digestOf(algorithm), nullptr, m_key.get()) == 1);
    std::size_t length = 0;
    mustBeDone(EVP_DigestSign(context.get(), nullptr, &length, asUnsigned(message.data()), lengthOf(message)) == 1);
    QByteArray signature(static_cast<qsizetype>(length), Qt::Uninitialized);
    mustBeDone(EVP_DigestSign(context.get(), asUnsigned(signature.data()), &length, asUnsigned(message.data()),
                              lengthOf(message)) == 1);
    signature.truncate(static_cast<qsizetype>(length));
    return algorithm == Algorithm::ES256 ? joinedSignature(signature) : signature;
}

Algorithm algorithmOf(KeyRole role)
{
    switch (role) {
    case KeyRole::Issuer:
    case KeyRole::Bulletin:
    case KeyRole::Enrolment:
    case KeyRole::Receipt:
        return Algorithm::EdDSA;
    case KeyRole::Intake:
    case KeyRole::Office:
        return Algorithm::EcdhEs;
    }
    return Algorithm::EdDSA;
}

} // namespace voucher
