#include "crypto/act.h"

#include "crypto/fields.h"
#include "crypto/sign1.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = 2 * 1024 * 1024, .depth = 6, .items = 200'000};
constexpr qsizetype longestName = 200;

Fact readFact(CborCursor& cursor)
{
    readArrayHead(cursor, 2);
    Fact fact;
    fact.kind = static_cast<FactKind>(cursor.integer(1, static_cast<std::int64_t>(FactKind::Words)));
    fact.hash = cursor.id<Hash>();
    return fact;
}

ActKind readKind(CborCursor& cursor)
{
    return static_cast<ActKind>(cursor.integer(1, static_cast<std::int64_t>(ActKind::EntriesImported)));
}

std::optional<Officer> readOfficer(CborCursor& cursor)
{
    OfficerNumber number;
    QString name;
    std::optional<PublicKey> key;
    readMap(cursor, UnknownKeys::Refused, {1, 2, 3}, [&](std::int64_t field) {
        switch (field) {
        case 1:
            number = readNumber<OfficerNumber>(cursor);
            return true;
        case 2:
            name = cursor.text(longestName);
            return true;
        case 3:
            key = PublicKey::fromSpki(Algorithm::EdDSA, cursor.bytes());
            return true;
        }
        return false;
    });
    if (name.isEmpty() || !key) {
        cursor.fail();
        return {};
    }
    return Officer{number, std::move(name), std::move(*key)};
}

/// Whether an act of this kind says of which earlier act it speaks: it must, it may not, or it may.
bool fitsItsKind(const ActContent& content)
{
    const bool first = content.number == 1;
    if (first != (content.kind == ActKind::Opened) || first != (content.previous == Hash{}))
        return false;
    if (content.of && *content.of >= content.number)
        return false;
    const bool names = content.kind == ActKind::Opened || content.kind == ActKind::OfficerAdded ||
                       content.kind == ActKind::OfficerRemoved;
    const bool stands =
        content.kind == ActKind::Opened || content.kind == ActKind::Adopted || content.kind == ActKind::Proposed;
    return content.named.has_value() == names && content.proposed.has_value() == (content.kind == ActKind::Proposed) &&
           (!content.of || !stands) && (content.of || content.kind != ActKind::Countersigned);
}

std::optional<ActContent> read(QByteArrayView payload)
{
    CborCursor cursor(payload, limits);
    ActContent content;
    readMap(cursor, UnknownKeys::Refused, {1, 2, 3, 4, 5, 6}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            content.number = cursor.integer(1, highestNumber);
            return true;
        case 2:
            content.previous = cursor.id<Hash>();
            return true;
        case 3:
            content.at = readMilliseconds(cursor);
            return true;
        case 4:
            content.officer = readNumber<OfficerNumber>(cursor);
            return true;
        case 5:
            content.kind = readKind(cursor);
            return true;
        case 6:
            content.facts = readArray(cursor, mostFacts, [&] { return readFact(cursor); });
            return true;
        case 7:
            content.of = cursor.integer(1, highestNumber);
            return true;
        case 8:
            content.proposed = readKind(cursor);
            return true;
        case 9:
            content.named = readOfficer(cursor);
            return true;
        }
        return false;
    });
    if (!cursor.finish() || !fitsItsKind(content))
        return {};
    return content;
}

QByteArray write(const ActContent& content)
{
    CborWriter writer;
    writer.map(6 + (content.of ? 1 : 0) + (content.proposed ? 1 : 0) + (content.named ? 1 : 0));
    writer.integer(1).integer(content.number).integer(2).bytes(bytesOf(content.previous)).integer(3);
    writeMilliseconds(writer, content.at);
    writer.integer(4).integer(content.officer.value).integer(5).integer(static_cast<std::int64_t>(content.kind));
    writer.integer(6).array(static_cast<qsizetype>(content.facts.size()));
    for (const Fact& fact : content.facts)
        writer.array(2).integer(static_cast<std::int64_t>(fact.kind)).bytes(bytesOf(fact.hash));
    if (content.of)
        writer.integer(7).integer(*content.of);
    if (content.proposed)
        writer.integer(8).integer(static_cast<std::int64_t>(*content.proposed));
    if (content.named) {
        writer.integer(9).map(3).integer(1).integer(content.named->number.value);
        writer.integer(2).text(content.named->name).integer(3).bytes(content.named->key.spki());
    }
    return writer.take();
}

} // namespace

Act signAct(const ActContent& content, const PrivateKey& officerKey)
{
    const QByteArray payload = write(content);
    Q_ASSERT(officerKey.publicKey().algorithm() == Algorithm::EdDSA);
    Q_ASSERT(read(payload));
    Act act;
    act.m_content = content;
    act.m_message = sign1(officerKey, Object::Act, payload);
    act.m_hash = claimedActHash(act.m_message).value();
    return act;
}

tl::expected<Act, DocumentError> verifyAct(QByteArrayView message, const std::vector<Officer>& officers)
{
    const std::optional<Sign1> signedMessage = Sign1::parse(message, limits);
    if (!signedMessage)
        return tl::unexpected(DocumentError::Malformed);
    const auto officer = std::ranges::find_if(
        officers, [&](const Officer& candidate) { return candidate.key.id() == signedMessage->keyId(); });
    if (officer == officers.end() || officer->key.algorithm() != Algorithm::EdDSA)
        return tl::unexpected(DocumentError::UnknownKey);
    const std::optional<QByteArray> payload = signedMessage->payloadIfSigned(officer->key, Object::Act);
    if (!payload)
        return tl::unexpected(DocumentError::BadSignature);
    std::optional<ActContent> content = read(*payload);
    if (!content || content->officer != officer->number)
        return tl::unexpected(DocumentError::Malformed);
    Act act;
    act.m_content = std::move(*content);
    act.m_message = message.toByteArray();
    act.m_hash = signedMessage->hash(Object::Act);
    return act;
}

std::optional<Hash> claimedActHash(QByteArrayView message)
{
    const std::optional<Sign1> parsed = Sign1::parse(message, limits);
    if (!parsed)
        return {};
    return parsed->hash(Object::Act);
}

} // namespace voucher
