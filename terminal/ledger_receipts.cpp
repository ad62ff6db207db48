#include "terminal/ledger.h"
#include "terminal/settings.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

using Done = tl::expected<void, DatabaseError>;

/// A longer transaction would keep a scan waiting.
constexpr std::size_t verdictsATransaction = 100;

std::int64_t countOf(Instant instant)
{
    return instant.time_since_epoch().count();
}

/// The later receipt's word wins, and within one receipt the higher number; an older answer changes nothing.
Done putVerdict(Database& database, const Verdict& verdict, Instant toldAt)
{
    const std::int64_t kind = static_cast<std::int64_t>(verdict.kind);
    const auto kept = database.run(
        QStringLiteral("INSERT INTO verdict(seq, number, kind, reason, told_at) VALUES (?, ?, ?, ?, ?) "
                       "ON CONFLICT(seq) DO UPDATE SET number=excluded.number, kind=excluded.kind, "
                       "reason=excluded.reason, told_at=excluded.told_at "
                       "WHERE (excluded.told_at, excluded.number) >= (verdict.told_at, verdict.number) RETURNING seq"),
        {verdict.sequence, verdict.number, kind, static_cast<std::int64_t>(verdict.reason), countOf(toldAt)});
    if (!kept) {
        return tl::unexpected(kept.error());
    }
    if (kept->empty()) {
        return {};
    }
    return database.run(QStringLiteral("UPDATE record SET verdict=? WHERE seq=?"), {kind, verdict.sequence})
        .map([](const Rows&) {});
}

/// An account that covers more of this terminal's entries replaces one that covers fewer; of two that cover the same,
/// the later one knows more of the other terminals.
Done putAccount(Database& database, const Account& account, Instant toldAt)
{
    const Value lastDay = account.lastDate ? Value(std::int64_t{account.lastDate->toJulianDay()}) : Value();
    return database
        .run(QStringLiteral(
                 "INSERT INTO account(voucher, used, up_to, last_day, used_that_day, used_that_month, told_at) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(voucher) DO UPDATE SET used=excluded.used, "
                 "up_to=excluded.up_to, last_day=excluded.last_day, used_that_day=excluded.used_that_day, "
                 "used_that_month=excluded.used_that_month, told_at=excluded.told_at "
                 "WHERE (excluded.up_to, excluded.told_at) >= (account.up_to, account.told_at)"),
             {bytesOf(account.voucher).toByteArray(), account.used, account.upTo, lastDay, account.usedThatDate,
              account.usedThisMonth, countOf(toldAt)})
        .map([](const Rows&) {});
}

} // namespace

/// Whether the receipt speaks of the chain in this file.
tl::expected<bool, DatabaseError> Ledger::sharesHistory(const ReceiptContent& receipt)
{
    if (receipt.upTo > m_head.sequence) {
        return false;
    }
    if (receipt.upTo == m_head.sequence) {
        return receipt.head == m_head.hash;
    }
    // Before the first entry every chain is the same; a receipt for nothing names no head.
    if (receipt.upTo == 0) {
        return true;
    }
    // The entry after it names its hash; that spares reading the chain's formats here.
    const auto rows = m_database->run(QStringLiteral("SELECT bytes FROM entry WHERE seq=?"), {receipt.upTo + 1});
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    const auto next = rows->empty() || !m_deviceKey
                          ? std::nullopt
                          : std::optional(verifyEntry(bytesValueOf(rows->front().front()), *m_deviceKey));
    if (!next || !*next) {
        return tl::unexpected(DatabaseError::Corrupt);
    }
    return (*next)->content().previous == receipt.head;
}

Ledger::Done Ledger::halt()
{
    const Done written = change([&] { return Settings::put(*m_database, QStringLiteral("halted"), std::int64_t{1}); });
    if (written) {
        m_halted = true;
    }
    return written;
}

/// After a receipt has shown that the floor was a mistake: what was told by receipts from then on must not outlive it,
/// and the municipality is to be told.
Ledger::Done Ledger::takeBackTimesAbove(Instant serverTime)
{
    const std::int64_t time = countOf(serverTime);
    for (const char* table : {"account", "verdict"}) {
        const auto lowered = m_database->run(
            QStringLiteral("UPDATE %1 SET told_at=? WHERE told_at>?").arg(QLatin1StringView(table)), {time, time});
        if (!lowered) {
            return tl::unexpected(lowered.error());
        }
    }
    return Settings::put(*m_database, QStringLiteral("mistaken_floor"), countOf(m_clockFloor->signedTime));
}

