#include "qml/system_clock.h"

#include <QTimer>

#include <utility>

namespace voucher {

SystemClock::SystemClock(std::function<ClockReading()> reading, QObject* parent)
    : QObject(parent), m_reading(std::move(reading))
{
}

void SystemClock::callAfter(std::chrono::milliseconds delay, std::function<void()> action)
{
    QTimer::singleShot(delay, this, std::move(action));
}

} // namespace voucher
