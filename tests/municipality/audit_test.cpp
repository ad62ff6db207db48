#include "sync/municipality/columns.h"
#include "tests/municipality/logged_town.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Kinds = std::vector<FindingKind>;

constexpr Instant now = baseInstant + 2h;

/// The terminal as its officer confirmed it.
RegisteredTerminal confirmed(LoggedTown& office, const WireTablet& tablet)
{
    RegisteredTerminal terminal = office.registerOfAll->terminal(tablet.id).value().value();
    if (!office.act(office.of(ActKind::Confirmed, {factOf(terminal)}), now, office.anna))
        qFatal("the act is not taken");
    return terminal;
}

} // namespace

/// Whoever has the register and writes into it past the program is found, whatever he writes.
class AuditTest : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingWhereNothingIsWrong();
    void findsAChangedQuantity();
    void findsAVoucherThatNobodyIssued();
    void findsAVoucherIssuedUnderAnotherName();
    void findsAReplacementPutOnAnotherAccount();
    void findsAVoucherThatIsGone();
    void findsARevokedVoucherBroughtBack();
    void findsAMissingAct();
    void findsAMissingLastAct();
    void findsAnAlteredAct();
    void findsActsThatChangedPlaces();
    void findsAnActThatItsOfficerWroteAnew();
    void findsAPastWrittenAnewWithAnotherKey();
    void findsADocumentThatWasExchanged();
    void findsAProviderChangedBetweenTwoActs();
    void findsAProgrammeThatWasChanged();
    void findsATerminalThatNobodyConfirmed();
    void findsASuspensionTakenBack();
    void takesTheIntakesOwnSuspensionAsItIs();
    void excusesNoSuspensionByAnEntryKeptAsideAlone();
    void takesTheSuspensionOfACopyThatLivesOnAsItIs();
    void findsAnAdoptionAfterTheBeginning();
    void findsTheActOfWhoMayNotSignAnyMore();
    void findsAnOfficerWithSomebodyElsesKey();
    void findsTheOnlyOfficerRemoved();
    void findsAnActDatedBack();
    void saysThatThereIsNoLog();
};

void AuditTest::findsNothingWhereNothingIsWrong()
{
    LoggedTown office;
    office.issueLogged(1, now);
    office.setStatus(VoucherStatus::Suspended, ActKind::Suspended, now + 1min);
    office.setStatus(VoucherStatus::Valid, ActKind::Resumed, now + 2min);
    QCOMPARE(office.found(now + 3min), Kinds());
    QCOMPARE(office.report.acts, Sequence(5));
    QCOMPARE(office.report.officers, std::size_t(1));
    QCOMPARE(office.report.waiting, std::size_t(1));
    // The two adopted documents, the voucher and the two words on it.
    QCOMPARE(office.report.held, std::size_t(5));
}

void AuditTest::findsAChangedQuantity()
{
    LoggedTown office;
    office.issueLogged(1, now);
    office.tamper(QStringLiteral("UPDATE voucher SET quantity = 1000"));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct, FindingKind::Gone}));
    QCOMPARE(office.report.findings[0].name, voucherNumber(office.issued.claims.id));
    QCOMPARE(office.report.findings[1].act, Sequence(3));
}

void AuditTest::findsAVoucherThatNobodyIssued()
{
    LoggedTown office;
    office.issueLogged(1, now);
    office.issue(office.town.claims(2));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    // To print it again makes it no better.
    const IssuedVoucher planted = office.registerOfAll->voucherById(office.town.claims(2).id).value().value();
    QVERIFY(office.act(office.of(ActKind::Reprinted, {factOf(planted)}), now, office.anna));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
}

void AuditTest::findsAVoucherIssuedUnderAnotherName()
{
    LoggedTown office;
    const IssuedVoucher voucher = office.issue(office.town.claims(1));
    // Replacing needs one signature; new money needs two.
    QVERIFY(office.act(office.of(ActKind::Replaced, {factOf(voucher)}), now, office.anna));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
}

