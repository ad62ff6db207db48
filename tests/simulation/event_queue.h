#pragma once

#include "crypto/ids.h"

#include <functional>
#include <map>

namespace voucher::test {

/// Simulated time: it passes only from one event to the next. What falls on one moment happens in the order in which it
/// was asked for.
class EventQueue
{
public:
    explicit EventQueue(Instant start) : m_now(start) {}

    Instant now() const { return m_now; }

    void at(Instant when, std::function<void()> action) { m_events.emplace(std::max(when, m_now), std::move(action)); }

    void after(std::chrono::milliseconds delay, std::function<void()> action) { at(m_now + delay, std::move(action)); }

    void runUntil(Instant end)
    {
        while (!m_events.empty() && m_events.begin()->first <= end) {
            auto event = m_events.extract(m_events.begin());
            m_now = event.key();
            event.mapped()();
        }
        m_now = end;
    }

private:
    Instant m_now;
    std::multimap<Instant, std::function<void()>> m_events;
};

} // namespace voucher::test
