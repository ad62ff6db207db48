#include "crypto/bulletin_wire.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <random>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Outcome = OutcomeOf<DocumentError>;

template <typename Value>
Outcome outcome(const tl::expected<Value, DocumentError>& result)
{
    return Outcome(result);
}

} // namespace

class BulletinTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    PrivateKey m_newKey = PrivateKey::generate(Algorithm::EdDSA);

    /// A list with both bulletin keys; the change comes last.
    TrustList listWithBoth(const std::function<void(TrustedKey& oldKey, TrustedKey& newKey)>& change = {}) const
    {
        return m_municipality.trustList([&](TrustListContent& content) {
            content.keys.push_back(
                {KeyRole::Bulletin, m_newKey.publicKey(), baseInstant - 48h, baseInstant + 10000h, {}});
            if (change)
                change(content.keys[1], content.keys.back());
        });
    }

    Bulletin bulletin(const PrivateKey& key, std::int64_t version) const
    {
        BulletinContent content = m_municipality.bulletinContent();
        content.version = version;
        return verifyBulletin(signBulletin(content, key), listWithBoth()).value();
    }

    /// A bulletin whose status list is written as given.
    Outcome outcomeOfStatusList(std::int64_t length, QByteArrayView packed) const
    {
        CborWriter writer;
        writer.map(14).integer(1).integer(1);
        const std::int64_t issued = std::chrono::floor<std::chrono::seconds>(baseInstant).time_since_epoch().count();
        writer.integer(2).integer(issued).integer(3).integer(issued + 1).integer(4).integer(issued + 2);
        writer.integer(5).array(2).integer(length).bytes(packed);
        for (int key = 6; key <= 9; ++key)
            writer.integer(key).array(0);
        writer.integer(10).map(0).integer(11).array(0);
        for (int key = 12; key <= 14; ++key)
            writer.integer(key).text(u"");
        const QByteArray message = sign1(m_municipality.bulletinKey, Object::Bulletin, writer.take());
        return outcome(verifyBulletin(message, m_municipality.trustList()));
    }

