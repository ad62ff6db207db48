#include "sync/messages.h"

#include "crypto/cbor.h"

#include <limits>
#include <utility>

namespace voucher {

namespace {

constexpr CborLimits enrolmentLimits{16 * 1024, 2, 8};
constexpr CborLimits enrolmentAnswerLimits{16 * 1024 * 1024, 2, 16};
constexpr CborLimits entriesLimits{largestRequest, 3, 20'000};
constexpr qsizetype nonceLength = 8;

/// The next key of a map whose keys are exactly 1, 2, 3 …
void expectKey(CborCursor& cursor, std::int64_t key)
{
    if (cursor.key() != key)
        cursor.fail();
}

void expectMap(CborCursor& cursor, qsizetype count)
{
    if (cursor.map() != count)
        cursor.fail();
}

QByteArray bytesAt(CborCursor& cursor, std::int64_t key)
{
    expectKey(cursor, key);
    return cursor.bytes().toByteArray();
}

TerminalId terminalAt(CborCursor& cursor, std::int64_t key)
{
    expectKey(cursor, key);
    const QByteArrayView bytes = cursor.bytes(std::tuple_size_v<decltype(TerminalId::value)>);
    return cursor.ok() ? idFrom<TerminalId>(bytes) : TerminalId{};
}

} // namespace

QByteArray encode(const EnrolmentRequest& request)
{
    CborWriter writer;
    writer.map(2);
    writer.integer(1).bytes(request.invitation);
    writer.integer(2).bytes(request.terminalKey);
    return writer.take();
}

std::optional<EnrolmentRequest> enrolmentRequestFrom(QByteArrayView body)
{
    CborCursor cursor(body, enrolmentLimits);
    expectMap(cursor, 2);
    EnrolmentRequest request;
    request.invitation = bytesAt(cursor, 1);
    request.terminalKey = bytesAt(cursor, 2);
    if (!cursor.finish())
        return std::nullopt;
    return request;
}

QByteArray encode(const EnrolmentAnswer& answer)
{
    CborWriter writer;
    writer.map(4);
    writer.integer(1).bytes(bytesOf(answer.terminal));
    writer.integer(2).bytes(answer.trustList);
    writer.integer(3).bytes(answer.bulletin);
    writer.integer(4).bytes(answer.receipt);
    return writer.take();
}

std::optional<EnrolmentAnswer> enrolmentAnswerFrom(QByteArrayView body)
{
    CborCursor cursor(body, enrolmentAnswerLimits);
    expectMap(cursor, 4);
    EnrolmentAnswer answer;
    answer.terminal = terminalAt(cursor, 1);
    answer.trustList = bytesAt(cursor, 2);
    answer.bulletin = bytesAt(cursor, 3);
    answer.receipt = bytesAt(cursor, 4);
    if (!cursor.finish())
        return std::nullopt;
    return answer;
}

QByteArray encode(const EntriesRequest& request)
{
    CborWriter writer;
    writer.map(5);
    writer.integer(1).bytes(bytesOf(request.terminal));
    writer.integer(2).bytes(request.nonce);
    writer.integer(3).integer(request.verdictCursor);
    writer.integer(4).array(static_cast<qsizetype>(request.entries.size()));
    for (const QByteArray& entry : request.entries)
        writer.bytes(entry);
    writer.integer(5).array(static_cast<qsizetype>(request.attachments.size()));
    // The hash is not sent: the receiver computes it from the bytes.
    for (const Attachment& attachment : request.attachments)
        writer.bytes(attachment.sealed);
    return writer.take();
}

EntriesRequest requestFor(Outgoing outgoing)
{
    return {outgoing.terminal, randomBytes(nonceLength), outgoing.verdictCursor, std::move(outgoing.entries),
            std::move(outgoing.attachments)};
}

std::optional<EntriesRequest> entriesRequestFrom(QByteArrayView body)
{
    CborCursor cursor(body, entriesLimits);
    expectMap(cursor, 5);
    EntriesRequest request;
    request.terminal = terminalAt(cursor, 1);
    expectKey(cursor, 2);
    request.nonce = cursor.bytes(nonceLength).toByteArray();
    expectKey(cursor, 3);
    request.verdictCursor = cursor.integer(0, std::numeric_limits<std::int64_t>::max());
    expectKey(cursor, 4);
    for (qsizetype left = cursor.array(); left > 0 && cursor.ok(); --left)
        request.entries.push_back(cursor.bytes().toByteArray());
    expectKey(cursor, 5);
    for (qsizetype left = cursor.array(); left > 0 && cursor.ok(); --left) {
        const QByteArray sealed = cursor.bytes().toByteArray();
        request.attachments.push_back({sha256(sealed), sealed});
    }
    if (!cursor.finish())
        return std::nullopt;
    return request;
}

} // namespace voucher
