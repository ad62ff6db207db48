#include "sync/municipality/holidays.h"

#include <algorithm>

namespace voucher {

QDate orthodoxEaster(int year)
{
    const int moon = (19 * (year % 19) + 15) % 30;
    const int weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    const int sum = moon + weekday + 114;
    constexpr int julianLag = 13;
    return QDate(year, sum / 31, sum % 31 + 1).addDays(julianLag);
}

std::vector<QDate> greekHolidays(int year)
{
    const QDate easter = orthodoxEaster(year);
    std::vector<QDate> days{QDate(year, 1, 1),  QDate(year, 1, 6),   easter.addDays(-48), // Clean Monday
                            QDate(year, 3, 25), easter.addDays(-2),  easter.addDays(-1),  easter,
                            easter.addDays(1),  QDate(year, 5, 1),
                            easter.addDays(50), // Whit Monday
                            QDate(year, 8, 15), QDate(year, 10, 28), QDate(year, 12, 25), QDate(year, 12, 26)};
    std::ranges::sort(days);
    return days;
}

} // namespace voucher
