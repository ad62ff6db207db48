#include "tests/qml/worker_stage.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QString pin = QStringLiteral("402917");

} // namespace

/// One child after the other, recorded at once.
class WorkerGroupTest : public QObject
{
    Q_OBJECT

private slots:

    void aGroupRecordsEachChildWithoutAskingAndSoundsOnceEach()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->beginGroup();
        QVERIFY(stage.group.open);
        for (std::uint32_t child = 1; child <= 3; ++child)
            stage.worker->scanned(stage.text(child));
        stage.worker->scanned(stage.text(1));
        stage.worker->scanned(QStringLiteral("https://menu.example"));
        QCOMPARE(stage.count(QStringLiteral("kept")), 3);
        QCOMPARE(stage.count(QStringLiteral("groupTold")), 5);
        QCOMPARE(stage.count(QStringLiteral("offered")) + stage.count(QStringLiteral("refused")), 0);
        QCOMPARE(stage.group.lines.size(), std::size_t{4});
        QCOMPARE(stage.group.lines.back().state, GroupModel::Refused);
        QVERIFY(!stage.group.lines.back().canOpen);
        stage.worker->finishGroup();
        QVERIFY(!stage.group.open);
        stage.worker->scanned(stage.text(4));
        QCOMPARE(stage.told.back(), QStringLiteral("offered"));
    }

    void fourDaysOfAGroupWithoutNetworkArriveInOrder()
    {
        WorkerStage stage;
        stage.enrol();
        stage.wire->carry();
        stage.town.reachable = false;
        const std::size_t before = stage.town.received.size();
        for (int day = 0; day < 4; ++day) {
            stage.worker->beginGroup();
            for (std::uint32_t child = 1; child <= 15; ++child) {
                stage.worker->scanned(stage.text(child));
                stage.clock->advance(12s);
            }
            QCOMPARE(std::count_if(stage.group.lines.begin(), stage.group.lines.end(),
                                   [](const GroupModel::Line& line) { return line.state == GroupModel::Recorded; }),
                     15);
            QCOMPARE(stage.group.said.testFlag(Condition::ListsAgeing), day == 3);
            stage.worker->finishGroup();
            stage.worker->lock();
            stage.clock->advance(24h - 180s);
            stage.worker->unlock(1, pin);
        }
        stage.wire->carry();
        stage.town.reachable = true;
        stage.worker->tryNow();
        stage.wire->carry();
        QCOMPARE(stage.town.received.size(), before + 60);
        for (std::size_t entry = 1; entry < stage.town.received.size(); ++entry)
            QCOMPARE(stage.town.received[entry].sequence, stage.town.received[entry - 1].sequence + 1);
    }

    void aBatteryThatDiesInAGroupLosesNobody()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->beginGroup();
        for (std::uint32_t child = 1; child <= 5; ++child)
            stage.worker->scanned(stage.text(child));
        stage.restart(1min);
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 1);
        QCOMPARE(stage.count(QStringLiteral("kept")), 0);
        stage.worker->openMonth();
        QCOMPARE(stage.month.lines.size(), std::size_t{5});
        stage.worker->beginGroup();
        stage.worker->scanned(stage.text(1));
        QCOMPARE(stage.group.lines.back().refused.code, Refusal::AlreadyRedeemed);
        stage.worker->scanned(stage.text(6));
        QCOMPARE(stage.group.lines.back().state, GroupModel::Recorded);
    }

    void aChildIsTakenOffTheGroupForAQuarterOfAnHour()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->beginGroup();
        stage.worker->scanned(stage.text(1));
        stage.worker->scanned(stage.text(2));
        QVERIFY(stage.group.lines[0].removable);
        stage.worker->removeFromGroup(1);
        QCOMPARE(stage.group.lines[0].state, GroupModel::Removed);
        QVERIFY(!stage.group.lines[0].removable);
        stage.wire->carry();
        QVERIFY(std::holds_alternative<VoidBody>(stage.town.received.back().body));
        stage.clock->advance(16min);
        QVERIFY(!stage.group.lines[1].removable);
        stage.worker->removeFromGroup(2);
        QCOMPARE(stage.group.lines[1].state, GroupModel::Recorded);
    }

    void aRefusedChildOfAGroupIsNotedOnItsOwnPageAndTheGroupGoesOn()
    {
        WorkerStage stage;
        stage.enrol();
        VoucherClaims claims = stage.town.town.claims(1);
        claims.expires = baseInstant - 1h;
        stage.worker->beginGroup();
        stage.worker->scanned(stage.town.town.voucherText(claims));
        QVERIFY(stage.group.lines.back().canOpen && stage.group.lines.back().signKnown);
        stage.worker->openLine(1);
        QCOMPARE(stage.refused.code, Refusal::Expired);
        stage.worker->note();
        QCOMPARE(stage.group.lines.back().state, GroupModel::Noted);
        stage.worker->undo(stage.recorded.sequence);
        QCOMPARE(stage.group.lines.back().state, GroupModel::Removed);
        stage.worker->leave();
        stage.worker->scanned(stage.text(2));
        QCOMPARE(stage.group.lines.back().state, GroupModel::Recorded);
        stage.worker->noPaper();
        QCOMPARE(stage.group.lines.back().state, GroupModel::Noted);
        QVERIFY(!stage.group.lines.back().signKnown);
        QCOMPARE(stage.group.lines.size(), std::size_t{3});
    }

    void theNextChildOfAGroupComesBeforeAPageLeftOpen()
    {
        WorkerStage stage;
        stage.enrol();
        VoucherClaims claims = stage.town.town.claims(1);
        claims.expires = baseInstant - 1h;
        stage.worker->beginGroup();
        stage.worker->scanned(stage.town.town.voucherText(claims));
        stage.worker->openLine(1);
        stage.told.clear();
        stage.worker->scanned(stage.text(2));
        QCOMPARE(stage.told.front(), QStringLiteral("scan"));
        QCOMPARE(stage.count(QStringLiteral("kept")), 1);
        stage.worker->note();
        QCOMPARE(stage.group.lines.size(), std::size_t{2});
    }

    void aGroupEndsWhenTheTabletIsLockedAndNeverOpensBeforeTheEnrolment()
    {
        WorkerStage stage;
        stage.worker->choosePin(pin);
        stage.worker->beginGroup();
        QVERIFY(!stage.group.open);
        stage.enrol();
        stage.worker->beginGroup();
        stage.worker->lock();
        QVERIFY(!stage.group.open);
        stage.worker->beginGroup();
        QVERIFY(!stage.group.open);
        stage.worker->scanned(stage.text(1));
        stage.worker->unlock(1, pin);
        stage.worker->openMonth();
        QVERIFY(stage.month.lines.empty());
    }
};

QTEST_GUILESS_MAIN(WorkerGroupTest)
#include "worker_group_test.moc"
