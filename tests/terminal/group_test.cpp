#include "terminal/calendar.h"
#include "terminal/group.h"
#include "tests/terminal/desk_fixture.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using State = GroupLine::State;

QString textOf(const DeskFixture& tablet, std::uint32_t number)
{
    return tablet.town.voucherText(tablet.town.claims(number));
}

int redemptions(DeskFixture& tablet)
{
    int count = 0;
    for (Sequence sequence = 1; sequence <= tablet.ledger->head().sequence; ++sequence) {
        const auto line = tablet.ledger->line(sequence);
        count += line && !line->voided && std::holds_alternative<RedemptionBody>(line->entry.body);
    }
    return count;
}

} // namespace

class GroupTest : public QObject
{
    Q_OBJECT

private slots:

    void recordsEachChildAtOnceAsAnEntryOfItsOwn()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        for (std::uint32_t child = 1; child <= 3; ++child) {
            const GroupLine& line = group.scanned(textOf(tablet, child));
            QCOMPARE(line.state, State::Recorded);
            QCOMPARE(line.number, static_cast<int>(child));
            QCOMPARE(line.voucher, std::optional(tablet.town.claims(child).id));
            QCOMPARE(tablet.ledger->head().sequence, static_cast<Sequence>(child));
        }
        QCOMPARE(group.lines().size(), std::size_t{3});
        QCOMPARE(redemptions(tablet), 3);
    }

    void theSameChildAgainChangesNothing()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        group.scanned(textOf(tablet, 1));
        group.scanned(textOf(tablet, 2));
        const GroupLine& again = group.scanned(textOf(tablet, 1));
        QCOMPARE(again.number, 1);
        QCOMPARE(again.state, State::Recorded);
        QCOMPARE(group.latest(), 1);
        QCOMPARE(group.lines().size(), std::size_t{2});
        QCOMPARE(tablet.ledger->head().sequence, 2);
    }

    void aChildOfTheMorningIsToldSoAndTakesNothing()
    {
        DeskFixture tablet;
        QVERIFY(tablet.desk->redeem(tablet.desk->check(textOf(tablet, 1)).value(), {}));
        Group group(*tablet.desk);
        const GroupLine& line = group.scanned(textOf(tablet, 1));
        QCOMPARE(line.state, State::Refused);
        QCOMPARE(line.refused->code, Refusal::AlreadyRedeemed);
        QCOMPARE(redemptions(tablet), 1);
    }

    void whatAsksFirstWaitsAndRecordsNothing()
    {
        DeskFixture tablet;
        tablet.publish([](BulletinContent& content) { content.holidays = {athensDay(baseInstant)}; });
        Group group(*tablet.desk);
        const GroupLine& line = group.scanned(textOf(tablet, 1));
        QCOMPARE(line.state, State::Asks);
        QCOMPARE(line.asks, Conditions(Condition::ClosedDay));
        QCOMPARE(line.text, textOf(tablet, 1));
        QCOMPARE(tablet.ledger->head().sequence, 0);

        const auto recorded = tablet.desk->redeem(tablet.desk->check(line.text).value(), {1}).value();
        group.took(line.text, recorded, false);
        QCOMPARE(group.lines().size(), std::size_t{1});
        QCOMPARE(group.lines().front().state, State::Recorded);
        QCOMPARE(group.lines().front().number, 1);
    }

    void aDepartureIsNeverTakenForAnArrival()
    {
        DeskFixture tablet;
        VoucherClaims claims = tablet.town.claims();
        claims.service = daycare;
        const QString text = tablet.town.voucherText(claims);
        Group(*tablet.desk).scanned(text);
        tablet.clock.advance(55min);
        Group group(*tablet.desk);
        const GroupLine& line = group.scanned(text);
        QCOMPARE(line.state, State::Asks);
        QVERIFY(line.departure);
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }

    void listsThatAgeAreSaidAndChangeNothing()
    {
        DeskFixture tablet;
        tablet.clock.advance(4 * 24h);
        Group group(*tablet.desk);
        QCOMPARE(group.scanned(textOf(tablet, 1)).state, State::Recorded);
        QCOMPARE(group.said(), Conditions(Condition::ListsAgeing));
        QCOMPARE(group.listsFrom(), tablet.ledger->bulletin()->content().issued);
    }

    void takingOffIsAVoidAndTheChildMayComeAgain()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        group.scanned(textOf(tablet, 1));
        QVERIFY(group.remove(1));
        QCOMPARE(group.lines().front().state, State::Removed);
        QCOMPARE(redemptions(tablet), 0);
        QCOMPARE(group.remove(1).error(), Desk::UndoError::NotFound);
        QCOMPARE(group.scanned(textOf(tablet, 1)).state, State::Recorded);
        QCOMPARE(group.lines().size(), std::size_t{1});
        QCOMPARE(redemptions(tablet), 1);
    }

    void takingOffEndsWithTheQuarterOfAnHour()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        group.scanned(textOf(tablet, 1));
        tablet.clock.advance(undoWindow + 1ms);
        QCOMPARE(group.remove(1).error(), Desk::UndoError::TooLate);
        QCOMPARE(group.lines().front().state, State::Recorded);
        QCOMPARE(redemptions(tablet), 1);
    }

    void aRefusedChildStaysWithItsReasonAndCanBeNoted()
    {
        DeskFixture tablet;
        VoucherClaims claims = tablet.town.claims();
        claims.expires = baseInstant - 1h;
        const QString text = tablet.town.voucherText(claims);
        Group group(*tablet.desk);
        QCOMPARE(group.scanned(text).refused->code, Refusal::Expired);
        QCOMPARE(group.lines().front().voucher, std::optional(claims.id));
        const auto note = tablet.desk->noteRefused(text, Refusal::Expired).value();
        group.took(text, note, true);
        QCOMPARE(group.lines().size(), std::size_t{1});
        QCOMPARE(group.lines().front().state, State::Noted);
        QVERIFY(group.remove(1));
    }

    void ofAForeignCodeNothingStaysInTheListButOneLine()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        group.scanned(QStringLiteral("https://menu.example/1"));
        const GroupLine& line = group.scanned(QStringLiteral("https://menu.example/2"));
        QCOMPARE(line.refused->code, Refusal::NotOurCode);
        QVERIFY(line.text.isEmpty());
        QCOMPARE(group.lines().size(), std::size_t{1});
    }

    void twoChildrenWhoseCodesCannotBeCheckedAreTwoLines()
    {
        DeskFixture tablet;
        const TestMunicipality elsewhere;
        Group group(*tablet.desk);
        QCOMPARE(group.scanned(elsewhere.voucherText(elsewhere.claims(1))).refused->code, Refusal::UnknownKey);
        group.scanned(elsewhere.voucherText(elsewhere.claims(2)));
        QCOMPARE(group.lines().size(), std::size_t{2});
    }

    void anEndlessRowOfBadCodesLeavesTheRecordedChildrenInTheList()
    {
        DeskFixture tablet;
        Group group(*tablet.desk);
        group.scanned(textOf(tablet, 1));
        for (int code = 0; code < 500; ++code)
            group.scanned(QStringLiteral("EPT1:%1").arg(code));
        QVERIFY(group.lines().size() <= 61);
        QCOMPARE(group.lines().front().state, State::Recorded);
        QVERIFY(group.remove(1));
    }
};

QTEST_GUILESS_MAIN(GroupTest)
#include "group_test.moc"
