#pragma once

#include "crypto/bulletin.h"
#include "crypto/receipt.h"
#include "crypto/voucher.h"
#include "terminal/clock.h"

#include <tl/expected.hpp>

#include <optional>

namespace voucher {

/// A refusal with the figures its sentence needs.
struct Refused
{
    Refusal code;
    std::optional<Instant> when;       ///< the {date} or {time} of the sentence
    std::optional<std::int64_t> count; ///< the {n} of the sentence
    bool coupon = false;               ///< AlreadyRedeemed of a coupon has its own sentence
    friend bool operator==(const Refused&, const Refused&) = default;
};

/// What this terminal itself has recorded for the voucher.
struct OwnRecords
{
    std::int64_t redeemedAboveAccount = 0; ///< amount of own redemptions with seq > account.upTo
    std::int64_t voidedAboveAccount = 0;   ///< amount of own voids with seq > account.upTo
    std::int64_t unvoidedToday = 0;        ///< own unvoided redemptions of the Athens day, whatever the account covers
    /// Visits of the Athens day that the account does not know of: own redemptions of that day with seq > account.upTo,
    /// less own voids with seq > account.upTo of redemptions of that day. Negative after undoing a counted one.
    std::int64_t todayAboveAccount = 0;
    std::int64_t monthAboveAccount = 0;  ///< the same for the Athens month
    std::optional<Instant> lastUnvoided; ///< when the last unvoided one was recorded, of any day
    std::optional<Sequence> openVisit;   ///< an unvoided redemption of today still waiting for its departure
};

/// What waits to be sent from this terminal (redemptions only).
struct Unsent
{
    std::int64_t redemptions = 0;
    std::int64_t unbound = 0;      ///< of these, of vouchers without provider and without account
    std::int64_t cents = 0;        ///< value by the bulletin's tariffs
    std::int64_t unboundCents = 0; ///< of these, of vouchers without provider and without account
    std::optional<Instant> oldest; ///< when the oldest was recorded
};

/// All that a decision depends on, as values.
struct Situation
{
    const Bulletin* bulletin = nullptr;   ///< never null in a decision
    const TrustList* trustList = nullptr; ///< never null in a decision
    ProviderId provider;
    TerminalId terminal;
    bool halted = false; ///< a receipt went beyond our own head: redeem nothing until re-enrolment
    Now now;
    std::optional<Account> account;
    OwnRecords own;
    Unsent unsent;
    bool storageFull = false;
};

/// What may be redeemed now, with the questions to answer first. Only `decide` makes one.
class Offer
{
public:
    const VerifiedVoucher& voucher() const { return m_voucher; }

    /// What this redemption takes: one visit, or the cents the tariff says; nothing when there is an open visit.
    std::int64_t amount() const { return m_amount; }

    /// What is left before it.
    std::int64_t left() const { return m_left; }

    /// Visits of the Athens month before it.
    std::int64_t usedThisMonth() const { return m_usedThisMonth; }

    Conditions conditions() const { return m_conditions; }

    /// When the bulletin was issued: the {date} of ListsAgeing.
    Instant listsFrom() const { return m_listsFrom; }

    /// Redemptions waiting to be sent: the {n} of SoftLimit.
    std::int64_t waiting() const { return m_waiting; }

    /// An open visit of this voucher: its departure is offered, and no further redemption until it is recorded.
    std::optional<Sequence> openVisit() const { return m_openVisit; }

private:
    friend tl::expected<Offer, Refused> decide(const VerifiedVoucher&, const Situation&);

    explicit Offer(VerifiedVoucher voucher) : m_voucher(std::move(voucher)) {}

    VerifiedVoucher m_voucher;
    std::int64_t m_amount = 1;
    std::int64_t m_left = 0;
    std::int64_t m_usedThisMonth = 0;
    Conditions m_conditions;
    Instant m_listsFrom;
    std::int64_t m_waiting = 0;
    std::optional<Sequence> m_openVisit;
};

/// Whether this voucher may be redeemed here and now: pure, in the order of design §5, first refusal wins.
tl::expected<Offer, Refused> decide(const VerifiedVoucher& voucher, const Situation& situation);

/// Whether this terminal may record no more: the bulletin names it, or a receipt covered entries that its file has not
/// (`halted`).
bool terminalSuspended(TerminalId terminal, bool halted, const BulletinContent& bulletin);

/// left = quantity − used − own redemptions(seq > upTo) + own voids(seq > upTo), never above the quantity nor below 0.
std::int64_t leftOf(const VoucherClaims& claims, const std::optional<Account>& account, const OwnRecords& own);

} // namespace voucher
