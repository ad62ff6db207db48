#pragma once

#include "terminal/clock.h"

#include <QObject>

namespace voucher {

/// The clock over the event loop: how the machine's clocks are read comes from main, timers run on the thread that made
/// this.
class SystemClock : public QObject, public Clock
{
    Q_OBJECT
public:
    explicit SystemClock(std::function<ClockReading()> reading, QObject* parent = nullptr);

    ClockReading read() const override { return m_reading(); }

    void callAfter(std::chrono::milliseconds delay, std::function<void()> action) override;

private:
    std::function<ClockReading()> m_reading;
};

} // namespace voucher
