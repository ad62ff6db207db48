#include "sync/municipality/judgement.h"

#include "terminal/calendar.h"

#include <algorithm>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto clockTolerance = 10min;

Judgement counted()
{
    return {VerdictKind::Counted, VerdictReason::None, true};
}

Judgement remarked(VerdictReason reason)
{
    return {VerdictKind::Remarked, reason, true};
}

Judgement review(VerdictReason reason)
{
    return {VerdictKind::Review, reason, true};
}

Judgement rejected(VerdictReason reason)
{
    return {VerdictKind::Rejected, reason, false};
}

/// Dates, binding, contract and status at the time of the service.
bool heldThen(const RedemptionCase& redemption, const IssuedVoucher& issued)
{
    const VoucherClaims& claims = issued.claims;
    if (redemption.at < claims.notBefore || redemption.at >= claims.expires)
        return false;
    if (claims.provider && *claims.provider != redemption.provider)
        return false;
    if (redemption.statusThen != VoucherStatus::Valid)
        return false;
    const Provider* provider = redemption.bulletin->provider(redemption.provider);
    const QDate day = athensDay(redemption.at);
    return provider && std::ranges::any_of(provider->contracts, [&](const Contract& contract) {
               return contract.service == claims.service && contract.from <= day && day <= contract.until;
           });
}

VerdictReason reasonOf(Excess excess)
{
    switch (excess) {
    case Excess::None:
        return VerdictReason::None;
    case Excess::Quantity:
        return VerdictReason::AboveQuantity;
    case Excess::Day:
        return VerdictReason::AboveDayLimit;
    case Excess::Month:
        return VerdictReason::AboveMonthLimit;
    }
    Q_UNREACHABLE();
}

} // namespace

Judgement judge(const RedemptionCase& redemption)
{
    if (!redemption.issued)
        return rejected(VerdictReason::UnknownVoucher);
    const IssuedVoucher& issued = *redemption.issued;
    if (issued.claims.practice)
        return rejected(VerdictReason::Practice);
    if (!redemption.attachmentGood)
        return review(VerdictReason::AttachmentMissing);
    if (redemption.terminalSuspended)
        return review(VerdictReason::TerminalSuspended);
    // What has not taken place yet cannot have been given; a tablet's clock may be a little ahead.
    if (redemption.at > redemption.received + clockTolerance)
        return review(VerdictReason::ClockDoubtful);
    if (!heldThen(redemption, issued) || redemption.redemption->service != issued.claims.service ||
        redemption.redemption->kind != issued.claims.kind)
        return review(VerdictReason::NotValidThen);
    const Limits& limits = redemption.bulletin->content().limits;
    const Excess excess = excessOf(redemption.used, redemption.redemption->amount, issued.claims.quantity, limits);
    if (excess != Excess::None)
        return review(reasonOf(excess));
    if (redemption.clockDoubtful || redemption.redemption->conditions.testFlag(Condition::ClockDoubtful))
        return remarked(VerdictReason::ClockDoubtful);
    const std::vector<QDate>& holidays = redemption.bulletin->content().holidays;
    if (std::ranges::find(holidays, athensDay(redemption.at)) != holidays.end())
        return remarked(VerdictReason::ClosedDay);
    return counted();
}

} // namespace voucher
