#include "crypto/ids.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace voucher {

Hash sha256(QByteArrayView bytes)
{
    Hash hash;
    unsigned int length = 0;
    const int ok = EVP_Digest(bytes.data(), static_cast<std::size_t>(bytes.size()), hash.value.data(), &length,
                              EVP_sha256(), nullptr);
    Q_ASSERT(ok == 1 && length == hash.value.size());
    Q_UNUSED(ok)
    return hash;
}

bool constantTimeEqual(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), static_cast<std::size_t>(left.size())) == 0;
}

QByteArray shortHex(QByteArrayView bytes)
{
    return bytes.first(qMin<qsizetype>(2, bytes.size())).toByteArray().toHex();
}

} // namespace voucher
