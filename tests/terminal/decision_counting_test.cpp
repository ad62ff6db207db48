#include "terminal/calendar.h"
#include "terminal/counting.h"
#include "tests/terminal/decision_scene.h"

#include <QRandomGenerator>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

/// How much an offer takes, and how much is left: quantities, days, months and what is not sent yet.
class DecisionCountingTest : public QObject
{
    Q_OBJECT

private slots:

    void aUsedCouponIsAlreadyRedeemedOnAnyDay()
    {
        Scene scene;
        scene.claims.quantity = 1;
        expectOffer(scene);
        scene.situation.own.lastUnvoided = baseInstant - 30 * 24h;
        expectRefusal(scene, {Refusal::AlreadyRedeemed, baseInstant - 30 * 24h, {}, true});
        scene.situation.own.unvoidedToday = 1;
        expectRefusal(scene, {Refusal::AlreadyRedeemed, baseInstant - 30 * 24h, {}, true});
    }

    void aCouponUsedElsewhereHasNothingLeft()
    {
        Scene scene;
        scene.claims.quantity = 1;
        scene.account().used = 1;
        expectRefusal(scene, {Refusal::NothingLeft, {}, {}});
    }

    void oneCentIsNotACoupon()
    {
        Scene scene;
        scene.claims.kind = AmountKind::Cents;
        scene.claims.quantity = 1;
        scene.bulletin.tariffs = {{speech, 1}};
        scene.situation.own.lastUnvoided = baseInstant - 30 * 24h;
        expectOffer(scene);
    }

    void aSecondVisitADayIsOfferedWhereTheProgrammeAllowsIt()
    {
        Scene scene;
        scene.bulletin.limits.visitsPerDay = 2;
        scene.situation.own = {.redeemedAboveAccount = 1,
                               .unvoidedToday = 1,
                               .todayAboveAccount = 1,
                               .monthAboveAccount = 1,
                               .lastUnvoided = baseInstant - 1h};
        expectOffer(scene);
        scene.situation.own.unvoidedToday = scene.situation.own.todayAboveAccount = 2;
        expectRefusal(scene, {Refusal::AlreadyRedeemed, baseInstant - 1h, {}});
    }

    void ownVisitsCountOnTopOfTheAccountOfTheDayAndMonth()
    {
        Scene scene;
        scene.bulletin.limits.visitsPerDay = 2;
        scene.bulletin.limits.visitsPerMonth = 8;
        scene.account() = {
            .voucher = scene.claims.id, .used = 1, .upTo = 4, .lastDate = today, .usedThatDate = 1, .usedThisMonth = 6};
        scene.situation.own = {.todayAboveAccount = 1, .monthAboveAccount = 1};
        expectRefusal(scene, {Refusal::DayLimit, {}, {}});
        scene.situation.own = {.todayAboveAccount = 0, .monthAboveAccount = 1};
        QCOMPARE(scene.decide()->usedThisMonth(), 7);
        scene.situation.own.monthAboveAccount = 2;
        expectRefusal(scene, {Refusal::MonthLimit, startOfAthensDay(QDate(2026, 12, 1)), {}});
    }

    void yesterdaysAndLastMonthsVisitsDoNotCountToday()
    {
        Scene scene;
        scene.bulletin.limits.visitsPerMonth = 4;
        scene.account().lastDate = QDate(2026, 11, 21);
        scene.account().usedThatDate = 1;
        scene.account().usedThisMonth = 3;
        expectOffer(scene);
        scene.account().lastDate = QDate(2026, 10, 31);
        scene.account().usedThisMonth = 4;
        expectOffer(scene);
        scene.account().lastDate.reset();
        expectOffer(scene);
    }

    void undoingACountedVisitGivesTheDayBack()
    {
        Scene scene;
        scene.account() = {
            .voucher = scene.claims.id, .used = 1, .upTo = 5, .lastDate = today, .usedThatDate = 1, .usedThisMonth = 1};
        scene.situation.own = {.voidedAboveAccount = 1, .todayAboveAccount = -1, .monthAboveAccount = -1};
        const auto offer = scene.decide();
        QVERIFY(offer);
        QCOMPARE(offer->left(), 10);
        QCOMPARE(offer->usedThisMonth(), 0);
    }

