#include "tests/support/fake_clock.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::milliseconds(1'795'341'600'000)};

} // namespace

class ClockTest : public QObject
{
    Q_OBJECT

private slots:

    void withoutAFloorTheWallClockIsAllThereIs()
    {
        const FakeClock clock(noon);
        QCOMPARE(nowFrom(clock.read(), {}).instant, noon);
        QVERIFY(!nowFrom(clock.read(), {}).doubtful);
    }

    void aHealthyWallClockIsTheNow()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon - 2h, clock.read());
        clock.advance(3h);
        const Now now = nowFrom(clock.read(), floor);
        QCOMPARE(now.instant, noon + 3h);
        QVERIFY(!now.doubtful);
    }

    void aWallClockBelowTheFloorIsOverruledByTheElapsedTime()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        clock.advance(5h);
        clock.setWall(noon - 24h * 365 * 6);
        const Now now = nowFrom(clock.read(), floor);
        QCOMPARE(now.instant, noon + 5h);
        QVERIFY(now.doubtful);
    }

    void tenMinutesBelowAreForgivenAndNotOneMillisecondMore()
    {
        FakeClock clock(noon - 10min);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        QVERIFY(!nowFrom(clock.read(), floor).doubtful);
        QCOMPARE(nowFrom(clock.read(), floor).instant, noon);
        clock.setWall(noon - 10min - 1ms);
        QVERIFY(nowFrom(clock.read(), floor).doubtful);
    }

    void afterARebootTheTimeSinceBootCounts()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        clock.advance(5h);
        clock.reboot("second boot", 48h);
        clock.setWall(Instant{});
        clock.advance(7min);
        const Now now = nowFrom(clock.read(), floor);
        QCOMPARE(now.instant, noon + 7min);
        QVERIFY(now.doubtful);
    }

    void aRebootedMachineWithAGoodWallClockIsNotDoubted()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        clock.reboot("second boot", 48h);
        const Now now = nowFrom(clock.read(), floor);
        QCOMPARE(now.instant, noon + 48h);
        QVERIFY(!now.doubtful);
    }

    void aWallClockSetAheadIsFollowedButDoubted()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon - 1h, clock.read());
        clock.advance(1h);
        clock.setWall(clock.read().wall + 72h);
        const Now now = nowFrom(clock.read(), floor);
        QCOMPARE(now.instant, noon + 73h);
        QVERIFY(now.doubtful);
    }

    void aWallClockMovedBackAboveTheFloorIsDoubted()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon - 72h, clock.read());
        clock.setWall(noon - 48h);
        QVERIFY(nowFrom(clock.read(), floor).doubtful);
    }

    void aWallClockRepairedToTheSignedTimeIsNotDoubted()
    {
        FakeClock clock(noon - 24h * 1000);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        QVERIFY(nowFrom(clock.read(), floor).doubtful);
        clock.setWall(noon + 5min);
        QVERIFY(!nowFrom(clock.read(), floor).doubtful);
    }

    void aFloorWithoutItsWallClockKnowsNoJump()
    {
        FakeClock clock(noon);
        ClockFloor floor = raisedFloor({}, noon, clock.read());
        floor.wall.reset();
        clock.setWall(noon + 72h);
        QVERIFY(!nowFrom(clock.read(), floor).doubtful);
    }

    void aWallClockAheadOfAnAnswerOfThisBootIsDoubted()
    {
        FakeClock clock(noon + 72h);
        const ClockFloor document = raisedFloor({}, noon, clock.read());
        QVERIFY(!nowFrom(clock.read(), document).doubtful);
        const ClockFloor answer = answeredFloor(document, noon + 1min, clock.read());
        const Now now = nowFrom(clock.read(), answer);
        QVERIFY(now.doubtful);
        QCOMPARE(now.instant, noon + 72h);
        // A document of this very moment, and then the answer: the same.
        QVERIFY(nowFrom(clock.read(), answeredFloor(document, noon, clock.read())).doubtful);
        // After a reboot the answer says only that it is later.
        clock.reboot(QByteArrayLiteral("second boot"), 1h);
        QVERIFY(!nowFrom(clock.read(), answer).doubtful);
    }

    void anAnswerTakesBackAFloorOfTenMinutesLater()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon + 10min, clock.read());
        QVERIFY(!mistaken(floor, noon, clock.read()));
        QCOMPARE(answeredFloor(floor, noon, clock.read()).signedTime, noon + 10min);
        clock.advance(1ms);
        QVERIFY(mistaken(floor, noon, clock.read()));
        const ClockFloor lowered = answeredFloor(floor, noon, clock.read());
        QCOMPARE(lowered.signedTime, noon);
        QCOMPARE(lowered.sinceBoot, clock.read().sinceBoot);
        QVERIFY(!mistaken({}, noon, clock.read()));
        QVERIFY(!mistaken(lowered, noon + 1h, clock.read()));
        QCOMPARE(answeredFloor(lowered, noon + 1h, clock.read()).signedTime, noon + 1h);
    }

    void aSignedTimeNeverLowersTheFloor()
    {
        FakeClock clock(noon);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        clock.advance(1h);
        QCOMPARE(raisedFloor(floor, noon - 1h, clock.read()), floor);
        const ClockFloor passed = raisedFloor(floor, noon + 30min, clock.read());
        QCOMPARE(passed.signedTime, noon + 30min);
        QCOMPARE(passed.sinceBoot, clock.read().sinceBoot - 30min);
        QCOMPARE(passed.wall, std::optional(noon + 30min));
        const ClockFloor raised = raisedFloor(floor, noon + 2h, clock.read());
        QCOMPARE(raised.signedTime, noon + 2h);
        QCOMPARE(raised.sinceBoot, clock.read().sinceBoot);
        QCOMPARE(raised.boot, clock.read().boot);
        QCOMPARE(raised.wall, std::optional(clock.read().wall));
    }

    void anOlderReadingOfTheSameBootTakesNothingBack()
    {
        FakeClock clock(noon - 24h);
        const ClockReading early = clock.read();
        clock.advance(1h);
        const ClockFloor floor = raisedFloor({}, noon, clock.read());
        QCOMPARE(nowFrom(early, floor).instant, noon);
    }

    void timersFallDueInOrderAndNeverEarly()
    {
        FakeClock clock(noon);
        QByteArray seen;
        clock.callAfter(2s, [&] { seen += 'b'; });
        clock.callAfter(1s, [&] {
            seen += 'a';
            clock.callAfter(2s, [&] { seen += 'c'; });
        });
        clock.advance(999ms);
        QCOMPARE(seen, QByteArray());
        clock.advance(1001ms);
        QCOMPARE(seen, QByteArray("ab"));
        clock.advance(1s);
        QCOMPARE(seen, QByteArray("abc"));
        QCOMPARE(clock.read().wall, noon + 3s);
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"
