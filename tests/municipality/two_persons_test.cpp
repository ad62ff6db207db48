#include "tests/municipality/logged_town.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// A Sunday noon in Athens; the next Athens day begins at 22:00 UTC.
constexpr Instant noon = baseInstant;
constexpr Instant midnight = baseInstant + 12h;

} // namespace

class TwoPersonsTest : public QObject
{
    Q_OBJECT

private slots:
    void anOfficeOfOneCountersignsFromTheNextAthensDayOn();
    void whatNobodyCountersignsIsFoundTheNextDay();
    void ofTwoOfficersOneAloneIssuesNothing();
    void bothTogetherActAtOnce();
    void anotherOfficerCarriesOutWhatOneProposed();
    void aProposalIsCarriedOutOnceAsItWasMade();
    void aProposalEndsAfterAWeek();
    void whatRevokesNeverWaits();
    void whoActsPastTheProgramAloneIsFound();
    void aSecondSignatureThatTheRuleForbidsIsFound();
    void whoIsLeftOfTwoMayGoOnTheNextDay();
};

void TwoPersonsTest::anOfficeOfOneCountersignsFromTheNextAthensDayOn()
{
    LoggedTown office;
    const Sequence issued = office.issueLogged(1, noon);
    QCOMPARE(office.countersign(issued, midnight - 1ms, office.anna).error(), ActError::NotASecond);
    QCOMPARE(office.found(midnight - 1ms), Kinds());
    QCOMPARE(office.report.waiting, std::size_t(1));
    QVERIFY(office.countersign(issued, midnight, office.anna));
    QCOMPARE(office.found(midnight), Kinds());
    QCOMPARE(office.report.waiting, std::size_t(0));
    // The audit tells that one person signed twice.
    QCOMPARE(office.report.samePerson, std::size_t(1));
    QCOMPARE(office.countersign(issued, midnight, office.anna).error(), ActError::NotASecond);
}

void TwoPersonsTest::whatNobodyCountersignsIsFoundTheNextDay()
{
    LoggedTown office;
    const Sequence issued = office.issueLogged(1, noon);
    QCOMPARE(office.found(midnight), Kinds({FindingKind::NoSecond}));
    QCOMPARE(office.report.findings[0].act, issued);
}

void TwoPersonsTest::ofTwoOfficersOneAloneIssuesNothing()
{
    LoggedTown office;
    office.addVaso(noon);
    for (const ActKind kind : {ActKind::Issued, ActKind::KeyChanged, ActKind::TrustListPublished})
        QCOMPARE(office.act(office.of(kind), noon, office.anna).error(), ActError::NeedsSecond);
    QCOMPARE(office.act(office.of(ActKind::Issued), noon, office.anna, &office.anna).error(), ActError::NotASecond);
    // Nobody signs second where one signature is enough: such an act would stand there for nothing.
    QCOMPARE(office.act(office.of(ActKind::Invited), noon, office.anna, &office.vaso).error(), ActError::NotASecond);
    ActContent third = office.of(ActKind::OfficerAdded);
    third.named = Officer{OfficerNumber{3}, QStringLiteral("Γιάννα"), office.town.receipt.publicKey()};
    QCOMPARE(office.act(third, noon, office.anna).error(), ActError::NeedsSecond);
    QCOMPARE(office.found(noon), Kinds());
}

void TwoPersonsTest::bothTogetherActAtOnce()
{
    LoggedTown office;
    office.addVaso(noon);
    const Sequence issued = office.issueLogged(1, noon, &office.vaso);
    QCOMPARE(office.found(midnight), Kinds());
    QCOMPARE(office.report.samePerson, std::size_t(0));
    QCOMPARE(office.report.acts, issued + 1);
}

void TwoPersonsTest::anotherOfficerCarriesOutWhatOneProposed()
{
    LoggedTown office;
    office.addVaso(noon);
    ActContent proposed = office.of(ActKind::Proposed, {wordsFact("words")});
    proposed.proposed = ActKind::Issued;
    const Sequence proposal = office.act(proposed, noon, office.anna).value();
    must(addProposal(*office.registerOfAll, proposal, "words"));
    QCOMPARE(office.found(midnight), Kinds());
    QCOMPARE(office.report.waiting, std::size_t(1));
    const IssuedVoucher voucher = office.issue(office.town.claims(1));
    const ActContent issued = office.of(ActKind::Issued, {factOf(voucher)}, proposal);
    QCOMPARE(office.act(issued, midnight, office.anna).error(), ActError::NotASecond);
    QVERIFY(office.act(issued, midnight, office.vaso));
    QCOMPARE(office.found(midnight + 24h), Kinds());
    QCOMPARE(office.report.waiting, std::size_t(0));
}

