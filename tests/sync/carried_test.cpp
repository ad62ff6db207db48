#include "crypto/predecessor.h"
#include "sync/export.h"
#include "sync/messages.h"
#include "terminal/put_aside.h"
#include "terminal/salvage.h"
#include "tests/sync/tablet.h"

#include <QFile>
#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr TerminalId successor{{2, 2, 2, 2, 2, 2, 2, 2}};

/// The tablet's file is damaged after its entries so far; a new one takes its place and is enrolled anew.
void becomeAnother(Tablet& tablet)
{
    const QString path = tablet.folder.filePath(QStringLiteral("ledger"));
    tablet.courier.reset();
    tablet.ledger.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(4096, 'x')) == 4096);
    file.close();
    QVERIFY(!putAside(path).isEmpty());
    tablet.ledger = Ledger::open(path).value();
    QVERIFY(bringOver(*tablet.ledger, path));
    tablet.vault = Vault::create(u"271828", ScryptCost{1u << 10, 8, 1}).value();
    QVERIFY(tablet.ledger->storeVault(tablet.vault->stored(), tablet.vault->publicKey()));
    tablet.id = successor;
    tablet.start();
    QVERIFY(tablet.courier->invite(tablet.print(tablet.invitation('2'))));
    tablet.transport.run();
    tablet.confirm();
    tablet.clock.advance(3s);
    tablet.transport.run();
}

void nameThoseBefore(Tablet& tablet)
{
    tablet.append(NoticeBody{NoticeKind::Salvaged, encode(tablet.ledger->predecessors()), {}, {}});
    tablet.courier->wake();
    tablet.transport.run();
}

bool isFor(const HttpRequest& request, TerminalId terminal)
{
    const auto entries = entriesRequestFrom(request.body);
    return entries && entries->terminal == terminal;
}

} // namespace

/// A damaged tablet's entries on their way to the municipality.
class CarriedTest : public QObject
{
    Q_OBJECT

private slots:

    void arriveUnderTheOldNameOnceTheNewOneHasSaidWhoItIs()
    {
        Tablet tablet;
        const TerminalId before = tablet.id;
        tablet.enrol();
        for (std::uint32_t number = 1; number <= 5; ++number) {
            tablet.redeem(number);
            if (number == 2) {
                tablet.courier->wake();
                tablet.transport.run();
            }
        }
        becomeAnother(tablet);
        QCOMPARE(tablet.state().waiting, 5);
        QCOMPARE(tablet.office.registerOfAll->entries(before).value().size(), 2u);
        nameThoseBefore(tablet);
        QCOMPARE(tablet.state().waiting, 0);
        QCOMPARE(tablet.storedEntries(), 1u);
        QCOMPARE(tablet.office.registerOfAll->entries(before).value().size(), 5u);
        for (Sequence sequence = 1; sequence <= 5; ++sequence)
            QCOMPARE(tablet.office.registerOfAll->verdictOf(before, sequence).value()->kind, VerdictKind::Counted);
    }

    void goOnWhereTheyWereInterrupted()
    {
        Tablet tablet;
        const TerminalId before = tablet.id;
        tablet.enrol();
        for (std::uint32_t number = 1; number <= 3; ++number)
            tablet.redeem(number);
        becomeAnother(tablet);
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            if (isFor(request, before))
                answer = {HttpOutcome::TimedOut};
        };
        nameThoseBefore(tablet);
        QCOMPARE(tablet.state().waiting, 3);
        tablet.bend = {};
        tablet.courier.reset();
        tablet.start();
        tablet.courier->start();
        tablet.transport.run();
        QCOMPARE(tablet.state().waiting, 0);
        QCOMPARE(tablet.office.registerOfAll->entries(before).value().size(), 3u);
    }

    void goOnAStickToo()
    {
        Tablet tablet;
        const TerminalId before = tablet.id;
        tablet.enrol();
        for (std::uint32_t number = 1; number <= 2; ++number)
            tablet.redeem(number);
        becomeAnother(tablet);
        tablet.bend = [](const HttpRequest&, HttpAnswer& answer) { answer = {}; };
        nameThoseBefore(tablet);
        const Export exported = exportWaiting(*tablet.ledger, *tablet.vault->key()).value();
        QCOMPARE(exported.entries, 3);
        must(tablet.ledger->keepExported(exported.requests));
        QByteArrayList receipts;
        const QByteArrayList requests = verifyExport(exported.file, tablet.vault->publicKey()).value();
        for (const QByteArray& request : requests) {
            const auto taken = tablet.office.intake->exported(request, tablet.id, baseInstant).value();
            QVERIFY(taken);
            receipts += signReceipt(taken->receipt, tablet.office.town.receipt);
        }
        QCOMPARE(tablet.storedEntries(), 1u);
        QCOMPARE(tablet.office.registerOfAll->entries(before).value().size(), 2u);
        for (Sequence sequence = 1; sequence <= 2; ++sequence)
            QCOMPARE(tablet.office.registerOfAll->verdictOf(before, sequence).value()->kind, VerdictKind::Counted);
        QVERIFY(takeReceipts(*tablet.ledger, receiptsFile(receipts), tablet.clock.read()).value());
        QCOMPARE(tablet.ledger->carriedWaiting(), 0);
    }

    void neverHoldUpWhatIsRecordedNow()
    {
        Tablet tablet;
        const TerminalId before = tablet.id;
        tablet.enrol();
        tablet.redeem(1);
        becomeAnother(tablet);
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            if (isFor(request, before))
                answer = {HttpOutcome::Answered, 401, {}, {}, {}};
        };
        nameThoseBefore(tablet);
        QCOMPARE(tablet.storedEntries(), 1u);
        tablet.redeem(2);
        tablet.courier->wake();
        tablet.transport.run();
        QCOMPARE(tablet.storedEntries(), 2u);
        QCOMPARE(tablet.state().waiting, 1);
        // Asked again, but quietly.
        const int sent = tablet.transport.sent;
        tablet.clock.advance(14min);
        tablet.transport.run();
        QCOMPARE(tablet.transport.sent, sent);
        tablet.bend = {};
        tablet.clock.advance(2min);
        tablet.transport.run();
        QCOMPARE(tablet.state().waiting, 0);
        QCOMPARE(tablet.office.registerOfAll->entries(before).value().size(), 1u);
    }

    void leaveByAReceiptForThatTerminalOnly()
    {
        Tablet tablet;
        const TerminalId before = tablet.id;
        tablet.enrol();
        tablet.redeem(1);
        becomeAnother(tablet);
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            if (!isFor(request, before))
                return;
            ReceiptContent content{};
            content.terminal = successor;
            content.request = sha256(request.body);
            content.upTo = 1;
            content.serverTime = tablet.clock.read().wall;
            answer.body = signReceipt(content, tablet.office.town.receipt);
        };
        nameThoseBefore(tablet);
        QCOMPARE(tablet.state().waiting, 1);
    }
};

QTEST_GUILESS_MAIN(CarriedTest)
#include "carried_test.moc"
