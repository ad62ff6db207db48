#include "tests/qml/worker_stage.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// The update in which this voucher is revoked.
QByteArray updateRevoking(const TestMunicipality& town, std::uint32_t number)
{
    const Bulletin bulletin = town.bulletin([number](BulletinContent& content) {
        content.version = 2;
        content.issued = baseInstant;
        setStatus(content.statusList, number, VoucherStatus::Revoked);
    });
    return encode(Update{town.trustList().message(), bulletin.message()});
}

} // namespace

class WorkerUpdateTest : public QObject
{
    Q_OBJECT

private slots:

    void aPosterSaysHowManyOfItsCodesWereSeenAndThenThatItWasTaken()
    {
        WorkerStage stage;
        stage.enrol();
        stage.town.reachable = false;
        const QStringList parts = posterParts(updateRevoking(stage.town.town, 1));
        QVERIFY(parts.size() > 1);
        for (qsizetype index = parts.size() - 1; index > 0; --index) {
            stage.worker->scanned(parts[index]);
            QCOMPARE(stage.update.state, SyncModel::PosterBegun);
            QCOMPARE(stage.update.codesSeen, parts.size() - index);
            QCOMPARE(stage.update.codes, parts.size());
        }
        stage.worker->scanned(parts[1]);
        QCOMPARE(stage.update.codesSeen, parts.size() - 1);
        stage.worker->scanned(parts[0]);
        QCOMPARE(stage.update.state, SyncModel::Taken);
        QCOMPARE(stage.count(QStringLiteral("refused")), 0);
        // What was on the poster decides from now on, and the words about it leave.
        stage.worker->scanned(stage.text(1));
        QCOMPARE(stage.update.state, SyncModel::NoUpdate);
        QCOMPARE(stage.refused.code, Refusal::Revoked);
    }

    void aPosterWithNothingNewSaysSo()
    {
        WorkerStage stage;
        stage.enrol();
        const TestMunicipality& town = stage.town.town;
        for (const QString& part : posterParts(encode(Update{town.trustList().message(), town.bulletin().message()})))
            stage.worker->scanned(part);
        QCOMPARE(stage.update.state, SyncModel::AlreadyHere);
    }

    void anotherMunicipalitysPosterIsNotTaken()
    {
        WorkerStage stage;
        stage.enrol();
        const TestMunicipality other;
        for (const QString& part : posterParts(updateRevoking(other, 1)))
            stage.worker->scanned(part);
        QCOMPARE(stage.update.state, SyncModel::NotForUs);
        stage.worker->scanned(stage.text(1));
        QCOMPARE(stage.count(QStringLiteral("offered")), 1);
    }

    void aPosterBeforeTheEnrolmentIsNoInvitation()
    {
        WorkerStage stage;
        stage.worker->scanned(posterParts(updateRevoking(stage.town.town, 1)).constFirst());
        QCOMPARE(stage.count(QStringLiteral("update")), 0);
        QVERIFY(stage.enrolment.notAnInvitation);
    }

    void aBrokenPosterIsTheWrongKindOfCode()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->scanned(QStringLiteral("EPL1:9/2/0123456789ABCDEF:00"));
        QCOMPARE(stage.refused.code, Refusal::WrongKindOfCode);
    }

    void takesTheNewestOfSeveralFilesOnSticks()
    {
        WorkerStage stage;
        stage.enrol();
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::NoStick);
        stage.sticks = {QByteArray("no update")};
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::NotForUs);
        const QByteArray update = updateRevoking(stage.town.town, 1);
        stage.sticks = {QByteArray("no update"), update, QByteArray()};
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::Taken);
        stage.worker->readStick();
        QCOMPARE(stage.update.state, SyncModel::AlreadyHere);
        stage.worker->scanned(stage.text(1));
        QCOMPARE(stage.refused.code, Refusal::Revoked);
    }
};

QTEST_GUILESS_MAIN(WorkerUpdateTest)
#include "worker_update_test.moc"
