#include "tests/sync/tablet.h"

#include <QTest>

#include <map>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Link = CourierState::Link;
using State = CourierState::Enrolment;

bool isUpload(const HttpRequest& request)
{
    return request.url.endsWith(QLatin1StringView("/v1/entries"));
}

} // namespace

class CourierTest : public QObject
{
    Q_OBJECT

private slots:
    void enrolsOnceTheOfficerHasConfirmed();
    void enrolsThoughEveryFirstAnswerIsLost();
    void refusesAnInvitationThatIsOverOrUnknown();
    void keepsTryingWhenOnlyTheListIsExpired();
    void takesAnotherPaperInsteadOfTheKeptOne();
    void keepsThePaperAcrossARestart();
    void uploadsInBatchesWhileLocked();
    void storesOnceWhenTheReceiptIsLost();
    void seesACaptivePortalAndKeepsTheOutbox();
    void saysWhyThereIsNoConnection();
    void waitsLongerWithEachFailureUpToFiveMinutesAndAsAtFirstAfterASuccess();
    void keepsAPaceWhenTheMunicipalityTakesNothing();
    void honoursRetryAfterAlsoWhenWoken();
    void refusesReceiptsForOthers();
    void asksAgainForAReceiptThatWasLongOnItsWay();
    void resendsToARegisterRestoredFromABackup();
    void neverRunsHotBetweenTwoRegistersThatDisagree();
    void haltsOnAReceiptBeyondItsOwnHead();
    void takesNewerDocumentsAndRefusesOlderOnes();
    void uploadsThoughDownloadsFailAndDownloadsThoughUploadsFail();
    void leavesADeadNetworkAtOnce();
    void survivesAnswersAndTimersAfterItsEnd();
    void asksAgainQuietlyAndNotMore();
    void asksLessOftenWhereBytesCost();
};

void CourierTest::enrolsOnceTheOfficerHasConfirmed()
{
    Tablet tablet;
    QVERIFY(!tablet.courier->invite(u"EPT1:ABC"));
    QVERIFY(tablet.courier->invite(tablet.print(tablet.invitation())));
    QCOMPARE(tablet.state().enrolment, State::Waiting);
    QVERIFY(std::holds_alternative<Hash>(tablet.transport.next().trust));
    QCOMPARE(tablet.transport.run(), 2);
    QCOMPARE(tablet.state().enrolment, State::AwaitingOfficer);
    QVERIFY(tablet.state().words);
    tablet.clock.advance(3s);
    QCOMPARE(tablet.transport.run(), 1);
    QCOMPARE(tablet.state().enrolment, State::AwaitingOfficer);
    tablet.confirm();
    tablet.clock.advance(3s);
    tablet.transport.run();
    QCOMPARE(tablet.state().enrolment, State::Done);
    QVERIFY(!tablet.state().words);
    QCOMPARE(tablet.ledger->enrolment()->terminal, tablet.id);
    QVERIFY(!tablet.courier->invite(tablet.print(tablet.invitation('2'))));
    const auto spent = tablet.office.registerOfAll->invitationBySecret(QByteArray(16, 's'));
    QCOMPARE((*spent)->state, InvitationState::Spent);
}

void CourierTest::enrolsThoughEveryFirstAnswerIsLost()
{
    Tablet tablet;
    std::map<QString, int> calls;
    tablet.bend = [&calls](const HttpRequest& request, HttpAnswer& answer) {
        if (++calls[request.url] % 2 == 1)
            answer = {HttpOutcome::TimedOut};
    };
    tablet.courier->invite(tablet.print(tablet.invitation()));
    bool confirmed = false;
    for (int step = 0; step < 100 && tablet.state().enrolment != State::Done; ++step) {
        tablet.transport.run(1);
        tablet.clock.advance(3s);
        if (!confirmed && tablet.state().enrolment == State::AwaitingOfficer) {
            tablet.confirm();
            confirmed = true;
        }
    }
    QCOMPARE(tablet.state().enrolment, State::Done);
    tablet.bend = {};
    tablet.redeem(1);
    tablet.courier->networkIsBack();
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
}

