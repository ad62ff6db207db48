#include "crypto/entry_wire.h"

#include "crypto/fields.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr std::int64_t mostAmount = 1'000'000;
constexpr std::int64_t knownConditions = (static_cast<std::int64_t>(Condition::NotConfirmed) << 1) - 1;
constexpr qsizetype mostConfirmed = 400;
constexpr qsizetype longestDetail = 1024;

Sequence readEarlier(CborCursor& cursor, Sequence sequence)
{
    return cursor.integer(1, sequence - 1);
}

Refusal readRefusal(CborCursor& cursor)
{
    const std::optional<Refusal> refusal = refusalFrom(static_cast<std::uint64_t>(cursor.integer(1, 255)));
    if (!refusal)
        cursor.fail();
    return refusal.value_or(Refusal::NotOurCode);
}

EntryBody readRedemption(CborCursor& cursor)
{
    RedemptionBody body;
    readMap(cursor, UnknownKeys::Refused, {1, 2, 3, 4, 5, 7}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.voucher = cursor.id<VoucherId>();
            return true;
        case 2:
            body.service = readNumber<ServiceCode>(cursor);
            return true;
        case 3:
            body.kind = static_cast<AmountKind>(cursor.integer(0, 1));
            return true;
        case 4:
            body.amount = cursor.integer(1, mostAmount);
            return true;
        case 5:
            body.conditions = Conditions::fromInt(static_cast<int>(cursor.integer(0, knownConditions)));
            return true;
        case 6:
            body.closedDayReason = static_cast<std::uint8_t>(cursor.integer(1, 3));
            return true;
        case 7:
            body.voucherAttachment = cursor.id<Hash>();
            return true;
        case 8:
            body.evidence = cursor.id<Hash>();
            return true;
        }
        return false;
    });
    return body;
}

void write(CborWriter& writer, const RedemptionBody& body)
{
    writer.map(6 + (body.closedDayReason != 0 ? 1 : 0) + (body.evidence ? 1 : 0));
    writer.integer(1).bytes(bytesOf(body.voucher)).integer(2).integer(body.service.value);
    writer.integer(3).integer(static_cast<std::int64_t>(body.kind)).integer(4).integer(body.amount);
    writer.integer(5).integer(body.conditions.toInt());
    if (body.closedDayReason != 0)
        writer.integer(6).integer(body.closedDayReason);
    writer.integer(7).bytes(bytesOf(body.voucherAttachment));
    if (body.evidence)
        writer.integer(8).bytes(bytesOf(*body.evidence));
}

EntryBody readDeparture(CborCursor& cursor, Sequence sequence)
{
    DepartureBody body;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        if (key != 1)
            return false;
        body.redemption = readEarlier(cursor, sequence);
        return true;
    });
    return body;
}

void write(CborWriter& writer, const DepartureBody& body)
{
    writer.map(1).integer(1).integer(body.redemption);
}

EntryBody readAttendance(CborCursor& cursor)
{
    AttendanceBody body;
    readMap(cursor, UnknownKeys::Refused, {1, 2}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.voucher = cursor.id<VoucherId>();
            return true;
        case 2:
            body.state = static_cast<AttendanceState>(cursor.integer(1, 5));
            return true;
        }
        return false;
    });
    return body;
}

void write(CborWriter& writer, const AttendanceBody& body)
{
    writer.map(2).integer(1).bytes(bytesOf(body.voucher)).integer(2).integer(static_cast<std::int64_t>(body.state));
}

EntryBody readConfirmation(CborCursor& cursor, Sequence sequence)
{
    ConfirmationBody body;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.entries = readArray(cursor, mostConfirmed, [&] { return readEarlier(cursor, sequence); });
            return true;
        case 2:
            body.evidence = cursor.id<Hash>();
            return true;
        case 3:
            body.absenceReason = static_cast<std::uint8_t>(cursor.integer(1, 255));
            return true;
        }
        return false;
    });
    const bool rising =
        std::adjacent_find(body.entries.begin(), body.entries.end(), std::greater_equal<>()) == body.entries.end();
    if (body.entries.empty() || !rising || body.evidence.has_value() == (body.absenceReason != 0))
        cursor.fail();
    return body;
}

