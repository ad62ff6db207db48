#pragma once

#include "sync/municipality/register.h"

#include <QString>

namespace voucher {

/// What the office decides about one new voucher.
struct VoucherOrder
{
    QString family;
    ProgrammeId programme;
    ServiceCode service;
    AmountKind kind = AmountKind::Visits;
    std::int64_t quantity = 0;
    std::optional<ProviderId> provider;
    Instant notBefore;
    Instant expires;
    bool practice = false;
};

enum class IssueError : std::uint8_t { RegisterTrouble, UnknownVoucher, NotReplaceable, BadPeriod, BadQuantity };

/// Signs and registers a voucher. Its id is drawn until its sign shares no pictogram with the family's other vouchers
/// and, while that is possible, with none of the provider's; at the least it is no other voucher's of theirs.
tl::expected<IssuedVoucher, IssueError> issueVoucher(Register& registerOfAll, const PrivateKey& issuer,
                                                     const VoucherOrder& order, Instant now);

/// A new paper for a lost one: the old is Replaced from now, the new one shares its account and its end.
tl::expected<IssuedVoucher, IssueError> replaceVoucher(Register& registerOfAll, const PrivateKey& issuer, VoucherId old,
                                                       Instant now);

} // namespace voucher