void AuditTest::findsAReplacementPutOnAnotherAccount()
{
    LoggedTown office;
    const QString move = QStringLiteral("UPDATE voucher SET account = ? WHERE id = ?");
    office.issueLogged(1, now);
    const VoucherId first = office.issued.claims.id;
    office.issueLogged(2, now);
    const VoucherId second = office.issued.claims.id;
    IssuedVoucher replacement = office.issue(office.town.claims(3));
    office.tamper(move, {column(first), column(replacement.claims.id)});
    replacement.account = first;
    QVERIFY(office.act(office.of(ActKind::Replaced, {factOf(replacement)}), now, office.anna));
    QCOMPARE(office.found(now), Kinds());
    office.tamper(move, {column(second), column(replacement.claims.id)});
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct, FindingKind::Gone}));
    // Printing it again makes it no better.
    replacement.account = second;
    QVERIFY(office.act(office.of(ActKind::Reprinted, {factOf(replacement)}), now, office.anna));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct, FindingKind::Gone}));
}

void AuditTest::findsAVoucherThatIsGone()
{
    LoggedTown office;
    office.issueLogged(1, now);
    office.tamper(QStringLiteral("DELETE FROM voucher"));
    QCOMPARE(office.found(now), Kinds({FindingKind::Gone}));
}

void AuditTest::findsARevokedVoucherBroughtBack()
{
    for (const char* sql : {"DELETE FROM voucher_status", "UPDATE voucher_status SET status = 0",
                            "UPDATE voucher_status SET from_time = from_time + 1"}) {
        LoggedTown office;
        office.issueLogged(1, now);
        office.setStatus(VoucherStatus::Revoked, ActKind::Revoked, now);
        QCOMPARE(office.found(now), Kinds());
        office.tamper(QLatin1StringView(sql));
        const Kinds found = office.found(now);
        QVERIFY(!found.empty() && found.back() == FindingKind::Gone);
    }
    LoggedTown office;
    office.issueLogged(1, now);
    office.setStatus(VoucherStatus::Revoked, ActKind::Revoked, now);
    must(office.registerOfAll->setVoucherStatus(office.issued.claims.id, VoucherStatus::Valid, now + 1s));
    QCOMPARE(office.found(now + 1min), Kinds({FindingKind::WithoutAct}));
}

void AuditTest::findsAMissingAct()
{
    LoggedTown office;
    const Sequence first = office.issueLogged(1, now);
    office.issueLogged(2, now);
    office.tamper(QStringLiteral("DELETE FROM act WHERE number = ?"), {first});
    QCOMPARE(office.found(now), Kinds({FindingKind::Gap, FindingKind::WithoutAct}));
    QCOMPARE(office.report.findings[0].act, first);
    // The voucher may go with it: the number is still missing.
    office.tamper(QStringLiteral("DELETE FROM voucher WHERE id = ?"),
                  {bytesOf(office.town.claims(1).id).toByteArray()});
    QCOMPARE(office.found(now), Kinds({FindingKind::Gap}));
}

void AuditTest::findsAMissingLastAct()
{
    LoggedTown office;
    const Sequence last = office.issueLogged(1, now);
    const OfficeLog log = officeLog(*office.registerOfAll).value();
    const AuditAnchors noted{{}, KnownAct{last, log.head}};
    QCOMPARE(office.found(now, noted), Kinds());
    office.tamper(QStringLiteral("DELETE FROM act WHERE number = ?"), {last});
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    // With all that it made it leaves no trace in the register: only who noted the head knows.
    office.tamper(QStringLiteral("DELETE FROM voucher"));
    QCOMPARE(office.found(now), Kinds());
    QCOMPARE(office.found(now, noted), Kinds({FindingKind::OtherPast}));
}

