#include "terminal/put_aside.h"
#include "tests/qml/worker_stage.h"
#include "tests/support/closed_ledger.h"

#include <QFile>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// The first page is spoilt: SQLite makes nothing of the file.
void damage(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(4096, 'x')) == 4096);
}

} // namespace

/// The one button of a person whose tablet says that its file is damaged.
class WorkerSalvageTest : public QObject
{
    Q_OBJECT

private slots:

    void beginsANewFileInWhichTheOldEntriesWait()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        stage.redeem(1);
        stage.redeem(2);
        stage.worker.reset();
        damage(stage.path());
        stage.start();
        QCOMPARE(stage.startState, StartModel::Damaged);
        stage.worker->salvage();
        QCOMPARE(stage.startState, StartModel::Ready);
        QVERIFY(!stage.unlock.hasPin);
        QCOMPARE(stage.enrolment.state, EnrolModel::None);
        // The enrolment's own entry and two visits.
        QCOMPARE(stage.sync.waiting, 3);
        stage.start();
        QCOMPARE(stage.startState, StartModel::Ready);
        QCOMPARE(stage.sync.waiting, 3);
    }

    void namesTheTerminalBeforeInItsFirstEntry()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        stage.redeem(1);
        stage.worker.reset();
        damage(stage.path());
        stage.start();
        stage.worker->salvage();
        stage.town.reachable = true;
        stage.town.received.clear();
        stage.enrol();
        QVERIFY(!stage.town.received.empty());
        const auto* notice = std::get_if<NoticeBody>(&stage.town.received.front().body);
        QVERIFY(notice && notice->notice == NoticeKind::Salvaged);
        const auto before = predecessorsFrom(notice->detail);
        QVERIFY(before && before->size() == 1 && before->front().upTo == 2);
        // The visit that nobody had heard of arrives under that terminal.
        QVERIFY(std::ranges::any_of(stage.town.received, [&](const EntryContent& entry) {
            return entry.terminal == before->front().terminal && entry.sequence == 2;
        }));
        QCOMPARE(stage.sync.waiting, 0);
    }

    void beginsAnewByAnInvitationOnceItIsSuspended()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem(1);
        const TestMunicipality& town = stage.town.town;
        InvitationContent content = town.invitationContent();
        content.secret = QByteArray(16, '2');
        const QString another = invitationText(signInvitation(content, town.enrolment));
        const QString forged = invitationText(signInvitation(content, PrivateKey::generate(Algorithm::EdDSA)));
        content.provider = otherProvider;
        const QString ofOthers = invitationText(signInvitation(content, town.enrolment));
        // A terminal in good order takes it for what it is: no voucher.
        stage.worker->scanned(another);
        QCOMPARE(stage.refused.code, Refusal::WrongKindOfCode);

        stage.town.news = [](BulletinContent& bulletin) {
            bulletin.version = 2;
            bulletin.suspendedTerminals = {TerminalId{{9, 9, 9, 9, 9, 9, 9, 0}}};
        };
        stage.worker->networkIsBack();
        stage.wire->carry();
        stage.town.reachable = false;
        stage.worker->scanned(stage.text(2));
        QCOMPARE(stage.refused.code, Refusal::TerminalSuspended);
        stage.worker->scanned(forged);
        stage.worker->scanned(ofOthers);
        QVERIFY(filesPutAside(stage.path()).isEmpty());

        stage.worker->scanned(another);
        QCOMPARE(filesPutAside(stage.path()).size(), 1);
        QCOMPARE(stage.startState, StartModel::Ready);
        QVERIFY(!stage.unlock.hasPin);
        QCOMPARE(stage.enrolment.state, EnrolModel::None);
        QVERIFY(stage.sync.waiting >= 2);
        stage.town.reachable = true;
        stage.town.news = {};
        stage.town.received.clear();
        stage.enrol();
        const auto* notice = std::get_if<NoticeBody>(&stage.town.received.at(0).body);
        QVERIFY(notice && notice->notice == NoticeKind::Salvaged);
        stage.worker->scanned(stage.text(3));
        QCOMPARE(stage.offer.left, 10);
    }

    void neverPutsAFileAsideThatOpens()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem(1);
        stage.worker->salvage();
        QVERIFY(filesPutAside(stage.path()).isEmpty());
        stage.worker->scanned(stage.text(2));
        QCOMPARE(stage.count(QStringLiteral("offered")), 2);
    }

    void leadsFromDamageFoundLaterToTheSameButton()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        stage.redeem(1);
        stage.worker.reset();
        spoilPageOf(stage.path(), QStringLiteral("record_of_voucher"));
        stage.start();
        QCOMPARE(stage.startState, StartModel::Ready);
        stage.told.clear();
        stage.worker->scanned(stage.text(1));
        QCOMPARE(stage.startState, StartModel::Damaged);
        QCOMPARE(stage.count(QStringLiteral("offered")) + stage.count(QStringLiteral("refused")), 0);
        stage.worker->salvage();
        QCOMPARE(stage.startState, StartModel::Ready);
        QCOMPARE(filesPutAside(stage.path()).size(), 1);
        QCOMPARE(stage.enrolment.state, EnrolModel::None);
        QCOMPARE(stage.sync.waiting, 2);
    }

    void saysWhenTheFileCannotBePutAside()
    {
        WorkerStage stage;
        stage.worker.reset();
        damage(stage.path());
        stage.start();
        QVERIFY(QFile::remove(stage.path()));
        stage.worker->salvage();
        QCOMPARE(stage.startState, StartModel::CannotOpen);
    }

    void keepsTheCopyOfAnUpdateUntilTheNewVersionIsAnswered()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        stage.start();
        stage.wire->carry();
        QFile copy(stage.path() + QStringLiteral(".before-2"));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        stage.worker->openMonth();
        stage.worker->networkIsBack();
        stage.wire->carry();
        QVERIFY(copy.exists());
        stage.town.reachable = true;
        stage.worker->networkIsBack();
        stage.wire->carry();
        QVERIFY(!copy.exists());
    }

    void keepsThePutAsideFileAsLongAsAttachments()
    {
        WorkerStage stage;
        const QString aside = stage.path() + QStringLiteral(".damaged-1");
        QFile file(aside);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nothing that can be read") > 0 && file.flush());
        const auto written = QDateTime::fromMSecsSinceEpoch(baseInstant.time_since_epoch().count());
        QVERIFY(file.setFileTime(written, QFileDevice::FileModificationTime));
        file.close();
        stage.enrol();
        const std::chrono::hours kept{24 * stage.town.town.bulletin().content().limits.retentionDays};
        const auto livesFor = [&stage](std::chrono::hours time) {
            stage.restart(time);
            stage.wire->carry();
        };
        livesFor(kept - std::chrono::hours(2));
        QVERIFY(QFile::exists(aside));
        livesFor(std::chrono::hours(25));
        QVERIFY(!QFile::exists(aside));
    }

    void forgetsNothingByAWallClockThatIsAhead()
    {
        WorkerStage stage;
        stage.enrol();
        stage.redeem();
        stage.wire->carry();
        QVERIFY(!stage.town.attachments.empty());
        const QByteArray sealed = stage.town.attachments.begin()->second.first(64);
        const std::chrono::hours kept{24 * stage.town.town.bulletin().content().limits.retentionDays};
        stage.reboot(kept + std::chrono::hours(1));
        QVERIFY(stage.image().contains(sealed));
        stage.wire->carry();
        QVERIFY(!stage.image().contains(sealed));
    }
};

QTEST_GUILESS_MAIN(WorkerSalvageTest)
#include "worker_salvage_test.moc"
