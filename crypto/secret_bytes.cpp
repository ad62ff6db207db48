#include "crypto/keys.h"
#include "crypto/openssl.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <utility>

namespace voucher {

namespace {

void wipe(QByteArray& bytes)
{
    // Where somebody copied the revealed bytes, the copy is his, and writing would only detach from it.
    if (!bytes.isEmpty() && bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    bytes.clear();
}

} // namespace

SecretBytes::SecretBytes(QByteArray bytes) : m_bytes(std::move(bytes))
{
    m_bytes.detach();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {}))
{
}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept
{
    if (this != &other) {
        wipe(m_bytes);
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    wipe(m_bytes);
}

SecretBytes SecretBytes::random(qsizetype length)
{
    return SecretBytes(randomBytes(length));
}

QByteArray randomBytes(qsizetype length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    mustBeDone(RAND_bytes(asUnsigned(bytes.data()), static_cast<int>(length)) == 1);
    return bytes;
}

} // namespace voucher
