#include "tests/terminal/desk_fixture.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QString pin = QStringLiteral("402917");
const QString secondPin = QStringLiteral("583920");
const QString name = QStringLiteral("ΜΑΡΙΑ ΠΑΠΑΔΟΠΟΥΛΟΥ");
constexpr OperatorNumber first{1};
constexpr OperatorNumber second{2};

const NoticeBody& noticeOf(const EntryContent& content)
{
    return std::get<NoticeBody>(content.body);
}

/// What the next start of the program finds.
Vault stored(DeskFixture& tablet)
{
    return Vault::fromStored(tablet.ledger->vault().value()).value();
}

tl::expected<void, PinError> attempt(Vault& vault, const QString& digits, OperatorNumber who)
{
    return vault.beginTry(who, baseInstant).and_then([&] { return vault.unlock(digits); });
}

/// The code as the office reads it from what an entry carries.
QString recoveryCode(DeskFixture& tablet, Sequence sequence)
{
    const auto hash = noticeOf(tablet.entry(sequence)).attachment;
    const auto secret = hash ? tablet.opened(*hash, tablet.town.office, recoveryAttachment) : std::nullopt;
    return secret ? voucherNumber(idFrom<VoucherId>(*secret)) : QString();
}

} // namespace

class OperatorsTest : public QObject
{
    Q_OBJECT

private slots:

    void anOperatorIsAddedByAnEntryAndTheNameIsOnlyForTheOffice()
    {
        DeskFixture tablet;
        QCOMPARE(tablet.desk->addOperator(OperatorRole::Staff, secondPin, name).value(), second);
        const EntryContent entry = tablet.entry(1);
        QCOMPARE(entry.operatorNumber, first);
        QCOMPARE(noticeOf(entry).notice, NoticeKind::OperatorAdded);
        QCOMPARE(noticeOf(entry).about, std::optional(second));
        QCOMPARE(noticeOf(entry).detail, QByteArray(1, 2));
        QCOMPARE(tablet.opened(*noticeOf(entry).attachment, tablet.town.office, operatorAttachment), name.toUtf8());
        Vault vault = stored(tablet);
        QVERIFY(attempt(vault, secondPin, second));
        QVERIFY(!vault.managed());
    }

    void anEntryNamesWhoOpened()
    {
        DeskFixture tablet;
        tablet.desk->addOperator(OperatorRole::Staff, secondPin, name).value();
        tablet.vault->lock();
        QVERIFY(attempt(*tablet.vault, secondPin, second));
        tablet.redeem(tablet.town.claims());
        QCOMPARE(tablet.entry(2).operatorNumber, second);
    }

    void staffAndALockedTabletManageNobody()
    {
        DeskFixture tablet;
        tablet.desk->addOperator(OperatorRole::Staff, secondPin, name).value();
        const auto nothingHappens = [&] {
            const QByteArray before = tablet.ledger->vault().value();
            const bool refused =
                tablet.desk->addOperator(OperatorRole::Manager, pin, name).error() == PinError::Locked &&
                tablet.desk->renewOperator(first, pin).error() == PinError::Locked &&
                tablet.desk->removeOperator(first).error() == PinError::Locked;
            return refused && tablet.ledger->head().sequence == 1 && tablet.ledger->vault() == before;
        };
        tablet.vault->lock();
        QVERIFY(nothingHappens());
        QVERIFY(attempt(*tablet.vault, secondPin, second));
        QVERIFY(nothingHappens());
    }

    void aBlockedOperatorIsUnlockedByAManagerWithAnEntry()
    {
        DeskFixture tablet;
        tablet.desk->addOperator(OperatorRole::Staff, secondPin, name).value();
        for (int i = 0; i < 10; ++i)
            QVERIFY(tablet.vault->beginTry(second, baseInstant + i * 2min));
        QCOMPARE(tablet.desk->renewOperator(second, u"123456").error(), PinError::TooCommon);
        QVERIFY(tablet.desk->renewOperator(second, QStringLiteral("916402")));
        QCOMPARE(noticeOf(tablet.entry(2)).notice, NoticeKind::OperatorUnlocked);
        QCOMPARE(noticeOf(tablet.entry(2)).about, std::optional(second));
        QCOMPARE(tablet.entry(2).operatorNumber, first);
        Vault vault = stored(tablet);
        QVERIFY(attempt(vault, QStringLiteral("916402"), second));
    }

    void whoIsRemovedIsGoneFromTheFileAndStaysInTheLedger()
    {
        DeskFixture tablet;
        tablet.desk->addOperator(OperatorRole::Manager, secondPin, name).value();
        QCOMPARE(tablet.desk->removeOperator(first).error(), PinError::Locked);
        QVERIFY(tablet.desk->removeOperator(second));
        QCOMPARE(noticeOf(tablet.entry(2)).notice, NoticeKind::OperatorRemoved);
        QCOMPARE(noticeOf(tablet.entry(2)).about, std::optional(second));
        QCOMPARE(stored(tablet).operators().size(), std::size_t{1});
        QCOMPARE(tablet.desk->removeOperator(second).error(), PinError::Locked);
    }

