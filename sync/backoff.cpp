#include "sync/backoff.h"

#include <algorithm>
#include <cmath>

namespace voucher {

Backoff::Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
    : m_first(first), m_longest(longest)
{
}

std::chrono::milliseconds Backoff::failed(double random, std::optional<std::chrono::seconds> retryAfter)
{
    // Beyond 2²⁰ the cap has long been reached; the bound keeps the shift from overflowing.
    const std::int64_t factor = std::int64_t{1} << std::min(m_failures, 20);
    ++m_failures;
    const std::chrono::milliseconds ceiling = std::min(m_longest, m_first * factor);
    const auto partOf = [random](std::chrono::milliseconds whole) {
        return std::chrono::milliseconds{std::llround(static_cast<double>(whole.count()) * random)};
    };
    // A server that asks for a week would silence a tablet for good.
    const std::chrono::milliseconds asked =
        std::min<std::chrono::seconds>(retryAfter.value_or(std::chrono::seconds{0}), std::chrono::hours{1});
    return std::max(partOf(ceiling), asked + partOf(m_first));
}

} // namespace voucher