    void theMonthAfterDecemberIsJanuary()
    {
        Scene scene;
        const Instant newYearsEve = startOfAthensDay(QDate(2026, 12, 31)) + 12h;
        scene.situation.now.instant = newYearsEve;
        scene.bulletin.issued = newYearsEve - 1h;
        scene.bulletin.freshUntil = newYearsEve + 24h;
        scene.bulletin.expires = newYearsEve + 48h;
        scene.bulletin.limits.visitsPerMonth = 1;
        scene.account().lastDate = QDate(2026, 12, 30);
        scene.account().usedThisMonth = 1;
        expectRefusal(scene, {Refusal::MonthLimit, startOfAthensDay(QDate(2027, 1, 1)), {}});
    }

    void centsAreTakenByTheTariff()
    {
        Scene scene;
        scene.claims.kind = AmountKind::Cents;
        scene.claims.quantity = 10'000;
        const auto offer = scene.decide();
        QVERIFY(offer);
        QCOMPARE(offer->amount(), 4000);
        QCOMPARE(offer->left(), 10'000);
        scene.account().used = 6000;
        expectOffer(scene);
        scene.account().used = 6001;
        expectRefusal(scene, {Refusal::NothingLeft, {}, {}});
    }

    void eachServiceHasItsOwnTariff()
    {
        Scene scene;
        scene.claims.kind = AmountKind::Cents;
        scene.claims.quantity = 10'000;
        scene.claims.service = sport;
        QCOMPARE(scene.decide()->amount(), 1500);
    }

    void centsWithoutATariffAreNotContracted()
    {
        Scene scene;
        scene.bulletin.tariffs.clear();
        // A visit without a tariff adds nothing to the value of the unsent.
        scene.situation.unsent = {.redemptions = 10, .cents = 600'000};
        expectOffer(scene);
        scene.claims.kind = AmountKind::Cents;
        expectRefusal(scene, {Refusal::ServiceNotContracted, {}, {}});
    }

    void valueAndAgeOfTheUnsentAreLimitedToo()
    {
        Scene scene;
        scene.situation.unsent = {.redemptions = 10, .cents = 596'000};
        expectOffer(scene);
        scene.situation.unsent.cents = 596'001;
        expectRefusal(scene, {Refusal::OfflineLimit, {}, 10});

        scene.situation.unsent = {.redemptions = 1, .oldest = baseInstant - 14 * 24h};
        expectOffer(scene, Condition::SoftLimit);
        *scene.situation.unsent.oldest -= 1ms;
        expectRefusal(scene, {Refusal::OfflineLimit, {}, 1});
    }

    void aVoucherThatNobodyConfirmsHasATenthOfTheOfflineLimits()
    {
        Scene scene;
        scene.claims.provider.reset();
        scene.situation.unsent = {.redemptions = 14, .unbound = 14};
        expectOffer(scene, Condition::NotConfirmed);
        QCOMPARE(scene.decide()->left(), 10);
        for (const std::int64_t unsent : {15, 29}) {
            scene.situation.unsent = {.redemptions = unsent, .unbound = unsent};
            expectOffer(scene, Condition::NotConfirmed | Condition::SoftLimit);
        }
        scene.situation.unsent.unbound = 30;
        expectRefusal(scene, {Refusal::OfflineLimit, {}, 29});
        scene.situation.unsent = {.redemptions = 14, .unbound = 14, .unboundCents = 56'000};
        expectOffer(scene, Condition::NotConfirmed);
        scene.situation.unsent.unboundCents = 56'001;
        expectRefusal(scene, {Refusal::OfflineLimit, {}, 14});
        scene.account().used = 2;
        expectOffer(scene);
        QCOMPARE(scene.decide()->left(), 8);
    }

    void theWorkedExampleOfTheDesign()
    {
        const VoucherClaims claims = municipality().claims();
        const auto account = [&](std::int64_t used, Sequence upTo) {
            return std::optional(Account{.voucher = claims.id, .used = used, .upTo = upTo});
        };
        QCOMPARE(leftOf(claims, {}, {}), 10);
        QCOMPARE(leftOf(claims, {}, {.redeemedAboveAccount = 1}), 9);
        QCOMPARE(leftOf(claims, account(1, 5), {}), 9);
        QCOMPARE(leftOf(claims, account(1, 5), {.voidedAboveAccount = 1}), 10);
        QCOMPARE(leftOf(claims, account(0, 6), {}), 10);
        // The second tablet, before and after its own receipt.
        QCOMPARE(leftOf(claims, {}, {}), 10);
        QCOMPARE(leftOf(claims, account(1, 0), {}), 9);
    }

    void neverLeavesMoreThanWasPrintedNorLessThanNothing()
    {
        const VoucherClaims claims = municipality().claims();
        QCOMPARE(leftOf(claims, Account{.used = 0, .upTo = 5}, {.voidedAboveAccount = 1}), 10);
        QCOMPARE(leftOf(claims, Account{.used = 12, .upTo = 5}, {}), 0);
        QCOMPARE(leftOf(claims, Account{.used = 12, .upTo = 5}, {.voidedAboveAccount = 1}), 0);
    }

    void whatIsOfferedNeverBreaksTheCountingRule()
    {
        QRandomGenerator random(20261122);
        Scene scene;
        const TrustList list = municipality().trustList();
        int offers = 0;
        for (int notice = 0; notice < 8; ++notice) {
            scene.bulletin.limits.visitsPerDay = random.bounded(1, 4);
            if (notice % 2 == 0)
                scene.bulletin.limits.visitsPerMonth = random.bounded(1, 8);
            else
                scene.bulletin.limits.visitsPerMonth.reset();
            const Bulletin bulletin = municipality().bulletin([&](BulletinContent& c) { c = scene.bulletin; });
            scene.claims.kind = notice % 3 == 0 ? AmountKind::Cents : AmountKind::Visits;
            scene.claims.quantity = random.bounded(1, scene.claims.kind == AmountKind::Cents ? 50'000 : 12);
            const VerifiedVoucher voucher = municipality().verifiedVoucher(scene.claims);
            const int unit = scene.claims.kind == AmountKind::Cents ? 4000 : 1;
            for (int round = 0; round < 2000; ++round) {
                Situation s = scene.situation;
                s.bulletin = &bulletin;
                s.trustList = &list;
                if (random.bounded(2) == 0)
                    s.account = Account{.voucher = scene.claims.id,
                                        .used = unit * random.bounded(12),
                                        .upTo = random.bounded(9),
                                        .lastDate = today.addDays(-random.bounded(3)),
                                        .usedThatDate = random.bounded(3),
                                        .usedThisMonth = random.bounded(6)};
                s.own.redeemedAboveAccount = unit * random.bounded(4);
                s.own.voidedAboveAccount = unit * random.bounded(4);
                s.own.unvoidedToday = random.bounded(3);
                s.own.todayAboveAccount = random.bounded(-2, 3);
                s.own.monthAboveAccount = random.bounded(-2, 5);
                if (s.own.unvoidedToday > 0)
                    s.own.lastUnvoided = baseInstant - 1h;

                const std::int64_t left = leftOf(scene.claims, s.account, s.own);
                QVERIFY(left >= 0 && left <= scene.claims.quantity);
                const auto offer = voucher::decide(voucher, s);
                if (!offer)
                    continue;
                ++offers;
                const bool day = s.account && s.account->lastDate == today;
                const Used used{.total = (s.account ? s.account->used : 0) + s.own.redeemedAboveAccount -
                                         s.own.voidedAboveAccount,
                                .thatDay = (day ? s.account->usedThatDate : 0) + s.own.todayAboveAccount,
                                .thatMonth = (s.account ? s.account->usedThisMonth : 0) + s.own.monthAboveAccount};
                QCOMPARE(excessOf(used, offer->amount(), scene.claims.quantity, scene.bulletin.limits), Excess::None);
                QVERIFY(offer->amount() > 0 && offer->amount() <= offer->left());
            }
        }
        QVERIFY(offers > 1000);
    }
};

QTEST_APPLESS_MAIN(DecisionCountingTest)
#include "decision_counting_test.moc"
