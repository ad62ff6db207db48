#pragma once

#include "crypto/ids.h"

#include <QDate>

namespace voucher {

/// The programme's days are days of Europe/Athens; one of them may have 23 or 25 hours.
QDate athensDay(Instant instant);

/// The first instant of an Athens day.
Instant startOfAthensDay(QDate day);

/// True if both days lie in the same month.
bool sameMonth(QDate left, QDate right);

} // namespace voucher