    /// Without room on the disk there is neither entry nor operator, and the one at the tablet is told so.
    void anActThatCannotBeKeptChangesNothing()
    {
        DeskFixture tablet;
        const QByteArray before = tablet.ledger->vault().value();
        // The chain goes on elsewhere: what is appended here is refused by the ledger.
        tablet.vault = Vault::create(pin, {.n = 1u << 10}).value();
        QCOMPARE(tablet.desk->addOperator(OperatorRole::Staff, secondPin, name).error(), PinError::NotKept);
        QCOMPARE(tablet.vault->operators().size(), std::size_t{1});
        QCOMPARE(tablet.ledger->head().sequence, 0);
        QCOMPARE(tablet.ledger->vault().value(), before);
    }

    void theMunicipalityGetsARecoveryCodeWithTheFirstEntryAndOnlyTheOfficeReadsIt()
    {
        DeskFixture tablet;
        QVERIFY(tablet.desk->opened());
        QVERIFY(!recoveryCode(tablet, 1).isEmpty());
        const Hash hash = *noticeOf(tablet.entry(1)).attachment;
        QVERIFY(!tablet.opened(hash, tablet.town.intake, recoveryAttachment));
        QVERIFY(!tablet.opened(hash, tablet.town.office, operatorAttachment));
        QVERIFY(stored(tablet).hasRecovery());
        QVERIFY(tablet.desk->opened());
        QCOMPARE(tablet.ledger->head().sequence, 1);
    }

    void aTerminalOfBeforeGetsItsRecoveryCodeAtItsNextUnlocking()
    {
        DeskFixture tablet;
        tablet.redeem(tablet.town.claims());
        QVERIFY(tablet.desk->opened());
        QCOMPARE(noticeOf(tablet.entry(2)).notice, NoticeKind::RecoveryMade);
        QVERIFY(!recoveryCode(tablet, 2).isEmpty());
        QVERIFY(tablet.desk->opened());
        QCOMPARE(tablet.ledger->head().sequence, 2);
    }

    void withoutAnOfficeKeyTheFirstEntryDoesNotWait()
    {
        DeskFixture tablet;
        tablet.publish(tablet.town.trustList([](TrustListContent& content) {
            ++content.version;
            std::erase_if(content.keys, [](const TrustedKey& key) { return key.role == KeyRole::Office; });
        }));
        QVERIFY(tablet.desk->opened());
        QVERIFY(tablet.desk->opened());
        QCOMPARE(tablet.ledger->head().sequence, 1);
        QVERIFY(!noticeOf(tablet.entry(1)).attachment && !stored(tablet).hasRecovery());
        tablet.publish(tablet.town.trustList([](TrustListContent& content) { content.version += 2; }));
        QVERIFY(tablet.desk->opened());
        QVERIFY(!recoveryCode(tablet, 2).isEmpty());
    }

    void theCodeOfTheOfficeUnlocksOnceWhenEverybodyIsBlocked()
    {
        DeskFixture tablet;
        QVERIFY(tablet.desk->opened());
        const QString code = recoveryCode(tablet, 1);
        tablet.vault->lock();
        for (int i = 0; i < 10; ++i)
            QVERIFY(tablet.vault->beginTry(first, baseInstant + i * 2min));
        QCOMPARE(tablet.vault->beginTry(first, baseInstant + 48h).error(), PinError::Locked);

        Instant now = baseInstant;
        const auto recover = [&](const QString& typed, OperatorNumber who, const QString& newPin) {
            now += 2min;
            return tablet.vault->beginTry(recoveryNumber, now).and_then([&] {
                return tablet.desk->recover(typed, who, newPin);
            });
        };
        QCOMPARE(recover(QStringLiteral("0000 0000 0000 0-0"), first, secondPin).error(), PinError::Wrong);
        QCOMPARE(recover(QStringLiteral("not a code"), first, secondPin).error(), PinError::Wrong);
        QCOMPARE(recover(code, first, QStringLiteral("123456")).error(), PinError::TooCommon);
        QCOMPARE(recover(code, OperatorNumber{7}, secondPin).error(), PinError::Locked);
        QVERIFY(!tablet.vault->key());
        QCOMPARE(tablet.ledger->head().sequence, 1);

        // As people type it: small letters, no spaces.
        QVERIFY(recover(QString(code).remove(u' ').toLower(), first, secondPin));
        QVERIFY(!tablet.vault->key());
        QCOMPARE(noticeOf(tablet.entry(2)).notice, NoticeKind::OperatorUnlocked);
        QCOMPARE(tablet.entry(2).operatorNumber, recoveryNumber);
        QVERIFY(attempt(*tablet.vault, secondPin, first));
        tablet.vault->lock();
        QCOMPARE(recover(code, first, pin).error(), PinError::Wrong);
        const QString next = recoveryCode(tablet, 2);
        QVERIFY(!next.isEmpty() && next != code);
        QVERIFY(recover(next, first, pin));
        Vault vault = stored(tablet);
        QVERIFY(attempt(vault, pin, first));
    }

    void aTryOfTheCodeThatWasNotBegunOpensNothing()
    {
        DeskFixture tablet;
        QVERIFY(tablet.desk->opened());
        const QString code = recoveryCode(tablet, 1);
        tablet.vault->lock();
        QCOMPARE(tablet.desk->recover(code, first, secondPin).error(), PinError::Wait);
        // A PIN's try does not serve for the code's.
        QVERIFY(tablet.vault->beginTry(first, baseInstant));
        QCOMPARE(tablet.desk->recover(code, first, secondPin).error(), PinError::Wrong);
        QVERIFY(!tablet.vault->key());
    }
};

QTEST_GUILESS_MAIN(OperatorsTest)
#include "operators_test.moc"
