#include "terminal/calendar.h"

#include <QDateTime>
#include <QTimeZone>

namespace voucher {

namespace {

/// Read from the system's tz database once; afterwards only const calls, which threads may share.
const QTimeZone& athens()
{
    static const QTimeZone zone(QByteArrayLiteral("Europe/Athens"));
    Q_ASSERT(zone.isValid());
    return zone;
}

} // namespace

QDate athensDay(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), athens()).date();
}

Instant startOfAthensDay(QDate day)
{
    return Instant(std::chrono::milliseconds(day.startOfDay(athens()).toMSecsSinceEpoch()));
}

bool sameMonth(QDate left, QDate right)
{
    return left.year() == right.year() && left.month() == right.month();
}

} // namespace voucher
