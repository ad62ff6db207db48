#include "terminal/vault.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr ScryptCost quick{.n = 1u << 10};
const QString pin = QStringLiteral("402917");
const QString wrongPin = QStringLiteral("402918");

Vault lockedVault()
{
    return Vault::fromStored(Vault::create(pin, quick)->stored()).value();
}

tl::expected<void, PinError> attempt(Vault& vault, const QString& digits, Instant now)
{
    if (const auto begun = vault.beginTry(now); !begun)
        return begun;
    return vault.unlock(digits);
}

} // namespace

class VaultTest : public QObject
{
    Q_OBJECT

private slots:

    void aNewVaultIsOpenAndItsKeySigns()
    {
        const auto vault = Vault::create(pin, quick);
        QVERIFY(vault && vault->key());
        QVERIFY(vault->publicKey().verify("entry", vault->key()->sign("entry")));
    }

    void whatWasStoredOpensWithThePinToTheSameKey()
    {
        const auto made = Vault::create(pin, quick);
        auto vault = Vault::fromStored(made->stored());
        QVERIFY(vault && !vault->key());
        QCOMPARE(vault->publicKey(), made->publicKey());
        QVERIFY(attempt(*vault, pin, baseInstant));
        QVERIFY(made->publicKey().verify("entry", vault->key()->sign("entry")));
        vault->lock();
        QVERIFY(!vault->key());
    }

    void theStoredBytesDoNotHoldTheKeyInTheClear()
    {
        const auto vault = Vault::create(pin, quick);
        const SecretBytes pkcs8 = vault->key()->toPkcs8();
        QVERIFY(!vault->stored().contains(pkcs8.reveal().sliced(36, 32)));
    }

    void aWrongPinDoesNotOpen()
    {
        Vault vault = lockedVault();
        QCOMPARE(attempt(vault, wrongPin, baseInstant).error(), PinError::Wrong);
        QVERIFY(!vault.key());
        QCOMPARE(vault.triesLeft(), 9);
    }

    void aTryIsCountedInWhatIsStoredBeforeItsAnswer()
    {
        Vault vault = lockedVault();
        for (int cut = 1; cut <= 10; ++cut) {
            QVERIFY(vault.beginTry(baseInstant + cut * 2min));
            vault = Vault::fromStored(vault.stored()).value();
            QCOMPARE(vault.triesLeft(), 10 - cut);
        }
        QCOMPARE(vault.beginTry(baseInstant + 48h).error(), PinError::Locked);
    }

    void anAnswerNeedsATryThatWasBegun()
    {
        Vault vault = lockedVault();
        QCOMPARE(vault.unlock(pin).error(), PinError::Wait);
        QCOMPARE(attempt(vault, wrongPin, baseInstant).error(), PinError::Wrong);
        QCOMPARE(vault.unlock(pin).error(), PinError::Wait);
        QVERIFY(!vault.key());
    }

    void theDelayDoublesFromTheThirdTryToAMinute()
    {
        Vault vault = lockedVault();
        Instant now = baseInstant;
        const std::vector<std::chrono::seconds> waits{0s, 0s, 1s, 2s, 4s, 8s, 16s, 32s, 60s};
        for (const std::chrono::seconds wait : waits) {
            QCOMPARE(attempt(vault, wrongPin, now).error(), PinError::Wrong);
            if (wait > 0s) {
                QCOMPARE(vault.nextTry(), now + wait);
                QCOMPARE(vault.beginTry(now + wait - 1ms).error(), PinError::Wait);
            }
            now += wait;
        }
        QCOMPARE(vault.triesLeft(), 1);
        QVERIFY(attempt(vault, pin, now));
    }

    void tenWrongTriesLockForGood()
    {
        Vault vault = lockedVault();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(attempt(vault, wrongPin, baseInstant + i * 2min).error(), PinError::Wrong);
        QCOMPARE(vault.triesLeft(), 0);
        QCOMPARE(attempt(vault, pin, baseInstant + 1000h).error(), PinError::Locked);
        Vault again = Vault::fromStored(vault.stored()).value();
        QCOMPARE(attempt(again, pin, baseInstant + 1000h).error(), PinError::Locked);
    }

    void successForgetsTheWrongTries()
    {
        Vault vault = lockedVault();
        for (int i = 0; i < 4; ++i)
            QVERIFY(!attempt(vault, wrongPin, baseInstant + i * 2min));
        QVERIFY(attempt(vault, pin, baseInstant + 10min));
        QCOMPARE(vault.triesLeft(), 10);
        QCOMPARE(Vault::fromStored(vault.stored())->triesLeft(), 10);
        QCOMPARE(vault.nextTry(), Instant{});
    }

    void aClockSetBackLocksNobodyOut()
    {
        Vault vault = lockedVault();
        for (int i = 0; i < 5; ++i)
            QVERIFY(!attempt(vault, wrongPin, baseInstant + i * 2min));
        QVERIFY(attempt(vault, pin, baseInstant - 10000h));
    }

    void everyFlippedBitIsDamagedOrStaysShut()
    {
        const QByteArray stored = Vault::create(pin, quick)->stored();
        for (qsizetype at = 0; at < stored.size(); at += 3) {
            QByteArray changed = stored;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            auto vault = Vault::fromStored(changed);
            if (!vault) {
                QCOMPARE(vault.error(), PinError::Damaged);
                continue;
            }
            if (vault->triesLeft() == 10 && vault->nextTry() == Instant{})
                QVERIFY(!attempt(*vault, pin, baseInstant));
        }
        QVERIFY(!Vault::fromStored({}));
        QVERIFY(!Vault::fromStored(stored + "x"));
    }

    void theCommonestPinsAreRefused_data()
    {
        QTest::addColumn<QString>("digits");
        QTest::addColumn<int>("error");
        const auto row = [](const char* digits, int error) {
            QTest::newRow(digits) << QString::fromLatin1(digits) << error;
        };
        for (const char* common :
             {"000000", "777777777", "123456", "654321", "012345", "890123", "1234567890", "121212", "123123", "112233",
              "332211", "123321", "100001", "147258", "789456", "20262026", "19992000"})
            row(common, static_cast<int>(PinError::TooCommon));
        for (const char* unfit : {"", "1", "40291", "4029174029174", "40291a", "40 917"})
            row(unfit, static_cast<int>(PinError::TooShort));
        for (const char* good : {"402917", "831046", "4029174", "902714385617", "112234"})
            row(good, -1);
    }

    void theCommonestPinsAreRefused()
    {
        QFETCH(QString, digits);
        QFETCH(int, error);
        const auto acceptable = acceptablePin(digits);
        QCOMPARE(acceptable ? -1 : static_cast<int>(acceptable.error()), error);
        QCOMPARE(Vault::create(digits, quick).has_value(), acceptable.has_value());
    }

    void greekOrArabicDigitsAreNotAPin() { QCOMPARE(acceptablePin(u"٤٠٢٩١٧").error(), PinError::TooShort); }

    void theCostGrowsUntilATryTakesAQuarterOfASecond()
    {
        std::chrono::milliseconds time{0};
        std::chrono::milliseconds step{100};
        const ScryptCost cost = calibratedCost([&] {
            time += step;
            step = step == 100ms ? 120ms : 150ms * 2;
            return time;
        });
        QCOMPARE(cost.n, std::uint64_t{1} << 15);
        QCOMPARE(cost.r, 8u);
    }
};

QTEST_APPLESS_MAIN(VaultTest)
#include "vault_test.moc"
