#include "tests/sync/tablet.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Link = CourierState::Link;

} // namespace

/// What the courier brings and takes, whatever the way does to it.
class CourierTest : public QObject
{
    Q_OBJECT

private slots:
    void uploadsInBatchesWhileLocked();
    void storesOnceWhenTheReceiptIsLost();
    void seesACaptivePortalAndKeepsTheOutbox();
    void saysWhyThereIsNoConnection();
    void refusesReceiptsForOthers();
    void asksAgainForAReceiptThatWasLongOnItsWay();
    void resendsToARegisterRestoredFromABackup();
    void haltsOnAReceiptBeyondItsOwnHead();
    void takesNewerDocumentsAndRefusesOlderOnes();
    void uploadsThoughDownloadsFailAndDownloadsThoughUploadsFail();
    void survivesAnswersAndTimersAfterItsEnd();
};

void CourierTest::uploadsInBatchesWhileLocked()
{
    Tablet tablet;
    tablet.enrol();
    for (int entry = 0; entry < 450; ++entry)
        tablet.append(NoticeBody{NoticeKind::OperatorAdded, {}});
    tablet.redeem(1);
    tablet.vault->lock();
    int uploads = 0;
    tablet.bend = [&uploads](const HttpRequest& request, HttpAnswer&) { uploads += isUpload(request) ? 1 : 0; };
    tablet.courier->wake();
    QCOMPARE(tablet.state().waiting, 451);
    tablet.transport.run();
    QCOMPARE(uploads, 3);
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.state().link, Link::Idle);
    QVERIFY(tablet.state().answered);
    QCOMPARE(tablet.office.word(tablet.id, 451).kind, VerdictKind::Counted);
    QCOMPARE(tablet.ledger->line(451)->verdict->kind, VerdictKind::Counted);
}

void CourierTest::storesOnceWhenTheReceiptIsLost()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    int lost = 0;
    tablet.bend = [&lost](const HttpRequest& request, HttpAnswer& answer) {
        if (isUpload(request) && ++lost <= 3)
            answer = {HttpOutcome::NoNetwork};
    };
    tablet.courier->wake();
    for (int step = 0; step < 5; ++step) {
        tablet.transport.run();
        tablet.clock.advance(20s);
    }
    QCOMPARE(lost, 4);
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
    QCOMPARE(tablet.office.registerOfAll->verdictsAbove(tablet.id, 0, 100)->size(), std::size_t(1));
}

void CourierTest::seesACaptivePortalAndKeepsTheOutbox()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.bend = [](const HttpRequest&, HttpAnswer& answer) {
        answer = {HttpOutcome::Answered, 200, QByteArrayLiteral("<html>Welcome to the café</html>"), {}, {}};
    };
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.state().link, Link::ClosedGate);
    QCOMPARE(tablet.state().waiting, 1);
    tablet.bend = {};
    tablet.clock.advance(1min);
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
}

void CourierTest::saysWhyThereIsNoConnection()
{
    const std::pair<HttpAnswer, Link> said[] = {
        {{HttpOutcome::NoNetwork}, Link::NoNetwork},        {{HttpOutcome::TimedOut}, Link::NoNetwork},
        {{HttpOutcome::NotTrusted}, Link::NotTrusted},      {{HttpOutcome::TooLarge}, Link::ClosedGate},
        {{HttpOutcome::Answered, 302}, Link::ClosedGate},   {{HttpOutcome::Answered, 400}, Link::ServerTrouble},
        {{HttpOutcome::Answered, 503}, Link::ServerTrouble}};
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    for (const auto& [answer, link] : said) {
        tablet.bend = [&answer = answer](const HttpRequest&, HttpAnswer& given) { given = answer; };
        tablet.courier->networkIsBack();
        tablet.transport.run(2);
        QCOMPARE(tablet.state().link, link);
    }
}

void CourierTest::refusesReceiptsForOthers()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    const ReceiptContent good{tablet.id, {}, 1, tablet.ledger->head().hash, {}, {}, baseInstant, {}};
    for (int kind = 0; kind < 3; ++kind) {
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            if (!isUpload(request))
                return;
            ReceiptContent content = good;
            content.request = kind == 0 ? sha256("another request") : sha256(request.body);
            if (kind == 1)
                content.terminal = TerminalId{{8}};
            answer.body = signReceipt(content, kind == 2 ? tablet.office.town.bulletinKey : tablet.office.town.receipt);
        };
        tablet.courier->networkIsBack();
        tablet.transport.run();
        QCOMPARE(tablet.state().waiting, 1);
        QCOMPARE(tablet.state().link, Link::ClosedGate);
    }
}

