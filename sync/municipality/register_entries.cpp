#include "sync/municipality/register.h"

#include "sync/municipality/columns.h"

namespace voucher {

namespace {

Verdict verdictFrom(const Row& row)
{
    return {integerOf(row[0]), integerOf(row[1]), static_cast<VerdictKind>(integerOf(row[2])),
            static_cast<VerdictReason>(integerOf(row[3]))};
}

QDate firstOfMonth(QDate day)
{
    return QDate(day.year(), day.month(), 1);
}

} // namespace

Stored<void> Register::addEntry(TerminalId terminal, Sequence sequence, Hash hash, const QByteArray& message,
                                Instant received)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO entry(terminal, seq, hash, message, received) VALUES(?, ?, ?, ?, ?)"),
              {column(terminal), sequence, column(hash), message, column(received)})
        .map([](const Rows&) {});
}

Stored<std::optional<QByteArray>> Register::entry(TerminalId terminal, Sequence sequence)
{
    const auto rows = m_database->run(QStringLiteral("SELECT message FROM entry WHERE terminal = ? AND seq = ?"),
                                      {column(terminal), sequence});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return bytesValueOf(rows->front()[0]);
}

Stored<std::vector<QByteArray>> Register::entries(TerminalId terminal)
{
    const auto rows = m_database->run(QStringLiteral("SELECT message FROM entry WHERE terminal = ? ORDER BY seq"),
                                      {column(terminal)});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<QByteArray> messages;
    for (const Row& row : *rows)
        messages.push_back(bytesValueOf(row[0]));
    return messages;
}

Stored<bool> Register::addFork(TerminalId terminal, Sequence sequence, Hash hash, const QByteArray& message,
                               Instant received)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO fork(terminal, seq, hash, message, received) VALUES(?, ?, ?, ?, ?) "
                             "ON CONFLICT DO NOTHING RETURNING seq"),
              {column(terminal), sequence, column(hash), message, column(received)})
        .map([](const Rows& rows) { return !rows.empty(); });
}

Stored<void> Register::addAttachment(Hash hash, const QByteArray& sealed)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO attachment(hash, sealed) VALUES(?, ?) ON CONFLICT DO NOTHING"),
              {column(hash), sealed})
        .map([](const Rows&) {});
}

Stored<bool> Register::hasAttachment(Hash hash)
{
    return m_database->run(QStringLiteral("SELECT 1 FROM attachment WHERE hash = ?"), {column(hash)})
        .map([](const Rows& rows) { return !rows.empty(); });
}

Stored<std::optional<QByteArray>> Register::attachment(Hash hash)
{
    const auto rows = m_database->run(QStringLiteral("SELECT sealed FROM attachment WHERE hash = ?"), {column(hash)});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return bytesValueOf(rows->front()[0]);
}

Stored<void> Register::addUse(const Use& use)
{
    return m_database
        ->run(
            QStringLiteral("INSERT INTO use(terminal, seq, voucher, account, amount, day) VALUES(?, ?, ?, ?, ?, ?)"),
            {column(use.terminal), use.sequence, column(use.voucher), column(use.account), use.amount, column(use.day)})
        .map([](const Rows&) {});
}

Stored<std::optional<Use>> Register::removeUse(TerminalId terminal, Sequence sequence)
{
    const auto rows = m_database->run(
        QStringLiteral("DELETE FROM use WHERE terminal = ? AND seq = ? RETURNING voucher, account, amount, day"),
        {column(terminal), sequence});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    const Row& row = rows->front();
    return Use{terminal,
               sequence,
               idFromColumn<VoucherId>(row[0]),
               idFromColumn<VoucherId>(row[1]),
               integerOf(row[2]),
               dayFromColumn(row[3])};
}

Stored<Used> Register::usedOf(VoucherId account, QDate day)
{
    const QDate monthStart = firstOfMonth(day);
    // The limits of day and month count visits: entries, not cents.
    return m_database
        ->run(QStringLiteral("SELECT COALESCE(SUM(amount), 0), COALESCE(SUM(day = ?), 0), "
                             "COALESCE(SUM(day >= ? AND day < ?), 0) FROM use WHERE account = ?"),
              {column(day), column(monthStart), column(monthStart.addMonths(1)), column(account)})
        .map([](const Rows& rows) {
            const Row& row = rows.front();
            return Used{integerOf(row[0]), integerOf(row[1]), integerOf(row[2])};
        });
}

