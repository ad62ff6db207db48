#pragma once

#include "crypto/receipt.h"
#include "terminal/counting.h"

#include <QDate>

#include <map>

namespace voucher {

/// What an account has used, by Athens day: visits counted and amount taken. As long as a voucher's quantity, so small
/// enough to be read whole; accounts are summed from it, the same for a judgement and for a receipt.
struct DayUse
{
    std::int64_t visits = 0;
    std::int64_t amount = 0;
};

using AccountDays = std::map<QDate, DayUse>;

/// What was used in all, on that day and in its month. The limits of day and month count visits, not cents.
Used usedOf(const AccountDays& days, QDate day);

/// The account as a terminal that has sent entries up to `upTo` is told it; its last date is no later than `today`, so
/// that a tablet whose clock ran ahead hides nothing.
Account accountFrom(VoucherId voucher, const AccountDays& days, Sequence upTo, QDate today);

} // namespace voucher
