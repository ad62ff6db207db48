#include "tests/qml/worker_stage.h"
#include "tests/terminal/inspect_run.h"

#include "crypto/base45.h"
#include "crypto/seal.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QString pin = QStringLiteral("402917");
const QString secondPin = QStringLiteral("583920");
const QString name = QStringLiteral("ΜΑΡΙΑ ΠΑΠΑΔΟΠΟΥΛΟΥ");

QByteArray logged;

void keepLog(QtMsgType, const QMessageLogContext&, const QString& message)
{
    logged += message.toUtf8() + '\n';
}

struct Canary
{
    const char* what;
    QByteArray bytes;
};

/// A text as a file may hold it.
void addText(std::vector<Canary>& canaries, const char* what, const QString& text)
{
    canaries.push_back({what, text.toUtf8()});
    canaries.push_back({what, QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2)});
    canaries.push_back({what, text.toUtf8().toHex()});
    canaries.push_back({what, text.toUtf8().toBase64(QByteArray::OmitTrailingEquals)});
}

/// Bytes as they are, and as digits.
void addBytes(std::vector<Canary>& canaries, const char* what, const QByteArray& bytes)
{
    canaries.push_back({what, bytes});
    canaries.push_back({what, bytes.toHex()});
}

/// A tablet that has lived: two people, visits, a note of a refused code, a wrong PIN, a restart; then it is locked.
void live(WorkerStage& stage)
{
    stage.enrol();
    stage.worker->addOperator(false, name, secondPin);
    stage.redeem(1);
    stage.wire->carry();
    stage.worker->lock();
    stage.worker->unlock(2, secondPin);
    stage.town.reachable = false;
    stage.redeem(2);
    VoucherClaims ended = stage.town.town.claims(3);
    ended.expires = baseInstant - 1h;
    stage.worker->scanned(stage.town.town.voucherText(ended));
    stage.worker->note();
    stage.worker->again(pin);
    stage.worker->scanned(QStringLiteral("https://menu.example"));
    stage.worker->saveToStick();
    stage.worker->lock();
    stage.worker->unlock(1, secondPin);
}

std::vector<Canary> canariesOf(const WorkerStage& stage)
{
    std::vector<Canary> canaries;
    addText(canaries, "PIN", pin);
    addText(canaries, "PIN", secondPin);
    addText(canaries, "operator's name", name);
    VoucherClaims ended = stage.town.town.claims(3);
    ended.expires = baseInstant - 1h;
    for (const QString& text : {stage.text(1), stage.text(2), stage.town.town.voucherText(ended)}) {
        addText(canaries, "voucher's text", text);
        const QByteArray message = fromBase45(QStringView(text).sliced(5)).value();
        addBytes(canaries, "voucher's message", message);
        addBytes(canaries, "voucher's signature", message.last(64));
    }
    for (const auto& [hash, sealed] : stage.town.attachments) {
        for (const QByteArrayView context : {operatorAttachment, recoveryAttachment, evidenceAttachment}) {
            const auto plain = unseal(sealed, stage.town.town.office, context);
            if (!plain)
                continue;
            addBytes(canaries, "what is sealed for the office", *plain);
            if (context == recoveryAttachment)
                addText(canaries, "recovery code", voucherNumber(idFrom<VoucherId>(*plain)));
        }
    }
    return canaries;
}

} // namespace

class StolenImageTest : public QObject
{
    Q_OBJECT

private slots:

    void initTestCase() { qInstallMessageHandler(keepLog); }

    void cleanupTestCase() { qInstallMessageHandler(nullptr); }

    /// Database, log and whatever else lies in the folder, while the program runs and after it was killed.
    void aLockedTabletsDiskTellsAThiefNothingOfPeople()
    {
        WorkerStage stage;
        live(stage);
        QVERIFY(!stage.unlock.unlocked);
        const std::vector<Canary> canaries = canariesOf(stage);
        QVERIFY(canaries.size() >= 12 + 3 * 8 + 6);
        const QByteArray running = stage.image();
        stage.worker.reset();
        const QByteArray closed = stage.image();
        const QByteArray stick = stage.saved.first();
        int found = 0;
        for (const Canary& canary : canaries) {
            for (const QByteArray* image : {&running, &closed, &stick, &std::as_const(logged)}) {
                if (image->contains(canary.bytes)) {
                    ++found;
                    qWarning("%s", canary.what);
                }
            }
        }
        QCOMPARE(found, 0);
        // What may be there is found by the same search: a random id, and what was sealed.
        QVERIFY(running.contains(bytesOf(stage.town.town.claims(2).id).toByteArray()));
        QVERIFY(closed.contains(bytesOf(stage.town.town.claims(2).id).toByteArray()));
        QVERIFY(closed.contains(stage.town.attachments.begin()->second));
        QVERIFY(stick.contains(bytesOf(stage.town.town.claims(2).id).toByteArray()));
    }

    void whatIsExportedHoldsNoUploadTokenAndNoVault()
    {
        WorkerStage stage;
        live(stage);
        stage.worker.reset();
        const QByteArray token(32, 't');
        QVERIFY(stage.image().contains(token));
        const InspectRun run = inspect({QStringLiteral("ledger"), stage.path()});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.lines.size() > 5);
        QByteArray told = run.complaint + stage.saved.first();
        for (const QJsonObject& line : run.lines)
            told += QJsonDocument(line).toJson(QJsonDocument::Compact);
        QVERIFY(!told.contains(token) && !told.contains(token.toHex()) && !told.contains(token.toBase64()));
        QVERIFY(!told.contains("EPT1") && !told.contains("vault"));
    }
};

QTEST_GUILESS_MAIN(StolenImageTest)
#include "stolen_image_test.moc"