void AuditTest::findsAnAlteredAct()
{
    LoggedTown office;
    const Sequence number = office.issueLogged(1, now);
    office.issueLogged(2, now);
    const Act act = officeLog(*office.registerOfAll).value().acts.at(std::size_t(number) - 1);
    const QByteArray& message = act.message();
    const auto passes = [&](qsizetype place) {
        QByteArray altered = message;
        altered[place] = static_cast<char>(altered[place] ^ 1);
        office.tamper(QStringLiteral("UPDATE act SET message = ? WHERE number = ?"), {altered, number});
        return office.found(now).empty();
    };
    for (qsizetype place = 0; place < message.size(); ++place)
        QVERIFY(!passes(place));
    office.tamper(QStringLiteral("UPDATE act SET message = ? WHERE number = ?"), {message, number});
    QCOMPARE(office.found(now), Kinds());
}

void AuditTest::findsActsThatChangedPlaces()
{
    LoggedTown office;
    const Sequence first = office.issueLogged(1, now);
    const Sequence second = office.issueLogged(2, now);
    office.tamper(QStringLiteral("UPDATE act SET number = 99 WHERE number = ?"), {first});
    office.tamper(QStringLiteral("UPDATE act SET number = ? WHERE number = ?"), {first, second});
    office.tamper(QStringLiteral("UPDATE act SET number = ? WHERE number = 99"), {second});
    const Kinds found = office.found(now);
    QVERIFY(std::ranges::count(found, FindingKind::BrokenLink) == 2);
}

void AuditTest::findsAnActThatItsOfficerWroteAnew()
{
    LoggedTown office;
    const Sequence first = office.act(office.of(ActKind::Invited), now, office.anna).value();
    QVERIFY(office.act(office.of(ActKind::Invited), now, office.anna));
    ActContent other = officeLog(*office.registerOfAll).value().acts.at(std::size_t(first) - 1).content();
    other.kind = ActKind::Confirmed;
    office.tamper(QStringLiteral("UPDATE act SET message = ? WHERE number = ?"),
                  {signAct(other, office.anna).message(), first});
    QCOMPARE(office.found(now), Kinds({FindingKind::BrokenLink}));
}

void AuditTest::findsAPastWrittenAnewWithAnotherKey()
{
    LoggedTown office;
    office.issueLogged(1, now);
    const KnownAct noted{2, officeLog(*office.registerOfAll).value().acts.at(1).hash()};
    office.tamper(QStringLiteral("UPDATE voucher SET quantity = 1000"));
    office.tamper(QStringLiteral("DELETE FROM act"));
    const PrivateKey stranger = PrivateKey::generate(Algorithm::EdDSA);
    QVERIFY(openLog(*office.registerOfAll, stranger, QStringLiteral("Άννα"), baseInstant));
    // In itself it is whole: a stranger's key is found by whoever holds the officer's, or has noted an act.
    QCOMPARE(office.found(now), Kinds());
    QCOMPARE(office.found(now, {office.anna.publicKey(), {}}), Kinds({FindingKind::OtherKey}));
    QCOMPARE(office.found(now, {{}, noted}), Kinds({FindingKind::OtherPast}));
    // Without a first key of their own, a stranger's acts are nobody's.
    must(setFirstOfficer(*office.registerOfAll, office.anna.publicKey()));
    QVERIFY(std::ranges::count(office.found(now), FindingKind::NotAnOfficer) == 2);
}

void AuditTest::findsADocumentThatWasExchanged()
{
    LoggedTown office;
    office.tamper(QStringLiteral("UPDATE document SET message = ? WHERE kind = 2"), {QByteArray("another")});
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct, FindingKind::Gone}));
    // A trust list that was planted is not made good by publishing a bulletin after it.
    LoggedTown other;
    must(other.registerOfAll->publishTrustList(2, "planted"));
    must(other.registerOfAll->publishBulletin(2, "good"));
    QVERIFY(other.act(other.of(ActKind::BulletinPublished, {bulletinFact(2, "good"), trustListFact(2, "planted")}), now,
                      other.anna));
    QCOMPARE(other.found(now), Kinds({FindingKind::WithoutAct}));
    QCOMPARE(other.report.findings[0].name, QStringLiteral("trust-list 2"));
}

