#include "crypto/locked_key.h"

#include "crypto/openssl.h"

#include <openssl/pkcs12.h>

namespace voucher {

namespace {

/// What one guess at a passphrase costs, about 0.2 s: all the memory (16 MiB) that OpenSSL gives to scrypt unasked, and
/// five times over.
constexpr std::uint64_t scryptN = 1u << 14;
constexpr std::uint64_t scryptR = 8;
constexpr std::uint64_t scryptP = 5;

EncryptedPkcs8 readLocked(QByteArrayView pkcs8)
{
    const unsigned char* in = asUnsigned(pkcs8.data());
    EncryptedPkcs8 locked(d2i_X509_SIG(nullptr, &in, static_cast<long>(pkcs8.size())));
    return in == asUnsigned(pkcs8.data()) + pkcs8.size() ? std::move(locked) : nullptr;
}

} // namespace

QByteArray lockedPkcs8(const PrivateKey& key, const SecretBytes& passphrase)
{
    const Pkcs8Info info(EVP_PKEY2PKCS8(key.handle()));
    // OpenSSL's encoders know no scrypt: this is what `openssl pkcs8 -scrypt` does.
    X509_ALGOR* method = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 0, nullptr, scryptN, scryptR, scryptP);
    mustBeDone(info && method);
    const QByteArray& words = passphrase.reveal();
    const EncryptedPkcs8 locked(PKCS8_set0_pbe(words.constData(), static_cast<int>(words.size()), info.get(), method));
    mustBeDone(locked != nullptr);
    QByteArray bytes(i2d_X509_SIG(locked.get(), nullptr), Qt::Uninitialized);
    unsigned char* out = asUnsigned(bytes.data());
    i2d_X509_SIG(locked.get(), &out);
    return bytes;
}

bool isLockedPkcs8(QByteArrayView pkcs8)
{
    return readLocked(pkcs8) != nullptr;
}

std::optional<PrivateKey> openedPkcs8(Algorithm algorithm, QByteArrayView pkcs8, const SecretBytes& passphrase)
{
    const EncryptedPkcs8 locked = readLocked(pkcs8);
    const QByteArray& words = passphrase.reveal();
    const Pkcs8Info info(locked ? PKCS8_decrypt(locked.get(), words.constData(), static_cast<int>(words.size()))
                                : nullptr);
    if (!info)
        return std::nullopt;
    QByteArray bytes(i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr), Qt::Uninitialized);
    unsigned char* out = asUnsigned(bytes.data());
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
    return PrivateKey::fromPkcs8(algorithm, SecretBytes(std::move(bytes)));
}

} // namespace voucher
