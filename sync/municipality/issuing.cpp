#include "sync/municipality/issuing.h"

#include "crypto/signs/sign.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr std::int64_t largestQuantity = 1'000'000;
/// Draws before the provider's other signs are only kept unequal: 64 pictograms cannot be unlike for a large club.
constexpr int fussyDraws = 400;
constexpr int draws = 4000;

bool fits(Sign sign, const std::vector<IssuedVoucher>& others, const VoucherOrder& order, bool fussy)
{
    return std::ranges::none_of(others, [&](const IssuedVoucher& other) {
        const Sign theirs = signOf(other.claims.id);
        if (other.family == order.family)
            return !unlike(sign, theirs);
        const bool sameProvider = order.provider && other.claims.provider == order.provider;
        return sameProvider && (fussy ? !unlike(sign, theirs) : sign == theirs);
    });
}

VoucherId drawId(const std::vector<IssuedVoucher>& others, const VoucherOrder& order)
{
    VoucherId id;
    for (int draw = 0; draw < draws; ++draw) {
        id = idFrom<VoucherId>(randomBytes(static_cast<qsizetype>(id.value.size())));
        if (fits(signOf(id), others, order, draw < fussyDraws))
            break;
    }
    return id;
}

Instant wholeSeconds(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant);
}

tl::expected<IssuedVoucher, IssueError> add(Register& registerOfAll, const PrivateKey& issuer,
                                            const VoucherOrder& order, std::optional<VoucherId> account, Instant now)
{
    const auto others = registerOfAll.vouchers();
    const auto statusIndex = registerOfAll.nextStatusIndex();
    if (!others || !statusIndex)
        return tl::unexpected(IssueError::RegisterTrouble);
    const VoucherId id = drawId(*others, order);
    IssuedVoucher issued;
    issued.claims = {id,
                     wholeSeconds(now),
                     wholeSeconds(order.notBefore),
                     wholeSeconds(order.expires),
                     order.programme,
                     *statusIndex,
                     order.service,
                     order.kind,
                     order.quantity,
                     order.provider,
                     order.practice};
    issued.message = signVoucher(issued.claims, issuer);
    issued.family = order.family;
    issued.account = account.value_or(id);
    if (!registerOfAll.addVoucher(issued))
        return tl::unexpected(IssueError::RegisterTrouble);
    return issued;
}

} // namespace

tl::expected<IssuedVoucher, IssueError> issueVoucher(Register& registerOfAll, const PrivateKey& issuer,
                                                     const VoucherOrder& order, Instant now)
{
    if (order.quantity < 1 || order.quantity > largestQuantity)
        return tl::unexpected(IssueError::BadQuantity);
    if (order.expires <= order.notBefore || order.expires <= now)
        return tl::unexpected(IssueError::BadPeriod);
    return add(registerOfAll, issuer, order, std::nullopt, now);
}

tl::expected<IssuedVoucher, IssueError> replaceVoucher(Register& registerOfAll, const PrivateKey& issuer, VoucherId old,
                                                       Instant now)
{
    const auto found = registerOfAll.voucherById(old);
    if (!found)
        return tl::unexpected(IssueError::RegisterTrouble);
    if (!*found)
        return tl::unexpected(IssueError::UnknownVoucher);
    const auto status = registerOfAll.voucherStatusAt(old, now);
    if (!status)
        return tl::unexpected(IssueError::RegisterTrouble);
    const VoucherClaims& claims = (*found)->claims;
    if (*status == VoucherStatus::Revoked || *status == VoucherStatus::Replaced || claims.expires <= now)
        return tl::unexpected(IssueError::NotReplaceable);
    const VoucherOrder order{(*found)->family, claims.programme, claims.service, claims.kind,    claims.quantity,
                             claims.provider,  claims.notBefore, claims.expires, claims.practice};
    auto issued = add(registerOfAll, issuer, order, (*found)->account, now);
    if (issued && !registerOfAll.setVoucherStatus(old, VoucherStatus::Replaced, now))
        return tl::unexpected(IssueError::RegisterTrouble);
    return issued;
}

} // namespace voucher
