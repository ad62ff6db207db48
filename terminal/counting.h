#pragma once

#include "crypto/bulletin.h"

namespace voucher {

/// What a voucher has already used, before the visit in question.
struct Used
{
    std::int64_t total = 0;
    std::int64_t thatDay = 0;
    std::int64_t thatMonth = 0;
};

enum class Excess : std::uint8_t { None, Quantity, Day, Month };

/// The counting rule, the same on tablet and register: per voucher at most its quantity, per Athens day at most the
/// daily limit of visits, per month the monthly limit. The day and month limits count visits, not cents.
Excess excessOf(const Used& used, std::int64_t amount, std::int64_t quantity, const Limits& limits);

} // namespace voucher