void TwoPersonsTest::aProposalIsCarriedOutOnceAsItWasMade()
{
    LoggedTown office;
    office.addVaso(noon);
    ActContent proposed = office.of(ActKind::Proposed);
    proposed.proposed = ActKind::TrustListPublished;
    const Sequence proposal = office.act(proposed, noon, office.anna).value();
    QCOMPARE(office.act(office.of(ActKind::Issued, {}, proposal), noon, office.vaso).error(), ActError::NotASecond);
    QCOMPARE(office.countersign(proposal, noon, office.vaso).error(), ActError::NotASecond);
    QVERIFY(office.act(office.of(ActKind::TrustListPublished, {}, proposal), noon, office.vaso));
    QCOMPARE(office.act(office.of(ActKind::TrustListPublished, {}, proposal), noon, office.vaso).error(),
             ActError::NotASecond);
    QCOMPARE(office.act(office.of(ActKind::TrustListPublished, {}, 99), noon, office.vaso).error(),
             ActError::NotASecond);
}

void TwoPersonsTest::aProposalEndsAfterAWeek()
{
    LoggedTown office;
    office.addVaso(noon);
    ActContent proposed = office.of(ActKind::Proposed);
    proposed.proposed = ActKind::TrustListPublished;
    const Sequence proposal = office.act(proposed, noon, office.anna).value();
    const ActContent published = office.of(ActKind::TrustListPublished, {}, proposal);
    QCOMPARE(office.act(published, noon + 7 * 24h + 1ms, office.vaso).error(), ActError::NotASecond);
    QCOMPARE(office.found(noon + 8 * 24h), Kinds());
    QCOMPARE(office.report.waiting, std::size_t(0));
    QVERIFY(office.act(published, noon + 7 * 24h, office.vaso));
}

void TwoPersonsTest::whatRevokesNeverWaits()
{
    LoggedTown office;
    office.issueLogged(1, noon);
    office.addVaso(noon);
    const Sequence revoked = office.setStatus(VoucherStatus::Revoked, ActKind::Revoked, noon);
    const Fact programme = programmeFact(*office.registerOfAll).value();
    const Sequence key = office.act(office.of(ActKind::KeyRevoked, {programme, programme}), noon, office.anna).value();
    QCOMPARE(office.found(noon), Kinds());
    // Afterwards the other officer signs for it, and nobody else.
    QCOMPARE(office.countersign(revoked, midnight, office.anna).error(), ActError::NotASecond);
    QVERIFY(office.countersign(revoked, midnight, office.vaso));
    QVERIFY(office.countersign(key, midnight, office.vaso));
}

void TwoPersonsTest::whoActsPastTheProgramAloneIsFound()
{
    LoggedTown office;
    office.addVaso(noon);
    const IssuedVoucher voucher = office.issue(office.town.claims(1));
    office.appendByHand(office.of(ActKind::Issued, {factOf(voucher)}), OfficerNumber{1}, office.anna, noon);
    QCOMPARE(office.found(noon), Kinds({FindingKind::ActedAlone}));
    // A signature that comes later does not undo that it took effect before.
    QVERIFY(office.act(office.of(ActKind::Invited), noon, office.anna));
    QVERIFY(office.countersign(5, midnight, office.vaso));
    QCOMPARE(office.found(midnight), Kinds({FindingKind::ActedAlone}));
    QCOMPARE(office.report.findings[0].act, Sequence(5));
}

void TwoPersonsTest::aSecondSignatureThatTheRuleForbidsIsFound()
{
    LoggedTown office;
    const Sequence issued = office.issueLogged(1, noon);
    const auto second = [&](Instant at) {
        office.appendByHand(office.of(ActKind::Countersigned, {}, issued), OfficerNumber{1}, office.anna, at);
    };
    second(noon);
    QCOMPARE(office.found(noon), Kinds({FindingKind::NotTheirs}));
    QCOMPARE(office.report.waiting, std::size_t(1));
    second(midnight);
    second(midnight);
    QCOMPARE(office.found(midnight), Kinds({FindingKind::NotTheirs, FindingKind::NotTheirs}));
}

void TwoPersonsTest::whoIsLeftOfTwoMayGoOnTheNextDay()
{
    LoggedTown office;
    office.addVaso(noon);
    ActContent proposed = office.of(ActKind::Proposed);
    proposed.proposed = ActKind::OfficerRemoved;
    const Sequence proposal = office.act(proposed, noon, office.anna).value();
    ActContent removed = office.of(ActKind::OfficerRemoved, {}, proposal);
    removed.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), office.vaso.publicKey()};
    QCOMPARE(office.act(removed, noon + 1h, office.anna).error(), ActError::NotASecond);
    QVERIFY(office.act(removed, midnight, office.anna));
    office.issueLogged(1, midnight);
    QCOMPARE(office.found(midnight), Kinds());
    QCOMPARE(office.report.officers, std::size_t(1));
    QCOMPARE(office.report.samePerson, std::size_t(1));
}

QTEST_GUILESS_MAIN(TwoPersonsTest)
#include "two_persons_test.moc"
