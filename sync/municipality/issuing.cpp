#include "sync/municipality/issuing.h"

#include "crypto/signs/sign.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr std::int64_t largestQuantity = 1'000'000;
/// 64 pictograms give at most 32 signs that share none. What is asked of a new sign is eased in three stages, so that a
/// large club, or a family with many vouchers, is served all the same.
constexpr int drawsUnlikeAll = 400;
constexpr int drawsUnlikeFamily = 20'000;
constexpr int drawsUnequal = 24'000;

struct Others
{
    std::vector<Sign> family;
    std::vector<Sign> provider;
};

/// The signs that are in use where the new one goes: papers that have ended confuse nobody.
Others othersOf(const std::vector<IssuedVoucher>& vouchers, const VoucherOrder& order, Instant now)
{
    Others others;
    for (const IssuedVoucher& other : vouchers) {
        if (other.claims.expires <= now)
            continue;
        if (other.family == order.family)
            others.family.push_back(signOf(other.claims.id));
        else if (order.provider && other.claims.provider == order.provider)
            others.provider.push_back(signOf(other.claims.id));
    }
    return others;
}

bool fits(Sign sign, const Others& others, int draw)
{
    const auto unlikeAll = [sign](const std::vector<Sign>& signs) {
        return std::ranges::all_of(signs, [sign](Sign other) { return unlike(sign, other); });
    };
    const auto unequal = [sign](const std::vector<Sign>& signs) {
        return std::ranges::find(signs, sign) == signs.end();
    };
    return (draw < drawsUnlikeFamily ? unlikeAll(others.family) : unequal(others.family)) &&
           (draw < drawsUnlikeAll ? unlikeAll(others.provider) : unequal(others.provider));
}

VoucherId drawId(const Others& others)
{
    VoucherId id;
    for (int draw = 0; draw < drawsUnequal; ++draw) {
        id = idFrom<VoucherId>(randomBytes(static_cast<qsizetype>(id.value.size())));
        if (fits(signOf(id), others, draw))
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
    const VoucherId id = drawId(othersOf(*others, order, now));
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
    if (order.expires <= order.notBefore || order.expires <= now ||
        order.expires - order.notBefore > longestVoucherLife)
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
    if (!issued)
        return issued;
    // A paper lost while its voucher is suspended is no way around the suspension.
    const bool keptSuspended = *status != VoucherStatus::Suspended ||
                               registerOfAll.setVoucherStatus(issued->claims.id, VoucherStatus::Suspended, now);
    // The tablets that know the old paper's account are told that the new one shares it.
    if (!keptSuspended || !registerOfAll.setVoucherStatus(old, VoucherStatus::Replaced, now) ||
        !registerOfAll.addAccountChange(issued->account))
        return tl::unexpected(IssueError::RegisterTrouble);
    return issued;
}

} // namespace voucher
