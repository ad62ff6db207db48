#include "crypto/voucher.h"

#include "crypto/base45.h"
#include "crypto/document.h"
#include "crypto/fields.h"

namespace voucher {

namespace {

constexpr qsizetype longestText = 1200;
constexpr CborLimits limits{.bytes = 800, .depth = 4, .items = 64};
constexpr std::int64_t ourClaims = -70000;
constexpr std::int64_t statusIndexes = std::int64_t{1} << 24;
constexpr std::int64_t mostQuantity = 1'000'000;

/// What stands in the payload, before anyone asks whether it makes sense.
struct RawClaims
{
    VoucherId id;
    Instant issuedAt;
    Instant notBefore;
    Instant expires;
    std::int64_t programme = 0;
    std::int64_t statusIndex = 0;
    std::int64_t service = 0;
    std::int64_t kind = 0;
    std::int64_t quantity = 0;
    std::optional<std::int64_t> provider;
    bool practice = false;
    bool unknownClaim = false;
    bool readable = false;
};

void readOurClaims(CborCursor& cursor, RawClaims& raw)
{
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            raw.programme = cursor.integer();
            return true;
        case 2:
            raw.statusIndex = cursor.integer();
            return true;
        case 3:
            raw.service = cursor.integer();
            return true;
        case 4:
            raw.kind = cursor.integer();
            return true;
        case 5:
            raw.quantity = cursor.integer();
            return true;
        case 6:
            raw.provider = cursor.integer();
            return true;
        case 7:
            raw.practice = readTrue(cursor);
            return true;
        }
        raw.unknownClaim = true;
        return false;
    });
}

RawClaims readClaims(QByteArrayView payload)
{
    CborCursor cursor(payload, limits);
    RawClaims raw;
    bool ours = false;
    readMap(cursor, UnknownKeys::Ignored, {4, 5, 6, 7}, [&](std::int64_t key) {
        switch (key) {
        case 4:
            raw.expires = readSeconds(cursor);
            return true;
        case 5:
            raw.notBefore = readSeconds(cursor);
            return true;
        case 6:
            raw.issuedAt = readSeconds(cursor);
            return true;
        case 7:
            raw.id = cursor.id<VoucherId>();
            return true;
        case ourClaims:
            ours = true;
            readOurClaims(cursor, raw);
            return true;
        }
        raw.unknownClaim = true;
        return false;
    });
    raw.readable = cursor.finish() && ours;
    return raw;
}

bool isNumber(std::int64_t value)
{
    return value >= 0 && value <= 0xffffffff;
}

bool sane(const RawClaims& raw)
{
    return raw.readable && raw.notBefore < raw.expires && raw.issuedAt <= raw.expires &&
           raw.expires - raw.notBefore <= longestVoucherLife && isNumber(raw.programme) && raw.statusIndex >= 0 &&
           raw.statusIndex < statusIndexes && isNumber(raw.service) && (raw.kind == 0 || raw.kind == 1) &&
           raw.quantity >= 1 && raw.quantity <= mostQuantity && (!raw.provider || isNumber(*raw.provider));
}

VoucherClaims claimsFrom(const RawClaims& raw)
{
    VoucherClaims claims;
    claims.id = raw.id;
    claims.issuedAt = raw.issuedAt;
    claims.notBefore = raw.notBefore;
    claims.expires = raw.expires;
    claims.programme = {static_cast<std::uint32_t>(raw.programme)};
    claims.statusIndex = static_cast<std::uint64_t>(raw.statusIndex);
    claims.service = {static_cast<std::uint32_t>(raw.service)};
    claims.kind = static_cast<AmountKind>(raw.kind);
    claims.quantity = raw.quantity;
    if (raw.provider)
        claims.provider = ProviderId{static_cast<std::uint32_t>(*raw.provider)};
    claims.practice = raw.practice;
    return claims;
}