void CourierTest::refusesAnInvitationThatIsOverOrUnknown()
{
    Tablet late;
    InvitationContent over = late.invitation();
    over.issued -= std::chrono::hours(24 * 8);
    over.expires = baseInstant;
    late.courier->invite(late.print(over));
    late.transport.run();
    QCOMPARE(late.state().enrolment, State::Refused);
    QCOMPARE(late.state().link, Link::Idle);
    QCOMPARE(late.transport.sent, 1);

    Tablet unknown;
    unknown.courier->invite(invitationText(signInvitation(unknown.invitation(), unknown.office.town.enrolment)));
    unknown.transport.run();
    QCOMPARE(unknown.state().enrolment, State::Refused);
    unknown.clock.advance(1h);
    QCOMPARE(unknown.transport.waiting(), std::size_t(0));
}

void CourierTest::keepsTryingWhenOnlyTheListIsExpired()
{
    Tablet tablet;
    tablet.bend = [&tablet](const HttpRequest&, HttpAnswer& answer) {
        answer.body =
            tablet.office.town.trustList([](TrustListContent& content) { content.expires = baseInstant - 1h; })
                .message();
    };
    tablet.courier->invite(tablet.print(tablet.invitation()));
    tablet.transport.run();
    QCOMPARE(tablet.state().enrolment, State::Waiting);
    QCOMPARE(tablet.state().link, Link::ServerTrouble);
    tablet.bend = {};
    tablet.clock.advance(10s);
    tablet.transport.run();
    QCOMPARE(tablet.state().enrolment, State::AwaitingOfficer);
}

void CourierTest::takesAnotherPaperInsteadOfTheKeptOne()
{
    Tablet tablet;
    tablet.courier->invite(tablet.print(tablet.invitation('1')));
    tablet.transport.run();
    const auto words = tablet.state().words;
    QVERIFY(words);
    tablet.courier->invite(tablet.print(tablet.invitation('2')));
    QVERIFY(!tablet.state().words);
    tablet.transport.run();
    QVERIFY(tablet.state().words);
    QVERIFY(tablet.state().words != words);
    tablet.clock.advance(3s);
    QCOMPARE(tablet.transport.waiting(), std::size_t(1));
}

void CourierTest::keepsThePaperAcrossARestart()
{
    Tablet tablet;
    tablet.courier->invite(tablet.print(tablet.invitation()));
    tablet.transport.forget();
    tablet.start();
    tablet.courier->start();
    QCOMPARE(tablet.state().enrolment, State::Waiting);
    tablet.transport.run();
    QCOMPARE(tablet.state().enrolment, State::AwaitingOfficer);
    tablet.confirm();
    tablet.clock.advance(3s);
    tablet.transport.run();
    tablet.start();
    tablet.courier->start();
    QCOMPARE(tablet.state().enrolment, State::Done);
}

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

void CourierTest::waitsLongerWithEachFailureUpToFiveMinutesAndAsAtFirstAfterASuccess()
{
    Tablet tablet;
    tablet.enrol();
    tablet.random = 1;
    int uploads = 0;
    bool fails = true;
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (isUpload(request)) {
            ++uploads;
            if (fails)
                answer = {HttpOutcome::Answered, 500, {}, {}, {}};
        }
    };
    const auto waits = [&](std::chrono::milliseconds wait) {
        const int before = uploads;
        tablet.clock.advance(wait - 1ms);
        tablet.transport.run();
        const bool early = uploads != before;
        tablet.clock.advance(1ms);
        tablet.transport.run();
        return !early && uploads == before + 1;
    };
    tablet.redeem(1);
    tablet.courier->wake();
    tablet.transport.run();
    for (const std::chrono::seconds wait : {2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s})
        QVERIFY2(waits(wait), qPrintable(QString::number(wait.count())));
    fails = false;
    QVERIFY(waits(5min));
    fails = true;
    tablet.redeem(2);
    tablet.courier->wake();
    tablet.transport.run();
    QVERIFY(waits(2s));
}

