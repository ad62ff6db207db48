#include "crypto/entry.h"

#include "crypto/entry_wire.h"
#include "crypto/fields.h"
#include "crypto/sign1.h"

namespace voucher {

QByteArray writeEntry(const EntryContent& content)
{
    CborWriter writer;
    writer.map(content.clockDoubtful ? 8 : 7).integer(1).bytes(bytesOf(content.terminal));
    writer.integer(2).integer(content.sequence).integer(3).bytes(bytesOf(content.previous)).integer(4);
    writeMilliseconds(writer, content.at);
    writer.integer(5).integer(content.operatorNumber.value).integer(6).integer(kindOf(content.body)).integer(7);
    writeBody(writer, content.body);
    if (content.clockDoubtful)
        writer.integer(8).boolean(true);
    return writer.take();
}

std::optional<EntryContent> readEntry(QByteArrayView payload)
{
    CborCursor cursor(payload, entryLimits);
    EntryContent content;
    std::int64_t kind = 0;
    readMap(cursor, UnknownKeys::Refused, {1, 2, 3, 4, 5, 6, 7}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            content.terminal = cursor.id<TerminalId>();
            return true;
        case 2:
            content.sequence = cursor.integer(1, highestNumber);
            return true;
        case 3:
            content.previous = cursor.id<Hash>();
            return true;
        case 4:
            content.at = readMilliseconds(cursor);
            return true;
        case 5:
            content.operatorNumber = readNumber<OperatorNumber>(cursor);
            return true;
        case 6:
            kind = cursor.integer();
            return true;
        case 7:
            content.body = readBody(cursor, kind, content.sequence);
            return true;
        case 8:
            content.clockDoubtful = readTrue(cursor);
            return true;
        }
        return false;
    });
    if (!cursor.finish())
        return {};
    return content;
}

Entry signEntry(const EntryContent& content, const PrivateKey& terminalKey)
{
    const QByteArray payload = writeEntry(content);
    Q_ASSERT(terminalKey.publicKey().algorithm() == Algorithm::ES256);
    Q_ASSERT(readEntry(payload));
    Entry entry;
    entry.m_content = content;
    entry.m_message = sign1(terminalKey, Object::Entry, payload);
    const std::optional<Sign1> signedMessage = Sign1::parse(entry.m_message, entryLimits);
    Q_ASSERT(signedMessage);
    entry.m_hash = signedMessage->hash(Object::Entry);
    return entry;
}

tl::expected<Entry, DocumentError> verifyEntry(QByteArrayView message, const PublicKey& terminalKey)
{
    const std::optional<Sign1> signedMessage = Sign1::parse(message, entryLimits);
    if (!signedMessage)
        return tl::unexpected(DocumentError::Malformed);
    if (terminalKey.algorithm() != Algorithm::ES256 || signedMessage->keyId() != terminalKey.id())
        return tl::unexpected(DocumentError::UnknownKey);
    const std::optional<QByteArray> payload = signedMessage->payloadIfSigned(terminalKey, Object::Entry);
    if (!payload)
        return tl::unexpected(DocumentError::BadSignature);
    std::optional<EntryContent> content = readEntry(*payload);
    if (!content)
        return tl::unexpected(DocumentError::Malformed);
    Entry entry;
    entry.m_content = std::move(*content);
    entry.m_message = message.toByteArray();
    entry.m_hash = signedMessage->hash(Object::Entry);
    return entry;
}

std::vector<Hash> attachmentsOf(const EntryBody& body)
{
    std::vector<Hash> hashes;
    const auto add = [&hashes](const std::optional<Hash>& hash) {
        if (hash)
            hashes.push_back(*hash);
    };
    if (const auto* redemption = std::get_if<RedemptionBody>(&body)) {
        add(redemption->voucherAttachment);
        add(redemption->evidence);
    } else if (const auto* confirmation = std::get_if<ConfirmationBody>(&body)) {
        add(confirmation->evidence);
    } else if (const auto* note = std::get_if<NoteBody>(&body)) {
        add(note->voucherAttachment);
    } else if (const auto* notice = std::get_if<NoticeBody>(&body)) {
        add(notice->attachment);
    }
    return hashes;
}

} // namespace voucher
