#include "tests/qml/worker_stage.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QString pin = QStringLiteral("402917");

} // namespace

class WorkerTest : public QObject
{
    Q_OBJECT

private slots:

    void practiceWorksOnAFirstStartWithoutNetwork()
    {
        WorkerStage stage;
        stage.town.reachable = false;
        QCOMPARE(stage.startState, StartModel::Ready);
        QVERIFY(!stage.unlock.hasPin);
        stage.worker->choosePin(pin);
        QVERIFY(stage.unlock.hasPin && stage.unlock.unlocked);
        stage.worker->practise();
        QVERIFY(stage.offer.practice());
        stage.worker->confirm(0);
        QVERIFY(stage.recorded.practice);
        QCOMPARE(stage.recorded.sequence, 0);
        QCOMPARE(stage.recorded.left, 9);
        QCOMPARE(stage.undoSeconds, 0);
    }

    void aCommonPinIsNotTaken()
    {
        WorkerStage stage;
        stage.worker->choosePin(QStringLiteral("123456"));
        QVERIFY(!stage.unlock.hasPin);
        QCOMPARE(stage.unlock.problem, UnlockModel::TooCommon);
        stage.worker->unlock(1, pin);
        QVERIFY(!stage.unlock.hasPin);
    }

    void aWrongPinIsCountedBeforeItsAnswer()
    {
        WorkerStage stage;
        stage.worker->choosePin(pin);
        stage.start();
        QVERIFY(stage.unlock.hasPin && !stage.unlock.unlocked);
        QCOMPARE(stage.unlock.triesLeft, 10);
        stage.worker->unlock(1, QStringLiteral("402918"));
        QCOMPARE(stage.unlock.problem, UnlockModel::Wrong);
        QCOMPARE(stage.unlock.triesLeft, 9);
        stage.start();
        QCOMPARE(stage.unlock.triesLeft, 9);
        stage.worker->unlock(1, pin);
        QVERIFY(stage.unlock.unlocked);
        stage.start();
        QCOMPARE(stage.unlock.triesLeft, 10);
    }

