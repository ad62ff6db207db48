#pragma once

#include <chrono>
#include <optional>

namespace voucher {

/// Exponential back-off with full jitter: the n-th failure waits a random time between zero and
/// min(longest, first · 2ⁿ⁻¹), or what `Retry-After` asked if that is longer.
class Backoff
{
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest);
    /// The wait after one more failure. `random` is uniform in [0, 1).
    std::chrono::milliseconds failed(double random, std::optional<std::chrono::seconds> retryAfter);

    void succeeded() { m_failures = 0; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    int m_failures = 0;
};

} // namespace voucher
