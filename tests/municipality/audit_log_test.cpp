#include "tests/municipality/logged_town.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant now = baseInstant + 2h;

} // namespace

/// The log of the acts cannot be cut, altered or written anew by whoever has the register, nor by an officer alone.
class AuditLogTest : public QObject
{
    Q_OBJECT

private slots:
    void findsAMissingAct();
    void findsAMissingLastAct();
    void findsAnAlteredAct();
    void findsActsThatChangedPlaces();
    void findsAnActThatItsOfficerWroteAnew();
    void findsAPastWrittenAnewWithAnotherKey();
    void findsAnAdoptionAfterTheBeginning();
    void findsTheActOfWhoMayNotSignAnyMore();
    void findsAnOfficerWithSomebodyElsesKey();
    void findsTheOnlyOfficerRemoved();
    void findsAnActDatedBack();
    void saysThatThereIsNoLog();
};

void AuditLogTest::findsAMissingAct()
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

void AuditLogTest::findsAMissingLastAct()
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

void AuditLogTest::findsAnAlteredAct()
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

void AuditLogTest::findsActsThatChangedPlaces()
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

void AuditLogTest::findsAnActThatItsOfficerWroteAnew()
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

void AuditLogTest::findsAPastWrittenAnewWithAnotherKey()
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

void AuditLogTest::findsAnAdoptionAfterTheBeginning()
{
    LoggedTown office;
    office.issueLogged(1, now);
    const IssuedVoucher planted = office.issue(office.town.claims(2));
    office.appendByHand(office.of(ActKind::Adopted, {factOf(planted)}), OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
}

void AuditLogTest::findsTheActOfWhoMayNotSignAnyMore()
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

void AuditLogTest::findsAnOfficerWithSomebodyElsesKey()
{
    LoggedTown office;
    ActContent added = office.of(ActKind::OfficerAdded);
    added.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), office.anna.publicKey()};
    office.appendByHand(added, OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
}

void AuditLogTest::findsTheOnlyOfficerRemoved()
{
    LoggedTown office;
    ActContent removed = office.of(ActKind::OfficerRemoved);
    removed.named = Officer{OfficerNumber{1}, QStringLiteral("Άννα"), office.anna.publicKey()};
    office.appendByHand(removed, OfficerNumber{1}, office.anna, now);
    QCOMPARE(office.found(now), Kinds({FindingKind::OutOfPlace}));
    QVERIFY(office.act(office.of(ActKind::Invited), now, office.anna));
}

void AuditLogTest::findsAnActDatedBack()
{
    LoggedTown office;
    QVERIFY(office.act(office.of(ActKind::Invited), now, office.anna));
    QVERIFY(office.act(office.of(ActKind::Invited), now - 10min, office.anna));
    QCOMPARE(office.found(now), Kinds());
    QVERIFY(office.act(office.of(ActKind::Invited), now - 21min, office.anna));
    QCOMPARE(office.found(now), Kinds({FindingKind::Backdated}));
}

void AuditLogTest::saysThatThereIsNoLog()
{
    TownOffice office;
    const AuditReport report = audit(*office.registerOfAll, {}, now).value();
    QCOMPARE(report.findings.front().kind, FindingKind::NoLog);
    const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    QCOMPARE(act(*office.registerOfAll, {key}, {}, now).error(), ActError::NoLog);
}

QTEST_GUILESS_MAIN(AuditLogTest)
#include "audit_log_test.moc"
