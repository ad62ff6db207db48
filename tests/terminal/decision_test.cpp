#include "terminal/calendar.h"
#include "terminal/counting.h"
#include "terminal/decision.h"
#include "tests/support/municipality_keys.h"

#include <QRandomGenerator>
#include <QTest>
#include <QVersionNumber>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr TerminalId ourTerminal{{1, 2, 3, 4, 5, 6, 7, 8}};
const QDate today(2026, 11, 22);

const TestMunicipality& municipality()
{
    static const TestMunicipality keys;
    return keys;
}

/// A situation in which a visit of the tenfold voucher is offered; each test changes what it is about.
struct Scene
{
    VoucherClaims claims = municipality().claims();
    std::optional<Instant> trustListEnds;
    BulletinContent bulletin = municipality().bulletinContent();
    Situation situation{.provider = ourProvider,
                        .terminal = ourTerminal,
                        .halted = false,
                        .now = {baseInstant},
                        .account = {},
                        .own = {},
                        .unsent = {},
                        .storageFull = false};

    Account& account()
    {
        if (!situation.account)
            situation.account = Account{.voucher = claims.id, .lastDate = today.addDays(-1)};
        return *situation.account;
    }

    tl::expected<Offer, Refused> decide() const
    {
        static const TrustList usual = municipality().trustList();
        const TrustList list =
            trustListEnds
                ? municipality().trustList([this](TrustListContent& content) { content.expires = *trustListEnds; })
                : usual;
        const Bulletin notice = verifyBulletin(signBulletin(bulletin, municipality().bulletinKey), usual).value();
        Situation whole = situation;
        whole.trustList = &list;
        whole.bulletin = &notice;
        const QByteArray message = signVoucher(claims, municipality().issuer);
        return voucher::decide(verifyVoucherMessage(message, usual).value(), whole);
    }
};

/// One reason to refuse. Those of one group exclude each other.
struct Trouble
{
    const char* name;
    int group;
    void (*make)(Scene&);
    Refused expected;
};

void expireBulletin(Scene& scene)
{
    scene.bulletin.issued = baseInstant - 20 * 24h;
    scene.bulletin.freshUntil = baseInstant - 17 * 24h;
    scene.bulletin.expires = baseInstant - 1s;
}

