#include "terminal/counting.h"

namespace voucher {

Excess excessOf(const Used& used, std::int64_t amount, std::int64_t quantity, const Limits& limits)
{
    if (amount > quantity - used.total)
        return Excess::Quantity;
    if (used.thatDay >= limits.visitsPerDay)
        return Excess::Day;
    if (limits.visitsPerMonth && used.thatMonth >= *limits.visitsPerMonth)
        return Excess::Month;
    return Excess::None;
}

} // namespace voucher
