// What the intake reads and writes for a whole batch: a few statements each, whatever the batch's size.

#include "sync/municipality/columns.h"
#include "sync/municipality/register.h"
#include "sync/municipality/voucher_columns.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace voucher {

namespace {

/// The rows that `sql` finds for any of the keys; `%1` stands where their question marks go, after all others. Keys go
/// in chunks filled up to a power of two with the last one: so there are few shapes, and prepared forms come again.
Stored<Rows> rowsAmong(Database& database, const QString& sql, const std::vector<Value>& before,
                       const std::vector<Value>& keys)
{
    constexpr std::size_t longest = 512;
    Rows all;
    for (std::size_t at = 0; at < keys.size(); at += longest) {
        const std::size_t count = std::min(longest, keys.size() - at);
        std::vector<Value> values = before;
        values.insert(values.end(), keys.begin() + static_cast<std::ptrdiff_t>(at),
                      keys.begin() + static_cast<std::ptrdiff_t>(at + count));
        values.resize(before.size() + std::bit_ceil(count), Value{keys[at + count - 1]});
        const QStringList marks(static_cast<qsizetype>(std::bit_ceil(count)), QStringLiteral("?"));
        auto rows = database.run(sql.arg(marks.join(u',')), values);
        if (!rows)
            return rows;
        std::ranges::move(*rows, std::back_inserter(all));
    }
    return all;
}

template <typename Type>
std::vector<Value> columnsOf(const std::vector<Type>& keys)
{
    std::vector<Value> values;
    values.reserve(keys.size());
    for (const Type& key : keys) {
        if constexpr (std::is_integral_v<Type>)
            values.emplace_back(key);
        else
            values.push_back(column(key));
    }
    return values;
}

} // namespace

Stored<void> Register::lockAccounts(const std::vector<VoucherId>& accounts)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT id FROM voucher WHERE id IN (%1) ORDER BY id") + m_database->rowLock(), {},
                     columnsOf(accounts))
        .map([](const Rows&) {});
}

Stored<std::map<Sequence, StoredEntry>> Register::entriesAt(TerminalId terminal, const std::vector<Sequence>& sequences)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT seq, hash, message FROM entry WHERE terminal = ? AND seq IN (%1)"),
                     {column(terminal)}, columnsOf(sequences))
        .map([](const Rows& rows) {
            std::map<Sequence, StoredEntry> entries;
            for (const Row& row : rows)
                entries.emplace(integerOf(row[0]), StoredEntry{idFromColumn<Hash>(row[1]), bytesValueOf(row[2])});
            return entries;
        });
}

Stored<std::map<Hash, QByteArray>> Register::attachmentsAmong(const std::vector<Hash>& hashes)
{
    return rowsAmong(*m_database, QStringLiteral("SELECT hash, sealed FROM attachment WHERE hash IN (%1)"), {},
                     columnsOf(hashes))
        .map([](const Rows& rows) {
            std::map<Hash, QByteArray> found;
            for (const Row& row : rows)
                found.emplace(idFromColumn<Hash>(row[0]), bytesValueOf(row[1]));
            return found;
        });
}

Stored<std::map<VoucherId, StatusHistory>> Register::statusHistories(const std::vector<VoucherId>& ids)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT voucher, from_time, status FROM voucher_status WHERE voucher IN (%1)"), {},
                     columnsOf(ids))
        .map([](const Rows& rows) {
            std::map<VoucherId, StatusHistory> histories;
            for (const Row& row : rows)
                histories[idFromColumn<VoucherId>(row[0])][instantFromColumn(row[1])] =
                    static_cast<VoucherStatus>(integerOf(row[2]));
            return histories;
        });
}

Stored<std::map<VoucherId, AccountDays>> Register::accountDays(const std::vector<VoucherId>& accounts)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT account, day, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM use "
                                    "WHERE account IN (%1) GROUP BY account, day"),
                     {}, columnsOf(accounts))
        .map([](const Rows& rows) {
            std::map<VoucherId, AccountDays> days;
            for (const Row& row : rows)
                days[idFromColumn<VoucherId>(row[0])][dayFromColumn(row[1])] = {integerOf(row[2]), integerOf(row[3])};
            return days;
        });
}

