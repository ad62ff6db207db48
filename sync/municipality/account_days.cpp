#include "sync/municipality/account_days.h"

namespace voucher {

Used usedOf(const AccountDays& days, QDate day)
{
    Used used;
    for (const auto& [date, use] : days) {
        used.total += use.amount;
        if (date == day)
            used.thatDay += use.visits;
        if (date.year() == day.year() && date.month() == day.month())
            used.thatMonth += use.visits;
    }
    return used;
}

Account accountFrom(VoucherId voucher, const AccountDays& days, Sequence upTo, QDate today)
{
    Account told{voucher, usedOf(days, today).total, upTo, {}, 0, 0};
    const auto later = days.upper_bound(today);
    if (later == days.begin())
        return told;
    told.lastDate = std::prev(later)->first;
    const Used used = usedOf(days, *told.lastDate);
    told.usedThatDate = used.thatDay;
    told.usedThisMonth = used.thatMonth;
    return told;
}

} // namespace voucher
