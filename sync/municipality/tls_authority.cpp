#include "sync/municipality/tls_authority.h"

#include "crypto/openssl.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <QHostAddress>

#include <memory>

namespace voucher {

namespace {

using CertificateHandle = std::unique_ptr<X509, decltype(&X509_free)>;
using BioHandle = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using ExtensionHandle = std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)>;

constexpr long secondsOfDay = 24 * 60 * 60;
constexpr long authorityDays = 20 * 365;
constexpr long serverDays = 2 * 365;

EvpKey newKey()
{
    return EvpKey(EVP_EC_gen("P-256"));
}

BioHandle memory(const QByteArray& bytes = {})
{
    return {bytes.isNull() ? BIO_new(BIO_s_mem()) : BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())),
            &BIO_free_all};
}

QByteArray contentOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

/// A certificate with serial, name and times, still without issuer and signature.
CertificateHandle blankCertificate(EVP_PKEY* key, const char* commonName, long days)
{
    CertificateHandle certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    std::array<unsigned char, 16> serial{};
    RAND_bytes(serial.data(), static_cast<int>(serial.size()));
    // The first bit makes a number negative (RFC 5280 §4.1.2.2).
    serial[0] &= 0x7f;
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr), &BN_free);
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get()));
    // An hour back: a tablet's clock may be a little behind.
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60 * 60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * secondsOfDay);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(commonName), -1, -1, 0);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

void addExtension(X509* certificate, X509* issuer, int kind, const QByteArray& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData()),
                                    &X509_EXTENSION_free);
    X509_add_ext(certificate, extension.get(), -1);
}

TlsIdentity identityOf(X509* certificate, EVP_PKEY* key)
{
    TlsIdentity identity;
    const BioHandle certificateBio = memory();
    PEM_write_bio_X509(certificateBio.get(), certificate);
    identity.certificatePem = contentOf(certificateBio.get());
    const BioHandle keyBio = memory();
    PEM_write_bio_PKCS8PrivateKey(keyBio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    identity.privateKeyPem = contentOf(keyBio.get());
    const BioHandle derBio = memory();
    i2d_X509_bio(derBio.get(), certificate);
    identity.certificateDer = contentOf(derBio.get());
    return identity;
}

/// "DNS:name,IP:1.2.3.4" (RFC 5280 §4.2.1.6).
QByteArray subjectAlternativeNames(const QStringList& hosts)
{
    QByteArrayList names;
    for (const QString& host : hosts)
        names += (QHostAddress(host).isNull() ? "DNS:" : "IP:") + host.toLatin1();
    return names.join(',');
}

} // namespace

TlsIdentity makeTlsAuthority()
{
    const EvpKey key = newKey();
    const CertificateHandle certificate = blankCertificate(key.get(), "Epitagi municipality", authorityDays);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    addExtension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    addExtension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    addExtension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return identityOf(certificate.get(), key.get());
}

std::optional<TlsIdentity> makeTlsServer(const TlsIdentity& authority, const QStringList& hosts)
{
    const BioHandle certificateBio = memory(authority.certificatePem);
    const BioHandle keyBio = memory(authority.privateKeyPem);
    const CertificateHandle issuer(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr), &X509_free);
    const EvpKey issuerKey(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    if (!issuer || !issuerKey || hosts.isEmpty())
        return std::nullopt;
    const EvpKey key = newKey();
    const CertificateHandle certificate = blankCertificate(key.get(), "Epitagi voucher-server", serverDays);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    addExtension(certificate.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
    addExtension(certificate.get(), issuer.get(), NID_key_usage, "critical,digitalSignature");
    addExtension(certificate.get(), issuer.get(), NID_ext_key_usage, "serverAuth");
    addExtension(certificate.get(), issuer.get(), NID_authority_key_identifier, "keyid");
    addExtension(certificate.get(), issuer.get(), NID_subject_alt_name, subjectAlternativeNames(hosts));
    X509_sign(certificate.get(), issuerKey.get(), EVP_sha256());
    return identityOf(certificate.get(), key.get());
}

} // namespace voucher
