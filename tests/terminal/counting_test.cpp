#include "terminal/counting.h"

#include <QTest>

using namespace voucher;

class CountingTest : public QObject
{
    Q_OBJECT

private slots:

    void theLastVisitFitsAndTheNextIsAboveTheQuantity()
    {
        const Limits limits;
        QCOMPARE(excessOf({.total = 9}, 1, 10, limits), Excess::None);
        QCOMPARE(excessOf({.total = 10}, 1, 10, limits), Excess::Quantity);
        QCOMPARE(excessOf({.total = 12}, 1, 10, limits), Excess::Quantity);
    }

    void centsAreTakenWholeOrNotAtAll()
    {
        const Limits limits;
        QCOMPARE(excessOf({.total = 7000}, 3000, 10000, limits), Excess::None);
        QCOMPARE(excessOf({.total = 7001}, 3000, 10000, limits), Excess::Quantity);
    }

    void dayAndMonthCountVisitsNotCents()
    {
        const Limits limits{.visitsPerDay = 2, .visitsPerMonth = 3};
        QCOMPARE(excessOf({.thatDay = 1, .thatMonth = 2}, 3000, 10000, limits), Excess::None);
        QCOMPARE(excessOf({.thatDay = 2, .thatMonth = 2}, 3000, 10000, limits), Excess::Day);
        QCOMPARE(excessOf({.thatDay = 1, .thatMonth = 3}, 3000, 10000, limits), Excess::Month);
    }

    void withoutAMonthlyLimitAMonthIsNeverFull()
    {
        QCOMPARE(excessOf({.total = 99, .thatMonth = 99}, 1, 100, Limits{}), Excess::None);
    }

    void theQuantityIsNamedBeforeTheDayAndTheDayBeforeTheMonth()
    {
        const Limits limits{.visitsPerMonth = 1};
        QCOMPARE(excessOf({.total = 10, .thatDay = 1, .thatMonth = 1}, 1, 10, limits), Excess::Quantity);
        QCOMPARE(excessOf({.total = 5, .thatDay = 1, .thatMonth = 1}, 1, 10, limits), Excess::Day);
    }
};

QTEST_APPLESS_MAIN(CountingTest)
#include "counting_test.moc"
