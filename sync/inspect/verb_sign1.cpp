#include "crypto/sign1.h"
#include "sync/inspect/generic_sign1.h"
#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = 8 << 20, .depth = 16, .items = 1024};

/// What a line asks to be verified.
struct Question
{
    QByteArray message;
    PublicKey key;
    QByteArray aad;
};

Answer signedPayload(const std::optional<QByteArray>& payload)
{
    if (!payload)
        return rejected(QLatin1StringView("BadSignature"));
    return accepted({{QStringLiteral("payload"), QString::fromLatin1(payload->toHex())}});
}

std::optional<Object> objectOf(const QByteArray& aad)
{
    for (const Object object : {Object::Voucher, Object::TrustList, Object::Bulletin, Object::Invitation, Object::Entry,
                                Object::Receipt, Object::Statement, Object::Act, Object::Export}) {
        if (externalAad(object) == aad)
            return object;
    }
    return std::nullopt;
}

Answer judgeProfile(const Question& question)
{
    const auto sign1 = Sign1::parse(question.message, limits);
    if (!sign1)
        return rejected(QLatin1StringView("Malformed"));
    if (sign1->keyId() != question.key.id())
        return rejected(QLatin1StringView("UnknownKey"));
    const auto object = objectOf(question.aad);
    return object ? signedPayload(sign1->payloadIfSigned(question.key, *object))
                  : rejected(QLatin1StringView("BadSignature"));
}

Answer judgeGeneric(const Question& question)
{
    const auto sign1 = GenericSign1::parse(question.message);
    return sign1 ? signedPayload(sign1->payloadIfSigned(question.key, question.aad))
                 : rejected(QLatin1StringView("Malformed"));
}

Answer judge(const QJsonObject& line, bool strict)
{
    const auto message = hexAt(line, QLatin1StringView("cose"));
    const bool hasAad = line.contains(QLatin1StringView("aad"));
    const auto aad = hasAad ? hexAt(line, QLatin1StringView("aad")) : QByteArray();
    if (!message || !aad)
        return rejected(QLatin1StringView("BadLine"));
    const auto key = keyAt(line);
    if (!key)
        return rejected(QLatin1StringView("BadKey"));
    const Question question{*message, *key, *aad};
    return strict ? judgeProfile(question) : judgeGeneric(question);
}

} // namespace

std::optional<int> inspectSign1(const QStringList& arguments, const Clocks&)
{
    const bool strict = arguments == QStringList(QStringLiteral("--strict"));
    if (!strict && !arguments.isEmpty())
        return std::nullopt;
    return judgeLines([strict](const QJsonObject& line) { return judge(line, strict); });
}

} // namespace voucher
