#include "crypto/key_agreement.h"

#include "crypto/openssl.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

namespace voucher {

namespace {

constexpr qsizetype coordinateLength = 32;
constexpr qsizetype contentKeyLength = 32;
constexpr std::int64_t agreementAlgorithm = static_cast<std::int64_t>(Algorithm::EcdhEs);

// Labels and values of a COSE_Key on P-256.
constexpr std::int64_t kindLabel = 1;
constexpr std::int64_t kindTwoCoordinates = 2;
constexpr std::int64_t curveLabel = -1;
constexpr std::int64_t curveP256 = 1;
constexpr std::int64_t xLabel = -2;
constexpr std::int64_t yLabel = -3;

QByteArray derivationContext()
{
    CborWriter writer;
    writer.array(4).integer(contentAlgorithm);
    writer.array(3).null().null().null();
    writer.array(3).null().null().null();
    writer.array(2).integer(contentKeyLength * 8).bytes(recipientHeader());
    return writer.take();
}

/// The shared secret of ECDH: the x coordinate, 32 bytes. The other's point was found on the curve when it was read,
/// and all points of P-256 are of its one group, so OpenSSL need not look once more: that takes longer than the
/// agreement.
std::optional<SecretBytes> sharedSecret(const PrivateKey& mine, const PublicKey& theirs)
{
    const EvpKeyContext context(EVP_PKEY_CTX_new(mine.handle(), nullptr));
    std::size_t length = coordinateLength;
    QByteArray secret(coordinateLength, Qt::Uninitialized);
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer_ex(context.get(), theirs.handle(), 0) != 1 ||
        EVP_PKEY_derive(context.get(), asUnsigned(secret.data()), &length) != 1)
        return std::nullopt;
    return SecretBytes(std::move(secret));
}

} // namespace

QByteArray recipientHeader()
{
    return CborWriter().map(1).integer(1).integer(agreementAlgorithm).take();
}

std::optional<SecretBytes> contentKey(const PrivateKey& mine, const PublicKey& theirs)
{
    if (mine.publicKey().algorithm() != Algorithm::EcdhEs || theirs.algorithm() != Algorithm::EcdhEs)
        return std::nullopt;
    const auto secret = sharedSecret(mine, theirs);
    if (!secret)
        return std::nullopt;
    QByteArray info = derivationContext();
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<char*>(secret->reveal().constData()),
                                          static_cast<std::size_t>(secret->reveal().size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), static_cast<std::size_t>(info.size())),
        OSSL_PARAM_construct_end(),
    };
    const EvpKdf method(EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr));
    const EvpKdfContext context(EVP_KDF_CTX_new(method.get()));
    QByteArray key(contentKeyLength, Qt::Uninitialized);
    mustBeDone(context && EVP_KDF_derive(context.get(), asUnsigned(key.data()), contentKeyLength, parameters) == 1);
    return SecretBytes(std::move(key));
}

void writePoint(CborWriter& writer, const PublicKey& key)
{
    const QByteArray coordinates = key.keyBytes();
    writer.map(4).integer(kindLabel).integer(kindTwoCoordinates).integer(curveLabel).integer(curveP256);
    writer.integer(xLabel).bytes(coordinates.first(coordinateLength));
    writer.integer(yLabel).bytes(coordinates.last(coordinateLength));
}

QByteArray readPoint(CborCursor& cursor)
{
    const auto expect = [&cursor](bool held) {
        if (!held)
            cursor.fail();
    };
    expect(cursor.map() == 4);
    expect(cursor.key() == kindLabel && cursor.integer() == kindTwoCoordinates);
    expect(cursor.key() == curveLabel && cursor.integer() == curveP256);
    expect(cursor.key() == xLabel);
    const QByteArrayView x = cursor.bytes(coordinateLength);
    expect(cursor.key() == yLabel);
    const QByteArrayView y = cursor.bytes(coordinateLength);
    return x.toByteArray() + y.toByteArray();
}

} // namespace voucher