private slots:

    void givesBackEverything()
    {
        BulletinContent content = m_municipality.bulletinContent();
        content.version = 9;
        content.limits.visitsPerMonth = 12;
        content.limits.hardUnsent = 77;
        content.suspendedTerminals = {TerminalId{{1, 2, 3, 4, 5, 6, 7, 8}}};
        setStatus(content.statusList, 3, VoucherStatus::Suspended);
        const QByteArray message = signBulletin(content, m_municipality.bulletinKey);
        const auto verified = verifyBulletin(message, m_municipality.trustList());
        QVERIFY(verified);
        QCOMPARE(verified->message(), message);
        QVERIFY(verified->signedBy() == m_municipality.bulletinKey.publicKey().id());
        // Writing again what was read shows that no field was lost.
        QCOMPARE(writeBulletin(verified->content()), writeBulletin(content));
        QVERIFY(verified->content().limits == content.limits);
        QCOMPARE(verified->content().statusList, content.statusList);
        QCOMPARE(verified->content().providers[0].name, content.providers[0].name);
        QCOMPARE(verified->content().holidays, content.holidays);
        QVERIFY(verified->content().suspendedTerminals == content.suspendedTerminals);
    }

    void looksUpProvidersAndServices()
    {
        const Bulletin bulletin = m_municipality.bulletin();
        QCOMPARE(bulletin.provider(suspendedProvider)->suspended, true);
        QCOMPARE(bulletin.provider(ourProvider)->contracts.size(), std::size_t{3});
        QVERIFY(!bulletin.provider(ProviderId{1234}));
        QVERIFY(bulletin.service(daycare)->asksDeparture);
        QVERIFY(!bulletin.service(ServiceCode{1234}));
    }

    void keepsTwoBitsAVoucher()
    {
        QByteArray list;
        const VoucherStatus all[] = {VoucherStatus::Valid, VoucherStatus::Revoked, VoucherStatus::Suspended,
                                     VoucherStatus::Replaced};
        for (std::uint64_t index = 0; index < 64; ++index)
            setStatus(list, index, all[index * 7 % 4]);
        QCOMPARE(list.size(), 16);
        setStatus(list, 9, VoucherStatus::Replaced);
        setStatus(list, 9, VoucherStatus::Revoked);
        QCOMPARE(list.size(), 16);
        const Bulletin bulletin = m_municipality.bulletin([&](BulletinContent& content) { content.statusList = list; });
        for (std::uint64_t index = 0; index < 64; ++index) {
            const VoucherStatus expected = index == 9 ? VoucherStatus::Revoked : all[index * 7 % 4];
            QVERIFY(bulletin.status(index, baseInstant) == expected);
        }
        setStatus(list, 1000, VoucherStatus::Suspended);
        QCOMPARE(list.size(), 251);
    }

    void knowsNoStatusBeyondTheListUnlessTheVoucherIsNewer()
    {
        const Bulletin bulletin = m_municipality.bulletin();
        const Instant issued = bulletin.content().issued;
        QVERIFY(bulletin.status(999, issued) == VoucherStatus::Valid);
        QVERIFY(!bulletin.status(1000, issued));
        QVERIFY(bulletin.status(1000, issued + 1s) == VoucherStatus::Valid);
        QVERIFY(!bulletin.status(~std::uint64_t{0}, issued));
    }

    void carriesAStatusListOfEveryVoucherThereCanBe()
    {
        QByteArray list;
        setStatus(list, (1 << 24) - 1, VoucherStatus::Revoked);
        const Bulletin bulletin = m_municipality.bulletin([&](BulletinContent& content) { content.statusList = list; });
        QVERIFY(bulletin.status((1 << 24) - 1, baseInstant) == VoucherStatus::Revoked);
        QVERIFY(bulletin.message().size() < 20000);
    }

    void refusesAStatusListThatIsNotWhatItSays()
    {
        const QByteArray list(1000, '\0');
        const QByteArray packed = qCompress(list).sliced(4);
        const Outcome malformed(DocumentError::Malformed);
        QCOMPARE(outcomeOfStatusList(1000, packed), Outcome());
        QCOMPARE(outcomeOfStatusList(0, {}), Outcome());
        QCOMPARE(outcomeOfStatusList(999, packed), malformed);
        QCOMPARE(outcomeOfStatusList(1001, packed), malformed);
        QCOMPARE(outcomeOfStatusList(0, packed), malformed);
        QCOMPARE(outcomeOfStatusList(1000, {}), malformed);
        QCOMPARE(outcomeOfStatusList(1000, packed.chopped(1)), malformed);
        QCOMPARE(outcomeOfStatusList(1000, "not deflated"), malformed);
        const QByteArray longer(8 * 1024 * 1024 + 1, '\0');
        QCOMPARE(outcomeOfStatusList(longer.size(), qCompress(longer, 9).sliced(4)), malformed);
        QCOMPARE(outcomeOfStatusList(0x7fffffff, packed), malformed);
        QCOMPARE(outcomeOfStatusList(0xffffffff, packed), malformed);
        QCOMPARE(outcomeOfStatusList(-1, packed), malformed);
        const QByteArray bomb = qCompress(QByteArray(16 * 1024 * 1024, '\0'), 9).sliced(4);
        QCOMPARE(outcomeOfStatusList(8 * 1024 * 1024, bomb), malformed);
        std::mt19937 random(1);
        QByteArray noise(300 * 1024, '\0');
        std::ranges::generate(noise, [&] { return static_cast<char>(random()); });
        QCOMPARE(outcomeOfStatusList(noise.size(), qCompress(noise).sliced(4)), malformed);
    }

    void refusesKeysThatMayNotSignBulletins()
    {
        const auto signedBy = [&](const PrivateKey& key) {
            const QByteArray message = signBulletin(m_municipality.bulletinContent(), key);
            return outcome(verifyBulletin(message, m_municipality.trustList()));
        };
        QCOMPARE(signedBy(m_municipality.bulletinKey), Outcome());
        QCOMPARE(signedBy(m_municipality.issuer), Outcome(DocumentError::UnknownKey));
        QCOMPARE(signedBy(m_municipality.rootActive), Outcome(DocumentError::UnknownKey));
        QCOMPARE(signedBy(m_newKey), Outcome(DocumentError::UnknownKey));
    }

    void refusesARevokedKeyAndOneOutsideItsWindow()
    {
        const BulletinContent content = m_municipality.bulletinContent();
        const QByteArray message = signBulletin(content, m_municipality.bulletinKey);
        const auto under = [&](const std::function<void(TrustedKey&)>& change) {
            const TrustList list = m_municipality.trustList([&](TrustListContent& listed) { change(listed.keys[1]); });
            return outcome(verifyBulletin(message, list));
        };
        QCOMPARE(under([](TrustedKey& key) { key.revoked = baseInstant + 1000h; }), Outcome(DocumentError::KeyRevoked));
        QCOMPARE(under([&](TrustedKey& key) { key.notAfter = content.issued; }), Outcome());
        QCOMPARE(under([&](TrustedKey& key) { key.notAfter = content.issued - 1s; }),
                 Outcome(DocumentError::UnknownKey));
        QCOMPARE(under([&](TrustedKey& key) { key.notBefore = content.issued + 1s; }),
                 Outcome(DocumentError::UnknownKey));
    }

    void refusesEveryFlippedByte()
    {
        const QByteArray message = signBulletin(m_municipality.bulletinContent(), m_municipality.bulletinKey);
        const TrustList list = m_municipality.trustList();
        for (qsizetype i = 0; i < message.size(); ++i) {
            QByteArray flipped = message;
            flipped[i] = static_cast<char>(flipped[i] ^ 1 << i % 8);
            QVERIFY(!verifyBulletin(flipped, list));
        }
    }

    void refusesContradictoryContent()
    {
        const auto malformed = [&](const std::function<void(BulletinContent&)>& change) {
            BulletinContent content = m_municipality.bulletinContent();
            change(content);
            const QByteArray message = sign1(m_municipality.bulletinKey, Object::Bulletin, writeBulletin(content));
            return outcome(verifyBulletin(message, m_municipality.trustList())) == Outcome(DocumentError::Malformed);
        };
        QVERIFY(!malformed([](BulletinContent&) {}));
        QVERIFY(malformed([](BulletinContent& content) { content.version = 0; }));
        QVERIFY(malformed([](BulletinContent& content) { content.freshUntil = content.issued - 1s; }));
        QVERIFY(malformed([](BulletinContent& content) { content.expires = content.freshUntil - 1s; }));
        QVERIFY(malformed([](BulletinContent& content) { content.providers.push_back(content.providers[0]); }));
        QVERIFY(malformed([](BulletinContent& content) { content.services.push_back(content.services[0]); }));
        QVERIFY(malformed([](BulletinContent& content) { content.tariffs.push_back(content.tariffs[0]); }));
        QVERIFY(malformed([](BulletinContent& content) { content.tariffs[0].cents = -1; }));
        QVERIFY(malformed([](BulletinContent& content) { content.limits.visitsPerDay = 0; }));
        QVERIFY(malformed([](BulletinContent& content) { content.lowestProgramVersion = QStringLiteral("1.x"); }));
        QVERIFY(malformed([](BulletinContent& content) { content.helpLine = QStringLiteral("210\u202e0"); }));
        QVERIFY(malformed([](BulletinContent& content) { content.providers[0].name = QString(201, u'a'); }));
        QVERIFY(malformed([](BulletinContent& content) {
            std::swap(content.providers[0].contracts[0].from, content.providers[0].contracts[0].until);
        }));
    }

    void takesEachNumberAndTextToItsBoundAndNotBeyond()
    {
        using Change = std::function<void(BulletinContent&, std::int64_t)>;
        const auto taken = [&](const Change& change, std::int64_t value) {
            BulletinContent content = m_municipality.bulletinContent();
            change(content, value);
            const QByteArray message = sign1(m_municipality.bulletinKey, Object::Bulletin, writeBulletin(content));
            return outcome(verifyBulletin(message, m_municipality.trustList())) == Outcome();
        };
        const auto instant = [](std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); };
        const auto text = [](std::int64_t length) { return QString(static_cast<qsizetype>(length), u'α'); };
        const std::int64_t issued = std::chrono::floor<std::chrono::seconds>(baseInstant).time_since_epoch().count();

        struct Bound
        {
            Change change;
            std::int64_t least;
            std::int64_t most;
        };

        const std::vector<Bound> bounds{
            {[](auto& content, auto value) { content.version = value; }, 1, (std::int64_t{1} << 53) - 1},
            {[](auto& content, auto value) { content.limits.visitsPerDay = value; }, 1, 1000},
            {[](auto& content, auto value) { content.limits.visitsPerMonth = value; }, 1, 1000},
            {[](auto& content, auto value) { content.limits.softUnsent = value; }, 0, 1'000'000},
            {[](auto& content, auto value) { content.limits.hardUnsent = value; }, 0, 1'000'000},
            {[](auto& content, auto value) { content.limits.hardUnsentCents = value; }, 0, 1'000'000'000},
            {[](auto& content, auto value) { content.limits.oldestUnsentWarnHours = value; }, 0, 10'000},
            {[](auto& content, auto value) { content.limits.oldestUnsentHardHours = value; }, 0, 10'000},
            {[](auto& content, auto value) { content.limits.unlockHours = value; }, 0, 24},
            {[](auto& content, auto value) { content.limits.retentionDays = value; }, 0, 10'000},
            {[](auto& content, auto value) { content.tariffs[0].cents = value; }, 0, 100'000'000},
            // To the last day and second of the year 9999.
            {[](auto& content, auto value) { content.holidays[0] = QDate(1970, 1, 1).addDays(value); }, 0, 2'932'896},
            {[&](auto& content, auto value) {
                 content.issued = instant(issued);
                 content.freshUntil = instant(issued);
                 content.expires = instant(value);
             },
             issued + 1, 253'402'300'799},
            {[&](auto& content, auto value) { content.helpLine = text(value); }, 0, 100},
            {[&](auto& content, auto value) { content.helpHours = text(value); }, 0, 200},
            {[&](auto& content, auto value) { content.providers[0].name = text(value); }, 0, 200},
            {[](auto& content, auto value) { content.holidays.resize(std::size_t(value), QDate(2026, 1, 1)); }, 0,
             1000},
            {[](auto& content, auto value) {
                 content.providers[0].contracts.resize(std::size_t(value), content.providers[0].contracts[0]);
             },
             0, 500},
            {[](auto& content, auto value) { content.suspendedTerminals.resize(std::size_t(value)); }, 0, 50'000},
            {[](auto& content, auto value) {
                 content.services.clear();
                 for (std::int64_t code = 0; code < value; ++code)
                     content.services.push_back({ServiceCode{static_cast<std::uint32_t>(code)}, false, false});
             },
             0, 5000},
            {[](auto& content, auto value) {
                 content.tariffs.clear();
                 for (std::int64_t code = 0; code < value; ++code)
                     content.tariffs.push_back({ServiceCode{static_cast<std::uint32_t>(code)}, 1});
             },
             0, 5000},
            {[](auto& content, auto value) {
                 content.providers.clear();
                 for (std::int64_t id = 0; id < value; ++id)
                     content.providers.push_back({ProviderId{static_cast<std::uint32_t>(id)}, {}, false, {}});
             },
             0, 5000},
        };
        for (std::size_t at = 0; at < bounds.size(); ++at) {
            const Bound& bound = bounds[at];
            const QByteArray name = "bound " + QByteArray::number(qulonglong(at));
            QVERIFY2(taken(bound.change, bound.least), name.constData());
            QVERIFY2(taken(bound.change, bound.most), name.constData());
            QVERIFY2(!taken(bound.change, bound.most + 1), name.constData());
            if (at < 13)
                QVERIFY2(!taken(bound.change, bound.least - 1), name.constData());
        }
    }

    void namesAProgramVersionInThreeNumbersOrNone()
    {
        const auto taken = [&](const char16_t* version) {
            BulletinContent content = m_municipality.bulletinContent();
            content.lowestProgramVersion = QString::fromUtf16(version);
            const QByteArray message = sign1(m_municipality.bulletinKey, Object::Bulletin, writeBulletin(content));
            return outcome(verifyBulletin(message, m_municipality.trustList())) == Outcome();
        };
        QVERIFY(taken(u"") && taken(u"0.0.1") && taken(u"10.20.30"));
        for (const char16_t* version : {u"1", u"1.2", u"1.2.3.4", u"1.2.3a", u"01.2.3", u"1.2.03", u"1.2.3 "})
            QVERIFY(!taken(version));
    }

    void replacesOnlyByAHigherVersion()
    {
        const PrivateKey& key = m_municipality.bulletinKey;
        const TrustList list = listWithBoth();
        const Bulletin current = bulletin(key, 5);
        const auto replaced = [&](const PrivateKey& signer, std::int64_t version) {
            return outcome(mayReplace(current, bulletin(signer, version), list, baseInstant));
        };
        QCOMPARE(replaced(key, 6), Outcome());
        QCOMPARE(replaced(key, 5), Outcome(DocumentError::Older));
        QCOMPARE(replaced(key, 4), Outcome(DocumentError::Older));
        QCOMPARE(replaced(m_newKey, 6), Outcome());
        QCOMPARE(replaced(m_newKey, 4), Outcome(DocumentError::Older));
    }

    void startsVersionsAnewWhenTheOldKeyIsNoLongerValid()
    {
        const Bulletin current = bulletin(m_municipality.bulletinKey, 1'000'000);
        const Bulletin next = bulletin(m_newKey, 1);
        const TrustList revoked = listWithBoth([](TrustedKey& old, TrustedKey&) { old.revoked = baseInstant; });
        QCOMPARE(outcome(mayReplace(current, next, revoked, baseInstant)), Outcome());
        const TrustList retired = listWithBoth([](TrustedKey& old, TrustedKey&) { old.notAfter = baseInstant - 1s; });
        QCOMPARE(outcome(mayReplace(current, next, retired, baseInstant)), Outcome());
        QCOMPARE(outcome(mayReplace(current, next, listWithBoth(), baseInstant)), Outcome(DocumentError::Older));
    }

    void neverTakesBackWhatARetiredOrRevokedKeySigned()
    {
        const Bulletin current = bulletin(m_newKey, 1);
        const Bulletin old = bulletin(m_municipality.bulletinKey, 50);
        const TrustList revoked = listWithBoth([](TrustedKey& key, TrustedKey&) { key.revoked = baseInstant; });
        QCOMPARE(outcome(mayReplace(current, old, revoked, baseInstant)), Outcome(DocumentError::KeyRevoked));
        const TrustList retired = listWithBoth([](TrustedKey& key, TrustedKey&) { key.notAfter = baseInstant - 1s; });
        QCOMPARE(outcome(mayReplace(current, old, retired, baseInstant)), Outcome(DocumentError::UnknownKey));
        QCOMPARE(outcome(mayReplace(bulletin(m_municipality.bulletinKey, 1), current, m_municipality.trustList(),
                                    baseInstant)),
                 Outcome(DocumentError::UnknownKey));
    }

    void refusesAnExpiredReplacement()
    {
        const Bulletin current = bulletin(m_municipality.bulletinKey, 1);
        const Bulletin next = bulletin(m_municipality.bulletinKey, 2);
        const Instant end = next.content().expires;
        QCOMPARE(outcome(mayReplace(current, next, listWithBoth(), end - 1ms)), Outcome());
        QCOMPARE(outcome(mayReplace(current, next, listWithBoth(), end)), Outcome(DocumentError::Expired));
    }
};

QTEST_APPLESS_MAIN(BulletinTest)
#include "bulletin_test.moc"
