#pragma once

#include <QDate>

#include <vector>

namespace voucher {

/// Orthodox Easter Sunday as a Gregorian date (Meeus' Julian algorithm; the calendars differ by 13 days until 2099).
QDate orthodoxEaster(int year);

/// The programme's closed days of a year (DOMAIN, "Greek details"), sorted; local ones are added by the office.
std::vector<QDate> greekHolidays(int year);

} // namespace voucher