QByteArray write(const VoucherClaims& claims)
{
    CborWriter writer;
    writer.map(5).integer(4);
    writeSeconds(writer, claims.expires);
    writer.integer(5);
    writeSeconds(writer, claims.notBefore);
    writer.integer(6);
    writeSeconds(writer, claims.issuedAt);
    writer.integer(7).bytes(bytesOf(claims.id));
    writer.integer(ourClaims).map(5 + (claims.provider ? 1 : 0) + (claims.practice ? 1 : 0));
    writer.integer(1).integer(claims.programme.value);
    writer.integer(2).integer(static_cast<std::int64_t>(claims.statusIndex));
    writer.integer(3).integer(claims.service.value);
    writer.integer(4).integer(static_cast<std::int64_t>(claims.kind));
    writer.integer(5).integer(claims.quantity);
    if (claims.provider)
        writer.integer(6).integer(claims.provider->value);
    if (claims.practice)
        writer.integer(7).boolean(true);
    return writer.take();
}

Refusal refusalOf(DocumentError error)
{
    switch (error) {
    case DocumentError::UnknownKey:
        return Refusal::UnknownKey;
    case DocumentError::KeyRevoked:
        return Refusal::KeyRevoked;
    case DocumentError::BadSignature:
        return Refusal::BadSignature;
    case DocumentError::Malformed:
    case DocumentError::Expired:
    case DocumentError::Older:
    case DocumentError::NotForUs:
        break;
    }
    return Refusal::Malformed;
}

/// What the first characters say: nothing for a voucher of this format, else why the text is none.
std::optional<Refusal> refusalOfPrefix(QStringView text)
{
    const qsizetype colon = text.first(qMin<qsizetype>(text.size(), 7)).indexOf(u':');
    if (colon < 4 || !text.startsWith(u"EP") || text[3] < u'1' || text[3] > u'9')
        return Refusal::NotOurCode;
    for (const QChar digit : text.sliced(4, colon - 4)) {
        if (digit < u'0' || digit > u'9')
            return Refusal::NotOurCode;
    }
    switch (text[2].unicode()) {
    case u'T':
        if (text[3] == u'1' && colon == 4)
            return {};
        return Refusal::NewerFormat;
    case u'I':
    case u'L':
    case u'S':
        return Refusal::WrongKindOfCode;
    }
    return Refusal::NotOurCode;
}

} // namespace

tl::expected<VerifiedVoucher, Refusal> verifyVoucher(QStringView text, const TrustList& trustList)
{
    if (const std::optional<Refusal> refusal = refusalOfPrefix(text))
        return tl::unexpected(*refusal);
    if (text.size() > longestText)
        return tl::unexpected(Refusal::Malformed);
    const std::optional<QByteArray> message = fromBase45(text.sliced(5));
    if (!message)
        return tl::unexpected(Refusal::Unreadable);
    return verifyVoucherMessage(*message, trustList);
}

tl::expected<VerifiedVoucher, Refusal> verifyVoucherMessage(QByteArrayView message, const TrustList& trustList)
{
    const auto opened = openDocument(message, limits, Object::Voucher, trustList, KeyRole::Issuer);
    if (!opened)
        return tl::unexpected(refusalOf(opened.error()));
    const RawClaims raw = readClaims(opened->payload);
    // First: a claim we do not know may also have changed what the claims we know are allowed to say.
    if (raw.unknownClaim)
        return tl::unexpected(Refusal::NewerFormat);
    if (!sane(raw) || !opened->key->inWindow(raw.issuedAt))
        return tl::unexpected(Refusal::Malformed);
    VerifiedVoucher voucher;
    voucher.m_signer = opened->key->key.id();
    voucher.m_claims = claimsFrom(raw);
    voucher.m_message = message.toByteArray();
    return voucher;
}

std::optional<Refusal> VerifiedVoucher::refusalUnder(const TrustList& trustList) const
{
    const TrustedKey* key = trustList.find(KeyRole::Issuer, m_signer);
    if (!key)
        return Refusal::UnknownKey;
    if (key->revoked)
        return Refusal::KeyRevoked;
    if (!key->inWindow(m_claims.issuedAt))
        return Refusal::Malformed;
    return {};
}

QByteArray signVoucher(const VoucherClaims& claims, const PrivateKey& issuer)
{
    const QByteArray payload = write(claims);
    Q_ASSERT(sane(readClaims(payload)));
    return sign1(issuer, Object::Voucher, payload);
}

QString voucherText(QByteArrayView message)
{
    return QLatin1StringView("EPT1:") + QString::fromLatin1(toBase45(message));
}

} // namespace voucher
