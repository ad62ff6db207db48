#include "terminal/vault.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr ScryptCost quick{.n = 1u << 10};
constexpr OperatorNumber first{1};
const QString pin = QStringLiteral("402917");
const QString wrongPin = QStringLiteral("402918");

Vault lockedVault()
{
    return Vault::fromStored(Vault::create(pin, quick)->stored()).value();
}

tl::expected<void, PinError> attempt(Vault& vault, const QString& digits, Instant now, OperatorNumber who = first)
{
    if (const auto begun = vault.beginTry(who, now); !begun)
        return begun;
    return vault.unlock(digits);
}

int triesLeft(const Vault& vault, OperatorNumber who = first)
{
    return vault.find(who)->triesLeft;
}

/// Three people: 1 manager, 2 staff, 3 manager; open by the first.
const QString secondPin = QStringLiteral("583920");
const QString thirdPin = QStringLiteral("916402");
const QString code = QStringLiteral("0123 4567 89AB C-D");

Vault sharedVault()
{
    Vault vault = Vault::create(pin, quick).value();
    vault.add(OperatorRole::Staff, secondPin).value();
    vault.add(OperatorRole::Manager, thirdPin).value();
    vault.setRecovery(code);
    return vault;
}

Vault lockedSharedVault()
{
    return Vault::fromStored(sharedVault().stored()).value();
}

/// As the program that knew one operator stored it, with the PIN 402917, up to its tries.
constexpr QByteArrayView firstVersion{
    "aa010102190400030804010550845b2a912bd532d5763029f3a22e5b50064c57d450c9d01f7ccfaa6dd39c07589a2e3ee69f"
    "5e148806ed666dd9a83f5996da414ea2b0b597ce49fcf0b3bb07f433bc51093f47ea8f2039b581c6a073aa0dd0cb69545d22"
    "00a8cc0b7d0f1b6fa1672823b89fb886aba801ff2e3e64de0f98e40fc02753e9a99cd1c36db12fec76f1d13feb8bd05c9f2b"
    "f40b3dfdf9e713becc7723b6d19fdfd719f57ed32a04df157adfbba1f39d33952b9597e33e4d33ecc9cf21823e938103573f"
    "08585b3059301306072a8648ce3d020106082a8648ce3d0301070342000499ae7d4ab0a986246ed8508bf19917242f823674"
    "ccbfc74b5237f710a24f65034263cf38325a4b3d74c5d92492d54f280a7ae54ad829d3fd96a69dbfdb2a52be"};