Stored<std::map<Sequence, Use>> Register::usesAt(TerminalId terminal, const std::vector<Sequence>& sequences)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT seq, voucher, account, amount, day FROM use "
                                    "WHERE terminal = ? AND seq IN (%1)"),
                     {column(terminal)}, columnsOf(sequences))
        .map([terminal](const Rows& rows) {
            std::map<Sequence, Use> uses;
            for (const Row& row : rows)
                uses.emplace(integerOf(row[0]),
                             Use{terminal, integerOf(row[0]), idFromColumn<VoucherId>(row[1]),
                                 idFromColumn<VoucherId>(row[2]), integerOf(row[3]), dayFromColumn(row[4])});
            return uses;
        });
}

Stored<std::set<Sequence>> Register::voidedAmong(TerminalId terminal, const std::vector<Sequence>& sequences)
{
    return rowsAmong(*m_database,
                     QStringLiteral("SELECT seq FROM verdict WHERE terminal = ? AND kind = ? AND seq IN (%1)"),
                     {column(terminal), static_cast<std::int64_t>(VerdictKind::Voided)}, columnsOf(sequences))
        .map([](const Rows& rows) {
            std::set<Sequence> voided;
            for (const Row& row : rows)
                voided.insert(integerOf(row[0]));
            return voided;
        });
}

Stored<void> Register::addEntries(TerminalId terminal, const std::map<Sequence, StoredEntry>& entries, Instant received)
{
    std::vector<Row> rows;
    rows.reserve(entries.size());
    for (const auto& [sequence, entry] : entries)
        rows.push_back({column(terminal), sequence, column(entry.hash), entry.message, column(received)});
    return m_database->insertMany(QStringLiteral("entry"),
                                  {QStringLiteral("terminal"), QStringLiteral("seq"), QStringLiteral("hash"),
                                   QStringLiteral("message"), QStringLiteral("received")},
                                  rows);
}

Stored<void> Register::addAttachments(const std::map<Hash, QByteArray>& attachments)
{
    std::vector<Row> rows;
    rows.reserve(attachments.size());
    for (const auto& [hash, sealed] : attachments)
        rows.push_back({column(hash), sealed});
    return m_database->insertMany(QStringLiteral("attachment"), {QStringLiteral("hash"), QStringLiteral("sealed")},
                                  rows);
}

Stored<void> Register::addUses(const std::vector<Use>& uses)
{
    std::vector<Row> rows;
    rows.reserve(uses.size());
    for (const Use& use : uses)
        rows.push_back({column(use.terminal), use.sequence, column(use.voucher), column(use.account), use.amount,
                        column(use.day)});
    return m_database->insertMany(QStringLiteral("use"),
                                  {QStringLiteral("terminal"), QStringLiteral("seq"), QStringLiteral("voucher"),
                                   QStringLiteral("account"), QStringLiteral("amount"), QStringLiteral("day")},
                                  rows);
}

Stored<void> Register::removeUses(TerminalId terminal, const std::vector<Sequence>& sequences)
{
    return rowsAmong(*m_database, QStringLiteral("DELETE FROM use WHERE terminal = ? AND seq IN (%1)"),
                     {column(terminal)}, columnsOf(sequences))
        .map([](const Rows&) {});
}

Stored<std::map<VoucherId, IssuedVoucher>> Register::vouchersAmong(const std::vector<VoucherId>& ids)
{
    return rowsAmong(*m_database, selectVoucher + QStringLiteral("WHERE id IN (%1)"), {}, columnsOf(ids))
        .map([](const Rows& rows) {
            std::map<VoucherId, IssuedVoucher> vouchers;
            for (const Row& row : rows)
                vouchers.emplace(idFromColumn<VoucherId>(row[0]), voucherFrom(row));
            return vouchers;
        });
}

