#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace voucher {

/// What the operator's monitoring reads: counts and durations, never an id, a name or an amount.
class Metrics
{
public:
    void countAnswer(const std::string& route, int status, std::chrono::milliseconds took);
    void countEntries(std::int64_t stored);

    /// The text format of Prometheus (exposition format 0.0.4); `waiting` callers stand before the slots just now.
    std::string text(std::size_t waiting) const;

private:
    /// Upper bounds in milliseconds; a last bucket holds what is slower.
    static constexpr std::array<int, 8> bounds{5, 10, 25, 50, 100, 250, 1000, 2500};

    struct Durations
    {
        std::array<std::int64_t, bounds.size() + 1> buckets{};
        std::chrono::milliseconds sum{};
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::int64_t> m_answers;
    std::map<std::string, Durations> m_durations;
    std::int64_t m_entries = 0;
};

} // namespace voucher
