#pragma once

#include "crypto/bulletin.h"
#include "crypto/entry.h"
#include "crypto/receipt.h"
#include "sync/municipality/register.h"

#include <optional>

namespace voucher {

/// What the municipality says of an entry, and whether the entry takes quantity from its account.
struct Judgement
{
    VerdictKind kind;
    VerdictReason reason;
    bool takes;
    friend bool operator==(const Judgement&, const Judgement&) = default;
};

/// All that the word on one redemption depends on, as values.
struct RedemptionCase
{
    const RedemptionBody* redemption; ///< not null
    Instant at;                       ///< the service, by the tablet's clock
    Instant received;                 ///< the entry, by the register's clock
    bool clockDoubtful = false;
    ProviderId provider; ///< of the terminal
    /// When the entry arrived: whoever holds a lost tablet writes its times himself.
    bool terminalSuspended = false;
    std::optional<IssuedVoucher> issued; ///< as this register issued it
    bool attachmentGood = false;         ///< the sealed voucher is here, opens, verifies and is this voucher
    VoucherStatus statusThen = VoucherStatus::Valid;
    Used used;                ///< before this entry, of its account, for the Athens day of `at`
    const Bulletin* bulletin; ///< not null
};

/// The municipality's word on one redemption: pure. The service was given, so whatever breaks a rule goes to review
/// with its reason and still takes its quantity until the office has spoken; only what was never a voucher of the
/// register's, or only practice, is not counted (design §7, §8).
Judgement judge(const RedemptionCase& redemption);

} // namespace voucher
