#pragma once

#include "terminal/clock.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace voucher::test {

/// The clock of tests: stands still until told, and runs what falls due while it is moved.
class FakeClock : public Clock
{
public:
    explicit FakeClock(Instant wall) : m_wall(wall) {}

    ClockReading read() const override { return {m_wall, m_sinceBoot, m_boot}; }

    void callAfter(std::chrono::milliseconds delay, std::function<void()> action) override
    {
        m_waiting.emplace_back(m_sinceBoot + delay, std::move(action));
    }

    /// Lets time pass on both clocks, running what falls due in order of its time.
    void advance(std::chrono::milliseconds span)
    {
        const std::chrono::milliseconds end = m_sinceBoot + span;
        for (auto due = earliest(); due != m_waiting.end() && due->first <= end; due = earliest()) {
            const auto [at, action] = *due;
            m_waiting.erase(due);
            pass(std::max(at - m_sinceBoot, std::chrono::milliseconds(0)));
            action();
        }
        pass(end - m_sinceBoot);
    }

    /// Somebody sets the wall clock.
    void setWall(Instant wall) { m_wall = wall; }

    /// A restart of the machine: timers are gone.
    void reboot(QByteArray boot, std::chrono::milliseconds off)
    {
        m_boot = std::move(boot);
        m_wall += off;
        m_sinceBoot = std::chrono::milliseconds(0);
        m_waiting.clear();
    }

    std::size_t waiting() const { return m_waiting.size(); }

private:
    using Waiting = std::vector<std::pair<std::chrono::milliseconds, std::function<void()>>>;

    Waiting::iterator earliest()
    {
        return std::min_element(m_waiting.begin(), m_waiting.end(),
                                [](const auto& left, const auto& right) { return left.first < right.first; });
    }

    void pass(std::chrono::milliseconds span)
    {
        m_wall += span;
        m_sinceBoot += span;
    }

    Instant m_wall;
    std::chrono::milliseconds m_sinceBoot{0};
    QByteArray m_boot = QByteArrayLiteral("first boot");
    Waiting m_waiting;
};

} // namespace voucher::test
