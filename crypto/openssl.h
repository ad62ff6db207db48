#pragma once

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <memory>

namespace voucher {

/// Owning handles, so that no path forgets to free.
struct OpensslDeleter
{
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }

    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }

    void operator()(EVP_KDF* method) const { EVP_KDF_free(method); }

    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }

    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }

    void operator()(PKCS8_PRIV_KEY_INFO* info) const { PKCS8_PRIV_KEY_INFO_free(info); }

    void operator()(X509_SIG* encrypted) const { X509_SIG_free(encrypted); }
};

using EvpKey = std::unique_ptr<EVP_PKEY, OpensslDeleter>;
using EvpKeyContext = std::unique_ptr<EVP_PKEY_CTX, OpensslDeleter>;
using EvpDigestContext = std::unique_ptr<EVP_MD_CTX, OpensslDeleter>;
using EvpCipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpensslDeleter>;
using EvpKdf = std::unique_ptr<EVP_KDF, OpensslDeleter>;
using EvpKdfContext = std::unique_ptr<EVP_KDF_CTX, OpensslDeleter>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, OpensslDeleter>;
using Pkcs8Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpensslDeleter>;
using EncryptedPkcs8 = std::unique_ptr<X509_SIG, OpensslDeleter>;

/// Ends the program unless `done`: for calls that fail only when memory or randomness has run out, where going on
/// would mean an unsigned signature or a guessable id.
inline void mustBeDone(bool done)
{
    if (!done)
        std::abort();
}

/// OpenSSL's view of bytes and lengths.
inline const unsigned char* asUnsigned(const char* bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes);
}

inline unsigned char* asUnsigned(char* bytes)
{
    return reinterpret_cast<unsigned char*>(bytes);
}

} // namespace voucher