QByteArray ofTheFirstVersion(QByteArrayView tries)
{
    return QByteArray::fromHex(firstVersion.toByteArray() + tries.toByteArray());
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
        QCOMPARE(triesLeft(vault), 9);
    }

    void aTryIsCountedInWhatIsStoredBeforeItsAnswer()
    {
        Vault vault = lockedVault();
        for (int cut = 1; cut <= 10; ++cut) {
            QVERIFY(vault.beginTry(first, baseInstant + cut * 2min));
            vault = Vault::fromStored(vault.stored()).value();
            QCOMPARE(triesLeft(vault), 10 - cut);
        }
        QCOMPARE(vault.beginTry(first, baseInstant + 48h).error(), PinError::Locked);
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
                QCOMPARE(vault.nextTry(first), now + wait);
                QCOMPARE(vault.beginTry(first, now + wait - 1ms).error(), PinError::Wait);
            }
            now += wait;
        }
        QCOMPARE(triesLeft(vault), 1);
        QVERIFY(attempt(vault, pin, now));
    }

    void tenWrongTriesLockForGood()
    {
        Vault vault = lockedVault();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(attempt(vault, wrongPin, baseInstant + i * 2min).error(), PinError::Wrong);
        QCOMPARE(triesLeft(vault), 0);
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
        QCOMPARE(triesLeft(vault), 10);
        QCOMPARE(triesLeft(Vault::fromStored(vault.stored()).value()), 10);
        QCOMPARE(vault.nextTry(first), Instant{});
    }

    void aClockSetBackLocksNobodyOut()
    {
        Vault vault = lockedVault();
        for (int i = 0; i < 5; ++i)
            QVERIFY(!attempt(vault, wrongPin, baseInstant + i * 2min));
        QVERIFY(attempt(vault, pin, baseInstant - 10000h));
    }

    void aVaultOfTheFirstVersionOpensAndLosesNothing()
    {
        auto vault = Vault::fromStored(ofTheFirstVersion("09000a00"));
        QVERIFY(vault && !vault->hasRecovery());
        QCOMPARE(vault->operators().size(), std::size_t{1});
        QCOMPARE(vault->find(first)->role, OperatorRole::Manager);
        QCOMPARE(attempt(*vault, wrongPin, baseInstant).error(), PinError::Wrong);
        // Kept in the new layout before the answer, as after a cut of the power.
        vault = Vault::fromStored(vault->stored());
        QCOMPARE(triesLeft(*vault), 9);
        QVERIFY(attempt(*vault, pin, baseInstant));
        QVERIFY(vault->managed());
        QVERIFY(vault->publicKey().verify("entry", vault->key()->sign("entry")));
        QVERIFY(vault->add(OperatorRole::Staff, secondPin));
        vault = Vault::fromStored(vault->stored());
        QVERIFY(attempt(*vault, pin, baseInstant));
        QVERIFY(attempt(*vault, secondPin, baseInstant, OperatorNumber{2}));
    }

    void theTriesOfTheFirstVersionAreNotForgiven()
    {
        const auto vault = Vault::fromStored(ofTheFirstVersion("09040a1a002dce90"));
        QCOMPARE(triesLeft(*vault), 6);
        QVERIFY(vault->nextTry(first) > Instant{});
    }

    void eachOperatorOpensTheSameKeyAndIsNamed()
    {
        Vault vault = lockedSharedVault();
        for (const auto& [number, digits, manages] :
             {std::tuple(1u, pin, true), std::tuple(2u, secondPin, false), std::tuple(3u, thirdPin, true)}) {
            QCOMPARE(vault.open(), recoveryNumber);
            QVERIFY(attempt(vault, digits, baseInstant, OperatorNumber{number}));
            QCOMPARE(vault.open(), OperatorNumber{number});
            QCOMPARE(vault.managed(), manages);
            QVERIFY(vault.publicKey().verify("entry", vault.key()->sign("entry")));
            vault.lock();
            QVERIFY(!vault.key() && !vault.managed());
        }
        QCOMPARE(attempt(vault, secondPin, baseInstant, first).error(), PinError::Wrong);
    }

    void triesAreCountedForEachOperatorAlone()
    {
        Vault vault = lockedSharedVault();
        for (int i = 0; i < 10; ++i)
            QCOMPARE(attempt(vault, wrongPin, baseInstant + i * 2min, OperatorNumber{2}).error(), PinError::Wrong);
        QCOMPARE(attempt(vault, secondPin, baseInstant + 48h, OperatorNumber{2}).error(), PinError::Locked);
        QCOMPARE(triesLeft(vault), 10);
        QCOMPARE(triesLeft(vault, OperatorNumber{3}), 10);
        QVERIFY(attempt(vault, pin, baseInstant));
        // Who opens it forgives nobody else's tries.
        QCOMPARE(triesLeft(vault, OperatorNumber{2}), 0);
    }

    void aBlockedOperatorGetsANewPinWithAllTries()
    {
        Vault vault = sharedVault();
        for (int i = 0; i < 10; ++i)
            QVERIFY(!attempt(vault, wrongPin, baseInstant + i * 2min, OperatorNumber{2}));
        QVERIFY(vault.managed());
        QCOMPARE(vault.renew(OperatorNumber{2}, u"123456").error(), PinError::TooCommon);
        QCOMPARE(vault.renew(OperatorNumber{9}, pin).error(), PinError::Locked);
        QCOMPARE(vault.renew(recoveryNumber, pin).error(), PinError::Locked);
        QVERIFY(vault.renew(OperatorNumber{2}, thirdPin));
        QCOMPARE(vault.find(OperatorNumber{2})->role, OperatorRole::Staff);
        vault.lock();
        QCOMPARE(attempt(vault, secondPin, baseInstant, OperatorNumber{2}).error(), PinError::Wrong);
        QVERIFY(attempt(vault, thirdPin, baseInstant, OperatorNumber{2}));
        vault.lock();
        QCOMPARE(vault.renew(OperatorNumber{2}, pin).error(), PinError::Locked);
    }

    void whoIsRemovedNeverOpensAgainAndHisNumberIsNotGivenAgain()
    {
        Vault vault = sharedVault();
        QVERIFY(vault.remove(OperatorNumber{3}));
        QVERIFY(!vault.remove(OperatorNumber{3}));
        QVERIFY(!vault.remove(recoveryNumber));
        vault = Vault::fromStored(vault.stored()).value();
        QCOMPARE(attempt(vault, thirdPin, baseInstant, OperatorNumber{3}).error(), PinError::Locked);
        QVERIFY(attempt(vault, pin, baseInstant));
        QCOMPARE(vault.add(OperatorRole::Manager, thirdPin).value(), OperatorNumber{4});
        QVERIFY(vault.remove(first));
        QVERIFY(!vault.remove(OperatorNumber{4}));
        QCOMPARE(vault.operators().size(), std::size_t{2});
        QVERIFY(Vault::fromStored(vault.stored()));
    }

    void noMoreOperatorsThanThereIsRoomFor()
    {
        Vault vault = Vault::create(pin, quick).value();
        while (vault.operators().size() < mostOperators)
            QVERIFY(vault.add(OperatorRole::Staff, secondPin));
        QCOMPARE(vault.add(OperatorRole::Staff, secondPin).error(), PinError::Locked);
        vault.setRecovery(code);
        QCOMPARE(Vault::fromStored(vault.stored())->operators().size(), mostOperators);
        vault.lock();
        QCOMPARE(Vault::create(pin, quick)->add(OperatorRole::Staff, u"123456").error(), PinError::TooCommon);
    }

    void theRecoveryCodeOpensAndIsNeverBlocked()
    {
        Vault vault = lockedSharedVault();
        QVERIFY(vault.hasRecovery());
        Instant now = baseInstant;
        for (int i = 0; i < 30; ++i, now += 1min)
            QCOMPARE(attempt(vault, wrongPin, now, recoveryNumber).error(), PinError::Wrong);
        QCOMPARE(vault.beginTry(recoveryNumber, now - 1min + 59s).error(), PinError::Wait);
        vault = Vault::fromStored(vault.stored()).value();
        QVERIFY(attempt(vault, code, now, recoveryNumber));
        QCOMPARE(vault.open(), recoveryNumber);
        QVERIFY(vault.key() && !vault.managed());
        QVERIFY(vault.renew(first, thirdPin));
        vault.setRecovery(u"another code");
        vault.lock();
        QCOMPARE(attempt(vault, code, now, recoveryNumber).error(), PinError::Wrong);
        QVERIFY(attempt(vault, thirdPin, now));
        QCOMPARE(
            attempt(*std::make_unique<Vault>(Vault::create(pin, quick).value()), code, now, recoveryNumber).error(),
            PinError::Locked);
    }

    /// Staff who edit the file must not manage, and nobody may act under another number.
    void aRoleOrANumberChangedInTheFileOpensNothing()
    {
        const QByteArray stored = sharedVault().stored();
        const qsizetype staff = stored.indexOf(QByteArray::fromHex("aa01020202"));
        QVERIFY(staff > 0);
        for (const auto& [place, value, number] : {std::tuple(4, 1, 2u), std::tuple(2, 3, 3u)}) {
            QByteArray changed = stored;
            changed[staff + place] = static_cast<char>(value);
            if (number == 3)
                changed[changed.indexOf(QByteArray::fromHex("aa01030201")) + 2] = 4;
            changed[changed.indexOf(QByteArray::fromHex("030304")) + 1] = 5;
            auto vault = Vault::fromStored(changed);
            QVERIFY(vault);
            QCOMPARE(attempt(*vault, secondPin, baseInstant, OperatorNumber{number}).error(), PinError::Wrong);
        }
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
            if (triesLeft(*vault) == 10 && vault->nextTry(first) == Instant{})
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
