#include "terminal/pin_lock.h"

#include "crypto/openssl.h"

#include <array>

namespace voucher {

namespace {

constexpr qsizetype keyLength = 32;
constexpr qsizetype tagLength = 16;

const unsigned char* data(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* mutableData(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

int sizeOf(QByteArrayView bytes)
{
    return static_cast<int>(bytes.size());
}

} // namespace

SecretBytes keyFromPin(QStringView pin, QByteArrayView salt, ScryptCost cost)
{
    const SecretBytes digits(pin.toLatin1());
    QByteArray key(keyLength, '\0');
    const std::uint64_t memory = 256ull * cost.r * (cost.n + cost.p);
    [[maybe_unused]] const int ok =
        EVP_PBE_scrypt(digits.reveal().constData(), static_cast<std::size_t>(digits.reveal().size()), data(salt),
                       static_cast<std::size_t>(salt.size()), cost.n, cost.r, cost.p, memory, mutableData(key),
                       static_cast<std::size_t>(keyLength));
    Q_ASSERT(ok == 1);
    return SecretBytes(std::move(key));
}

QByteArray lockBytes(const SecretBytes& plain, const SecretBytes& key, QByteArrayView nonce, QByteArrayView aad)
{
    const EvpCipherContext context(EVP_CIPHER_CTX_new());
    QByteArray out(plain.reveal().size() + tagLength, '\0');
    int length = 0;
    [[maybe_unused]] const bool ok =
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data(key.reveal()), data(nonce)) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &length, data(aad), sizeOf(aad)) == 1 &&
        EVP_EncryptUpdate(context.get(), mutableData(out), &length, data(plain.reveal()), sizeOf(plain.reveal())) ==
            1 &&
        EVP_EncryptFinal_ex(context.get(), mutableData(out) + length, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tagLength, out.data() + plain.reveal().size()) == 1;
    Q_ASSERT(ok);
    return out;
}

std::optional<SecretBytes> unlockBytes(QByteArrayView locked, const SecretBytes& key, QByteArrayView nonce,
                                       QByteArrayView aad)
{
    if (locked.size() < tagLength)
        return {};
    const QByteArrayView ciphertext = locked.chopped(tagLength);
    QByteArray tag = locked.last(tagLength).toByteArray();
    QByteArray out(ciphertext.size(), '\0');
    const EvpCipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool ok =
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, data(key.reveal()), data(nonce)) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, data(aad), sizeOf(aad)) == 1 &&
        EVP_DecryptUpdate(context.get(), mutableData(out), &length, data(ciphertext), sizeOf(ciphertext)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tagLength, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), mutableData(out) + length, &length) == 1;
    SecretBytes plain(std::move(out));
    return ok ? std::optional(std::move(plain)) : std::nullopt;
}

} // namespace voucher
