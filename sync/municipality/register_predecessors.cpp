#include "sync/municipality/register.h"

#include "sync/municipality/columns.h"

namespace voucher {

Stored<void> Register::addPredecessors(TerminalId terminal, const std::vector<Predecessor>& predecessors,
                                       Instant received)
{
    std::vector<Row> rows;
    for (const Predecessor& predecessor : predecessors)
        rows.push_back({column(predecessor.terminal), column(terminal), predecessor.upTo, column(predecessor.head),
                        column(received)});
    return m_database->insertMany(QStringLiteral("predecessor"),
                                  {QStringLiteral("old"), QStringLiteral("terminal"), QStringLiteral("up_to"),
                                   QStringLiteral("head"), QStringLiteral("received")},
                                  rows);
}

Stored<std::vector<Succession>> Register::successions()
{
    const auto rows = m_database->run(
        QStringLiteral("SELECT old, terminal, up_to, head FROM predecessor ORDER BY received, old, terminal"));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Succession> successions;
    for (const Row& row : *rows)
        successions.push_back({{idFromColumn<TerminalId>(row[0]), integerOf(row[2]), idFromColumn<Hash>(row[3])},
                               idFromColumn<TerminalId>(row[1])});
    return successions;
}

Stored<std::multimap<Sequence, StoredEntry>> Register::keptAside(TerminalId terminal, Sequence first, Sequence last)
{
    const auto rows = m_database->run(QStringLiteral("SELECT seq, hash, message FROM fork WHERE terminal = ? "
                                                     "AND seq >= ? AND seq <= ? ORDER BY seq, hash"),
                                      {column(terminal), first, last});
    if (!rows)
        return tl::unexpected(rows.error());
    std::multimap<Sequence, StoredEntry> entries;
    for (const Row& row : *rows)
        entries.emplace(integerOf(row[0]), StoredEntry{idFromColumn<Hash>(row[1]), bytesValueOf(row[2])});
    return entries;
}

} // namespace voucher
