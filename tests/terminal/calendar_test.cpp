#include "terminal/calendar.h"

#include <QDateTime>
#include <QTest>

using namespace voucher;

namespace {

Instant utc(const char* text)
{
    const QDateTime time = QDateTime::fromString(QLatin1StringView(text), Qt::ISODateWithMs);
    Q_ASSERT(time.isValid());
    return Instant(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

std::chrono::hours lengthOf(QDate day)
{
    return std::chrono::duration_cast<std::chrono::hours>(startOfAthensDay(day.addDays(1)) - startOfAthensDay(day));
}

} // namespace

class CalendarTest : public QObject
{
    Q_OBJECT

private slots:

    void anInstantBelongsToTheDayOfAthens_data()
    {
        QTest::addColumn<QByteArray>("instant");
        QTest::addColumn<QDate>("day");
        QTest::newRow("winter noon") << QByteArray("2026-11-22T10:00:00Z") << QDate(2026, 11, 22);
        QTest::newRow("last winter minute") << QByteArray("2026-11-22T21:59:59.999Z") << QDate(2026, 11, 22);
        QTest::newRow("first winter minute") << QByteArray("2026-11-22T22:00:00Z") << QDate(2026, 11, 23);
        QTest::newRow("last summer minute") << QByteArray("2026-07-01T20:59:59.999Z") << QDate(2026, 7, 1);
        QTest::newRow("first summer minute") << QByteArray("2026-07-01T21:00:00Z") << QDate(2026, 7, 2);
        QTest::newRow("end of the short day") << QByteArray("2026-03-29T20:59:59Z") << QDate(2026, 3, 29);
        QTest::newRow("after the short day") << QByteArray("2026-03-29T21:00:00Z") << QDate(2026, 3, 30);
        QTest::newRow("end of the long day") << QByteArray("2026-10-25T21:59:59Z") << QDate(2026, 10, 25);
        QTest::newRow("after the long day") << QByteArray("2026-10-25T22:00:00Z") << QDate(2026, 10, 26);
        QTest::newRow("a dead battery") << QByteArray("1970-01-01T00:00:00Z") << QDate(1970, 1, 1);
        QTest::newRow("before the epoch") << QByteArray("1969-12-31T21:59:59Z") << QDate(1969, 12, 31);
        QTest::newRow("beyond 32 bits") << QByteArray("2038-01-19T22:00:00Z") << QDate(2038, 1, 20);
        QTest::newRow("summer far ahead") << QByteArray("2045-07-01T21:00:00Z") << QDate(2045, 7, 2);
    }

    void anInstantBelongsToTheDayOfAthens()
    {
        QFETCH(QByteArray, instant);
        QFETCH(QDate, day);
        QCOMPARE(athensDay(utc(instant.constData())), day);
    }

    void aDayBeginsWithItsFirstInstant()
    {
        for (QDate day(2025, 12, 28); day < QDate(2027, 1, 5); day = day.addDays(1)) {
            const Instant start = startOfAthensDay(day);
            QCOMPARE(athensDay(start), day);
            QCOMPARE(athensDay(start - std::chrono::milliseconds(1)), day.addDays(-1));
        }
    }

    void theNightsOfTheClockChangeHave23And25Hours()
    {
        QCOMPARE(lengthOf(QDate(2026, 3, 28)).count(), 24);
        QCOMPARE(lengthOf(QDate(2026, 3, 29)).count(), 23);
        QCOMPARE(lengthOf(QDate(2026, 10, 25)).count(), 25);
        QCOMPARE(lengthOf(QDate(2026, 10, 26)).count(), 24);
    }

    void aMonthIsNotTheSameInAnotherYear()
    {
        QVERIFY(sameMonth(QDate(2026, 11, 1), QDate(2026, 11, 30)));
        QVERIFY(!sameMonth(QDate(2026, 11, 30), QDate(2026, 12, 1)));
        QVERIFY(!sameMonth(QDate(2026, 11, 1), QDate(2027, 11, 1)));
    }
};

QTEST_APPLESS_MAIN(CalendarTest)
#include "calendar_test.moc"
