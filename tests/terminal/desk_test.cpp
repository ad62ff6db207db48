#include "terminal/desk.h"
#include "terminal/practice.h"
#include "tests/support/closed_ledger.h"
#include "tests/terminal/desk_fixture.h"

#include <QTest>

#include <algorithm>
#include <set>

#include <csignal>
#include <sys/resource.h>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// No file of this process may be written while it lives: every disk is full.
class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &none);
    }

    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};

} // namespace

class DeskTest : public QObject
{
    Q_OBJECT

private slots:

    void aGoodVoucherIsOfferedAndConfirmingRecordsIt()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QVERIFY(offer);
        QCOMPARE(offer->left(), 10);
        const auto recorded = tablet.desk->redeem(*offer, {});
        QVERIFY(recorded);
        QCOMPARE(recorded->sequence, 1);
        QCOMPARE(recorded->at, baseInstant);
        QCOMPARE(recorded->left, std::optional<std::int64_t>(9));
        QCOMPARE(recorded->visit, std::optional<std::int64_t>(1));
        QCOMPARE(recorded->undoUntil, baseInstant + 15min);
        const auto body = std::get<RedemptionBody>(tablet.entry(1).body);
        QCOMPARE(body.voucher, tablet.town.claims().id);
        QCOMPARE(body.amount, 1);
        QCOMPARE(tablet.opened(body.voucherAttachment, tablet.town.intake, voucherAttachment),
                 std::optional(offer->voucher().message()));
    }

    void whatWasRecordedSurvivesReopening()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        const Hash head = tablet.ledger->head().hash;
        tablet.reopen();
        QCOMPARE(tablet.ledger->head().hash, head);
        const auto again = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QVERIFY(!again);
        QCOMPARE(again.error().code, Refusal::AlreadyRedeemed);
    }

    void theSecondScanOfADaySaysWhenItWasRecorded()
    {
        DeskFixture tablet;
        const Recorded first = tablet.redeem(tablet.town.claims());
        tablet.clock.advance(2h);
        const auto again = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QCOMPARE(again.error(), (Refused{Refusal::AlreadyRedeemed, first.at}));
    }

    void theNextDayIsAnotherVisit()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.clock.advance(24h);
        const Recorded second = tablet.redeem(tablet.town.claims());
        QCOMPARE(second.visit, std::optional<std::int64_t>(2));
        QCOMPARE(second.left, std::optional<std::int64_t>(8));
    }

    void whatAnotherTabletUsedIsNotLeftHere()
    {
        DeskFixture tablet;
        const VoucherClaims claims = tablet.town.claims();
        tablet.acknowledge({Account{claims.id, 10, 0, QDate(2026, 11, 20), 1, 4}});
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(claims)).error().code, Refusal::NothingLeft);
        const VoucherClaims other = tablet.town.claims(2);
        tablet.acknowledge({Account{other.id, 3, 0, QDate(2026, 11, 22), 1, 2}});
        QCOMPARE(tablet.desk->check(tablet.town.voucherText(other)).error().code, Refusal::DayLimit);
    }

    void aVoucherRevokedBetweenOfferAndConfirmIsRefusedAndNothingIsStored()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims(1)));
        tablet.publish(withStatus(1, VoucherStatus::Revoked));
        const auto recorded = tablet.desk->redeem(*offer, {});
        QVERIFY(!recorded);
        QCOMPARE(recorded.error().code, Refusal::Revoked);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void anIssuerKeyRevokedBetweenOfferAndConfirmIsRefused()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        const TrustList next = tablet.town.trustList([](TrustListContent& content) {
            ++content.version;
            content.keys.front().revoked = baseInstant;
        });
        tablet.publish(next);
        QCOMPARE(tablet.desk->redeem(*offer, {}).error().code, Refusal::KeyRevoked);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void theVoucherIsSealedForTheIntakeKeyInForceWhenItIsConfirmed()
    {
        DeskFixture tablet;
        const PrivateKey next = PrivateKey::generate(Algorithm::EcdhEs);
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        tablet.publish(tablet.town.trustList([&](TrustListContent& content) {
            ++content.version;
            const auto intake =
                std::ranges::find(content.keys, KeyRole::Intake, [](const TrustedKey& key) { return key.role; });
            content.keys.push_back({KeyRole::Intake, next.publicKey(), intake->notBefore + 1s, intake->notAfter, {}});
        }));
        QVERIFY(tablet.desk->redeem(*offer, {}));
        const auto body = std::get<RedemptionBody>(tablet.entry(1).body);
        QCOMPARE(tablet.opened(body.voucherAttachment, next, voucherAttachment),
                 std::optional(offer->voucher().message()));
    }

    void eachVisitHasSealedBytesOfItsOwnAndOfItsOwnVoucher()
    {
        DeskFixture tablet;
        const auto first = tablet.desk->check(tablet.town.voucherText(tablet.town.claims(1)));
        const auto second = tablet.desk->check(tablet.town.voucherText(tablet.town.claims(2)));
        QVERIFY(tablet.desk->redeem(*first, {}));
        QVERIFY(tablet.desk->redeem(*second, {}));
        tablet.clock.advance(24h);
        QVERIFY(tablet.desk->redeem(*second, {}));
        std::set<Hash> attachments;
        for (const auto& [sequence, offer] : {std::pair(1, &*first), {2, &*second}, {3, &*second}}) {
            const auto body = std::get<RedemptionBody>(tablet.entry(sequence).body);
            attachments.insert(body.voucherAttachment);
            QCOMPARE(tablet.opened(body.voucherAttachment, tablet.town.intake, voucherAttachment),
                     std::optional(offer->voucher().message()));
        }
        QCOMPARE(attachments.size(), std::size_t(3));
    }

    void oneOfferRecordsOnce()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        const auto first = tablet.desk->redeem(*offer, {});
        const auto second = tablet.desk->redeem(*offer, {});
        QCOMPARE(second.error(), (Refused{Refusal::AlreadyRedeemed, first->at}));
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }

    void centsAreTakenByTheTariffAndDontTellWhichVisitItWas()
    {
        DeskFixture tablet;
        VoucherClaims claims = tablet.town.claims();
        claims.kind = AmountKind::Cents;
        claims.quantity = 10000;
        const Recorded recorded = tablet.redeem(claims);
        QCOMPARE(recorded.left, std::optional<std::int64_t>(6000));
        QCOMPARE(recorded.kind, AmountKind::Cents);
        QVERIFY(!recorded.visit);
    }

    void withoutAnIntakeKeyNothingIsRecorded()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        const TrustList next = tablet.town.trustList([](TrustListContent& content) {
            ++content.version;
            for (TrustedKey& key : content.keys) {
                if (key.role == KeyRole::Intake)
                    key.revoked = baseInstant;
            }
        });
        tablet.publish(next);
        QCOMPARE(tablet.desk->redeem(*offer, {}).error().code, Refusal::ListsExpired);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void aLockedVaultRecordsNothing()
    {
        DeskFixture tablet;
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        tablet.vault->lock();
        QCOMPARE(tablet.desk->redeem(*offer, {}).error().code, Refusal::TerminalSuspended);
        QCOMPARE(tablet.desk->note(NoteReason::NoPaper, {}).error().code, Refusal::TerminalSuspended);
        QVERIFY(!tablet.desk->opened());
        tablet.publish(withStatus(1, VoucherStatus::Suspended));
        QVERIFY(!tablet.desk->check(tablet.town.voucherText(tablet.town.claims())));
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void aFullDiskIsSaidAndLeavesNothingHalf_data()
    {
        QTest::addColumn<int>("act");
        QTest::newRow("redeem") << 0;
        QTest::newRow("note") << 1;
        QTest::newRow("undo") << 2;
        QTest::newRow("refusal") << 3;
    }

    void aFullDiskIsSaidAndLeavesNothingHalf()
    {
        QFETCH(const int, act);
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims(1));
        const QString next = tablet.town.voucherText(tablet.town.claims(2));
        const auto offer = tablet.desk->check(next);
        const Head head = tablet.ledger->head();
        {
            const FullDisk full;
            if (act == 0)
                QCOMPARE(tablet.desk->redeem(*offer, {}).error().code, Refusal::StorageFull);
            else if (act == 1)
                QCOMPARE(tablet.desk->note(NoteReason::NoPaper, {}).error().code, Refusal::StorageFull);
            else if (act == 2)
                QCOMPARE(tablet.desk->undo(1).error(), Desk::UndoError::StorageFull);
            else
                QCOMPARE(tablet.desk->check(tablet.town.voucherText(tablet.town.claims(1))).error().code,
                         Refusal::AlreadyRedeemed);
        }
        tablet.reopen();
        QCOMPARE(tablet.ledger->head().sequence, head.sequence);
        QCOMPARE(tablet.ledger->head().hash, head.hash);
        QVERIFY(tablet.redeem(tablet.town.claims(2)).sequence == head.sequence + 1);
    }

    void anEnrolledTerminalDoesNotKnowThePracticeKey()
    {
        DeskFixture tablet;
        QCOMPARE(tablet.desk->check(practiceVoucherText()).error().code, Refusal::UnknownKey);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void practiceBeforeEnrolmentStoresNothing()
    {
        DeskFixture tablet(DeskFixture::Kind::NotEnrolled);
        for (int time = 0; time < 2; ++time) {
            const auto offer = tablet.desk->check(practiceVoucherText());
            QVERIFY(offer);
            QVERIFY(offer->conditions().testFlag(Condition::Practice));
            const auto recorded = tablet.desk->redeem(*offer, {});
            QVERIFY(recorded && recorded->practice);
            QCOMPARE(recorded->sequence, 0);
            QCOMPARE(recorded->left, std::optional<std::int64_t>(9));
            QCOMPARE(recorded->undoUntil, Instant());
        }
        QVERIFY(tablet.desk->opened());
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void practiceWorksWhateverTheClockSays()
    {
        DeskFixture tablet(DeskFixture::Kind::NotEnrolled);
        tablet.clock.setWall(Instant());
        QVERIFY(tablet.desk->check(practiceVoucherText()));
        tablet.clock.setWall(baseInstant + 24h * 365 * 50);
        QVERIFY(tablet.desk->check(practiceVoucherText()));
    }

    void beforeEnrolmentNoWordLooksKept()
    {
        DeskFixture tablet(DeskFixture::Kind::NotEnrolled);
        const QString real = tablet.town.voucherText(tablet.town.claims());
        QCOMPARE(tablet.desk->check(real).error().code, Refusal::UnknownKey);
        QCOMPARE(tablet.desk->noteRefused(real, Refusal::UnknownKey).error().code, Refusal::TerminalSuspended);
        QCOMPARE(tablet.desk->note(NoteReason::NoPaper, {}).error().code, Refusal::TerminalSuspended);
    }

    void aPracticeOfferIsWorthNothingOnceEnrolled()
    {
        DeskFixture tablet(DeskFixture::Kind::NotEnrolled);
        const auto offer = tablet.desk->check(practiceVoucherText());
        tablet.enrol();
        QCOMPARE(tablet.desk->redeem(*offer, {}).error().code, Refusal::UnknownKey);
        QCOMPARE(tablet.ledger->head().sequence, 0);
    }

    void aPracticeVoucherOfTheMunicipalityIsAnEntryMarkedPractice()
    {
        DeskFixture tablet;
        VoucherClaims claims = tablet.town.claims();
        claims.practice = true;
        QVERIFY(tablet.redeem(claims).practice);
        QVERIFY(std::get<RedemptionBody>(tablet.entry(1).body).conditions.testFlag(Condition::Practice));
        QCOMPARE(tablet.ledger->unsent().redemptions, 0);
    }

    void aClosedDaysReasonIsKeptAndOnlyThen()
    {
        DeskFixture tablet;
        tablet.publish([](BulletinContent& content) { content.holidays = {QDate(2026, 11, 22)}; });
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QVERIFY(offer->conditions().testFlag(Condition::ClosedDay));
        tablet.desk->redeem(*offer, {2}).value();
        QCOMPARE(std::get<RedemptionBody>(tablet.entry(1).body).closedDayReason, 2);
        tablet.clock.advance(24h);
        tablet.desk->redeem(tablet.desk->check(tablet.town.voucherText(tablet.town.claims())).value(), {2}).value();
        QCOMPARE(std::get<RedemptionBody>(tablet.entry(2).body).closedDayReason, 0);
    }

    void aDoubtfulClockIsFlaggedInTheEntry()
    {
        DeskFixture tablet;
        tablet.clock.setWall(baseInstant - 24h * 365);
        const auto offer = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QVERIFY(offer->conditions().testFlag(Condition::ClockDoubtful));
        const auto recorded = tablet.desk->redeem(*offer, {});
        QVERIFY(recorded->at >= baseInstant);
        QVERIFY(tablet.entry(1).clockDoubtful);
        QVERIFY(std::get<RedemptionBody>(tablet.entry(1).body).conditions.testFlag(Condition::ClockDoubtful));
    }

    void whatCannotBeReadIsNeverOffered()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        tablet.close();
        spoilPageOf(tablet.path(), QStringLiteral("record_of_voucher"));
        tablet.reopen();
        const auto again = tablet.desk->check(tablet.town.voucherText(tablet.town.claims()));
        QVERIFY(!again);
        QCOMPARE(again.error().code, Refusal::StorageFull);
        QVERIFY(tablet.ledger->damaged());
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }
};

QTEST_GUILESS_MAIN(DeskTest)
#include "desk_test.moc"
