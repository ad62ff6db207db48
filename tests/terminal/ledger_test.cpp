#include "ledger_fixture.h"

#include <QFile>
#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

class LedgerTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsEveryEntryAcrossReopening();
    void chainsEachEntryToTheOneBefore();
    void recordsNothingBeforeEnrolment();
    void refusesInsideTheTransaction();
    void refusesAnEntryThatBreaksTheChain();
    void forbidsChangingAndDeletingEntries();
    void keepsIdentityVaultAndInvitation();
    void dropsADocumentThatNoLongerVerifies();
    void silencesABulletinWhoseKeyIsRevoked();
    void refusesAFileWhoseEndWasReplaced();
    void refusesANewerFile();
    void answersAFailedReadInsteadOfRecording();
};

void LedgerTest::keepsEveryEntryAcrossReopening()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Entry first = f.append(f.redemption(1));
    const Entry second = f.append(NoteBody{NoteReason::NoPaper, {}, {}, {}});
    f.reopen();
    QVERIFY(f.ledger);
    QCOMPARE(f.ledger->head().sequence, 2);
    QVERIFY(f.ledger->head().hash == second.hash());
    const auto out = f.ledger->outgoing(10, 100000);
    QCOMPARE(out->entries, std::vector<QByteArray>({first.message(), second.message()}));
    QCOMPARE(f.ledger->lines(QDate(2026, 11, 22), QDate(2026, 11, 22), 10).size(), 2u);
}

void LedgerTest::chainsEachEntryToTheOneBefore()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    QVERIFY(f.ledger->head().hash == Hash{});
    const Entry first = f.append(f.redemption(1));
    const Entry second = f.append(f.redemption(2));
    QVERIFY(first.content().previous == Hash{});
    QVERIFY(second.content().previous == first.hash());
}

void LedgerTest::recordsNothingBeforeEnrolment()
{
    LedgerFixture f;
    bool asked = false;
    const auto answer = f.ledger->append([&](const Ledger::Next&) -> std::optional<Ledger::Appended> {
        asked = true;
        return {};
    });
    QCOMPARE(answer.error(), DatabaseError::Constraint);
    QVERIFY(!asked);
    QVERIFY(f.ledger->rebuildDerived());
}

void LedgerTest::refusesInsideTheTransaction()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const auto answer = f.ledger->append([&](const Ledger::Next&) -> std::optional<Ledger::Appended> {
        f.ledger->countForeignCode(); // rolled back with the rest
        return {};
    });
    QVERIFY(answer.has_value() && !answer->has_value());
    QCOMPARE(f.ledger->head().sequence, 0);
    f.append(f.redemption(1));
}

void LedgerTest::refusesAnEntryThatBreaksTheChain()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    const auto with = [&](const std::function<Entry(Ledger::Next)>& make) {
        return f.ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
            return Ledger::Appended{make(next), {}};
        });
    };
    const auto changed = [&](const std::function<void(Ledger::Next&)>& change) {
        return with([&](Ledger::Next next) {
            change(next);
            return f.sign(next, f.redemption(2));
        });
    };
    QCOMPARE(changed([](Ledger::Next& next) { next.sequence = 3; }).error(), DatabaseError::Constraint);
    QCOMPARE(changed([](Ledger::Next& next) { next.previous = {}; }).error(), DatabaseError::Constraint);
    QCOMPARE(changed([](Ledger::Next& next) { next.terminal = {}; }).error(), DatabaseError::Constraint);
    LedgerFixture stranger;
    QCOMPARE(with([&](Ledger::Next next) { return stranger.sign(next, f.redemption(2)); }).error(),
             DatabaseError::Constraint);
    QCOMPARE(f.ledger->head().sequence, 1);
    QCOMPARE(f.append(f.redemption(2)).content().sequence, 2);
}

void LedgerTest::forbidsChangingAndDeletingEntries()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    f.ledger.reset();
    const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
    const auto error = [&](const QString& sql) { return database->run(sql).error(); };
    QCOMPARE(error(QStringLiteral("UPDATE entry SET bytes=x'00'")), DatabaseError::Constraint);
    QCOMPARE(error(QStringLiteral("DELETE FROM entry")), DatabaseError::Constraint);
    QCOMPARE(error(QStringLiteral("INSERT INTO entry VALUES (3, x'00')")), DatabaseError::Constraint);
    QCOMPARE(error(QStringLiteral("INSERT OR REPLACE INTO entry VALUES (1, x'00')")), DatabaseError::Constraint);
}

