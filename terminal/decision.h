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
    std::int64_t todayAboveAccount = 0;    ///< of these, with seq > account.upTo
    std::int64_t monthAboveAccount = 0;    ///< own unvoided redemptions of the Athens month with seq > account.upTo
    std::optional<Instant> lastUnvoided;   ///< when the last unvoided one was recorded
    std::optional<Sequence> openVisit;     ///< a redemption of today still waiting for its departure
};

/// What waits to be sent from this terminal (redemptions only).
struct Unsent
{
    std::int64_t redemptions = 0;
    std::int64_t unbound = 0; ///< of these, of vouchers without provider and without account
    std::int64_t cents = 0;   ///< value by the bulletin's tariffs
    std::optional<Instant> oldest;
};

/// All that a decision depends on, as values.
struct Situation
{
    const Bulletin* bulletin;   ///< not null
    const TrustList* trustList; ///< not null
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

    /// What this redemption takes: one visit, or the cents the tariff says.
    std::int64_t amount() const { return m_amount; }

    /// What is left before it.
    std::int64_t left() const { return m_left; }

    std::int64_t usedThisMonth() const { return m_usedThisMonth; }

    Conditions conditions() const { return m_conditions; }

    /// An open visit of this voucher: its departure is offered first.
    std::optional<Sequence> openVisit() const { return m_openVisit; }

private:
    friend tl::expected<Offer, Refused> decide(const VerifiedVoucher&, const Situation&);

    explicit Offer(VerifiedVoucher voucher) : m_voucher(std::move(voucher)) {}

    VerifiedVoucher m_voucher;
    std::int64_t m_amount = 1;
    std::int64_t m_left = 0;
    std::int64_t m_usedThisMonth = 0;
    Conditions m_conditions;
    std::optional<Sequence> m_openVisit;
};

/// Whether this voucher may be redeemed here and now: pure, in the order of design §5, first refusal wins.
tl::expected<Offer, Refused> decide(const VerifiedVoucher& voucher, const Situation& situation);

/// left = quantity − used − own redemptions(seq > upTo) + own voids(seq > upTo).
std::int64_t leftOf(const VoucherClaims& claims, const std::optional<Account>& account, const OwnRecords& own);

} // namespace voucher
