#include "crypto/sign1.h"

namespace voucher {

namespace {

constexpr std::uint64_t sign1Tag = 18;
constexpr std::int64_t algorithmLabel = 1;
constexpr std::int64_t keyIdLabel = 4;
constexpr qsizetype signatureLength = 64;

bool signs(std::int64_t algorithm)
{
    return algorithm == static_cast<std::int64_t>(Algorithm::EdDSA) ||
           algorithm == static_cast<std::int64_t>(Algorithm::ES256);
}

QByteArray protectedHeader(Algorithm algorithm, KeyId keyId)
{
    CborWriter writer;
    writer.map(2);
    writer.integer(algorithmLabel).integer(static_cast<std::int64_t>(algorithm));
    writer.integer(keyIdLabel).bytes(bytesOf(keyId));
    return writer.take();
}

/// What is signed (RFC 9052 §4.4).
QByteArray signedBytes(QByteArrayView header, Object object, QByteArrayView payload)
{
    CborWriter writer;
    writer.array(4).text(u"Signature1").bytes(header).bytes(externalAad(object)).bytes(payload);
    return writer.take();
}

} // namespace

QByteArray externalAad(Object object)
{
    switch (object) {
    case Object::Voucher:
        return QByteArrayLiteral("EPT1/voucher");
    case Object::TrustList:
        return QByteArrayLiteral("EPT1/trust-list");
    case Object::Bulletin:
        return QByteArrayLiteral("EPT1/bulletin");
    case Object::Invitation:
        return QByteArrayLiteral("EPT1/invitation");
    case Object::Entry:
        return QByteArrayLiteral("EPT1/entry");
    case Object::Receipt:
        return QByteArrayLiteral("EPT1/receipt");
    case Object::Statement:
        return QByteArrayLiteral("EPT1/statement");
    case Object::Act:
        return QByteArrayLiteral("EPT1/act");
    case Object::Export:
        return QByteArrayLiteral("EPT1/export");
    }
    return {};
}

std::optional<Sign1> Sign1::parse(QByteArrayView message, CborLimits limits)
{
    CborCursor cursor(message, limits);
    Sign1 result;
    cursor.tag(sign1Tag);
    if (cursor.array() != 4)
        return std::nullopt;
    result.m_protected = cursor.bytes().toByteArray();
    if (cursor.map() != 0)
        return std::nullopt;
    result.m_payload = cursor.bytes().toByteArray();
    result.m_signature = cursor.bytes(signatureLength).toByteArray();

    CborCursor header(result.m_protected, limits);
    if (header.map() != 2 || header.key() != algorithmLabel)
        return std::nullopt;
    result.m_algorithm = header.integer();
    if (header.key() != keyIdLabel)
        return std::nullopt;
    result.m_keyId = header.id<KeyId>();
    if (!cursor.finish() || !header.finish() || !signs(result.m_algorithm))
        return std::nullopt;
    return result;
}

QByteArray Sign1::sigStructure(Object object) const
{
    return signedBytes(m_protected, object, m_payload);
}

std::optional<QByteArray> Sign1::payloadIfSigned(const PublicKey& key, Object object) const
{
    if (m_keyId != key.id() || m_algorithm != static_cast<std::int64_t>(key.algorithm()) ||
        !key.verify(sigStructure(object), m_signature))
        return std::nullopt;
    return m_payload;
}

Hash Sign1::hash(Object object) const
{
    return sha256(sigStructure(object));
}

QByteArray sign1(const PrivateKey& key, Object object, QByteArrayView payload)
{
    const PublicKey& publicKey = key.publicKey();
    const QByteArray header = protectedHeader(publicKey.algorithm(), publicKey.id());
    const QByteArray signature = key.sign(signedBytes(header, object, payload));
    CborWriter writer;
    writer.tag(sign1Tag).array(4).bytes(header).map(0).bytes(payload).bytes(signature);
    return writer.take();
}

} // namespace voucher
