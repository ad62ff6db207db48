#include "sync/municipality/holidays.h"

#include <QTest>

#include <algorithm>

using namespace voucher;

class HolidaysTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsOrthodoxEaster();
    void listsTheYearInOrder();
};

void HolidaysTest::knowsOrthodoxEaster()
{
    QCOMPARE(orthodoxEaster(2026), QDate(2026, 4, 12));
    QCOMPARE(orthodoxEaster(2027), QDate(2027, 5, 2));
    QCOMPARE(orthodoxEaster(2028), QDate(2028, 4, 16));
    for (int year = 2020; year < 2099; ++year)
        QCOMPARE(orthodoxEaster(year).dayOfWeek(), int(Qt::Sunday));
}

void HolidaysTest::listsTheYearInOrder()
{
    const std::vector<QDate> days = greekHolidays(2026);
    QCOMPARE(days.size(), std::size_t(14));
    QVERIFY(std::ranges::is_sorted(days));
    for (const QDate day : {QDate(2026, 2, 23), QDate(2026, 4, 10), QDate(2026, 4, 13), QDate(2026, 6, 1),
                            QDate(2026, 10, 28), QDate(2026, 12, 26)})
        QVERIFY(std::ranges::find(days, day) != days.end());
}

QTEST_GUILESS_MAIN(HolidaysTest)
#include "holidays_test.moc"
