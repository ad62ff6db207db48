#include "crypto/cbor.h"
#include "crypto/sign1.h"
#include "sync/export.h"
#include "sync/messages.h"
#include "tests/sync/tablet.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// A tablet that was enrolled and then lost its network.
struct CutOff : Tablet
{
    CutOff()
    {
        enrol();
        bend = [](const HttpRequest&, HttpAnswer& answer) { answer = {}; };
    }

    Export exported() { return exportWaiting(*ledger, *vault->key()).value(); }

    /// What the office takes of a file: new entries.
    std::int64_t import(const QByteArray& file)
    {
        std::int64_t fresh = 0;
        const QByteArrayList requests = verifyExport(file, vault->publicKey()).value();
        for (const QByteArray& request : requests)
            fresh += office.intake->exported(request, id, clock.read().wall).value().value().stored;
        return fresh;
    }

    /// … and what the stick brings back.
    QByteArray answerTo(const Export& exported)
    {
        QByteArrayList receipts;
        const QByteArrayList requests = verifyExport(exported.file, vault->publicKey()).value();
        for (const QByteArray& request : requests)
            receipts += signReceipt(office.intake->exported(request, id, clock.read().wall).value().value().receipt,
                                    office.town.receipt);
        return receiptsFile(receipts);
    }

    /// Saves what waits as a stick takes it.
    Export saved()
    {
        const Export waiting = exported();
        must(ledger->keepExported(waiting.requests));
        return waiting;
    }

    tl::expected<bool, NotTaken> take(const QByteArray& file) { return takeReceipts(*ledger, file, clock.read()); }

    std::int64_t waiting() const { return ledger->head().sequence - ledger->acknowledgedUpTo(); }

    VerdictKind word(Sequence sequence) { return office.word(id, sequence).kind; }
};

DocumentError refusal(const QByteArray& file, const PublicKey& key)
{
    const auto read = verifyExport(file, key);
    return read ? DocumentError::Older : read.error();
}

QByteArray fileOf(const QByteArrayList& parts)
{
    CborWriter writer;
    writer.array(parts.size());
    for (const QByteArray& part : parts)
        writer.bytes(part);
    return writer.take();
}

} // namespace

/// What a tablet without a network saves for the office.
class ExportTest : public QObject
{
    Q_OBJECT

private slots:

    void carriesEverythingThatWaits()
    {
        CutOff tablet;
        const Sequence first = tablet.redeem(1);
        const Sequence second = tablet.redeem(2);
        const Export exported = tablet.exported();
        QCOMPARE(exported.entries, 2);
        QCOMPARE(tablet.import(exported.file), 2);
        QCOMPARE(tablet.word(first), VerdictKind::Counted);
        QCOMPARE(tablet.word(second), VerdictKind::Counted);
    }

    void movesNothingUntilAReceiptComes()
    {
        CutOff tablet;
        tablet.redeem(1);
        tablet.import(tablet.exported().file);
        QCOMPARE(tablet.exported().entries, 1);
        tablet.redeem(2);
        QCOMPARE(tablet.exported().entries, 2);
    }

    void countsNothingTwice()
    {
        CutOff tablet;
        const Sequence first = tablet.redeem(1);
        const QByteArray monday = tablet.exported().file;
        tablet.redeem(2);
        const QByteArray tuesday = tablet.exported().file;
        QCOMPARE(tablet.import(tuesday), 2);
        QCOMPARE(tablet.import(monday), 0);
        QCOMPARE(tablet.import(tuesday), 0);
        // … nor when the network is there again after all.
        tablet.bend = {};
        tablet.courier->networkIsBack();
        tablet.transport.run();
        QCOMPARE(tablet.state().waiting, 0);
        QCOMPARE(tablet.storedEntries(), 2u);
        QCOMPARE(tablet.ledger->line(first)->verdict->kind, VerdictKind::Counted);
    }

    void goesOnPastOneRequest()
    {
        CutOff tablet;
        for (int entry = 0; entry < 2 * batchCount + 1; ++entry)
            tablet.append(NoteBody{NoteReason::NoPaper, {}, {}, {}});
        const Export exported = tablet.exported();
        QCOMPARE(exported.entries, 2 * batchCount + 1);
        QCOMPARE(verifyExport(exported.file, tablet.vault->publicKey())->size(), 3);
        QCOMPARE(tablet.import(exported.file), 2 * batchCount + 1);
    }

    void isAnsweredByTheStickThatBroughtIt()
    {
        CutOff tablet;
        const Sequence first = tablet.redeem(1);
        for (int entry = 0; entry < batchCount; ++entry)
            tablet.append(NoteBody{NoteReason::NoPaper, {}, {}, {}});
        const QByteArray answer = tablet.answerTo(tablet.saved());
        QCOMPARE(receiptsIn(answer)->size(), 2);
        QVERIFY(tablet.take(answer).value());
        QCOMPARE(tablet.waiting(), 0);
        QCOMPARE(tablet.ledger->line(first)->verdict->kind, VerdictKind::Counted);
        QVERIFY(!tablet.take(answer).value());
        // Also after a restart, and also for an earlier file.
        tablet.redeem(2);
        const Export monday = tablet.saved();
        tablet.redeem(3);
        tablet.saved();
        tablet.ledger.reset();
        tablet.ledger = Ledger::open(tablet.folder.filePath(QStringLiteral("ledger"))).value();
        QVERIFY(tablet.take(tablet.answerTo(monday)).value());
        QCOMPARE(tablet.waiting(), 1);
    }