void write(CborWriter& writer, const ConfirmationBody& body)
{
    writer.map(1 + (body.evidence ? 1 : 0) + (body.absenceReason != 0 ? 1 : 0));
    writer.integer(1).array(static_cast<qsizetype>(body.entries.size()));
    for (const Sequence entry : body.entries)
        writer.integer(entry);
    if (body.evidence)
        writer.integer(2).bytes(bytesOf(*body.evidence));
    if (body.absenceReason != 0)
        writer.integer(3).integer(body.absenceReason);
}

EntryBody readNote(CborCursor& cursor)
{
    NoteBody body;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.reason = static_cast<NoteReason>(cursor.integer(1, 4));
            return true;
        case 2:
            body.voucher = cursor.id<VoucherId>();
            return true;
        case 3:
            body.refusal = readRefusal(cursor);
            return true;
        case 4:
            body.voucherAttachment = cursor.id<Hash>();
            return true;
        }
        return false;
    });
    return body;
}

void write(CborWriter& writer, const NoteBody& body)
{
    writer.map(1 + (body.voucher ? 1 : 0) + (body.refusal ? 1 : 0) + (body.voucherAttachment ? 1 : 0));
    writer.integer(1).integer(static_cast<std::int64_t>(body.reason));
    if (body.voucher)
        writer.integer(2).bytes(bytesOf(*body.voucher));
    if (body.refusal)
        writer.integer(3).integer(static_cast<std::int64_t>(*body.refusal));
    if (body.voucherAttachment)
        writer.integer(4).bytes(bytesOf(*body.voucherAttachment));
}

EntryBody readVoid(CborCursor& cursor, Sequence sequence)
{
    VoidBody body;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        if (key != 1)
            return false;
        body.voided = readEarlier(cursor, sequence);
        return true;
    });
    return body;
}

void write(CborWriter& writer, const VoidBody& body)
{
    writer.map(1).integer(1).integer(body.voided);
}

EntryBody readRefusalBody(CborCursor& cursor)
{
    RefusalBody body;
    readMap(cursor, UnknownKeys::Refused, {1, 2}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.refusal = readRefusal(cursor);
            return true;
        case 2:
            body.voucher = cursor.id<VoucherId>();
            return true;
        }
        return false;
    });
    return body;
}

void write(CborWriter& writer, const RefusalBody& body)
{
    writer.map(2).integer(1).integer(static_cast<std::int64_t>(body.refusal)).integer(2).bytes(bytesOf(body.voucher));
}

EntryBody readNotice(CborCursor& cursor)
{
    NoticeBody body;
    readMap(cursor, UnknownKeys::Refused, {1}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            body.notice = static_cast<NoticeKind>(cursor.integer(1, 9));
            return body.notice != NoticeKind{5}; // as unknown as a kind that comes later
        case 2:
            body.detail = cursor.bytes().toByteArray();
            return true;
        case 3:
            body.about = readNumber<OperatorNumber>(cursor);
            return true;
        case 4:
            body.attachment = cursor.id<Hash>();
            return true;
        }
        return false;
    });
    if (body.detail.size() > longestDetail)
        cursor.fail();
    return body;
}

void write(CborWriter& writer, const NoticeBody& body)
{
    writer.map(1 + (body.detail.isEmpty() ? 0 : 1) + (body.about ? 1 : 0) + (body.attachment ? 1 : 0));
    writer.integer(1).integer(static_cast<std::int64_t>(body.notice));
    if (!body.detail.isEmpty())
        writer.integer(2).bytes(body.detail);
    if (body.about)
        writer.integer(3).integer(body.about->value);
    if (body.attachment)
        writer.integer(4).bytes(bytesOf(*body.attachment));
}

} // namespace

std::int64_t kindOf(const EntryBody& body)
{
    return static_cast<std::int64_t>(body.index()) + 1;
}

void writeBody(CborWriter& writer, const EntryBody& body)
{
    std::visit([&](const auto& kind) { write(writer, kind); }, body);
}

EntryBody readBody(CborCursor& cursor, std::int64_t kind, Sequence sequence)
{
    switch (kind) {
    case 1:
        return readRedemption(cursor);
    case 2:
        return readDeparture(cursor, sequence);
    case 3:
        return readAttendance(cursor);
    case 4:
        return readConfirmation(cursor, sequence);
    case 5:
        return readNote(cursor);
    case 6:
        return readVoid(cursor, sequence);
    case 7:
        return readRefusalBody(cursor);
    case 8:
        return readNotice(cursor);
    }
    cursor.fail();
    return {};
}

} // namespace voucher