void AuditTest::findsAProviderChangedBetweenTwoActs()
{
    LoggedTown office;
    const auto put = [&office](std::uint32_t id) {
        const Fact before = providersFact(*office.registerOfAll).value();
        must(office.registerOfAll->putProvider({ProviderId{id}, QStringLiteral("Φορέας"), false, {}}));
        const Fact after = providersFact(*office.registerOfAll).value();
        return office.act(office.of(ActKind::ProviderPut, {before, after}), now, office.anna).value();
    };
    put(20);
    QCOMPARE(office.found(now), Kinds());
    office.tamper(QStringLiteral("UPDATE provider SET suspended = 0 WHERE id = 9"));
    QCOMPARE(office.found(now), Kinds({FindingKind::Changed}));
    // The next honest act does not take it over.
    const Sequence next = put(21);
    QCOMPARE(office.found(now), Kinds({FindingKind::Changed}));
    QCOMPARE(office.report.findings[0].act, next);
}

void AuditTest::findsAProgrammeThatWasChanged()
{
    LoggedTown office;
    must(office.registerOfAll->setSetting(QStringLiteral("programme"), "{}"));
    QCOMPARE(office.found(now), Kinds({FindingKind::Changed}));
}

void AuditTest::findsATerminalThatNobodyConfirmed()
{
    LoggedTown office;
    const WireTablet tablet(office, 1);
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    const RegisteredTerminal terminal = office.registerOfAll->terminal(tablet.id).value().value();
    QVERIFY(office.act(office.of(ActKind::Confirmed, {factOf(terminal)}), now, office.anna));
    QCOMPARE(office.found(now), Kinds());
    office.tamper(QStringLiteral("UPDATE terminal SET provider = 8"));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct, FindingKind::Gone}));
}

void AuditTest::findsASuspensionTakenBack()
{
    LoggedTown office;
    const WireTablet tablet(office, 1);
    RegisteredTerminal terminal = office.registerOfAll->terminal(tablet.id).value().value();
    QVERIFY(office.act(office.of(ActKind::Confirmed, {factOf(terminal)}), now, office.anna));
    terminal.suspended = now;
    must(office.registerOfAll->updateTerminal(terminal));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    const Fact suspension = suspensionFact(terminal.id, now);
    QVERIFY(office.act(office.of(ActKind::TerminalSuspended, {suspension}), now, office.anna));
    QCOMPARE(office.found(now), Kinds());
    terminal.suspended.reset();
    must(office.registerOfAll->updateTerminal(terminal));
    QCOMPARE(office.found(now), Kinds({FindingKind::Gone}));
}

void AuditTest::takesTheIntakesOwnSuspensionAsItIs()
{
    LoggedTown office;
    const WireTablet tablet(office, 1);
    RegisteredTerminal terminal = confirmed(office, tablet);
    terminal.suspended = now;
    must(office.registerOfAll->updateTerminal(terminal));
    must(office.registerOfAll->addEntries(tablet.id, {{1, {sha256("first"), "first"}}}, now));
    QVERIFY(office.registerOfAll->addFork(tablet.id, 1, {}, "other", now).value());
    QCOMPARE(office.found(now), Kinds());
}

void AuditTest::excusesNoSuspensionByAnEntryKeptAsideAlone()
{
    LoggedTown office;
    const WireTablet tablet(office, 1);
    RegisteredTerminal terminal = confirmed(office, tablet);
    QVERIFY(office.registerOfAll->addFork(tablet.id, 3, {}, "after a hole", now).value());
    QCOMPARE(office.found(now), Kinds());
    terminal.suspended = now;
    must(office.registerOfAll->updateTerminal(terminal));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    QVERIFY(office.registerOfAll->addFork(tablet.id, 3, sha256("another"), "another", now).value());
    QCOMPARE(office.found(now), Kinds());
}

