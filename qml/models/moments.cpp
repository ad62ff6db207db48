#include "qml/models/moments.h"

#include <QDateTime>
#include <QTimeZone>

namespace voucher {

namespace {

QString textOf(std::optional<Instant> instant, QStringView format)
{
    if (!instant)
        return {};
    const QTimeZone athens("Europe/Athens");
    return QDateTime::fromMSecsSinceEpoch(instant->time_since_epoch().count(), athens).toString(format);
}

} // namespace

QString timeText(std::optional<Instant> instant)
{
    return textOf(instant, u"HH:mm");
}

QString dateText(std::optional<Instant> instant)
{
    return textOf(instant, u"dd/MM/yyyy");
}

QString dateTimeText(std::optional<Instant> instant)
{
    return textOf(instant, u"dd/MM/yyyy, HH:mm");
}

} // namespace voucher
