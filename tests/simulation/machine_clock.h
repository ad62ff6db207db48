#pragma once

#include "event_queue.h"
#include "terminal/clock.h"

namespace voucher::test {

/// The clocks of one tablet: its wall clock may be wrong, its time since the boot never is. Timers of a boot that is
/// over never fall due.
class MachineClock : public Clock
{
public:
    explicit MachineClock(EventQueue& queue) : m_queue(queue) { boot(); }

    ClockReading read() const override
    {
        return {m_queue.now() + m_error, m_queue.now() - m_booted, QByteArray::number(m_boots)};
    }

    void callAfter(std::chrono::milliseconds delay, std::function<void()> action) override
    {
        m_queue.after(delay, [this, boot = m_boots, action = std::move(action)] {
            if (boot == m_boots)
                action();
        });
    }

    void boot()
    {
        ++m_boots;
        m_booted = m_queue.now();
    }

    std::chrono::milliseconds error() const { return m_error; }

    /// By how much the wall clock is ahead from now on.
    void setError(std::chrono::milliseconds error) { m_error = error; }

private:
    EventQueue& m_queue;
    Instant m_booted;
    int m_boots = 0;
    std::chrono::milliseconds m_error{0};
};

} // namespace voucher::test
