#include "sync/municipality/register.h"

#include "sync/municipality/columns.h"

namespace voucher {

namespace {

Verdict verdictFrom(const Row& row)
{
    return {integerOf(row[0]), integerOf(row[1]), static_cast<VerdictKind>(integerOf(row[2])),
            static_cast<VerdictReason>(integerOf(row[3]))};
}

} // namespace

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

Stored<std::int64_t> Register::lastNumber(ProviderId provider)
{
    return m_database->run(QStringLiteral("SELECT last_number FROM provider WHERE id = ?"), {column(provider)})
        .map([](const Rows& rows) { return rows.empty() ? 0 : integerOf(rows.front()[0]); });
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