Stored<void> Register::addNews(const RegisteredTerminal& terminal, const std::vector<Verdict>& verdicts,
                               const std::vector<VoucherId>& changed)
{
    auto listeners = listenersOf(changed, terminal.provider);
    if (!listeners)
        return tl::unexpected(listeners.error());
    if (!verdicts.empty())
        (*listeners)[terminal.provider];
    // A map: every transaction draws its numbers in the same order of providers, so that no two wait for each other.
    for (const auto& [provider, vouchers] : *listeners) {
        const bool own = provider == terminal.provider;
        const auto number = drawNumbers(provider, std::ssize(vouchers) + (own ? std::ssize(verdicts) : 0));
        if (!number)
            return tl::unexpected(number.error());
        if (!*number)
            continue;
        if (const auto added = addChanges(provider, **number, vouchers); !added)
            return added;
        if (!own)
            continue;
        // Verdicts come last: a terminal that has seen them need not be told again what they changed.
        std::vector<Row> rows;
        std::int64_t next = **number + std::ssize(vouchers);
        for (const Verdict& verdict : verdicts)
            rows.push_back({column(terminal.id), next++, verdict.sequence, static_cast<std::int64_t>(verdict.kind),
                            static_cast<std::int64_t>(verdict.reason)});
        const auto added =
            m_database->insertMany(QStringLiteral("verdict"),
                                   {QStringLiteral("terminal"), QStringLiteral("number"), QStringLiteral("seq"),
                                    QStringLiteral("kind"), QStringLiteral("reason")},
                                   rows);
        if (!added)
            return added;
    }
    return {};
}

Stored<void> Register::addAccountChange(VoucherId account)
{
    const auto listeners = listenersOf({account}, std::nullopt);
    if (!listeners)
        return tl::unexpected(listeners.error());
    for (const auto& [provider, vouchers] : *listeners) {
        const auto number = drawNumbers(provider, std::ssize(vouchers));
        if (!number)
            return tl::unexpected(number.error());
        if (!*number)
            continue;
        if (const auto added = addChanges(provider, **number, vouchers); !added)
            return added;
    }
    return {};
}

Stored<std::map<ProviderId, std::vector<VoucherId>>> Register::listenersOf(const std::vector<VoucherId>& accounts,
                                                                           const std::optional<ProviderId>& redeemer)
{
    const std::vector<Value> keys = columnsOf(accounts);
    const auto sharing = rowsAmong(
        *m_database, QStringLiteral("SELECT account, id, provider FROM voucher WHERE account IN (%1)"), {}, keys);
    const auto users = rowsAmong(*m_database,
                                 QStringLiteral("SELECT DISTINCT use.account, terminal.provider FROM use "
                                                "JOIN terminal ON terminal.id = use.terminal "
                                                "WHERE use.account IN (%1)"),
                                 {}, keys);
    if (!sharing || !users)
        return tl::unexpected(sharing ? users.error() : sharing.error());
    std::map<VoucherId, std::set<ProviderId>> told;
    for (const VoucherId& account : accounts) {
        if (redeemer)
            told[account].insert(*redeemer);
    }
    for (const Row& row : *users)
        told[idFromColumn<VoucherId>(row[0])].insert(idFromColumn<ProviderId>(row[1]));
    for (const Row& row : *sharing) {
        if (!isNull(row[2]))
            told[idFromColumn<VoucherId>(row[0])].insert(idFromColumn<ProviderId>(row[2]));
    }
    std::map<ProviderId, std::vector<VoucherId>> listeners;
    for (const Row& row : *sharing) {
        for (const ProviderId& provider : told[idFromColumn<VoucherId>(row[0])])
            listeners[provider].push_back(idFromColumn<VoucherId>(row[1]));
    }
    return listeners;
}

Stored<std::optional<std::int64_t>> Register::drawNumbers(ProviderId provider, std::int64_t count)
{
    const auto rows = m_database->run(
        QStringLiteral("UPDATE provider SET last_number = last_number + ? WHERE id = ? RETURNING last_number"),
        {count, column(provider)});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return integerOf(rows->front()[0]) - count + 1;
}

Stored<void> Register::addChanges(ProviderId provider, std::int64_t number, const std::vector<VoucherId>& vouchers)
{
    std::vector<Row> rows;
    rows.reserve(vouchers.size());
    for (const VoucherId& voucher : vouchers)
        rows.push_back({column(provider), number++, column(voucher)});
    return m_database->insertMany(QStringLiteral("change"),
                                  {QStringLiteral("provider"), QStringLiteral("number"), QStringLiteral("voucher")},
                                  rows);
}

} // namespace voucher
