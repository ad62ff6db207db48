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
        QVERIFY(!database.run(QStringLiteral("UPDATE %1 SET message = x'00'").arg(name)));
        QVERIFY(!database.run(QStringLiteral("DELETE FROM %1").arg(name)));
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
    QCOMPARE(office.registerOfAll->addEntry(tablet.id, 1, {}, "again", baseInstant).error(), DatabaseError::Constraint);
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
    const auto second = Register::open(office.path()).value();
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
    office.registerOfAll->database().run(QStringLiteral("PRAGMA user_version = 999")).value();
    const QString path = office.path();
    office.intake.reset();
    office.registerOfAll.reset();
    QCOMPARE(Register::open(path).error(), DatabaseError::TooNew);
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
    const std::int64_t seen = office.registerOfAll->lastNumber().value();
    other.redeem(replacement);
    QVERIFY(other.sync());
    for (const ProviderId provider : {ourProvider, otherProvider})
        QCOMPARE(office.registerOfAll->changedAbove(provider, seen)->size(), std::size_t(2));
    QVERIFY(office.registerOfAll->changedAbove(suspendedProvider, 0)->empty());
}

QTEST_GUILESS_MAIN(RegisterTest)
#include "register_test.moc"