/// In the order of the design.
const std::vector<Trouble>& troubles()
{
    static const std::vector<Trouble> all{
        {"program too old",
         0,
         [](Scene& s) { s.bulletin.lowestProgramVersion = QStringLiteral("99.0.0"); },
         {Refusal::NewerFormat, {}, {}}},
        {"begins in an hour",
         1,
         [](Scene& s) { s.claims.notBefore = baseInstant + 1h; },
         {Refusal::NotYetValid, baseInstant + 1h, {}}},
        {"ends now", 1, [](Scene& s) { s.claims.expires = baseInstant; }, {Refusal::Expired, baseInstant - 1s, {}}},
        {"bound to another", 2, [](Scene& s) { s.claims.provider = otherProvider; }, {Refusal::OtherProvider, {}, {}}},
        {"provider paused",
         3,
         [](Scene& s) { s.bulletin.providers[0].suspended = true; },
         {Refusal::ProviderSuspended, {}, {}}},
        {"contract ended",
         4,
         [](Scene& s) { s.bulletin.providers[0].contracts[0].until = today.addDays(-1); },
         {Refusal::ServiceNotContracted, {}, {}}},
        {"index beyond the list", 5, [](Scene& s) { s.claims.statusIndex = 900'000; }, {Refusal::Malformed, {}, {}}},
        {"revoked",
         5,
         [](Scene& s) { setStatus(s.bulletin.statusList, s.claims.statusIndex, VoucherStatus::Revoked); },
         {Refusal::Revoked, {}, {}}},
        {"suspended",
         5,
         [](Scene& s) { setStatus(s.bulletin.statusList, s.claims.statusIndex, VoucherStatus::Suspended); },
         {Refusal::Suspended, {}, {}}},
        {"replaced",
         5,
         [](Scene& s) { setStatus(s.bulletin.statusList, s.claims.statusIndex, VoucherStatus::Replaced); },
         {Refusal::Replaced, {}, {}}},
        {"terminal listed",
         6,
         [](Scene& s) { s.bulletin.suspendedTerminals = {ourTerminal}; },
         {Refusal::TerminalSuspended, {}, {}}},
        {"terminal halted", 6, [](Scene& s) { s.situation.halted = true; }, {Refusal::TerminalSuspended, {}, {}}},
        {"bulletin expired", 7, expireBulletin, {Refusal::ListsExpired, baseInstant - 20 * 24h, {}}},
        {"redeemed here today",
         8,
         [](Scene& s) {
             s.situation.own.unvoidedToday = 1;
             s.situation.own.lastUnvoided = baseInstant - 2h;
         },
         {Refusal::AlreadyRedeemed, baseInstant - 2h, {}}},
        {"used up", 9, [](Scene& s) { s.account().used = 10; }, {Refusal::NothingLeft, {}, {}}},
        {"seen elsewhere today",
         10,
         [](Scene& s) {
             s.account().lastDate = today;
             s.account().usedThatDate = 1;
         },
         {Refusal::DayLimit, {}, {}}},
        {"month full",
         11,
         [](Scene& s) {
             s.bulletin.limits.visitsPerMonth = 4;
             s.account().usedThisMonth = 4;
         },
         {Refusal::MonthLimit, startOfAthensDay(QDate(2026, 12, 1)), {}}},
        {"too much unsent",
         12,
         [](Scene& s) { s.situation.unsent.redemptions = 300; },
         {Refusal::OfflineLimit, {}, 300}},
        {"disk full", 13, [](Scene& s) { s.situation.storageFull = true; }, {Refusal::StorageFull, {}, {}}},
    };
    return all;
}

void expectRefusal(const Scene& scene, const Refused& expected)
{
    const auto decided = scene.decide();
    QVERIFY(!decided);
    QCOMPARE(decided.error().code, expected.code);
    QCOMPARE(decided.error().when, expected.when);
    QCOMPARE(decided.error().count, expected.count);
    QCOMPARE(decided.error().coupon, expected.coupon);
}

void expectOffer(const Scene& scene, Conditions conditions = {})
{
    const auto decided = scene.decide();
    QVERIFY2(decided, decided ? "" : nameOf(decided.error().code).data());
    QCOMPARE(decided->conditions(), conditions);
}

} // namespace

class DecisionTest : public QObject
{
    Q_OBJECT

private slots:

    void offersAGoodVoucherOnce()
    {
        const auto offer = Scene().decide();
        QVERIFY(offer);
        QCOMPARE(offer->amount(), 1);
        QCOMPARE(offer->left(), 10);
        QCOMPARE(offer->usedThisMonth(), 0);
        QCOMPARE(offer->conditions(), Conditions());
        QCOMPARE(offer->openVisit(), std::nullopt);
        QCOMPARE(offer->listsFrom(), baseInstant - 1h);
        QCOMPARE(offer->waiting(), 0);
        QCOMPARE(offer->voucher().claims().id, municipality().claims().id);
    }

    void everyRefusalIsReached()
    {
        for (const Trouble& trouble : troubles()) {
            Scene scene;
            trouble.make(scene);
            expectRefusal(scene, trouble.expected);
            if (QTest::currentTestFailed())
                QFAIL(trouble.name);
        }
    }

    void ofTwoReasonsTheEarlierIsSaid()
    {
        for (std::size_t first = 0; first < troubles().size(); ++first) {
            for (std::size_t second = first + 1; second < troubles().size(); ++second) {
                const Trouble& earlier = troubles()[first];
                const Trouble& later = troubles()[second];
                if (earlier.group == later.group)
                    continue;
                Scene scene;
                later.make(scene);
                earlier.make(scene);
                const auto decided = scene.decide();
                QVERIFY(!decided);
                QVERIFY2(decided.error().code == earlier.expected.code,
                         (QByteArray(earlier.name) + " before " + later.name).constData());
            }
        }
    }

    void holdsFromItsFirstToItsLastInstant()
    {
        Scene scene;
        scene.situation.now.instant = scene.claims.notBefore;
        scene.bulletin.issued = scene.claims.notBefore - 1h;
        scene.bulletin.freshUntil = scene.bulletin.issued + 3 * 24h;
        expectOffer(scene);
        scene.situation.now.instant -= 1ms;
        expectRefusal(scene, {Refusal::NotYetValid, scene.claims.notBefore, {}});

        // The last minute of a day on which the clocks change.
        scene.claims.expires = startOfAthensDay(QDate(2026, 10, 26));
        scene.situation.now.instant = scene.claims.expires - 1ms;
        scene.bulletin.issued = scene.claims.expires - 1h;
        scene.bulletin.freshUntil = scene.bulletin.issued + 3 * 24h;
        scene.bulletin.expires = scene.bulletin.issued + 14 * 24h;
        scene.claims.notBefore = scene.claims.expires - 24h;
        scene.claims.issuedAt = scene.claims.notBefore;
        expectOffer(scene);
        scene.situation.now.instant += 1ms;
        expectRefusal(scene, {Refusal::Expired, scene.claims.expires - 1s, {}});
    }

    void aContractIncludesItsFirstAndLastDay()
    {
        Scene scene;
        scene.bulletin.providers[0].contracts = {{speech, today, today}};
        expectOffer(scene);
        scene.bulletin.providers[0].contracts = {{speech, today.addDays(1), today.addDays(9)}};
        expectRefusal(scene, {Refusal::ServiceNotContracted, {}, {}});
        scene.bulletin.providers[0].contracts = {{sport, today, today}};
        expectRefusal(scene, {Refusal::ServiceNotContracted, {}, {}});
    }

    void aProviderWhomTheBulletinDoesNotNameHasNoContract()
    {
        Scene scene;
        scene.situation.provider = {4711};
        scene.claims.provider.reset();
        expectRefusal(scene, {Refusal::ServiceNotContracted, {}, {}});
    }

    void aServiceThatTheBulletinDoesNotListAsksForNothing()
    {
        Scene scene;
        scene.bulletin.services.clear();
        expectOffer(scene);
    }

    void aVoucherNewerThanTheListIsInForce()
    {
        Scene scene;
        scene.claims.statusIndex = 900'000;
        scene.claims.issuedAt = baseInstant - 10min;
        scene.claims.notBefore = scene.claims.issuedAt;
        expectOffer(scene);
    }

    void ourOwnVersionIsNotTooOld()
    {
        Scene scene;
        scene.bulletin.lowestProgramVersion = QStringLiteral(VOUCHER_PROGRAM_VERSION);
        expectOffer(scene);
        scene.bulletin.lowestProgramVersion.clear();
        expectOffer(scene);
        QList<int> next = QVersionNumber::fromString(QStringLiteral(VOUCHER_PROGRAM_VERSION)).segments();
        ++next.last();
        scene.bulletin.lowestProgramVersion = QVersionNumber(next).toString();
        expectRefusal(scene, {Refusal::NewerFormat, {}, {}});
    }

    void listsAreSilentThenAgeingThenExpired()
    {
        Scene scene;
        scene.situation.now.instant = scene.bulletin.freshUntil;
        expectOffer(scene);
        scene.situation.now.instant += 1ms;
        expectOffer(scene, Condition::ListsAgeing);
        scene.situation.now.instant = scene.bulletin.expires;
        expectOffer(scene, Condition::ListsAgeing);
        scene.situation.now.instant += 1ms;
        expectRefusal(scene, {Refusal::ListsExpired, scene.bulletin.issued, {}});
    }

    void anExpiredTrustListStopsToo()
    {
        Scene scene;
        scene.trustListEnds = baseInstant - 1s;
        expectRefusal(scene, {Refusal::ListsExpired, scene.bulletin.issued, {}});
    }

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

    void anotherTerminalOnTheListDoesNotStopThisOne()
    {
        Scene scene;
        scene.bulletin.suspendedTerminals = {TerminalId{{8, 8, 8, 8, 8, 8, 8, 8}}};
        expectOffer(scene);
        scene.bulletin.suspendedTerminals.push_back(ourTerminal);
        expectRefusal(scene, {Refusal::TerminalSuspended, {}, {}});
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
        scene.situation.unsent = {.redemptions = 29, .unbound = 29};
        expectOffer(scene, Condition::NotConfirmed | Condition::SoftLimit);
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

    void everyConditionIsReached()
    {
        Scene scene;
        scene.situation.now.doubtful = true;
        expectOffer(scene, Condition::ClockDoubtful);
        scene = {};
        scene.bulletin.holidays = {today};
        expectOffer(scene, Condition::ClosedDay);
        scene = {};
        scene.situation.unsent.redemptions = 150;
        expectOffer(scene, Condition::SoftLimit);
        QCOMPARE(scene.decide()->waiting(), 150);
        scene = {};
        scene.situation.unsent = {.redemptions = 1, .oldest = baseInstant - 24h - 1ms};
        expectOffer(scene, Condition::SoftLimit);
        scene = {};
        scene.bulletin.services[0].asksSignature = true;
        expectOffer(scene, Condition::EvidenceNeeded);
        scene = {};
        scene.claims.practice = true;
        expectOffer(scene, Condition::Practice);
        scene.claims.provider.reset();
        expectOffer(scene, Condition::Practice);
    }

    void aDayThatTheBulletinDoesNotListIsOpen()
    {
        QCOMPARE(today.dayOfWeek(), 7);
        expectOffer(Scene());
    }

    void anOpenVisitIsOfferedItsDepartureBeforeAnythingIsTaken()
    {
        Scene scene;
        scene.claims.service = daycare;
        scene.situation.own = {.redeemedAboveAccount = 1,
                               .unvoidedToday = 1,
                               .todayAboveAccount = 1,
                               .lastUnvoided = baseInstant - 55min,
                               .openVisit = 17};
        scene.situation.unsent.redemptions = 300;
        const auto offer = scene.decide();
        QVERIFY(offer);
        QCOMPARE(offer->openVisit(), std::optional<Sequence>(17));
        QCOMPARE(offer->amount(), 0);

        scene.situation.storageFull = true;
        expectRefusal(scene, {Refusal::StorageFull, {}, {}});
        scene.situation.storageFull = false;
        scene.situation.own.openVisit.reset();
        expectRefusal(scene, {Refusal::AlreadyRedeemed, baseInstant - 55min, {}});
    }

    void aServiceThatDoesNotAskForDeparturesOffersNone()
    {
        Scene scene;
        scene.situation.own = {.unvoidedToday = 1, .lastUnvoided = baseInstant - 55min, .openVisit = 17};
        expectRefusal(scene, {Refusal::AlreadyRedeemed, baseInstant - 55min, {}});
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

QTEST_APPLESS_MAIN(DecisionTest)
#include "decision_test.moc"
