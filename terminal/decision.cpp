#include "terminal/decision.h"

#include "terminal/calendar.h"
#include "terminal/counting.h"

#include <QVersionNumber>

#include <algorithm>
#include <array>

namespace voucher {

namespace {

using MaybeRefused = std::optional<Refused>;

/// A voucher with no provider and no account may be in use anywhere at this moment.
constexpr std::int64_t unconfirmedShare = 10;

Refused refused(Refusal code, std::optional<Instant> when = {}, std::optional<std::int64_t> count = {})
{
    return {code, when, count};
}

/// One decision, with what several checks need worked out once.
struct Case
{
    const VoucherClaims& claims;
    const Situation& situation;
    const BulletinContent& bulletin;
    const Provider* provider;
    const Service* service;
    std::optional<std::int64_t> tariff;
    QDate today;
    std::int64_t left;
    Used used;
    bool confirmed; ///< bound to a provider, or known to the municipality's account, or worth nothing

    /// What one visit takes from the voucher.
    std::int64_t amount() const { return claims.kind == AmountKind::Visits ? 1 : tariff.value_or(0); }

    std::int64_t cents() const { return tariff.value_or(0); }
};

Used usedBefore(const VoucherClaims& claims, const Situation& situation, QDate today, std::int64_t left)
{
    const std::optional<Account>& account = situation.account;
    const bool hasDay = account && account->lastDate == today;
    const bool hasMonth = account && account->lastDate && sameMonth(*account->lastDate, today);
    return {
        .total = claims.quantity - left,
        .thatDay = std::max<std::int64_t>(0, (hasDay ? account->usedThatDate : 0) + situation.own.todayAboveAccount),
        .thatMonth =
            std::max<std::int64_t>(0, (hasMonth ? account->usedThisMonth : 0) + situation.own.monthAboveAccount),
    };
}

std::optional<std::int64_t> tariffOf(const BulletinContent& bulletin, ServiceCode service)
{
    const auto found = std::find_if(bulletin.tariffs.begin(), bulletin.tariffs.end(),
                                    [&](const Tariff& tariff) { return tariff.service == service; });
    return found == bulletin.tariffs.end() ? std::nullopt : std::optional(found->cents);
}

Case caseOf(const VoucherClaims& claims, const Situation& situation)
{
    const BulletinContent& bulletin = situation.bulletin->content();
    const QDate today = athensDay(situation.now.instant);
    const std::int64_t left = leftOf(claims, situation.account, situation.own);
    return {claims,
            situation,
            bulletin,
            situation.bulletin->provider(situation.provider),
            situation.bulletin->service(claims.service),
            tariffOf(bulletin, claims.service),
            today,
            left,
            usedBefore(claims, situation, today, left),
            claims.provider || situation.account || claims.practice};
}

MaybeRefused programTooOld(const Case& c)
{
    const auto least = QVersionNumber::fromString(c.bulletin.lowestProgramVersion).normalized();
    const auto ours = QVersionNumber::fromString(QLatin1StringView(VOUCHER_PROGRAM_VERSION)).normalized();
    return least > ours ? MaybeRefused(refused(Refusal::NewerFormat)) : std::nullopt;
}

MaybeRefused outsideItsTime(const Case& c)
{
    if (c.situation.now.instant < c.claims.notBefore)
        return refused(Refusal::NotYetValid, c.claims.notBefore);
    if (c.situation.now.instant >= c.claims.expires)
        return refused(Refusal::Expired, c.claims.expires - std::chrono::seconds(1));
    return {};
}

MaybeRefused notForThisProvider(const Case& c)
{
    const bool other = c.claims.provider && *c.claims.provider != c.situation.provider;
    return other ? MaybeRefused(refused(Refusal::OtherProvider)) : std::nullopt;
}

MaybeRefused notContracted(const Case& c)
{
    if (!c.provider)
        return refused(Refusal::ServiceNotContracted);
    if (c.provider->suspended)
        return refused(Refusal::ProviderSuspended);
    const std::vector<Contract>& contracts = c.provider->contracts;
    const bool contracted = std::any_of(contracts.begin(), contracts.end(), [&](const Contract& contract) {
        return contract.service == c.claims.service && contract.from <= c.today && c.today <= contract.until;
    });
    // Without a tariff nobody can say how many cents one visit takes.
    const bool priced = c.claims.kind == AmountKind::Visits || c.tariff;
    return contracted && priced ? std::nullopt : MaybeRefused(refused(Refusal::ServiceNotContracted));
}

MaybeRefused notInForce(const Case& c)
{
    const auto status = c.situation.bulletin->status(c.claims.statusIndex, c.claims.issuedAt);
    if (!status)
        return refused(Refusal::Malformed);
    switch (*status) {
    case VoucherStatus::Valid:
        return {};
    case VoucherStatus::Revoked:
        return refused(Refusal::Revoked);
    case VoucherStatus::Suspended:
        return refused(Refusal::Suspended);
    case VoucherStatus::Replaced:
        return refused(Refusal::Replaced);
    }
    Q_UNREACHABLE();
}

MaybeRefused terminalOrListsDead(const Case& c)
{
    if (terminalSuspended(c.situation.terminal, c.situation.halted, c.bulletin))
        return refused(Refusal::TerminalSuspended);
    const Instant end = std::min(c.bulletin.expires, c.situation.trustList->content().expires);
    return c.situation.now.instant > end ? MaybeRefused(refused(Refusal::ListsExpired, c.bulletin.issued))
                                         : std::nullopt;
}

MaybeRefused recordedHereAlready(const Case& c)
{
    const OwnRecords& own = c.situation.own;
    const bool coupon = c.claims.kind == AmountKind::Visits && c.claims.quantity == 1;
    if (coupon && own.lastUnvoided)
        return Refused{Refusal::AlreadyRedeemed, own.lastUnvoided, {}, true};
    if (own.unvoidedToday >= c.bulletin.limits.visitsPerDay)
        return refused(Refusal::AlreadyRedeemed, own.lastUnvoided);
    return {};
}

MaybeRefused beyondTheCountingRule(const Case& c)
{
    switch (excessOf(c.used, c.amount(), c.claims.quantity, c.bulletin.limits)) {
    case Excess::None:
        return {};
    case Excess::Quantity:
        return refused(Refusal::NothingLeft);
    case Excess::Day:
        return refused(Refusal::DayLimit);
    case Excess::Month:
        return refused(Refusal::MonthLimit, startOfAthensDay(QDate(c.today.year(), c.today.month(), 1).addMonths(1)));
    }
    Q_UNREACHABLE();
}

bool unsentFor(const Case& c, std::int64_t hours)
{
    return c.situation.unsent.oldest &&
           c.situation.now.instant - *c.situation.unsent.oldest > std::chrono::hours(hours);
}

/// A tenth bounds what unconfirmed vouchers may risk by number and value; their age adds nothing to that risk.
MaybeRefused tooMuchUnsent(const Case& c)
{
    const Unsent& unsent = c.situation.unsent;
    const Limits& limits = c.bulletin.limits;
    const bool all = unsent.redemptions >= limits.hardUnsent || unsent.cents + c.cents() > limits.hardUnsentCents ||
                     unsentFor(c, limits.oldestUnsentHardHours);
    const bool unbound = !c.confirmed && (unsent.unbound >= limits.hardUnsent / unconfirmedShare ||
                                          unsent.unboundCents + c.cents() > limits.hardUnsentCents / unconfirmedShare);
    return all || unbound ? MaybeRefused(refused(Refusal::OfflineLimit, {}, unsent.redemptions)) : std::nullopt;
}

MaybeRefused noRoom(const Case& c)
{
    return c.situation.storageFull ? MaybeRefused(refused(Refusal::StorageFull)) : std::nullopt;
}

bool softLimit(const Case& c)
{
    const Unsent& unsent = c.situation.unsent;
    const Limits& limits = c.bulletin.limits;
    return unsent.redemptions >= limits.softUnsent || unsentFor(c, limits.oldestUnsentWarnHours) ||
           (!c.confirmed && unsent.unbound >= limits.softUnsent / unconfirmedShare);
}

Conditions conditionsOf(const Case& c)
{
    const std::vector<QDate>& holidays = c.bulletin.holidays;
    Conditions conditions;
    conditions.setFlag(Condition::ClockDoubtful, c.situation.now.doubtful);
    conditions.setFlag(Condition::ClosedDay, std::find(holidays.begin(), holidays.end(), c.today) != holidays.end());
    conditions.setFlag(Condition::ListsAgeing, c.situation.now.instant > c.bulletin.freshUntil);
    conditions.setFlag(Condition::SoftLimit, softLimit(c));
    conditions.setFlag(Condition::EvidenceNeeded, c.service && c.service->asksSignature);
    conditions.setFlag(Condition::Practice, c.claims.practice);
    conditions.setFlag(Condition::NotConfirmed, !c.confirmed);
    return conditions;
}

using Check = MaybeRefused (*)(const Case&);

template <std::size_t count>
MaybeRefused firstOf(const std::array<Check, count>& checks, const Case& c)
{
    for (const Check check : checks)
        if (const MaybeRefused found = check(c))
            return found;
    return {};
}

// The order of design §5, after what `verifyVoucher` has refused already.
constexpr std::array<Check, 6> checksOfAnyVisit{programTooOld, outsideItsTime, notForThisProvider,
                                                notContracted, notInForce,     terminalOrListsDead};
constexpr std::array<Check, 3> checksOfANewVisit{recordedHereAlready, beyondTheCountingRule, tooMuchUnsent};

} // namespace

bool terminalSuspended(TerminalId terminal, bool halted, const BulletinContent& bulletin)
{
    const std::vector<TerminalId>& listed = bulletin.suspendedTerminals;
    return halted || std::find(listed.begin(), listed.end(), terminal) != listed.end();
}

std::int64_t leftOf(const VoucherClaims& claims, const std::optional<Account>& account, const OwnRecords& own)
{
    const std::int64_t used = account ? account->used : 0;
    // A void of an entry that the municipality never counted must not give more than was printed.
    return std::clamp<std::int64_t>(claims.quantity - used - own.redeemedAboveAccount + own.voidedAboveAccount, 0,
                                    claims.quantity);
}

tl::expected<Offer, Refused> decide(const VerifiedVoucher& voucher, const Situation& situation)
{
    Q_ASSERT(situation.bulletin && situation.trustList);
    const Case c = caseOf(voucher.claims(), situation);
    MaybeRefused found = firstOf(checksOfAnyVisit, c);

    Offer offer(voucher);
    offer.m_left = c.left;
    offer.m_usedThisMonth = c.used.thatMonth;
    offer.m_conditions = conditionsOf(c);
    offer.m_listsFrom = c.bulletin.issued;
    offer.m_waiting = situation.unsent.redemptions;
    if (c.service && c.service->asksDeparture)
        offer.m_openVisit = situation.own.openVisit;
    offer.m_amount = offer.m_openVisit ? 0 : c.amount();

    if (!found && !offer.m_openVisit)
        found = firstOf(checksOfANewVisit, c);
    if (!found)
        found = noRoom(c);
    if (found)
        return tl::unexpected(*found);
    return offer;
}

} // namespace voucher