void CourierTest::keepsAPaceWhenTheMunicipalityTakesNothing()
{
    Tablet tablet;
    tablet.enrol();
    tablet.random = 1;
    // Its attachment is lost: the register answers with a good receipt, but takes nothing.
    const IssuedVoucher voucher = tablet.office.issue(tablet.office.town.claims(1));
    tablet.append(redemptionOf(voucher, sha256("lost")));
    tablet.transport.sent = 0;
    tablet.courier->wake();
    for (int minute = 0; minute < 10; ++minute) {
        tablet.transport.run();
        tablet.clock.advance(1min);
    }
    QCOMPARE(tablet.state().waiting, 1);
    QVERIFY2(tablet.transport.sent >= 5 && tablet.transport.sent < 20,
             qPrintable(QString::number(tablet.transport.sent)));
}

void CourierTest::honoursRetryAfterAlsoWhenWoken()
{
    Tablet tablet;
    tablet.enrol();
    tablet.redeem(1);
    tablet.bend = [](const HttpRequest&, HttpAnswer& answer) {
        answer = {HttpOutcome::Answered, 503, {}, {}, std::chrono::seconds(120)};
    };
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.state().link, Link::ServerTrouble);
    tablet.redeem(2);
    tablet.courier->wake();
    QCOMPARE(tablet.state().waiting, 2);
    tablet.clock.advance(119s);
    QCOMPARE(tablet.transport.waiting(), std::size_t(0));
    tablet.bend = {};
    tablet.clock.advance(1s);
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
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

void CourierTest::neverRunsHotBetweenTwoRegistersThatDisagree()
{
    Tablet tablet;
    tablet.random = 1;
    tablet.enrol();
    tablet.redeem(1);
    bool forgetful = false;
    tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
        if (!isUpload(request))
            return;
        forgetful = !forgetful;
        if (forgetful)
            return;
        tablet.clock.setWall(tablet.clock.read().wall + 1s);
        const ReceiptContent lost{tablet.id, sha256(request.body), 0, {}, {}, {}, tablet.clock.read().wall, {}};
        answer.body = signReceipt(lost, tablet.office.town.receipt);
    };
    tablet.transport.sent = 0;
    tablet.courier->wake();
    for (int minute = 0; minute < 10; ++minute) {
        QVERIFY(tablet.transport.run(10) < 10);
        tablet.clock.advance(1min);
    }
    QVERIFY(tablet.transport.sent < 60);
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

void CourierTest::leavesADeadNetworkAtOnce()
{
    Tablet tablet;
    tablet.random = 0.99;
    tablet.enrol();
    tablet.redeem(1);
    tablet.courier->wake();
    QCOMPARE(tablet.transport.waiting(), std::size_t(1));
    tablet.courier->networkIsBack();
    // The hanging upload, its successor and the download.
    QCOMPARE(tablet.transport.waiting(), std::size_t(3));
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.storedEntries(), std::size_t(1));
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

void CourierTest::asksAgainQuietlyAndNotMore()
{
    Tablet tablet;
    tablet.enrol();
    tablet.transport.sent = 0;
    for (int minute = 0; minute < 60; ++minute) {
        tablet.clock.advance(1min);
        tablet.transport.run();
    }
    // Four uploads, two downloads of two documents.
    QCOMPARE(tablet.transport.sent, 8);
}

void CourierTest::asksLessOftenWhereBytesCost()
{
    Tablet tablet;
    tablet.enrol();
    tablet.courier->setMetered(true);
    tablet.courier->networkIsBack();
    tablet.transport.run();
    tablet.transport.sent = 0;
    const auto liveOn = [&tablet](std::chrono::minutes time) {
        for (auto lived = 0min; lived < time; lived += 1min) {
            tablet.clock.advance(1min);
            tablet.transport.run();
        }
    };
    liveOn(4h);
    // Two uploads, one download of two documents.
    QCOMPARE(tablet.transport.sent, 4);
    tablet.redeem(1);
    tablet.courier->wake();
    tablet.transport.run();
    QCOMPARE(tablet.state().waiting, 0);
    tablet.transport.sent = 0;
    tablet.courier->setMetered(false);
    tablet.transport.run();
    QCOMPARE(tablet.transport.sent, 3);
    tablet.courier->setMetered(false);
    tablet.transport.run();
    QCOMPARE(tablet.transport.sent, 3);
    liveOn(60min);
    QCOMPARE(tablet.transport.sent, 11);
}

QTEST_GUILESS_MAIN(CourierTest)
#include "courier_test.moc"
