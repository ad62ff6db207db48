#include "terminal/ledger_derived.h"

#include "terminal/calendar.h"

namespace voucher {

namespace {

using Done = tl::expected<void, DatabaseError>;

Done done(const tl::expected<Rows, DatabaseError>& result)
{
    return result.map([](const Rows&) {});
}

struct Record
{
    RecordKind kind;
    Value voucher;
    Value service;
    Value amountKind;
    std::int64_t amount = 0;
    std::int64_t conditions = 0;
};

/// What one body leaves in the derived tables.
class Deriver
{
public:
    Deriver(Database& database, const EntryContent& content)
        : m_database(database), m_content(content), m_day(athensDay(content.at))
    {
    }

    Done operator()(const RedemptionBody& body)
    {
        return insert({RecordKind::Redemption, bytesOf(body.voucher).toByteArray(), std::int64_t{body.service.value},
                       static_cast<std::int64_t>(body.kind), body.amount, body.conditions.toInt()});
    }

    Done operator()(const AttendanceBody& body)
    {
        return insert({RecordKind::Attendance, bytesOf(body.voucher).toByteArray(), {}, {}});
    }

    Done operator()(const NoteBody& body)
    {
        return insert({RecordKind::Note, body.voucher ? Value(bytesOf(*body.voucher).toByteArray()) : Value(), {}, {}});
    }

    Done operator()(const VoidBody& body)
    {
        return done(m_database.run(
            QStringLiteral("UPDATE record SET voided_by=? WHERE seq=? AND kind IN (1, 3) AND voided_by IS NULL"),
            {m_content.sequence, body.voided}));
    }

    Done operator()(const DepartureBody& body)
    {
        return done(m_database.run(
            QStringLiteral("UPDATE record SET departed_by=? WHERE seq=? AND kind=1 AND departed_by IS NULL"),
            {m_content.sequence, body.redemption}));
    }

    Done operator()(const RefusalBody& body)
    {
        return done(m_database.run(
            QStringLiteral("INSERT INTO refused(voucher, refusal, day) VALUES (?, ?, ?) "
                           "ON CONFLICT DO NOTHING"),
            {bytesOf(body.voucher).toByteArray(), static_cast<std::int64_t>(body.refusal), m_day.toJulianDay()}));
    }

    Done operator()(const ConfirmationBody&) { return {}; }

    Done operator()(const NoticeBody&) { return {}; }

private:
    Done insert(const Record& record)
    {
        return done(m_database.run(
            QStringLiteral("INSERT INTO record(seq, kind, voucher, at, day, month, service, amount_kind, amount, "
                           "conditions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {m_content.sequence, static_cast<std::int64_t>(record.kind), record.voucher,
             std::int64_t{m_content.at.time_since_epoch().count()}, m_day.toJulianDay(), monthNumber(m_day),
             record.service, record.amountKind, record.amount, record.conditions}));
    }

    Database& m_database;
    const EntryContent& m_content;
    QDate m_day;
};

} // namespace

std::int64_t monthNumber(QDate day)
{
    return day.year() * std::int64_t{12} + day.month();
}

Done derive(Database& database, const EntryContent& content)
{
    return std::visit(Deriver(database, content), content.body);
}

Done deriveAll(Database& database, const PublicKey& deviceKey)
{
    Done result = done(database.run(QStringLiteral("DELETE FROM record")));
    if (result) {
        result = done(database.run(QStringLiteral("DELETE FROM refused")));
    }
    for (Sequence sequence = 1; result; ++sequence) {
        const auto rows = database.run(QStringLiteral("SELECT bytes FROM entry WHERE seq=?"), {sequence});
        if (!rows) {
            return tl::unexpected(rows.error());
        }
        if (rows->empty()) {
            break;
        }
        const auto entry = verifyEntry(bytesValueOf(rows->front().front()), deviceKey);
        result = entry ? derive(database, entry->content()) : tl::unexpected(DatabaseError::Corrupt);
    }
    if (result) {
        result = done(database.run(
            QStringLiteral("UPDATE record SET verdict=(SELECT kind FROM verdict WHERE verdict.seq=record.seq)")));
    }
    return result;
}

} // namespace voucher
