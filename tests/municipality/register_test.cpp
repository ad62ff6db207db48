#include "sync/municipality/register_schema.h"
#include "terminal/migration.h"
#include "tests/support/town_office.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

class RegisterTest : public QObject
{
    Q_OBJECT

private slots:
    void keepsEverythingAcrossReopening();
    void neverChangesOrLosesAnEntryOrAFork();
    void refusesTheSameThingTwice();
    void knowsTheStatusOfEveryMoment();
    void showsOneConnectionWhatAnotherCommitted();
    void refusesANewerRegister();
    void givesNoNumberTwiceAfterItsMigration();
    void keepsTerminalsAndEntriesAcrossItsMigration();
    void neverChangesOrForgetsWhoTookWhosePlace();
    void sumsAnAccountByDayAndMonth();
    void tellsEveryProviderThatSharesAnAccount();
};

void RegisterTest::keepsEverythingAcrossReopening()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet tablet(office, 1);
    tablet.redeem(voucher);
    QVERIFY(tablet.sync());
    office.open();
    const auto again = office.registerOfAll->voucherById(voucher.claims.id).value().value();
    QCOMPARE(again.message, voucher.message);
    QCOMPARE(signVoucher(again.claims, office.town.issuer), voucher.message);
    QCOMPARE(office.registerOfAll->terminal(tablet.id).value()->upTo, Sequence(1));
    QCOMPARE(office.registerOfAll->terminal(tablet.id).value()->head, tablet.head);
    QCOMPARE(office.registerOfAll->providers()->size(), std::size_t(3));
    QCOMPARE(tablet.word(1).kind, VerdictKind::Counted);
}

void RegisterTest::neverChangesOrLosesAnEntryOrAFork()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    QVERIFY(tablet.sync());
    office.registerOfAll->addFork(tablet.id, 1, {}, "other", baseInstant).value();
    Database& database = office.registerOfAll->database();
    for (const char* table : {"entry", "fork"}) {
        const QString name = QLatin1StringView(table);
        QCOMPARE(database.run(QStringLiteral("UPDATE %1 SET message = ?").arg(name), {QByteArray("x")}).error(),
                 DatabaseError::Constraint);
        QCOMPARE(database.run(QStringLiteral("DELETE FROM %1").arg(name)).error(), DatabaseError::Constraint);
        QCOMPARE(database.run(QStringLiteral("SELECT * FROM %1").arg(name))->size(), std::size_t(1));
    }
}

void RegisterTest::refusesTheSameThingTwice()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    const IssuedVoucher voucher = office.issue(office.town.claims());
    QCOMPARE(office.registerOfAll->addVoucher(voucher).error(), DatabaseError::Constraint);
    QCOMPARE(office.registerOfAll->publishBulletin(1, "again").error(), DatabaseError::Constraint);
    tablet.redeem(voucher);
    QVERIFY(tablet.sync());
    QCOMPARE(office.registerOfAll->addEntries(tablet.id, {{1, {{}, "again"}}}, baseInstant).error(),
             DatabaseError::Constraint);
    QVERIFY(office.registerOfAll->addFork(tablet.id, 1, {}, "other", baseInstant).value());
    QVERIFY(!office.registerOfAll->addFork(tablet.id, 1, {}, "other", baseInstant).value());
}

void RegisterTest::knowsTheStatusOfEveryMoment()
{
    TownOffice office;
    const VoucherId id = office.issue(office.town.claims()).claims.id;
    Register& registerOfAll = *office.registerOfAll;
    must(registerOfAll.setVoucherStatus(id, VoucherStatus::Suspended, baseInstant));
    must(registerOfAll.setVoucherStatus(id, VoucherStatus::Valid, baseInstant + 1h));
    must(registerOfAll.setVoucherStatus(id, VoucherStatus::Revoked, baseInstant + 2h));
    QCOMPARE(registerOfAll.voucherStatusAt(id, baseInstant - 1ms).value(), VoucherStatus::Valid);
    QCOMPARE(registerOfAll.voucherStatusAt(id, baseInstant).value(), VoucherStatus::Suspended);
    QCOMPARE(registerOfAll.voucherStatusAt(id, baseInstant + 1h).value(), VoucherStatus::Valid);
    QCOMPARE(registerOfAll.voucherStatusAt(id, baseInstant + 9h).value(), VoucherStatus::Revoked);
}

