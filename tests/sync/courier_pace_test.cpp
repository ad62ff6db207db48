#include "tests/sync/tablet.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Link = CourierState::Link;

} // namespace

/// When the courier asks, and when it leaves others in peace.
class CourierPaceTest : public QObject
{
    Q_OBJECT

private slots:
    void waitsLongerWithEachFailureUpToFiveMinutesAndAsAtFirstAfterASuccess();
    void keepsAPaceWhenTheMunicipalityTakesNothing();
    void honoursRetryAfterAlsoWhenWoken();
    void neverRunsHotBetweenTwoRegistersThatDisagree();
    void leavesADeadNetworkAtOnce();
    void asksAgainQuietlyAndNotMore();
    void asksLessOftenWhereBytesCost();
};

void CourierPaceTest::waitsLongerWithEachFailureUpToFiveMinutesAndAsAtFirstAfterASuccess()
{
    Tablet tablet;
    tablet.enrol();
    tablet.random = 1;
    int uploads = 0;
    bool fails = true;
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (isUpload(request)) {
            ++uploads;
            if (fails)
                answer = {HttpOutcome::Answered, 500, {}, {}, {}};
        }
    };
    const auto waits = [&](std::chrono::milliseconds wait) {
        const int before = uploads;
        tablet.clock.advance(wait - 1ms);
        tablet.transport.run();
        const bool early = uploads != before;
        tablet.clock.advance(1ms);
        tablet.transport.run();
        return !early && uploads == before + 1;
    };
    tablet.redeem(1);
    tablet.courier->wake();
    tablet.transport.run();
    for (const std::chrono::seconds wait : {2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s})
        QVERIFY2(waits(wait), qPrintable(QString::number(wait.count())));
    fails = false;
    QVERIFY(waits(5min));
    fails = true;
    tablet.redeem(2);
    tablet.courier->wake();
    tablet.transport.run();
    QVERIFY(waits(2s));
}

void CourierPaceTest::keepsAPaceWhenTheMunicipalityTakesNothing()
{
    Tablet tablet;
    tablet.enrol();
    tablet.random = 1;
    // Its attachment is lost: the register answers with a good receipt, but takes nothing.
    const IssuedVoucher voucher = tablet.office.issue(tablet.office.town.claims(1));
    tablet.append(redemptionOf(voucher, sha256("lost")));
    tablet.transport.sent = 0;
    tablet.courier->wake();
    for (int minute = 0; minute < 10; ++minute) {
        tablet.transport.run();
        tablet.clock.advance(1min);
    }
    QCOMPARE(tablet.state().waiting, 1);
    QVERIFY2(tablet.transport.sent >= 5 && tablet.transport.sent < 20,
             qPrintable(QString::number(tablet.transport.sent)));
}

void CourierPaceTest::honoursRetryAfterAlsoWhenWoken()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.bend = [](const HttpRequest&, HttpAnswer& answer) {
        answer = {HttpOutcome::Answered, 503, {}, {}, std::chrono::seconds(120)};
    };
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.state().link, Link::ServerTrouble);
    tablet.redeem(2);
    tablet.courier->wake();
    QCOMPARE(tablet.state().waiting, 2);
    tablet.clock.advance(119s);
    QCOMPARE(tablet.transport.waiting(), std::size_t(0));
    tablet.bend = {};
    tablet.clock.advance(1s);
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
}

void CourierPaceTest::neverRunsHotBetweenTwoRegistersThatDisagree()
{
    Tablet tablet;
    tablet.random = 1;
    tablet.enrol();
    tablet.redeem(1);
    bool forgetful = false;
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (!isUpload(request))
            return;
        forgetful = !forgetful;
        if (forgetful)
            return;
        tablet.clock.setWall(tablet.clock.read().wall + 1s);
        const ReceiptContent lost{tablet.id, sha256(request.body), 0, {}, {}, {}, tablet.clock.read().wall, {}};
        answer.body = signReceipt(lost, tablet.office.town.receipt);
    };
    tablet.transport.sent = 0;
    tablet.courier->wake();
    for (int minute = 0; minute < 10; ++minute) {
        QVERIFY(tablet.transport.run(10) < 10);
        tablet.clock.advance(1min);
    }
    QVERIFY(tablet.transport.sent < 60);
}

void CourierPaceTest::leavesADeadNetworkAtOnce()
{
    Tablet tablet;
    tablet.random = 0.99;
    tablet.enrol();
    tablet.redeem(1);
    tablet.courier->wake();
    QCOMPARE(tablet.transport.waiting(), std::size_t(1));
    tablet.courier->networkIsBack();
    // The hanging upload, its successor and the download.
    QCOMPARE(tablet.transport.waiting(), std::size_t(3));
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
}

void CourierPaceTest::asksAgainQuietlyAndNotMore()
{
    Tablet tablet;
    tablet.enrol();
    tablet.transport.sent = 0;
    for (int minute = 0; minute < 60; ++minute) {
        tablet.clock.advance(1min);
        tablet.transport.run();
    }
    // Four uploads, two downloads of two documents.
    QCOMPARE(tablet.transport.sent, 8);
}

void CourierPaceTest::asksLessOftenWhereBytesCost()
{
    Tablet tablet;
    tablet.enrol();
    tablet.courier->setMetered(true);
    tablet.courier->networkIsBack();
    tablet.transport.run();
    tablet.transport.sent = 0;
    const auto liveOn = [&tablet](std::chrono::minutes time) {
        for (auto lived = 0min; lived < time; lived += 1min) {
            tablet.clock.advance(1min);
            tablet.transport.run();
        }
    };
    liveOn(4h);
    // Two uploads, one download of two documents.
    QCOMPARE(tablet.transport.sent, 4);
    tablet.redeem(1);
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    tablet.transport.sent = 0;
    tablet.courier->setMetered(false);
    tablet.transport.run();
    QCOMPARE(tablet.transport.sent, 3);
    tablet.courier->setMetered(false);
    tablet.transport.run();
    QCOMPARE(tablet.transport.sent, 3);
    liveOn(60min);
    QCOMPARE(tablet.transport.sent, 11);
}

QTEST_GUILESS_MAIN(CourierPaceTest)
#include "courier_pace_test.moc"
