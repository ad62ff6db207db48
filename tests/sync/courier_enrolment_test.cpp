#include "tests/sync/tablet.h"

#include <QTest>

#include <map>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Link = CourierState::Link;
using State = CourierState::Enrolment;

} // namespace

/// How a tablet comes to its town.
class CourierEnrolmentTest : public QObject
{
    Q_OBJECT

private slots:
    void enrolsOnceTheOfficerHasConfirmed();
    void enrolsThoughEveryFirstAnswerIsLost();
    void refusesAnInvitationThatIsOverOrUnknown();
    void keepsTryingWhenOnlyTheListIsExpired();
    void takesAnotherPaperInsteadOfTheKeptOne();
    void keepsThePaperAcrossARestart();
};

void CourierEnrolmentTest::enrolsOnceTheOfficerHasConfirmed()
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

void CourierEnrolmentTest::enrolsThoughEveryFirstAnswerIsLost()
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

void CourierEnrolmentTest::refusesAnInvitationThatIsOverOrUnknown()
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

void CourierEnrolmentTest::keepsTryingWhenOnlyTheListIsExpired()
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

void CourierEnrolmentTest::takesAnotherPaperInsteadOfTheKeptOne()
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

void CourierEnrolmentTest::keepsThePaperAcrossARestart()
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

QTEST_GUILESS_MAIN(CourierEnrolmentTest)
#include "courier_enrolment_test.moc"