void RegisterTest::showsOneConnectionWhatAnotherCommitted()
{
    TownOffice office;
    const auto second = Register::open(office.place()).value();
    {
        auto transaction = Transaction::begin(office.registerOfAll->database()).value();
        must(office.registerOfAll->setSetting(QStringLiteral("name"), "one"));
        QVERIFY(transaction.commit());
    }
    QCOMPARE(second->setting(QStringLiteral("name")).value().value(), QByteArrayLiteral("one"));
    {
        auto transaction = Transaction::begin(second->database()).value();
        must(second->setSetting(QStringLiteral("name"), "two"));
    }
    QCOMPARE(office.registerOfAll->setting(QStringLiteral("name")).value().value(), QByteArrayLiteral("one"));
}

void RegisterTest::refusesANewerRegister()
{
    TownOffice office;
    const QString newer = PostgresCluster::ofThisTest() ? QStringLiteral("UPDATE schema_version SET version = 999")
                                                        : QStringLiteral("PRAGMA user_version = 999");
    office.registerOfAll->database().run(newer).value();
    const QString place = office.place();
    office.intake.reset();
    office.registerOfAll.reset();
    QCOMPARE(Register::open(place).error(), DatabaseError::TooNew);
}

void RegisterTest::givesNoNumberTwiceAfterItsMigration()
{
    const QTemporaryDir folder;
    PostgresCluster* const cluster = PostgresCluster::ofThisTest();
    const QString place = cluster ? cluster->freshPlace() : folder.filePath(QStringLiteral("register.sqlite"));
    const DatabaseKind kind = cluster ? DatabaseKind::RegisterCluster : DatabaseKind::RegisterFile;
    {
        const auto old = Database::open(kind, QString(place).remove(QStringLiteral("postgresql:"))).value();
        must(migrate(*old, {registerSchema(kind).front()}));
        QVERIFY(old->run(QStringLiteral("INSERT INTO provider(id, name, suspended) VALUES(7, 'a', 0), (8, 'b', 0)")));
        QVERIFY(old->run(QStringLiteral("UPDATE number SET last = 41")));
    }
    const auto migrated = Register::open(place).value();
    QCOMPARE(migrated->lastNumber(ourProvider).value(), 41);
    QCOMPARE(migrated->lastNumber(otherProvider).value(), 41);
}

void RegisterTest::keepsTerminalsAndEntriesAcrossItsMigration()
{
    const QTemporaryDir folder;
    PostgresCluster* const cluster = PostgresCluster::ofThisTest();
    const QString place = cluster ? cluster->freshPlace() : folder.filePath(QStringLiteral("register.sqlite"));
    const DatabaseKind kind = cluster ? DatabaseKind::RegisterCluster : DatabaseKind::RegisterFile;
    const TerminalId id{{1, 2, 3, 4, 5, 6, 7, 8}};
    const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    {
        const auto old = Database::open(kind, QString(place).remove(QStringLiteral("postgresql:"))).value();
        std::vector<QString> before = registerSchema(kind);
        before.resize(3);
        must(migrate(*old, before));
        const QByteArray terminal = bytesOf(id).toByteArray();
        const QByteArray hash(32, 'h');
        QVERIFY(old->run(QStringLiteral("INSERT INTO provider(id, name, suspended) VALUES(7, 'a', 0)")));
        QVERIFY(old->run(QStringLiteral("INSERT INTO terminal(id, provider, key, token_hash, up_to, head, suspended) "
                                        "VALUES(?, 7, ?, ?, 1, ?, 5)"),
                         {terminal, key.publicKey().spki(), QByteArray(32, 't'), hash}));
        for (const char* table : {"entry", "fork"})
            QVERIFY(old->run(QStringLiteral("INSERT INTO %1(terminal, seq, hash, message, received) "
                                            "VALUES(?, 1, ?, ?, 4)")
                                 .arg(QLatin1StringView(table)),
                             {terminal, hash, QByteArray(table)}));
    }
    const auto migrated = Register::open(place).value();
    const RegisteredTerminal terminal = migrated->terminal(id).value().value();
    QCOMPARE(terminal.upTo, Sequence(1));
    QCOMPARE(terminal.uploadTokenHash, QByteArray(32, 't'));
    QVERIFY(terminal.suspended);
    QVERIFY(!terminal.succeededAt);
    QCOMPARE(migrated->entry(id, 1).value().value(), QByteArrayLiteral("entry"));
    QCOMPARE(migrated->keptAside(id, 1, 1)->begin()->second.message, QByteArrayLiteral("fork"));
    QVERIFY(migrated->successions()->empty());
}