Stored<Account> Register::accountOf(VoucherId voucher, VoucherId account, Sequence upTo, QDate today)
{
    const auto last = m_database->run(QStringLiteral("SELECT MAX(day) FROM use WHERE account = ? AND day <= ?"),
                                      {column(account), column(today)});
    if (!last)
        return tl::unexpected(last.error());
    Account told{voucher, 0, upTo, {}, 0, 0};
    if (!isNull(last->front()[0]))
        told.lastDate = dayFromColumn(last->front()[0]);
    const auto used = usedOf(account, told.lastDate.value_or(today));
    if (!used)
        return tl::unexpected(used.error());
    told.used = used->total;
    if (!told.lastDate)
        return told;
    told.usedThatDate = used->thatDay;
    told.usedThisMonth = used->thatMonth;
    return told;
}

Stored<std::int64_t> Register::nextNumber()
{
    return m_database->run(QStringLiteral("UPDATE number SET last = last + 1 RETURNING last"))
        .map([](const Rows& rows) { return integerOf(rows.front()[0]); });
}

Stored<Verdict> Register::addVerdict(TerminalId terminal, Sequence sequence, VerdictKind kind, VerdictReason reason)
{
    const auto number = nextNumber();
    if (!number)
        return tl::unexpected(number.error());
    const Verdict verdict{*number, sequence, kind, reason};
    return m_database
        ->run(QStringLiteral("INSERT INTO verdict(terminal, number, seq, kind, reason) VALUES(?, ?, ?, ?, ?)"),
              {column(terminal), verdict.number, sequence, static_cast<std::int64_t>(kind),
               static_cast<std::int64_t>(reason)})
        .map([&](const Rows&) { return verdict; });
}

Stored<std::vector<Verdict>> Register::verdictsAbove(TerminalId terminal, std::int64_t number, std::size_t most)
{
    const auto rows = m_database->run(QStringLiteral("SELECT number, seq, kind, reason FROM verdict "
                                                     "WHERE terminal = ? AND number > ? ORDER BY number LIMIT ?"),
                                      {column(terminal), number, static_cast<std::int64_t>(most)});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Verdict> verdicts;
    for (const Row& row : *rows)
        verdicts.push_back(verdictFrom(row));
    return verdicts;
}

Stored<std::optional<Verdict>> Register::verdictOf(TerminalId terminal, Sequence sequence)
{
    const auto rows = m_database->run(QStringLiteral("SELECT number, seq, kind, reason FROM verdict "
                                                     "WHERE terminal = ? AND seq = ? ORDER BY number DESC LIMIT 1"),
                                      {column(terminal), sequence});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return verdictFrom(rows->front());
}

Stored<void> Register::addAccountChange(VoucherId account, const std::optional<ProviderId>& redeemer)
{
    const auto told = m_database->run(
        QStringLiteral("SELECT told.provider, voucher.id FROM voucher, "
                       "(SELECT provider FROM voucher WHERE account = ? UNION "
                       "SELECT terminal.provider FROM use JOIN terminal ON terminal.id = use.terminal "
                       "WHERE use.account = ? UNION SELECT ?) AS told "
                       "WHERE voucher.account = ? AND told.provider IS NOT NULL ORDER BY told.provider, voucher.id"),
        {column(account), column(account), columnOrNull(redeemer), column(account)});
    if (!told)
        return tl::unexpected(told.error());
    for (const Row& row : *told) {
        const auto number = nextNumber();
        if (!number)
            return tl::unexpected(number.error());
        const auto added = m_database->run(
            QStringLiteral("INSERT INTO change(provider, number, voucher) VALUES(?, ?, ?)"), {row[0], *number, row[1]});
        if (!added)
            return tl::unexpected(added.error());
    }
    return {};
}

Stored<std::int64_t> Register::lastNumber()
{
    return m_database->run(QStringLiteral("SELECT last FROM number")).map([](const Rows& rows) {
        return integerOf(rows.front()[0]);
    });
}

Stored<std::vector<VoucherId>> Register::changedAbove(ProviderId provider, std::int64_t number)
{
    const auto rows =
        m_database->run(QStringLiteral("SELECT DISTINCT voucher FROM change WHERE provider = ? AND number > ?"),
                        {column(provider), number});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<VoucherId> vouchers;
    for (const Row& row : *rows)
        vouchers.push_back(idFromColumn<VoucherId>(row[0]));
    return vouchers;
}

} // namespace voucher