/// The first transaction moves the outbox and keeps the accounts together with the first verdicts; each further one
/// moves the cursor with its verdicts. Where this is cut off, the next request asks for verdicts above the cursor, so
/// nothing is lost; where it is repeated, nothing changes.
Ledger::Done Ledger::acknowledge(const Receipt& receipt, const ClockReading& reading, Arrival arrival)
{
    if (!m_database) {
        if (const auto opened = reopen(); !opened) {
            return opened;
        }
    }
    const ReceiptContent& content = receipt.content();
    const auto shares = sharesHistory(content);
    if (!shares) {
        return tl::unexpected(shares.error());
    }
    if (!*shares) {
        // The last entry that both have room for is sent again: if the register has another one there, both signatures
        // together are the proof that somebody copied this tablet.
        const Sequence before = std::max<Sequence>(0, std::min(content.upTo, m_head.sequence) - 1);
        return halt().and_then([&]() -> Done {
            if (before >= m_acknowledged) {
                return {};
            }
            const Done moved =
                change([&] { return Settings::put(*m_database, QStringLiteral("acknowledged"), before); });
            if (moved) {
                m_acknowledged = before;
            }
            return moved;
        });
    }
    // The latest answer says what the register has, even if it has lost something: then all above is sent again and
    // every verdict is asked for again. A late older answer moves nothing back.
    // Receipts of a municipality whose clock was ahead look later than they are: they are taken back with the floor.
    const bool prompt = arrival == Arrival::Prompt;
    const bool mistake = prompt && mistaken(m_clockFloor, content.serverTime, reading);
    const bool latest = mistake || content.serverTime >= m_receiptTime;
    const bool lostSomething = (mistake || content.serverTime > m_receiptTime) && content.upTo < m_acknowledged;
    const Sequence acknowledged = lostSomething ? content.upTo : std::max(m_acknowledged, content.upTo);
    std::int64_t cursor = lostSomething ? 0 : m_verdictCursor;
    const ClockFloor floor = prompt ? answeredFloor(m_clockFloor, content.serverTime, reading)
                                    : raisedFloor(m_clockFloor, content.serverTime, reading);

    std::vector<Verdict> verdicts = content.verdicts;
    std::sort(verdicts.begin(), verdicts.end(),
              [](const Verdict& left, const Verdict& right) { return left.number < right.number; });
    std::size_t at = 0;
    const auto putSome = [&]() -> Done {
        const std::size_t end = std::min(verdicts.size(), at + verdictsATransaction);
        for (std::size_t next = at; next < end; ++next) {
            if (const auto kept = putVerdict(*m_database, verdicts[next], content.serverTime); !kept) {
                return kept;
            }
            cursor = lostSomething ? 0 : std::max(cursor, verdicts[next].number);
        }
        at = end;
        return Settings::put(*m_database, QStringLiteral("verdict_cursor"), cursor);
    };

    const Done first = change([&]() -> Done {
        if (mistake) {
            if (const auto taken = takeBackTimesAbove(content.serverTime); !taken) {
                return taken;
            }
        }
        for (const Account& account : content.accounts) {
            if (const auto kept = putAccount(*m_database, account, content.serverTime); !kept) {
                return kept;
            }
        }
        if (latest) {
            const auto kept = Settings::put(*m_database, QStringLiteral("receipt_time"), countOf(content.serverTime));
            if (!kept) {
                return kept;
            }
        }
        return Settings::put(*m_database, QStringLiteral("acknowledged"), acknowledged)
            .and_then([&] { return keepFloor(floor); })
            .and_then(putSome);
    });
    if (!first) {
        return first;
    }
    m_acknowledged = acknowledged;
    if (latest) {
        m_receiptTime = content.serverTime;
    }
    if (mistake) {
        m_mistakenFloor = m_clockFloor->signedTime;
    }
    m_clockFloor = floor;
    m_verdictCursor = cursor;
    while (at < verdicts.size()) {
        if (const Done some = change(putSome); !some) {
            return some;
        }
        m_verdictCursor = cursor;
    }
    return {};
}

tl::expected<Outgoing, DatabaseError> Ledger::outgoing(int count, qsizetype bytes, std::optional<Sequence> after)
{
    m_failedRead.reset();
    Outgoing outgoing;
    if (m_enrolment) {
        outgoing.terminal = m_enrolment->terminal;
    }
    outgoing.verdictCursor = m_verdictCursor;
    qsizetype size = 0;
    outgoing.end = after.value_or(m_acknowledged);
    for (Sequence sequence = outgoing.end + 1;
         sequence <= m_head.sequence && outgoing.entries.size() < std::size_t(count); ++sequence) {
        const Rows entry = read(QStringLiteral("SELECT bytes FROM entry WHERE seq=?"), {sequence});
        const Rows attached = read(QStringLiteral("SELECT sealed FROM attachment WHERE seq=? ORDER BY id"), {sequence});
        if (m_failedRead || entry.empty()) {
            return tl::unexpected(m_failedRead.value_or(DatabaseError::Corrupt));
        }
        size += bytesValueOf(entry.front().front()).size();
        for (const Row& row : attached) {
            size += bytesValueOf(row.front()).size();
        }
        if (size > bytes && !outgoing.entries.empty()) {
            break;
        }
        outgoing.entries.push_back(bytesValueOf(entry.front().front()));
        for (const Row& row : attached) {
            const QByteArray sealed = bytesValueOf(row.front());
            outgoing.attachments.push_back({sha256(sealed), sealed});
        }
        outgoing.end = sequence;
    }
    return outgoing;
}

Ledger::Done Ledger::keepExported(const std::vector<Hash>& requests)
{
    std::vector<Hash> kept = m_exported;
    kept.insert(kept.end(), requests.begin(), requests.end());
    if (kept.size() > mostExported) {
        kept.erase(kept.begin(), kept.end() - mostExported);
    }
    QByteArray bytes;
    for (const Hash& request : kept) {
        bytes += bytesOf(request);
    }
    const Done written = change([&] { return Settings::put(*m_database, QStringLiteral("exported"), bytes); });
    if (written) {
        m_exported = std::move(kept);
    }
    return written;
}

std::optional<Instant> Ledger::keptSince(const ClockReading& reading) const
{
    if (!m_bulletin || !m_clockFloor) {
        return {};
    }
    return reckoning(reading, *m_clockFloor) - std::chrono::hours(24) * m_bulletin->content().limits.retentionDays;
}

tl::expected<void, DatabaseError> Ledger::forgetAttachments(Instant before)
{
    const Done written = change([&] {
        return m_database
            ->run(QStringLiteral("DELETE FROM attachment WHERE at < ? AND seq <= ?"), {countOf(before), m_acknowledged})
            .map([](const Rows&) {});
    });
    if (!written) {
        return written;
    }
    // The log still holds the pages from before: written back, it forgets too.
    return m_database->writeBack();
}

} // namespace voucher
