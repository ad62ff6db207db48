#include "terminal/ledger.h"
#include "terminal/ledger_derived.h"

namespace voucher {

namespace {

QByteArray bound(VoucherId voucher)
{
    return bytesOf(voucher).toByteArray();
}

std::optional<Instant> instantOf(const Value& value)
{
    return isNull(value) ? std::nullopt : std::optional(Instant(std::chrono::milliseconds(integerOf(value))));
}

/// A verdict as stored, if it is one.
std::optional<Verdict> verdictFrom(Sequence sequence, const Value& number, const Value& kind, const Value& reason)
{
    const std::int64_t kindNumber = integerOf(kind);
    const std::int64_t reasonNumber = integerOf(reason);
    if (isNull(kind) || kindNumber < static_cast<std::int64_t>(VerdictKind::Counted) ||
        kindNumber > static_cast<std::int64_t>(VerdictKind::Voided) || reasonNumber < 0 ||
        reasonNumber > static_cast<std::int64_t>(lastVerdictReason)) {
        return {};
    }
    return Verdict{integerOf(number), sequence, static_cast<VerdictKind>(kindNumber),
                   static_cast<VerdictReason>(reasonNumber)};
}

} // namespace

std::optional<Account> Ledger::account(VoucherId voucher)
{
    const Rows rows = read(QStringLiteral("SELECT used, up_to, last_day, used_that_day, used_that_month FROM account "
                                          "WHERE voucher=?"),
                           {bound(voucher)});
    if (rows.empty()) {
        return {};
    }
    const Row& row = rows.front();
    Account account{voucher, integerOf(row[0]), integerOf(row[1]), {}, integerOf(row[3]), integerOf(row[4])};
    if (!isNull(row[2])) {
        account.lastDate = QDate::fromJulianDay(integerOf(row[2]));
    }
    return account;
}

OwnRecords Ledger::ownRecords(VoucherId voucher, Sequence upTo, QDate today)
{
    const Value day = today.toJulianDay();
    // Of all redemptions of the voucher only those that the account does not know of, today's, and the last that
    // counts.
    const Rows rows = read(QStringLiteral("SELECT seq, day, month, amount, voided_by, departed_by, at FROM record "
                                          "WHERE voucher=? AND kind=1 AND (seq>? OR voided_by>? OR day=? OR seq="
                                          "(SELECT seq FROM record WHERE voucher=? AND kind=1 AND voided_by IS NULL "
                                          "ORDER BY seq DESC LIMIT 1)) ORDER BY seq"),
                           {bound(voucher), upTo, upTo, day, bound(voucher)});
    OwnRecords own;
    std::optional<Sequence> open;
    for (const Row& row : rows) {
        const Sequence sequence = integerOf(row[0]);
        const bool isToday = row[1] == day;
        const bool isThisMonth = integerOf(row[2]) == monthNumber(today);
        const std::int64_t amount = integerOf(row[3]);
        const bool voided = !isNull(row[4]);
        if (sequence > upTo) {
            own.redeemedAboveAccount += amount;
            own.todayAboveAccount += isToday ? 1 : 0;
            own.monthAboveAccount += isThisMonth ? 1 : 0;
        }
        if (voided && integerOf(row[4]) > upTo) {
            own.voidedAboveAccount += amount;
            own.todayAboveAccount -= isToday ? 1 : 0;
            own.monthAboveAccount -= isThisMonth ? 1 : 0;
        }
        if (!voided) {
            own.lastUnvoided = instantOf(row[6]);
            own.unvoidedToday += isToday ? 1 : 0;
            if (isToday && isNull(row[5])) {
                open = sequence;
            }
        }
    }
    const Rows services = open ? read(QStringLiteral("SELECT service FROM record WHERE seq=?"), {*open}) : Rows();
    if (!services.empty() && m_bulletin) {
        const ServiceCode code{static_cast<std::uint32_t>(integerOf(services.front()[0]))};
        const Service* service = m_bulletin->service(code);
        if (service != nullptr && service->asksDeparture) {
            own.openVisit = open;
        }
    }
    return own;
}

Unsent Ledger::unsent()
{
    // Practice takes no room among what waits; 32 and 64 are the conditions Practice and NotConfirmed.
    static_assert(static_cast<int>(Condition::Practice) == 32 && static_cast<int>(Condition::NotConfirmed) == 64);
    const Rows rows =
        read(QStringLiteral("SELECT service, amount_kind, conditions & 64, COUNT(*), SUM(amount), MIN(at) "
                            "FROM record WHERE seq>? AND kind=1 AND voided_by IS NULL "
                            "AND conditions & 32 = 0 GROUP BY service, amount_kind, conditions & 64"),
             {m_acknowledged});
    Unsent unsent;
    for (const Row& row : rows) {
        std::int64_t cents = integerOf(row[4]);
        if (integerOf(row[1]) == static_cast<std::int64_t>(AmountKind::Visits)) {
            std::int64_t price = 0;
            for (const Tariff& tariff : m_bulletin ? m_bulletin->content().tariffs : std::vector<Tariff>()) {
                price = tariff.service.value == integerOf(row[0]) ? tariff.cents : price;
            }
            cents *= price;
        }
        unsent.redemptions += integerOf(row[3]);
        unsent.cents += cents;
        if (integerOf(row[2]) != 0) {
            unsent.unbound += integerOf(row[3]);
            unsent.unboundCents += cents;
        }
        const auto oldest = instantOf(row[5]);
        unsent.oldest = unsent.oldest && oldest ? std::min(*unsent.oldest, *oldest) : oldest;
    }
    return unsent;
}

/// From the columns seq, bytes, voided_by, number, kind, reason; nothing if the bytes are not what this terminal
/// signed.
std::optional<LedgerLine> Ledger::lineFrom(const Row& row) const
{
    const Sequence sequence = integerOf(row[0]);
    auto entry = m_deviceKey ? verifyEntry(bytesValueOf(row[1]), *m_deviceKey)
                             : tl::expected<Entry, DocumentError>(tl::unexpected(DocumentError::UnknownKey));
    if (!entry || entry->content().sequence != sequence) {
        return {};
    }
    return LedgerLine{entry->content(), verdictFrom(sequence, row[3], row[4], row[5]), sequence <= m_acknowledged,
                      !isNull(row[2])};
}

std::optional<LedgerLine> Ledger::line(Sequence sequence)
{
    const Rows rows =
        read(QStringLiteral("SELECT r.seq, e.bytes, r.voided_by, v.number, v.kind, v.reason FROM record r "
                            "JOIN entry e ON e.seq=r.seq LEFT JOIN verdict v ON v.seq=r.seq "
                            "WHERE r.seq=? AND r.kind IN (1, 3)"),
             {sequence});
    return rows.empty() ? std::nullopt : lineFrom(rows.front());
}

std::vector<LedgerLine> Ledger::lines(QDate from, QDate until, int limit)
{
    const Rows rows =
        read(QStringLiteral("SELECT r.seq, e.bytes, r.voided_by, v.number, v.kind, v.reason FROM record r "
                            "JOIN entry e ON e.seq=r.seq LEFT JOIN verdict v ON v.seq=r.seq "
                            "WHERE r.day BETWEEN ? AND ? ORDER BY r.seq DESC LIMIT ?"),
             {from.toJulianDay(), until.toJulianDay(), std::int64_t{limit}});
    std::vector<LedgerLine> lines;
    for (const Row& row : rows) {
        if (auto line = lineFrom(row)) {
            lines.push_back(std::move(*line));
        }
    }
    return lines;
}

Standing Ledger::standing(QDate month)
{
    const Rows rows = read(QStringLiteral("SELECT verdict, COUNT(*) FROM record WHERE month=? AND kind IN (1, 3) "
                                          "AND voided_by IS NULL GROUP BY verdict"),
                           {monthNumber(month)});
    Standing standing;
    standing.waiting = m_head.sequence - m_acknowledged;
    for (const Row& row : rows) {
        const std::int64_t count = integerOf(row[1]);
        if (isNull(row[0])) {
            standing.waitingThisMonth += count;
            continue;
        }
        const auto verdict = verdictFrom(0, {}, row[0], std::int64_t{0});
        if (!verdict) {
            continue;
        }
        switch (verdict->kind) {
        case VerdictKind::Counted:
        case VerdictKind::Remarked:
            standing.counted += count;
            break;
        case VerdictKind::Review:
            standing.review += count;
            break;
        case VerdictKind::Rejected:
        case VerdictKind::Voided:
            break;
        }
    }
    return standing;
}

bool Ledger::refusedThatDay(VoucherId voucher, Refusal refusal, QDate day)
{
    return !read(QStringLiteral("SELECT 1 FROM refused WHERE voucher=? AND refusal=? AND day=?"),
                 {bound(voucher), static_cast<std::int64_t>(refusal), day.toJulianDay()})
                .empty();
}

} // namespace voucher