    void manyWrongPinsMustWait()
    {
        WorkerStage stage;
        stage.worker->choosePin(pin);
        stage.start();
        for (int time = 0; time < 3; ++time)
            stage.worker->unlock(1, QStringLiteral("402918"));
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.unlock.problem, UnlockModel::Wait);
        QCOMPARE(stage.unlock.waitSeconds, 1);
        stage.clock->advance(1s);
        QCOMPARE(stage.unlock.problem, UnlockModel::None);
        stage.worker->unlock(1, pin);
        QVERIFY(stage.unlock.unlocked);
    }

    void aScannedInvitationBecomesAnEnrolledTerminal()
    {
        WorkerStage stage;
        stage.town.officerConfirmed = false;
        stage.worker->choosePin(pin);
        stage.worker->scanned(QStringLiteral("https://menu.example"));
        QVERIFY(stage.enrolment.notAnInvitation);
        stage.worker->scanned(
            invitationText(signInvitation(stage.town.town.invitationContent(), stage.town.town.enrolment)));
        stage.wire->carry();
        QCOMPARE(stage.enrolment.state, EnrolModel::AwaitingOfficer);
        QCOMPARE(stage.enrolment.words.size(), 6);
        QVERIFY(!stage.enrolment.notAnInvitation);
        stage.town.officerConfirmed = true;
        stage.clock->advance(3s);
        stage.wire->carry();
        QCOMPARE(stage.enrolment.state, EnrolModel::Done);
        QCOMPARE(stage.enrolment.provider, static_cast<int>(ourProvider.value));
        QCOMPARE(std::get<NoticeBody>(stage.town.received.at(0).body).notice, NoticeKind::Enrolled);
    }

    void aVisitIsOfferedRecordedAndFollowedUntilItIsCounted()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->scanned(stage.text());
        QCOMPARE(stage.told, QStringList{QStringLiteral("offered")});
        QCOMPARE(stage.offer.left, 10);
        stage.worker->confirm(0);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 1);
        QCOMPARE(stage.recorded.state, EntryState::OnDevice);
        QCOMPARE(stage.recorded.visit, 1);
        QCOMPARE(stage.recorded.left, 9);
        QCOMPARE(stage.undoSeconds, 15 * 60);
        stage.wire->carry();
        QCOMPARE(stage.recorded.state, EntryState::Counted);
        QVERIFY(stage.recorded.sentAt && stage.recorded.judgedAt);
        QCOMPARE(stage.month.counted, 1);
        QVERIFY(std::holds_alternative<RedemptionBody>(stage.town.received.back().body));
    }

    void withoutNetworkAVisitIsRecordedAndNeverLooksSent()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        stage.redeem();
        stage.wire->carry();
        QCOMPARE(stage.recorded.state, EntryState::OnDevice);
        stage.town.reachable = true;
        stage.worker->networkIsBack();
        stage.wire->carry();
        QCOMPARE(stage.recorded.state, EntryState::Counted);
    }

    void confirmingTwiceRecordsOnce()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        const qint64 sequence = stage.recorded.sequence;
        stage.worker->confirm(0);
        QCOMPARE(stage.recorded.sequence, sequence);
        QCOMPARE(stage.count(QStringLiteral("scan")), 0);
        stage.wire->carry();
        QCOMPARE(stage.town.received.back().sequence, sequence);
    }

    void anOfferThatWasLeftCannotBeConfirmed()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->scanned(stage.text());
        stage.worker->leave();
        stage.worker->confirm(0);
        QCOMPARE(stage.told.back(), QStringLiteral("scan"));
        QCOMPARE(stage.count(QStringLiteral("recorded")), 0);
    }

    void aRefusedVisitBecomesANote()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.worker->scanned(stage.text());
        QCOMPARE(stage.refused.code, Refusal::AlreadyRedeemed);
        stage.worker->note();
        QVERIFY(stage.recorded.note && stage.recorded.signKnown);
        const qint64 sequence = stage.recorded.sequence;
        stage.worker->note();
        QCOMPARE(stage.recorded.sequence, sequence);
        stage.wire->carry();
        const auto note = std::get<NoteBody>(stage.town.received.back().body);
        QCOMPARE(note.refusal, std::optional(Refusal::AlreadyRedeemed));
        QCOMPARE(note.voucher, std::optional(stage.town.town.claims().id));
    }

    void aVisitRefusedAtTheConfirmationCanStillBeNotedWithItsVoucher()
    {
        WorkerStage stage;
        stage.enrol();
        VoucherClaims claims = stage.town.town.claims();
        claims.expires = baseInstant + 1h;
        stage.worker->scanned(stage.town.town.voucherText(claims));
        stage.clock->advance(2h);
        stage.worker->confirm(0);
        QCOMPARE(stage.refused.code, Refusal::Expired);
        stage.wire->carry();
        stage.worker->note();
        stage.worker->networkIsBack();
        stage.wire->carry();
        QCOMPARE(std::get<NoteBody>(stage.town.received.back().body).voucher, std::optional(claims.id));
    }

    void aVisitIsTakenBackWhileItsSecondsRun()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.clock->advance(2s);
        QCOMPARE(stage.undoSeconds, 15 * 60 - 2);
        stage.worker->undo(stage.recorded.sequence);
        stage.wire->carry();
        QVERIFY(std::holds_alternative<VoidBody>(stage.town.received.back().body));
        stage.worker->scanned(stage.text());
        QCOMPARE(stage.offer.left, 10);
    }

    void aTypedNumberMustBeRight()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->typeNumber(QStringLiteral("0000 0000 0000 0-1"));
        QCOMPARE(stage.told, QStringList{QStringLiteral("doubtful")});
        stage.worker->typeNumber(voucherNumber(stage.town.town.claims().id));
        QVERIFY(stage.recorded.note && stage.recorded.signKnown);
        stage.worker->noPaper();
        QVERIFY(stage.recorded.note && !stage.recorded.signKnown);
    }

    void aShiftEndsLocked()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->scanned(stage.text());
        stage.clock->advance(8h);
        QVERIFY(stage.unlock.hasPin && !stage.unlock.unlocked);
        stage.worker->confirm(0);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 0);
    }

    void aNewShiftIsNotEndedByTheOldOne()
    {
        WorkerStage stage;
        stage.enrol();
        stage.clock->advance(5h);
        stage.worker->lock();
        stage.worker->unlock(1, pin);
        stage.clock->advance(4h);
        QVERIFY(stage.unlock.unlocked);
        stage.clock->advance(4h);
        QVERIFY(!stage.unlock.unlocked);
    }

    void aRestartShowsTheLastVisitOnce()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        const qint64 sequence = stage.recorded.sequence;
        stage.restart(1min);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 0);
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 1);
        QCOMPARE(stage.recorded.sequence, sequence);
        QVERIFY(!stage.recorded.leftKnown);
        QCOMPARE(stage.undoSeconds, 14 * 60);
        stage.worker->lock();
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 1);
    }

    void withoutARestartUnlockingShowsNoOldVisit()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.worker->lock();
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 1);
    }

    void theTimeOfTheLastAnswerOutlivesARestart()
    {
        WorkerStage stage;
        stage.enrol();
        stage.clock->advance(10min);
        stage.redeem();
        stage.wire->carry();
        const std::optional<Instant> answered = stage.sync.lastReceipt;
        QVERIFY(answered && *answered >= baseInstant + 10min);
        stage.town.reachable = false;
        stage.restart(24h);
        QVERIFY(stage.sync.lastReceipt == answered);
    }

    void whatNobodyWaitsForIsAskedForLessOftenWhereBytesCost()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->networkIsMetered(true);
        stage.wire->carry();
        const auto quiet = [&stage] {
            stage.town.asked = 0;
            for (int minute = 0; minute < 60; ++minute) {
                stage.clock->advance(1min);
                stage.wire->carry();
            }
            return stage.town.asked;
        };
        (void)quiet();
        QCOMPARE(quiet(), 0);
        stage.worker->networkIsMetered(false);
        stage.wire->carry();
        QVERIFY(quiet() >= 4);
        stage.metered = true;
        stage.restart(1h);
        stage.wire->carry();
        QCOMPARE(quiet(), 0);
    }

    void longAfterARestartNothingOldIsShown()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.restart(16min);
        stage.worker->unlock(1, pin);
        QCOMPARE(stage.count(QStringLiteral("recorded")), 0);
    }

    void aDamagedLedgerIsSaidAndNothingElseHappens()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker.reset();
        QFile file(stage.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(file.size(), 'x'));
        file.close();
        stage.start();
        QCOMPARE(stage.startState, StartModel::Damaged);
        stage.told.clear();
        stage.worker->choosePin(pin);
        stage.worker->unlock(1, pin);
        stage.worker->scanned(stage.text());
        stage.worker->practise();
        stage.worker->confirm(0);
        stage.worker->note();
        stage.worker->noPaper();
        stage.worker->openMonth();
        stage.worker->tryNow();
        stage.worker->lock();
        QCOMPARE(stage.count(QStringLiteral("recorded")), 0);
        QCOMPARE(stage.count(QStringLiteral("offered")), 0);
    }
};

QTEST_GUILESS_MAIN(WorkerTest)
#include "worker_test.moc"