void AuditTest::takesTheSuspensionOfACopyThatLivesOnAsItIs()
{
    LoggedTown office;
    const WireTablet old(office, 1);
    const WireTablet heir(office, 2);
    RegisteredTerminal terminal = confirmed(office, old);
    confirmed(office, heir);
    must(office.registerOfAll->addPredecessors(heir.id, {{old.id, 1, {}}}, now));
    must(office.registerOfAll->addEntries(old.id, {{1, {sha256("1"), "1"}}, {2, {sha256("2"), "2"}}}, now));
    terminal.suspended = now + 1s;
    must(office.registerOfAll->updateTerminal(terminal));
    QCOMPARE(office.found(now), Kinds({FindingKind::WithoutAct}));
    must(office.registerOfAll->addEntries(old.id, {{3, {sha256("3"), "3"}}}, now + 1s));
    QCOMPARE(office.found(now), Kinds());
    // The copy was damaged too, and salvage knew all of it: what the first did not know of was a copy's all the same.
    const WireTablet third(office, 3);
    confirmed(office, third);
    must(office.registerOfAll->addPredecessors(third.id, {{old.id, 3, sha256("3")}}, now + 2s));
    QCOMPARE(office.found(now), Kinds());
}

void AuditTest::findsAnAdoptionAfterTheBeginning()
{
    LoggedTown office;
    office.issueLogged(1, now);
    const IssuedVoucher planted = office.issue(office.town.claims(2));
    office.appendByHand(office.of(ActKind::Adopted, {factOf(planted)}), OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
}

void AuditTest::findsTheActOfWhoMayNotSignAnyMore()
{
    LoggedTown office;
    office.addVaso(now);
    ActContent removed = office.of(ActKind::OfficerRemoved);
    removed.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), office.vaso.publicKey()};
    QCOMPARE(office.act(removed, now, office.anna, &office.vaso).error(), ActError::NotASecond);
    QVERIFY(office.act(removed, now, office.vaso, &office.anna));
    QCOMPARE(office.found(now), Kinds());
    QCOMPARE(office.act(office.of(ActKind::Invited), now, office.vaso).error(), ActError::NotAnOfficer);
    office.appendByHand(office.of(ActKind::Invited), OfficerNumber{2}, office.vaso, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::NotAnOfficer}));
}

void AuditTest::findsAnOfficerWithSomebodyElsesKey()
{
    LoggedTown office;
    ActContent added = office.of(ActKind::OfficerAdded);
    added.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), office.anna.publicKey()};
    office.appendByHand(added, OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
}

void AuditTest::findsTheOnlyOfficerRemoved()
{
    LoggedTown office;
    ActContent removed = office.of(ActKind::OfficerRemoved);
    removed.named = Officer{OfficerNumber{1}, QStringLiteral("Άννα"), office.anna.publicKey()};
    office.appendByHand(removed, OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
    QVERIFY(office.act(office.of(ActKind::Invited), now, office.anna));
}

void AuditTest::findsAnActDatedBack()
{
    LoggedTown office;
    QVERIFY(office.act(office.of(ActKind::Invited), now, office.anna));
    QVERIFY(office.act(office.of(ActKind::Invited), now - 10min, office.anna));
    QCOMPARE(office.found(now), Kinds());
    QVERIFY(office.act(office.of(ActKind::Invited), now - 21min, office.anna));
    QCOMPARE(office.found(now), Kinds({FindingKind::Backdated}));
}

void AuditTest::saysThatThereIsNoLog()
{
    TownOffice office;
    const AuditReport report = audit(*office.registerOfAll, {}, now).value();
    QCOMPARE(report.findings.front().kind, FindingKind::NoLog);
    const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    QCOMPARE(act(*office.registerOfAll, {key}, {}, now).error(), ActError::NoLog);
}

QTEST_GUILESS_MAIN(AuditTest)
#include "audit_test.moc"
