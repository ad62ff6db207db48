#include "sync/municipality/columns.h"
#include "tests/municipality/logged_town.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

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

/// Whoever has the register and writes into its tables past the program is found, whatever he writes.
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
    void findsADocumentThatWasExchanged();
    void findsAProviderChangedBetweenTwoActs();
    void findsAProgrammeThatWasChanged();
    void findsATerminalThatNobodyConfirmed();
    void findsASuspensionTakenBack();
    void takesTheIntakesOwnSuspensionAsItIs();
    void excusesNoSuspensionByAnEntryKeptAsideAlone();
    void takesTheSuspensionOfACopyThatLivesOnAsItIs();
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

QTEST_GUILESS_MAIN(AuditTest)
#include "audit_test.moc"
