#include "sync/backoff.h"

#include <QTest>

using namespace voucher;
using namespace std::chrono_literals;

class BackoffTest : public QObject
{
    Q_OBJECT

private slots:
    void doublesItsCeilingUpToTheLongest();
    void waitsAnythingBelowTheCeiling();
    void honoursRetryAfterButNotForAWeek();
    void spreadsThoseWhoWereAskedForTheSameSecond();
    void startsAnewAfterSuccess();
};

void BackoffTest::doublesItsCeilingUpToTheLongest()
{
    Backoff backoff(2s, 5min);
    std::chrono::milliseconds expected = 2s;
    for (int failure = 0; failure < 100; ++failure) {
        QCOMPARE(backoff.failed(1, {}).count(), expected.count());
        expected = std::min<std::chrono::milliseconds>(expected * 2, 5min);
    }
}

void BackoffTest::waitsAnythingBelowTheCeiling()
{
    for (const double random : {0.0, 0.25, 0.5, 0.999}) {
        Backoff backoff(2s, 5min);
        QCOMPARE(double(backoff.failed(random, {}).count()), random * 2000);
    }
}

void BackoffTest::honoursRetryAfterButNotForAWeek()
{
    Backoff backoff(2s, 5min);
    QCOMPARE(backoff.failed(0, 90s).count(), std::chrono::milliseconds(90s).count());
    QCOMPARE(backoff.failed(1, 1s).count(), std::chrono::milliseconds(4s).count());
    QCOMPARE(backoff.failed(0, 1s).count(), std::chrono::milliseconds(1s).count());
    QCOMPARE(backoff.failed(0, std::chrono::hours(24 * 7)).count(), std::chrono::milliseconds(1h).count());
    QCOMPARE(backoff.failed(0, std::chrono::seconds::max()).count(), std::chrono::milliseconds(1h).count());
}

void BackoffTest::spreadsThoseWhoWereAskedForTheSameSecond()
{
    for (const double random : {0.0, 0.25, 0.999})
        QCOMPARE(double(Backoff(2s, 5min).failed(random, 90s).count()), 90'000 + random * 2000);
}

void BackoffTest::startsAnewAfterSuccess()
{
    Backoff backoff(2s, 5min);
    backoff.failed(1, {});
    backoff.failed(1, {});
    backoff.succeeded();
    QCOMPARE(backoff.failed(1, {}).count(), std::chrono::milliseconds(2s).count());
}

QTEST_GUILESS_MAIN(BackoffTest)
#include "backoff_test.moc"
