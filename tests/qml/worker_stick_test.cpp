#include "sync/export.h"
#include "tests/qml/worker_stage.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;

/// What a person without a network saves on a USB stick for the office.
class WorkerStickTest : public QObject
{
    Q_OBJECT

private:
    /// Enrolled, with this many visits that nobody has been told of.
    static void cutOff(WorkerStage& stage, std::uint32_t visits)
    {
        stage.enrol();
        stage.wire->carry();
        stage.town.reachable = false;
        for (std::uint32_t number = 1; number <= visits; ++number)
            stage.redeem(number);
    }

private slots:

    void saysHowManyRecordsTheStickHas()
    {
        WorkerStage stage;
        cutOff(stage, 2);
        stage.worker->saveToStick();
        QCOMPARE(stage.saving.state, SyncModel::Saved);
        QCOMPARE(stage.saving.records, stage.sync.waiting);
        QCOMPARE(stage.saved.size(), 1);
        QVERIFY(stage.saved.firstKey().startsWith(u"epitagi-") && stage.saved.firstKey().endsWith(u".entries"));
        QVERIFY(claimedExporter(stage.saved.first()));
        QCOMPARE(stage.sync.waiting, 2);
    }

    void keepsOneFileATablet()
    {
        WorkerStage stage;
        cutOff(stage, 1);
        stage.worker->saveToStick();
        const QByteArray before = stage.saved.first();
        stage.redeem(2);
        stage.worker->saveToStick();
        QCOMPARE(stage.saving.records, 2);
        QCOMPARE(stage.saved.size(), 1);
        QVERIFY(stage.saved.first().size() > before.size());
    }

    void takesTheAnswerThatTheStickBringsBack()
    {
        WorkerStage stage;
        cutOff(stage, 2);
        stage.worker->saveToStick();
        const QByteArray answer = stage.town.answerToStick(stage.saved.first());
        stage.sticks = {answer};
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::Taken);
        QCOMPARE(stage.saving.state, SyncModel::NotAsked);
        QCOMPARE(stage.sync.waiting, 0);
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::AlreadyHere);
        stage.worker->openMonth();
        QCOMPARE(stage.month.counted, 2);
    }

    void saysWhyNothingWasSaved()
    {
        WorkerStage stage;
        cutOff(stage, 1);
        stage.saveAnswer = StickAnswer::NoStick;
        stage.worker->saveToStick();
        QCOMPARE(stage.saving.state, SyncModel::NoStickToSave);
        stage.saveAnswer = StickAnswer::NotWritten;
        stage.worker->saveToStick();
        QCOMPARE(stage.saving.state, SyncModel::NotSaved);
        QVERIFY(stage.saved.isEmpty());
    }

    void asksForThePinFirst()
    {
        WorkerStage stage;
        cutOff(stage, 1);
        stage.worker->lock();
        stage.told.clear();
        stage.worker->saveToStick();
        QCOMPARE(stage.count(QStringLiteral("unlock")), 1);
        QVERIFY(stage.saved.isEmpty());
    }

    void savesNothingWhereNothingWaits()
    {
        WorkerStage stage;
        cutOff(stage, 0);
        QCOMPARE(stage.sync.waiting, 0);
        stage.worker->saveToStick();
        QVERIFY(stage.saved.isEmpty());
        QCOMPARE(stage.saving.state, SyncModel::NotAsked);
    }

    void forgetsWhatItSaidOnceThereIsAnotherRecord()
    {
        WorkerStage stage;
        cutOff(stage, 1);
        stage.worker->saveToStick();
        stage.redeem(2);
        QCOMPARE(stage.saving.state, SyncModel::NotAsked);
    }
};

QTEST_GUILESS_MAIN(WorkerStickTest)
#include "worker_stick_test.moc"
