#include "tests/qml/worker_stage.h"

#include "crypto/seal.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QString pin = QStringLiteral("402917");
const QString secondPin = QStringLiteral("583920");
const QString wrongPin = QStringLiteral("402918");
const QString name = QStringLiteral("ΜΑΡΙΑ ΠΑΠΑΔΟΠΟΥΛΟΥ");

/// What the office reads in the latest notice that carries something of this sort.
QByteArray readByTheOffice(const WorkerStage& stage, QByteArrayView context)
{
    for (auto entry = stage.town.received.rbegin(); entry != stage.town.received.rend(); ++entry) {
        const auto* notice = std::get_if<NoticeBody>(&entry->body);
        const auto sealed = notice && notice->attachment ? stage.town.attachments.find(*notice->attachment)
                                                         : stage.town.attachments.end();
        if (sealed == stage.town.attachments.end())
            continue;
        if (const auto plain = unseal(sealed->second, stage.town.town.office, context))
            return *plain;
    }
    return {};
}

QString recoveryCode(const WorkerStage& stage)
{
    const QByteArray secret = readByTheOffice(stage, recoveryAttachment);
    return secret.isEmpty() ? QString() : voucherNumber(idFrom<VoucherId>(secret));
}

void blockEverybody(WorkerStage& stage)
{
    const std::vector<UnlockModel::Operator> everybody = stage.unlock.operators;
    for (const UnlockModel::Operator& one : everybody) {
        for (int time = 0; time < 10; ++time) {
            stage.worker->unlock(one.number, wrongPin);
            stage.clock->advance(2min);
        }
    }
}

} // namespace

class WorkerOperatorsTest : public QObject
{
    Q_OBJECT

private slots:

    void oneOperatorAloneManagesAndNobodyIsAsked()
    {
        WorkerStage stage;
        stage.enrol();
        QCOMPARE(stage.unlock.operators.size(), std::size_t{1});
        QCOMPARE(stage.unlock.open, 1);
        stage.start();
        UnlockModel model;
        model.show(stage.unlock);
        QCOMPARE(model.chosen(), 1);
        QVERIFY(!model.several());
    }

    void someoneIsAddedAndRecordsUnderTheOwnNumber()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->addOperator(false, name, secondPin);
        QCOMPARE(stage.unlock.problem, UnlockModel::None);
        QCOMPARE(stage.unlock.operators.size(), std::size_t{2});
        stage.wire->carry();
        QCOMPARE(readByTheOffice(stage, operatorAttachment), name.toUtf8());
        stage.worker->lock();
        stage.worker->unlock(2, secondPin);
        QVERIFY(stage.unlock.unlocked);
        QCOMPARE(stage.unlock.open, 2);
        stage.redeem();
        stage.wire->carry();
        QCOMPARE(stage.town.received.back().operatorNumber, OperatorNumber{2});
        // Staff manage nobody, whatever the screen shows.
        stage.worker->removeOperator(1);
        QCOMPARE(stage.unlock.operators.size(), std::size_t{2});
        QCOMPARE(stage.unlock.problem, UnlockModel::Locked);
    }

    void aChildsTapsCloseOnePersonAndNobodyElse()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->addOperator(false, name, secondPin);
        stage.worker->lock();
        for (int time = 0; time < 10; ++time) {
            QVERIFY(stage.unlock.problem != UnlockModel::Locked);
            stage.worker->unlock(2, wrongPin);
            stage.clock->advance(2min);
        }
        QCOMPARE(stage.unlock.problem, UnlockModel::Locked);
        QVERIFY(stage.unlock.operators[1].blocked && !stage.unlock.operators[0].blocked);
        stage.restart(1min);
        QVERIFY(stage.unlock.operators[1].blocked);
        stage.worker->unlock(2, secondPin);
        QCOMPARE(stage.unlock.problem, UnlockModel::Locked);
        stage.worker->unlock(1, pin);
        QVERIFY(stage.unlock.unlocked);
        stage.worker->renewOperator(2, secondPin);
        stage.worker->lock();
        stage.worker->unlock(2, secondPin);
        QVERIFY(stage.unlock.unlocked);
    }

    void whoIsRemovedStaysOutAfterARestart()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->addOperator(true, name, secondPin);
        stage.worker->removeOperator(2);
        QCOMPARE(stage.unlock.problem, UnlockModel::None);
        stage.restart(1min);
        QCOMPARE(stage.unlock.operators.size(), std::size_t{1});
        stage.worker->unlock(2, secondPin);
        QVERIFY(!stage.unlock.unlocked);
    }

    void thePinOnceMoreLeavesTheShiftAsItIsAndTenWrongOnesEndIt()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->again(pin);
        QVERIFY(stage.unlock.unlocked && stage.unlock.problem == UnlockModel::None);
        stage.worker->again(wrongPin);
        QVERIFY(stage.unlock.unlocked);
        QCOMPARE(stage.unlock.problem, UnlockModel::Wrong);
        QCOMPARE(stage.unlock.triesLeft, 9);
        for (int time = 1; time < 10; ++time) {
            stage.clock->advance(2min);
            stage.worker->again(wrongPin);
        }
        QVERIFY(!stage.unlock.unlocked);
        stage.worker->again(pin);
        QVERIFY(!stage.unlock.unlocked);
    }

    void aShiftEndsForWhomeverItBegan()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->addOperator(false, name, secondPin);
        stage.worker->lock();
        stage.worker->unlock(2, secondPin);
        stage.clock->advance(8h);
        QVERIFY(!stage.unlock.unlocked);
        QCOMPARE(stage.unlock.open, 0);
    }

    void theMunicipalitysNumberOpensATabletWhereEverybodyIsBlocked()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->addOperator(false, name, secondPin);
        stage.wire->carry();
        const QString code = recoveryCode(stage);
        QVERIFY(!code.isEmpty());
        stage.restart(1min);
        blockEverybody(stage);
        QVERIFY(stage.unlock.canRecover);
        stage.worker->recover(QStringLiteral("0000 0000 0000 0-0"), 1, secondPin);
        QCOMPARE(stage.unlock.problem, UnlockModel::Wrong);
        stage.restart(1min);
        stage.worker->recover(code, 1, QStringLiteral("916402"));
        QVERIFY(stage.unlock.unlocked);
        QCOMPARE(stage.unlock.open, 1);
        stage.redeem();
        stage.wire->carry();
        QCOMPARE(stage.town.received.back().operatorNumber, OperatorNumber{1});
        const QString next = recoveryCode(stage);
        QVERIFY(next != code);
        stage.worker->lock();
        stage.worker->unlock(1, QStringLiteral("916402"));
        QVERIFY(stage.unlock.unlocked);
        stage.worker->lock();
        stage.worker->recover(code, 1, pin);
        QVERIFY(!stage.unlock.unlocked);
        stage.worker->recover(next, 2, pin);
        QCOMPARE(stage.unlock.open, 2);
    }

    void whatAReceiptCoversIsForgottenAfterTheBulletinsDays()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.wire->carry();
        const QByteArray sealed = stage.town.attachments.rbegin()->second;
        const auto later = [&](std::chrono::hours span) {
            stage.clock->advance(span);
            stage.wire->carry();
            stage.worker->networkIsBack();
            stage.wire->carry();
        };
        later(29 * 24h);
        QVERIFY(stage.image().contains(sealed));
        later(2 * 24h);
        QVERIFY(!stage.image().contains(sealed));
        QCOMPARE(stage.town.received.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(WorkerOperatorsTest)
#include "worker_operators_test.moc"
