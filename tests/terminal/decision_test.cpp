#include "terminal/calendar.h"
#include "tests/terminal/decision_scene.h"

#include <QVersionNumber>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

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

    void anotherTerminalOnTheListDoesNotStopThisOne()
    {
        Scene scene;
        scene.bulletin.suspendedTerminals = {TerminalId{{8, 8, 8, 8, 8, 8, 8, 8}}};
        expectOffer(scene);
        scene.bulletin.suspendedTerminals.push_back(ourTerminal);
        expectRefusal(scene, {Refusal::TerminalSuspended, {}, {}});
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
};

QTEST_APPLESS_MAIN(DecisionTest)
#include "decision_test.moc"
