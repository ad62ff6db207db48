#pragma once

#include <chrono>
#include <optional>

namespace voucher {

/// Exponential back-off with full jitter: the n-th failure waits a random time between zero and
/// min(longest, first · 2ⁿ⁻¹), or, if that is longer, what `Retry-After` asked and a random part of the first wait, so
/// that those who were asked for the same second do not come in the same moment.
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
