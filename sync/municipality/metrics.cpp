#include "sync/municipality/metrics.h"

#include <algorithm>
#include <sstream>

namespace voucher {

void Metrics::countAnswer(const std::string& route, int status, std::chrono::milliseconds took)
{
    const std::lock_guard lock(m_mutex);
    ++m_answers[{route, status}];
    Durations& durations = m_durations[route];
    const auto* const bound = std::ranges::lower_bound(bounds, took.count());
    ++durations.buckets[static_cast<std::size_t>(bound - bounds.begin())];
    durations.sum += took;
}

void Metrics::countEntries(std::int64_t stored)
{
    const std::lock_guard lock(m_mutex);
    m_entries += stored;
}

std::string Metrics::text(std::size_t waiting) const
{
    const std::lock_guard lock(m_mutex);
    std::ostringstream out;
    out << "# HELP voucher_answers_total Answered calls.\n# TYPE voucher_answers_total counter\n";
    for (const auto& [call, count] : m_answers)
        out << "voucher_answers_total{route=\"" << call.first << "\",status=\"" << call.second << "\"} " << count
            << '\n';
    out << "# HELP voucher_answer_seconds Time from a whole request to its answer.\n"
           "# TYPE voucher_answer_seconds histogram\n";
    for (const auto& [route, durations] : m_durations) {
        std::int64_t below = 0;
        for (std::size_t bucket = 0; bucket < durations.buckets.size(); ++bucket) {
            below += durations.buckets[bucket];
            out << "voucher_answer_seconds_bucket{route=\"" << route << "\",le=\"";
            if (bucket < bounds.size())
                out << bounds[bucket] / 1000.0;
            else
                out << "+Inf";
            out << "\"} " << below << '\n';
        }
        out << "voucher_answer_seconds_sum{route=\"" << route << "\"} "
            << static_cast<double>(durations.sum.count()) / 1000.0 << '\n'
            << "voucher_answer_seconds_count{route=\"" << route << "\"} " << below << '\n';
    }
    out << "# HELP voucher_entries_total Entries newly stored.\n# TYPE voucher_entries_total counter\n"
        << "voucher_entries_total " << m_entries << '\n'
        << "# HELP voucher_slot_waiting Calls that wait for an intake slot.\n# TYPE voucher_slot_waiting gauge\n"
        << "voucher_slot_waiting " << waiting << '\n';
    return out.str();
}

} // namespace voucher
