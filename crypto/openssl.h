#pragma once

#include <openssl/evp.h>

#include <memory>

namespace voucher {

/// Owning handles, so that no path forgets to free.
struct OpensslDeleter
{
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }

    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using EvpKey = std::unique_ptr<EVP_PKEY, OpensslDeleter>;
using EvpKeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslDeleter>;
using EvpDigestContext = std::unique_ptr<EVP_MD_CTX, OpensslDeleter>;
using EvpCipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpensslDeleter>;

} // namespace voucher