void RegisterTest::neverChangesOrForgetsWhoTookWhosePlace()
{
    TownOffice office;
    const WireTablet old(office, 1);
    const WireTablet heir(office, 2);
    const WireTablet third(office, 3);
    must(office.registerOfAll->addPredecessors(heir.id, {{old.id, 9, sha256("9")}}, baseInstant));
    must(office.registerOfAll->addPredecessors(third.id, {{old.id, 7, sha256("7")}, {heir.id, 1, {}}}, baseInstant));
    QCOMPARE(office.registerOfAll->addPredecessors(heir.id, {{old.id, 9, sha256("9")}}, baseInstant).error(),
             DatabaseError::Constraint);
    Database& database = office.registerOfAll->database();
    QCOMPARE(database.run(QStringLiteral("UPDATE predecessor SET up_to = 1")).error(), DatabaseError::Constraint);
    QCOMPARE(database.run(QStringLiteral("DELETE FROM predecessor")).error(), DatabaseError::Constraint);
    office.open();
    const auto successions = office.registerOfAll->successions().value();
    QCOMPARE(successions.size(), std::size_t(3));
    QCOMPARE(successions[0].terminal, heir.id);
    QCOMPARE(successions[0].old, (Predecessor{old.id, 9, sha256("9")}));
    QCOMPARE(office.registerOfAll->terminal(old.id).value()->succeededAt, Sequence(7));
    QCOMPARE(office.registerOfAll->lockTerminal(heir.id).value()->succeededAt, Sequence(1));
    QVERIFY(!office.registerOfAll->terminal(third.id).value()->succeededAt);
    QCOMPARE(office.registerOfAll->successorsOf(old.id)->size(), std::size_t(2));
    QVERIFY(office.registerOfAll->successorsOf(third.id)->empty());
}

void RegisterTest::sumsAnAccountByDayAndMonth()
{
    const QDate day(2026, 11, 22);
    AccountDays days{
        {day, {1, 250}}, {day.addDays(-1), {2, 500}}, {day.addMonths(-1), {1, 1}}, {day.addDays(1), {1, 9}}};
    const Used used = usedOf(days, day);
    QCOMPARE(used.total, 760);
    QCOMPARE(used.thatDay, 1);
    QCOMPARE(used.thatMonth, 4);
    QCOMPARE(accountFrom({}, days, 3, day), (Account{{}, 760, 3, day, 1, 4}));
    QCOMPARE(accountFrom({}, days, 3, day.addDays(1)).lastDate, day.addDays(1));
    QCOMPARE(accountFrom({}, {{day, {1, 1}}}, 3, day.addDays(-1)), (Account{{}, 1, 3, {}, 0, 0}));
}

void RegisterTest::tellsEveryProviderThatSharesAnAccount()
{
    TownOffice office;
    VoucherClaims unbound = office.town.claims(1);
    unbound.provider.reset();
    unbound.service = sport;
    const IssuedVoucher voucher = office.issue(unbound);
    unbound.id = office.town.claims(2).id;
    unbound.statusIndex = 2;
    const IssuedVoucher replacement = office.issue(unbound, voucher.claims.id);
    WireTablet one(office, 1, ourProvider);
    WireTablet other(office, 2, otherProvider);
    one.redeem(voucher, baseInstant - 24h);
    QVERIFY(one.sync());
    const std::int64_t seen = office.registerOfAll->lastNumber(ourProvider).value();
    const std::int64_t seenByOther = office.registerOfAll->lastNumber(otherProvider).value();
    other.redeem(replacement);
    QVERIFY(other.sync());
    QCOMPARE(office.registerOfAll->changedAbove(ourProvider, seen)->size(), std::size_t(2));
    QCOMPARE(office.registerOfAll->changedAbove(otherProvider, seenByOther)->size(), std::size_t(2));
    QVERIFY(office.registerOfAll->changedAbove(suspendedProvider, 0)->empty());
}

QTEST_GUILESS_MAIN(RegisterTest)
#include "register_test.moc"
