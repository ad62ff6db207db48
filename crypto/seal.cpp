#include "crypto/seal.h"

#include "crypto/cbor.h"
#include "crypto/key_agreement.h"
#include "crypto/openssl.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = longestSealed, .depth = 5, .items = 32};
constexpr std::uint64_t encryptTag = 96;
constexpr std::int64_t algorithmLabel = 1;
constexpr std::int64_t keyIdLabel = 4;
constexpr std::int64_t nonceLabel = 5;
constexpr std::int64_t ephemeralLabel = -1;
constexpr qsizetype nonceLength = 12;
constexpr qsizetype authenticationLength = 16;

/// A sealed message taken apart. Its header is the only one we write, so it is compared, not kept.
struct Sealed
{
    QByteArrayView nonce;
    QByteArrayView encrypted; ///< with the authentication tag of GCM at its end
    QByteArray ephemeral;     ///< x‖y
    KeyId recipient;
};

/// {1: 3}: AES-256-GCM (RFC 9053 §4.1).
QByteArray contentHeader()
{
    return CborWriter().map(1).integer(algorithmLabel).integer(contentAlgorithm).take();
}

/// What GCM authenticates beside the content: the Enc_structure (RFC 9052 §5.3).
QByteArray authenticated(QByteArrayView context)
{
    return CborWriter().array(3).text(u"Encrypt").bytes(contentHeader()).bytes(context).take();
}

/// Reads one sealed message; more may follow it.
Sealed takeApart(CborCursor& cursor)
{
    const auto expect = [&cursor](bool held) {
        if (!held)
            cursor.fail();
    };
    Sealed sealed;
    cursor.tag(encryptTag);
    expect(cursor.array() == 4);
    expect(cursor.bytes() == contentHeader());
    expect(cursor.map() == 1 && cursor.key() == nonceLabel);
    sealed.nonce = cursor.bytes(nonceLength);
    sealed.encrypted = cursor.bytes();
    expect(sealed.encrypted.size() >= authenticationLength);
    expect(cursor.array() == 1);
    expect(cursor.array() == 3);
    expect(cursor.bytes() == recipientHeader());
    expect(cursor.map() == 2 && cursor.key() == keyIdLabel);
    sealed.recipient = cursor.id<KeyId>();
    expect(cursor.key() == ephemeralLabel);
    sealed.ephemeral = readPoint(cursor);
    // Direct key agreement carries no wrapped key (RFC 9052 §8.5.4).
    cursor.bytes(0);
    return sealed;
}

std::optional<Sealed> takeApart(QByteArrayView message)
{
    CborCursor cursor(message, limits);
    const Sealed sealed = takeApart(cursor);
    return cursor.finish() ? std::optional(sealed) : std::nullopt;
}

/// Both directions of AES-256-GCM are these calls.
struct Gcm
{
    EvpCipherContext context;

    Gcm(const SecretBytes& key, QByteArrayView nonce, QByteArrayView additional, bool encrypting)
        : context(EVP_CIPHER_CTX_new())
    {
        mustBeDone(context && EVP_CipherInit_ex2(context.get(), EVP_aes_256_gcm(), asUnsigned(key.reveal().constData()),
                                                 asUnsigned(nonce.data()), encrypting ? 1 : 0, nullptr) == 1);
        int length = 0;
        mustBeDone(EVP_CipherUpdate(context.get(), nullptr, &length, asUnsigned(additional.data()),
                                    static_cast<int>(additional.size())) == 1);
    }

    QByteArray update(QByteArrayView input)
    {
        QByteArray output(input.size(), Qt::Uninitialized);
        int length = 0;
        mustBeDone(EVP_CipherUpdate(context.get(), asUnsigned(output.data()), &length, asUnsigned(input.data()),
                                    static_cast<int>(input.size())) == 1);
        return output;
    }

    bool finish()
    {
        unsigned char none[EVP_MAX_BLOCK_LENGTH];
        int length = 0;
        return EVP_CipherFinal_ex(context.get(), none, &length) == 1;
    }
};

QByteArray encrypt(QByteArrayView plain, const SecretBytes& key, QByteArrayView nonce, QByteArrayView additional)
{
    Gcm gcm(key, nonce, additional, true);
    QByteArray encrypted = plain.isEmpty() ? QByteArray() : gcm.update(plain);
    QByteArray authentication(authenticationLength, Qt::Uninitialized);
    mustBeDone(gcm.finish() && EVP_CIPHER_CTX_ctrl(gcm.context.get(), EVP_CTRL_AEAD_GET_TAG, authenticationLength,
                                                   authentication.data()) == 1);
    return encrypted + authentication;
}

std::optional<QByteArray> decrypt(const Sealed& sealed, const SecretBytes& key, QByteArrayView additional)
{
    const QByteArrayView content = sealed.encrypted.chopped(authenticationLength);
    QByteArray authentication = sealed.encrypted.last(authenticationLength).toByteArray();
    Gcm gcm(key, sealed.nonce, additional, false);
    QByteArray plain = content.isEmpty() ? QByteArray() : gcm.update(content);
    mustBeDone(EVP_CIPHER_CTX_ctrl(gcm.context.get(), EVP_CTRL_AEAD_SET_TAG, authenticationLength,
                                   authentication.data()) == 1);
    if (!gcm.finish())
        return std::nullopt;
    return plain;
}

} // namespace

QByteArray seal(QByteArrayView plain, const PublicKey& recipient, QByteArrayView context)
{
    Q_ASSERT(plain.size() <= longestPlain);
    const PrivateKey ephemeral = PrivateKey::generate(Algorithm::EcdhEs);
    const QByteArray nonce = randomBytes(nonceLength);
    const auto key = contentKey(ephemeral, recipient);
    mustBeDone(key.has_value());
    CborWriter writer;
    writer.tag(encryptTag).array(4).bytes(contentHeader());
    writer.map(1).integer(nonceLabel).bytes(nonce);
    writer.bytes(encrypt(plain, *key, nonce, authenticated(context)));
    writer.array(1).array(3).bytes(recipientHeader());
    writer.map(2).integer(keyIdLabel).bytes(bytesOf(recipient.id()));
    writer.integer(ephemeralLabel);
    writePoint(writer, ephemeral.publicKey());
    writer.bytes({});
    return writer.take();
}

std::optional<KeyId> recipientOf(QByteArrayView message)
{
    const auto sealed = takeApart(message);
    return sealed ? std::optional(sealed->recipient) : std::nullopt;
}

qsizetype sealedLength(QByteArrayView bytes)
{
    CborCursor cursor(bytes.first(std::min(bytes.size(), longestSealed)), limits);
    takeApart(cursor);
    return cursor.ok() ? cursor.place() : 0;
}

std::optional<QByteArray> unseal(QByteArrayView message, const PrivateKey& key, QByteArrayView context)
{
    const auto sealed = takeApart(message);
    if (!sealed || sealed->recipient != key.publicKey().id())
        return std::nullopt;
    const auto ephemeral = PublicKey::fromKeyBytes(Algorithm::EcdhEs, sealed->ephemeral);
    const auto secret = ephemeral ? contentKey(key, *ephemeral) : std::nullopt;
    return secret ? decrypt(*sealed, *secret, authenticated(context)) : std::nullopt;
}

} // namespace voucher