void LedgerTest::keepsIdentityVaultAndInvitation()
{
    LedgerFixture f;
    QVERIFY(f.ledger->keepInvitation(QByteArrayLiteral("paper")));
    f.reopen();
    QCOMPARE(f.ledger->keptInvitation().value(), QByteArrayLiteral("paper"));
    QVERIFY(!f.ledger->vault());
    QVERIFY(f.enrol());
    for (int time = 0; time < 2; ++time, f.reopen()) {
        QVERIFY(!f.ledger->keptInvitation());
        QCOMPARE(f.ledger->vault().value(), QByteArrayLiteral("sealed"));
        QVERIFY(f.ledger->deviceKey() == f.device.publicKey());
        QVERIFY(f.ledger->enrolment()->terminal == f.terminal);
        QVERIFY(f.ledger->enrolment()->provider == ourProvider);
        QCOMPARE(f.ledger->enrolment()->url, QStringLiteral("https://host:1"));
        QCOMPARE(f.ledger->enrolment()->uploadToken, QByteArray(16, 't'));
        QVERIFY(f.ledger->pinnedRoots() == f.town.roots());
        QCOMPARE(f.ledger->trustList()->content().version, 1);
        QCOMPARE(f.ledger->bulletin()->content().version, 1);
        QVERIFY(f.ledger->clockFloor()->signedTime == baseInstant);
    }
    QCOMPARE(f.enrol().error(), DatabaseError::Constraint);
    f.append(f.redemption(1));
    const PublicKey other = PrivateKey::generate(Algorithm::ES256).publicKey();
    QCOMPARE(f.ledger->storeVault(QByteArrayLiteral("x"), other).error(), DatabaseError::Constraint);
    QVERIFY(f.ledger->storeVault(QByteArrayLiteral("y"), f.device.publicKey()));
}

void LedgerTest::dropsADocumentThatNoLongerVerifies()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    QVERIFY(f.ledger->store(f.town.bulletin([](BulletinContent& content) { content.version = 2; }), f.reading()));
    f.reopen();
    QCOMPARE(f.ledger->bulletin()->content().version, 2);
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("UPDATE document SET bytes=x'D284' WHERE name='bulletin'")));
    }
    f.reopen();
    QVERIFY(f.ledger && f.ledger->trustList() && !f.ledger->bulletin());
}

void LedgerTest::silencesABulletinWhoseKeyIsRevoked()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const TrustList revoking = f.town.trustList([](TrustListContent& content) {
        content.version = 2;
        for (TrustedKey& key : content.keys) {
            if (key.role == KeyRole::Bulletin) {
                key.revoked = baseInstant;
            }
        }
    });
    QVERIFY(f.ledger->store(revoking, f.reading()));
    QVERIFY(!f.ledger->bulletin());
    f.reopen();
    QVERIFY(!f.ledger->bulletin());
    QCOMPARE(f.ledger->trustList()->content().version, 2);
}

void LedgerTest::refusesAFileWhoseEndWasReplaced()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Hash atFirst = f.append(f.redemption(1)).hash();
    f.append(f.redemption(2));
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("UPDATE setting SET value=? WHERE name='head'"),
                              {bytesOf(atFirst).toByteArray()}));
    }
    QCOMPARE(Ledger::open(f.path()).error(), DatabaseError::Corrupt);
}

void LedgerTest::refusesANewerFile()
{
    LedgerFixture f;
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("PRAGMA user_version=1000")));
    }
    QCOMPARE(Ledger::open(f.path()).error(), DatabaseError::TooNew);
}

void LedgerTest::answersAFailedReadInsteadOfRecording()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("ALTER TABLE account RENAME TO lost")));
    }
    f.reopen();
    const auto answer = f.ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        [[maybe_unused]] const auto account = f.ledger->account(f.voucher(1));
        return Ledger::Appended{f.sign(next, f.redemption(1)), {}};
    });
    QVERIFY(!answer.has_value());
    QCOMPARE(f.ledger->head().sequence, 0);
}

QTEST_GUILESS_MAIN(LedgerTest)
#include "ledger_test.moc"
