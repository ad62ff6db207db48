#include "tests/terminal/desk_fixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

/// What the desk records beside redemptions: notes, refusals, voids, departures, signatures, notices.
class DeskWithoutOfferTest : public QObject
{
    Q_OBJECT

private slots:

    void aRefusalBecomesAnEntryOncePerVoucherCodeAndDay()
    {
        DeskFixture tablet;
        tablet.publish(withStatus(1, VoucherStatus::Revoked));
        const QString text = tablet.town.voucherText(tablet.town.claims(1));
        for (int scan = 0; scan < 3; ++scan)
            QCOMPARE(tablet.desk->check(text).error().code, Refusal::Revoked);
        QCOMPARE(tablet.ledger->head().sequence, 1);
        const auto body = std::get<RefusalBody>(tablet.entry(1).body);
        QCOMPARE(body.refusal, Refusal::Revoked);
        QCOMPARE(body.voucher, tablet.town.claims(1).id);
        tablet.clock.advance(24h);
        QVERIFY(!tablet.desk->check(text));
        QCOMPARE(tablet.ledger->head().sequence, 2);
    }

    void withoutAGoodSignatureARefusalLeavesNoEntry()
    {
        DeskFixture tablet;
        const QString stranger = voucherText(signVoucher(tablet.town.claims(), PrivateKey::generate(Algorithm::EdDSA)));
        QCOMPARE(tablet.desk->check(stranger).error().code, Refusal::UnknownKey);
        QCOMPARE(tablet.desk->check(u"EPT1:BB8").error().code, Refusal::Malformed);
        QCOMPARE(tablet.desk->check(u"https://menu.example").error().code, Refusal::NotOurCode);
        QCOMPARE(tablet.desk->check(u"EPS1:BB8").error().code, Refusal::WrongKindOfCode);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void undoingWithinAQuarterOfAnHourGivesTheVisitBack()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.clock.advance(15min);
        const auto undone = tablet.desk->undo(1);
        QVERIFY(undone);
        QCOMPARE(undone->voucher, tablet.town.claims().id);
        QCOMPARE(std::get<VoidBody>(tablet.entry(2).body).voided, 1);
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::AlreadyVoided);
        QCOMPARE(tablet.redeem(tablet.town.claims()).left, std::optional<std::int64_t>(9));
    }

    void undoingWorksAfterTheReceiptToo()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.acknowledge({Account{tablet.town.claims().id, 1, 1, QDate(2026, 11, 22), 1, 1}},
                           {{1, 1, VerdictKind::Counted, VerdictReason{}}});
        QVERIFY(tablet.desk->undo(1));
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(tablet.town.claims()))->left(), 10);
    }

    void undoingIsRefusedTooLateTwiceAndOfWhatIsNoVisit()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.desk->attend(tablet.town.claims(2).id, AttendanceState::Absent).value();
        QCOMPARE(tablet.desk->undo(2).error(), Desk::UndoError::NotFound);
        QCOMPARE(tablet.desk->undo(77).error(), Desk::UndoError::NotFound);
        tablet.vault->lock();
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::Locked);
        tablet.clock.advance(15min + 1ms);
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::Locked);
    }

    void undoingIsTooLateAMillisecondAfterTheWindow()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.clock.advance(15min + 1ms);
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::TooLate);
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }

    void whatTheOfficeTookBackIsNotTakenBackAgain()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.acknowledge({}, {{1, 1, VerdictKind::Voided, VerdictReason{}}});
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::AlreadyVoided);
    }

    void aNoteIsTakenBackWithItsVoucher()
    {
        DeskFixture tablet;
        tablet.desk->note(NoteReason::TypedNumber, tablet.town.claims().id).value();
        QCOMPARE(tablet.desk->undo(1)->voucher, tablet.town.claims().id);
        QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::AlreadyVoided);
    }

    void aNoteAfterARefusalHoldsRefusalAndSealedVoucher()
    {
        DeskFixture tablet;
        tablet.publish(withStatus(1, VoucherStatus::Suspended));
        const VoucherClaims claims = tablet.town.claims(1);
        const QString text = tablet.town.voucherText(claims);
        const Refusal refusal = tablet.desk->check(text).error().code;
        const auto noted = tablet.desk->noteRefused(text, refusal);
        QVERIFY(noted);
        QCOMPARE(noted->voucher, claims.id);
        QCOMPARE(noted->undoUntil, baseInstant + 15min);
        const auto body = std::get<NoteBody>(tablet.entry(2).body);
        QCOMPARE(body.reason, NoteReason::Refused);
        QCOMPARE(body.refusal, std::optional(Refusal::Suspended));
        QCOMPARE(body.voucher, std::optional(claims.id));
        QCOMPARE(tablet.opened(*body.voucherAttachment, tablet.town.intake, voucherAttachment),
                 std::optional(tablet.town.verifiedVoucher(claims).message()));
    }

    void aNoteKeepsWhatOnlyTheOfficeCanVerify()
    {
        DeskFixture tablet;
        const QByteArray message = signVoucher(tablet.town.claims(), PrivateKey::generate(Algorithm::EdDSA));
        tablet.desk->noteRefused(voucherText(message), Refusal::UnknownKey).value();
        const auto body = std::get<NoteBody>(tablet.entry(1).body);
        QVERIFY(!body.voucher);
        QCOMPARE(tablet.opened(body.voucherAttachment.value(), tablet.town.intake, voucherAttachment),
                 std::optional(message));
    }

    void aNoteOfAnUnreadableCodeHoldsNothingOfIt()
    {
        DeskFixture tablet;
        tablet.desk->noteRefused(u"EPT1:@", Refusal::Unreadable).value();
        const auto body = std::get<NoteBody>(tablet.entry(1).body);
        QCOMPARE(body.reason, NoteReason::Unreadable);
        QVERIFY(!body.voucher && !body.voucherAttachment);
        tablet.desk->noteRefused(QString(u"EPT1:"_qs + QString(1300, u'A')), Refusal::Malformed).value();
        QVERIFY(!std::get<NoteBody>(tablet.entry(2).body).voucherAttachment);
    }

    void aNoteNeedsNoPaper()
    {
        DeskFixture tablet;
        tablet.desk->note(NoteReason::NoPaper, {}).value();
        tablet.desk->note(NoteReason::TypedNumber, tablet.town.claims().id).value();
        QVERIFY(!std::get<NoteBody>(tablet.entry(1).body).voucher);
        QCOMPARE(std::get<NoteBody>(tablet.entry(2).body).voucher, std::optional(tablet.town.claims().id));
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(tablet.town.claims()))->left(), 10);
    }

    void aNewTerminalsFirstEntrySaysThatItWasEnrolled()
    {
        DeskFixture tablet;
        QVERIFY(tablet.desk->opened());
        QVERIFY(tablet.desk->opened());
        QCOMPARE(tablet.ledger->head().sequence, 1);
        QCOMPARE(std::get<NoticeBody>(tablet.entry(1).body).notice, NoticeKind::Enrolled);
    }

    void anOpenVisitIsOfferedItsDepartureFirst()
    {
        DeskFixture tablet;
        VoucherClaims claims = tablet.town.claims();
        claims.service = daycare;
        tablet.redeem(claims);
        tablet.clock.advance(55min);
        const auto offer = tablet.desk->check(tablet.town.voucherText(claims));
        QCOMPARE(offer->openVisit(), std::optional<Sequence>(1));
        QCOMPARE(tablet.desk->redeem(*offer, {}).error(), (Refused{Refusal::AlreadyRedeemed, baseInstant}));
        const auto departed = tablet.desk->depart(1);
        QVERIFY(departed);
        QCOMPARE(departed->voucher, claims.id);
        QCOMPARE(departed->undoUntil, Instant());
        QCOMPARE(std::get<DepartureBody>(tablet.entry(2).body).redemption, 1);
        QCOMPARE(tablet.desk->depart(1).error().code, Refusal::AlreadyRedeemed);
    }

    void nobodyDepartsFromWhatIsNoOpenVisit()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        for (const Sequence sequence : {Sequence{0}, Sequence{1}, Sequence{2}, Sequence{99}})
            QCOMPARE(tablet.desk->depart(sequence).error().code, Refusal::AlreadyRedeemed);
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }

    void anAbsentChildTakesNothing()
    {
        DeskFixture tablet;
        tablet.desk->attend(tablet.town.claims().id, AttendanceState::Absent).value();
        QCOMPARE(std::get<AttendanceBody>(tablet.entry(1).body).state, AttendanceState::Absent);
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(tablet.town.claims()))->left(), 10);
    }

    void aGuardiansSignatureIsSealedForTheOffice()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims(1));
        tablet.redeem(tablet.town.claims(2));
        tablet.desk->confirm({1, 2}, "polyline", 0).value();
        const auto body = std::get<ConfirmationBody>(tablet.entry(3).body);
        QCOMPARE(body.entries, (std::vector<Sequence>{1, 2}));
        QCOMPARE(tablet.opened(*body.evidence, tablet.town.office, evidenceAttachment),
                 std::optional(QByteArrayLiteral("polyline")));
        QVERIFY(!tablet.opened(*body.evidence, tablet.town.intake, evidenceAttachment));
        tablet.desk->confirm({1}, {}, 2).value();
        QCOMPARE(std::get<ConfirmationBody>(tablet.entry(4).body).absenceReason, 2);
    }

    void nobodySignsForWhatIsNoVisit()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims(1));
        tablet.redeem(tablet.town.claims(2));
        tablet.desk->undo(2).value();
        const std::vector<std::vector<Sequence>> wrong{{}, {1, 1}, {2}, {3}, {4}, {1, 0}};
        for (const auto& visits : wrong)
            QCOMPARE(tablet.desk->confirm(visits, "polyline", 0).error().code, Refusal::Malformed);
        QCOMPARE(tablet.desk->confirm({1}, {}, 0).error().code, Refusal::Malformed);
        QCOMPARE(tablet.desk->confirm({1}, QByteArray(longestPlain + 1, 'x'), 0).error().code, Refusal::Malformed);
        QCOMPARE(tablet.ledger->head().sequence, 3);
    }

    void theLastVisitIsFoundBehindEntriesOfOtherKinds()
    {
        DeskFixture tablet;
        QVERIFY(!tablet.desk->last());
        tablet.redeem(tablet.town.claims());
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(tablet.town.claims())).error().code,
                 Refusal::AlreadyRedeemed);
        tablet.reopen();
        QCOMPARE(tablet.ledger->head().sequence, 2);
        QCOMPARE(tablet.desk->last()->entry.sequence, 1);
        tablet.clock.advance(15min + 1ms);
        QVERIFY(!tablet.desk->last());
    }

    void aVisitTakenBackIsNotTheLastOne()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims(1));
        tablet.redeem(tablet.town.claims(2));
        tablet.desk->undo(2).value();
        QVERIFY(!tablet.desk->last());
    }
};

QTEST_GUILESS_MAIN(DeskWithoutOfferTest)
#include "desk_without_offer_test.moc"