    void isAnsweredOnlyWhereItWasSaved()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray answer = tablet.answerTo(tablet.exported());
        QCOMPARE(tablet.take(answer).error().error, DocumentError::NotForUs);
        QCOMPARE(tablet.take("no file").error().error, DocumentError::Malformed);
        QCOMPARE(tablet.take(receiptsFile({"no receipt"})).error().error, DocumentError::NotForUs);
        QVERIFY(!receiptsIn(receiptsFile({})));
        QCOMPARE(tablet.waiting(), 1);
    }

    void isAnsweredWithoutTouchingTheClock()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray answer = tablet.answerTo(tablet.saved());
        tablet.clock.advance(72h);
        const Bulletin later = tablet.office.town.bulletin([&tablet](BulletinContent& content) {
            content.version = 2;
            content.issued = tablet.clock.read().wall;
            content.freshUntil = content.issued + 72h;
            content.expires = content.issued + 336h;
        });
        QVERIFY(takeBulletin(*tablet.ledger, later.message(), tablet.clock.read()).value());
        const auto floor = tablet.ledger->clockFloor();
        QVERIFY(tablet.take(answer).value());
        QVERIFY(tablet.ledger->clockFloor() == floor);
        QVERIFY(!tablet.ledger->mistakenFloor());
    }

    void anOldAnswerMovesNothingBack()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray monday = tablet.answerTo(tablet.saved());
        tablet.clock.advance(24h);
        tablet.redeem(2);
        const QByteArray tuesday = tablet.answerTo(tablet.saved());
        QVERIFY(tablet.take(tuesday).value());
        QVERIFY(!tablet.take(monday).value());
        QCOMPARE(tablet.waiting(), 0);
    }

    void isRememberedToTheLatestFew()
    {
        CutOff tablet;
        tablet.redeem(1);
        const Export first = tablet.saved();
        for (std::size_t file = 1; file < mostExported; ++file)
            tablet.saved();
        QCOMPARE(tablet.ledger->exported().size(), mostExported);
        QVERIFY(tablet.ledger->exported().front() == first.requests.front());
        const Export last = tablet.saved();
        QCOMPARE(tablet.ledger->exported().size(), mostExported);
        QVERIFY(tablet.ledger->exported().back() == last.requests.front());
        QCOMPARE(tablet.take(tablet.answerTo(first)).error().error, DocumentError::NotForUs);
    }

    void isEmptyWhereNothingWaits()
    {
        CutOff tablet;
        QCOMPARE(tablet.exported().entries, 0);
        QVERIFY(!claimedExporter(tablet.exported().file));
    }

    void isTheTabletsOwnWord()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray file = tablet.exported().file;
        const PublicKey& key = tablet.vault->publicKey();
        QVERIFY(claimedExporter(file) == key.id());
        const PrivateKey other = PrivateKey::generate(Algorithm::ES256);
        QCOMPARE(refusal(file, other.publicKey()), DocumentError::UnknownKey);
        const QByteArray request = verifyExport(file, key)->front();
        const QByteArray good = sign1(*tablet.vault->key(), Object::Export, request);
        QVERIFY(verifyExport(fileOf({good}), key));
        QCOMPARE(refusal(fileOf({good, sign1(other, Object::Export, request)}), key), DocumentError::UnknownKey);
        QCOMPARE(refusal(fileOf({sign1(*tablet.vault->key(), Object::Entry, request)}), key),
                 DocumentError::BadSignature);
        QCOMPARE(refusal(fileOf({}), key), DocumentError::Malformed);
        QCOMPARE(refusal(fileOf({"part"}), key), DocumentError::Malformed);
    }

    void isTakenWholeOrNotAtAll()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray file = tablet.exported().file;
        for (qsizetype size = 0; size < file.size(); size += 7)
            QVERIFY(!verifyExport(file.first(size), tablet.vault->publicKey()));
        QVERIFY(!verifyExport(file + '\0', tablet.vault->publicKey()));
        for (qsizetype at = 0; at < file.size(); at += 11) {
            QByteArray spoilt = file;
            spoilt[at] = static_cast<char>(spoilt[at] ^ 4);
            QVERIFY(!verifyExport(spoilt, tablet.vault->publicKey()));
        }
    }

    void givesNobodyElsesEntries()
    {
        CutOff tablet;
        WireTablet other(tablet.office, 7);
        other.redeem(tablet.office.issue(tablet.office.town.claims(1)));
        const auto taken = tablet.office.intake->exported(other.request(), tablet.id, baseInstant);
        QVERIFY(taken && !*taken);
        QVERIFY(tablet.office.registerOfAll->entries(other.id).value().empty());
        const auto noRequest = tablet.office.intake->exported("no request", tablet.id, baseInstant);
        QVERIFY(noRequest && !*noRequest);
    }

    void showsTheUploadTokenToNobody()
    {
        CutOff tablet;
        tablet.redeem(1);
        const QByteArray token = tablet.ledger->enrolment()->uploadToken;
        QVERIFY(token.size() >= 16);
        QVERIFY(!tablet.exported().file.contains(token) && !tablet.exported().file.contains(token.toHex()));
    }
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