void CourierTest::asksAgainForAReceiptThatWasLongOnItsWay()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    const Instant floor = tablet.ledger->clockFloor()->signedTime;
    tablet.courier->wake();
    // The tablet sleeps, and finds the answer when it wakes.
    tablet.clock.advance(5min + 1ms);
    tablet.transport.run();
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
    QCOMPARE(tablet.state().waiting, 1);
    QCOMPARE(tablet.ledger->clockFloor()->signedTime, floor);
    tablet.clock.advance(5min);
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
}

void CourierTest::resendsToARegisterRestoredFromABackup()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.courier->wake();
    tablet.transport.run();
    tablet.office.registerOfAll.reset();
    tablet.office.intake.reset();
    const QString backup = tablet.office.place() + QStringLiteral(".backup");
    QVERIFY(QFile::copy(tablet.office.place(), backup));
    tablet.office.open();
    tablet.redeem(2);
    tablet.redeem(3);
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.storedEntries(), std::size_t(3));

    tablet.office.intake.reset();
    tablet.office.registerOfAll.reset();
    QVERIFY(QFile::remove(tablet.office.place()));
    QVERIFY(QFile::rename(backup, tablet.office.place()));
    tablet.office.open();
    tablet.office.issue(tablet.office.town.claims(2));
    tablet.office.issue(tablet.office.town.claims(3));
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
    for (int step = 0; step < 9; ++step) {
        tablet.clock.advance(5min);
        tablet.transport.run();
    }
    QCOMPARE(tablet.storedEntries(), std::size_t(3));
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.ledger->line(3)->verdict->kind, VerdictKind::Counted);
}

void CourierTest::haltsOnAReceiptBeyondItsOwnHead()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        const ReceiptContent beyond{tablet.id, sha256(request.body), 7, sha256("7"), {}, {}, baseInstant, {}};
        if (isUpload(request))
            answer.body = signReceipt(beyond, tablet.office.town.receipt);
    };
    tablet.courier->wake();
    QVERIFY(tablet.transport.run() < 5);
    QVERIFY(tablet.ledger->halted());
    QCOMPARE(tablet.state().waiting, 1);
}

void CourierTest::takesNewerDocumentsAndRefusesOlderOnes()
{
    Tablet tablet;
    tablet.enrol();
    const auto bulletin = [&](std::int64_t version) {
        return tablet.office.town.bulletin([&](BulletinContent& content) { content.version = version; }).message();
    };
    must(tablet.office.registerOfAll->publishBulletin(5, bulletin(5)));
    tablet.clock.advance(30min);
    tablet.transport.run();
    QCOMPARE(tablet.ledger->bulletin()->content().version, 5);
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (request.url.endsWith(QLatin1StringView("bulletin")))
            answer = {HttpOutcome::Answered, 200, bulletin(4), {}, {}};
    };
    tablet.courier->networkIsBack();
    tablet.transport.run();
    QCOMPARE(tablet.ledger->bulletin()->content().version, 5);
    QCOMPARE(tablet.state().documentRefused, std::optional(DocumentError::Older));
    QCOMPARE(tablet.state().link, Link::Idle);
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (request.url.endsWith(QLatin1StringView("bulletin")))
            answer = {HttpOutcome::Answered, 200, bulletin(6).chopped(1), {}, {}};
    };
    tablet.courier->networkIsBack();
    tablet.transport.run();
    QCOMPARE(tablet.ledger->bulletin()->content().version, 5);
    QCOMPARE(tablet.state().link, Link::ClosedGate);
}

void CourierTest::uploadsThoughDownloadsFailAndDownloadsThoughUploadsFail()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.bend = [](const HttpRequest& request, HttpAnswer& answer) {
        if (!isUpload(request))
            answer = {HttpOutcome::Answered, 500, {}, {}, {}};
    };
    tablet.courier->networkIsBack();
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);

    tablet.redeem(2);
    const QByteArray newer =
        tablet.office.town.bulletin([](BulletinContent& content) { content.version = 9; }).message();
    must(tablet.office.registerOfAll->publishBulletin(9, newer));
    tablet.bend = [](const HttpRequest& request, HttpAnswer& answer) {
        if (isUpload(request))
            answer = {HttpOutcome::TimedOut};
    };
    tablet.courier->networkIsBack();
    tablet.transport.run();
    QCOMPARE(tablet.ledger->bulletin()->content().version, 9);
    QCOMPARE(tablet.state().waiting, 1);
}

void CourierTest::survivesAnswersAndTimersAfterItsEnd()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.courier->networkIsBack();
    tablet.courier.reset();
    tablet.transport.run();
    tablet.clock.advance(1h);
    QCOMPARE(tablet.transport.waiting(), std::size_t(0));
}

QTEST_GUILESS_MAIN(CourierTest)
#include "courier_test.moc"
