#include "crypto/base45.h"
#include "crypto/cbor.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <qrencode.h>

#include <functional>
#include <limits>
#include <memory>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Outcome = OutcomeOf<Refusal>;

/// A voucher's payload written by hand, so that it may say what `signVoucher` would not.
struct RawVoucher
{
    std::int64_t expires = seconds(baseInstant + 24h);
    std::int64_t notBefore = seconds(baseInstant);
    std::int64_t issuedAt = seconds(baseInstant);
    QByteArray id = QByteArray(8, 'i');
    std::int64_t programme = 101;
    std::int64_t statusIndex = 5;
    std::int64_t service = 3;
    std::int64_t kind = 0;
    std::int64_t quantity = 10;
    std::optional<std::int64_t> provider;
    std::optional<bool> practice;
    bool unknownInside = false;
    bool unknownOutside = false;
    bool withoutOurs = false;
    QByteArray trailing;

    static std::int64_t seconds(Instant instant)
    {
        return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
    }

    QByteArray payload() const
    {
        CborWriter writer;
        writer.map(4 + (unknownOutside ? 1 : 0) + (withoutOurs ? 0 : 1));
        writer.integer(4).integer(expires).integer(5).integer(notBefore).integer(6).integer(issuedAt);
        writer.integer(7).bytes(id);
        if (unknownOutside)
            writer.integer(8).text(u"later");
        if (!withoutOurs) {
            writer.integer(-70000).map(5 + (provider ? 1 : 0) + (practice ? 1 : 0) + (unknownInside ? 1 : 0));
            writer.integer(1).integer(programme).integer(2).integer(statusIndex).integer(3).integer(service);
            writer.integer(4).integer(kind).integer(5).integer(quantity);
            if (provider)
                writer.integer(6).integer(*provider);
            if (practice)
                writer.integer(7).boolean(*practice);
            if (unknownInside)
                writer.integer(8).integer(1);
        }
        return writer.take() + trailing;
    }
};

} // namespace

class VoucherTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    TrustList m_list = m_municipality.trustList();

    Outcome outcome(QStringView text) const
    {
        const auto verified = verifyVoucher(text, m_list);
        return Outcome(verified);
    }

    Outcome outcomeOf(const RawVoucher& raw) const
    {
        return outcome(voucherText(sign1(m_municipality.issuer, Object::Voucher, raw.payload())));
    }

    Outcome outcomeUnder(const std::function<void(TrustListContent&)>& change) const
    {
        const QString text = m_municipality.voucherText(m_municipality.claims());
        const TrustList changed = m_municipality.trustList(change);
        const Outcome outcome(verifyVoucher(text, changed));
        // What was verified before the list changed must be told the same.
        const std::optional<Refusal> later = verifyVoucher(text, m_list)->refusalUnder(changed);
        return outcome == (later ? Outcome(*later) : Outcome()) ? outcome : Outcome(Refusal::NotOurCode);
    }

private slots:

    void givesBackEveryClaim()
    {
        VoucherClaims claims = m_municipality.claims(77);
        claims.kind = AmountKind::Cents;
        claims.quantity = 1'000'000;
        claims.practice = true;
        const QByteArray message = signVoucher(claims, m_municipality.issuer);
        const auto verified = verifyVoucher(voucherText(message), m_list);
        QVERIFY(verified);
        QCOMPARE(verified->message(), message);
        const VoucherClaims& read = verified->claims();
        QVERIFY(read.id == claims.id && read.provider == claims.provider && read.programme == claims.programme);
        QVERIFY(read.service == claims.service && read.kind == claims.kind && read.practice);
        QVERIFY(read.issuedAt == claims.issuedAt && read.notBefore == claims.notBefore);
        QVERIFY(read.expires == claims.expires);
        QCOMPARE(read.quantity, claims.quantity);
        QCOMPARE(read.statusIndex, claims.statusIndex);
    }

    void leavesProviderAndPracticeOutWhenAbsent()
    {
        VoucherClaims claims = m_municipality.claims();
        claims.provider.reset();
        const auto verified = verifyVoucher(m_municipality.voucherText(claims), m_list);
        QVERIFY(verified && !verified->claims().provider && !verified->claims().practice);
    }

    void acceptsThePlainHandWrittenVoucher() { QCOMPARE(outcomeOf({}), Outcome()); }

    void fitsAQrCodeOfVersionElevenAtLevelQ()
    {
        VoucherClaims claims = m_municipality.claims();
        claims.programme = {0xffffffff};
        claims.statusIndex = (1u << 24) - 1;
        claims.service = {0xffffffff};
        claims.quantity = 1'000'000;
        claims.provider = ProviderId{0xffffffff};
        claims.practice = true;
        const QByteArray text = m_municipality.voucherText(claims).toLatin1();
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString(text.constData(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), &QRcode_free);
        QVERIFY(code);
        qInfo("largest voucher: %lld characters, version %d", static_cast<long long>(text.size()), code->version);
        QVERIFY(code->version <= 11);
    }

    void namesAForeignOrWrongOrNewerCode_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char* text, Refusal refusal) {
            QTest::newRow(text) << QString::fromLatin1(text) << static_cast<int>(refusal);
        };
        for (const char* text : {"https://menu.example", "HC1:ABC", "", "EPT1", "EPT:", "EPT0:A", "ept1:A", "EPX1:A",
                                 "EPTA:A", "EPT1a:00", "EPT1/:00", "EPT1234:A", " EPT1:A", "WIFI:S:x;;"})
            row(text, Refusal::NotOurCode);
        for (const char* text : {"EPI1:A", "EPL1:1/3/AB:CD", "EPS1:A", "EPI2:A"})
            row(text, Refusal::WrongKindOfCode);
        for (const char* text : {"EPT2:A", "EPT9:", "EPT10:A", "EPT11:A"})
            row(text, Refusal::NewerFormat);
        for (const char* text : {"EPT1:A", "EPT1:abc", "EPT1:ZZZ", "EPT1:AB#"})
            row(text, Refusal::Unreadable);
        for (const char* text : {"EPT1:", "EPT1:AB8", "EPT1:00", "EPT1: EPT1"})
            row(text, Refusal::Malformed);
    }

    void namesAForeignOrWrongOrNewerCode()
    {
        QFETCH(QString, text);
        QFETCH(int, refusal);
        QCOMPARE(outcome(text), Outcome(static_cast<Refusal>(refusal)));
    }

    void refusesGreekAndRightToLeftText()
    {
        QCOMPARE(outcome(u"ΕΡΤ1:ABC"), Outcome(Refusal::NotOurCode));
        QCOMPARE(outcome(u"EPT1:\u202e\u202d"), Outcome(Refusal::Unreadable));
    }

    void refusesEveryHostileLength()
    {
        QCOMPARE(outcome(QStringLiteral("EPT1:") + QString(1195, u'0')), Outcome(Refusal::Unreadable)); // 1195 = 3n + 1
        QCOMPARE(outcome(QStringLiteral("EPT1:") + QString(1196, u'0')), Outcome(Refusal::Malformed));
        QCOMPARE(outcome(QStringLiteral("EPT1:") + QString(4296, u'0')), Outcome(Refusal::Malformed));
        QCOMPARE(outcome(QString(1'000'000, u'E')), Outcome(Refusal::NotOurCode));
        RawVoucher large;
        large.trailing = QByteArray(800, '\0');
        const QByteArray message = sign1(m_municipality.issuer, Object::Voucher, large.payload());
        const auto verified = verifyVoucherMessage(message, m_list);
        QVERIFY(!verified && verified.error() == Refusal::Malformed);
        for (const char* hex : {"d284ffffffff", "d2845affffffff", "d29bffffffffffffffff", "d2848484848484848484848484",
                                "9f", "5f", "d284"})
            QCOMPARE(outcome(voucherText(QByteArray::fromHex(hex))), Outcome(Refusal::Malformed));
    }

    void refusesAKeyThatIsNotAnIssuer()
    {
        for (const PrivateKey* key : {&m_municipality.bulletinKey, &m_municipality.enrolment, &m_municipality.receipt,
                                      &m_municipality.rootActive}) {
            const QString text = voucherText(signVoucher(m_municipality.claims(), *key));
            QCOMPARE(outcome(text), Outcome(Refusal::UnknownKey));
        }
    }

    void refusesAKeyNotInTheList()
    {
        QCOMPARE(outcomeUnder([](TrustListContent& content) { content.keys.erase(content.keys.begin()); }),
                 Outcome(Refusal::UnknownKey));
        const PrivateKey stranger = PrivateKey::generate(Algorithm::EdDSA);
        QCOMPARE(outcome(voucherText(signVoucher(m_municipality.claims(), stranger))), Outcome(Refusal::UnknownKey));
    }

    void refusesARevokedKeyWhateverTheVoucherSaysOfItsAge()
    {
        for (const Instant revoked : {baseInstant - 1000h, baseInstant + 1000h}) {
            const Outcome under = outcomeUnder([&](TrustListContent& content) { content.keys[0].revoked = revoked; });
            QCOMPARE(under, Outcome(Refusal::KeyRevoked));
        }
    }

    void refusesAVoucherIssuedOutsideItsKeysWindow()
    {
        const Instant issuedAt = m_municipality.claims().issuedAt;
        const auto window = [&](Instant from, Instant until) {
            return outcomeUnder([&](TrustListContent& content) {
                content.keys[0].notBefore = from;
                content.keys[0].notAfter = until;
            });
        };
        QCOMPARE(window(issuedAt, issuedAt), Outcome());
        QCOMPARE(window(issuedAt + 1s, issuedAt + 1h), Outcome(Refusal::Malformed));
        QCOMPARE(window(issuedAt - 1h, issuedAt - 1s), Outcome(Refusal::Malformed));
    }

    void acceptsWhatAnExpiredKeySignedInItsTime()
    {
        const Outcome under =
            outcomeUnder([](TrustListContent& content) { content.keys[0].notAfter = baseInstant - 24h; });
        QCOMPARE(under, Outcome());
    }

    void refusesASignatureOfAnotherMessage()
    {
        QByteArray first = signVoucher(m_municipality.claims(1), m_municipality.issuer);
        const QByteArray second = signVoucher(m_municipality.claims(2), m_municipality.issuer);
        first.replace(first.size() - 64, 64, second.last(64));
        QCOMPARE(outcome(voucherText(first)), Outcome(Refusal::BadSignature));
    }

    void tellsANewerFormatOnlyAfterTheSignature()
    {
        RawVoucher raw;
        raw.unknownOutside = true;
        QCOMPARE(outcomeOf(raw), Outcome(Refusal::NewerFormat));
        raw = {};
        raw.unknownInside = true;
        QCOMPARE(outcomeOf(raw), Outcome(Refusal::NewerFormat));
        raw.quantity = 0;
        QCOMPARE(outcomeOf(raw), Outcome(Refusal::NewerFormat));
        QByteArray forged = sign1(m_municipality.issuer, Object::Voucher, raw.payload());
        forged.back() = static_cast<char>(forged.back() ^ 1);
        QCOMPARE(outcome(voucherText(forged)), Outcome(Refusal::BadSignature));
    }

    void refusesImpossibleClaims()
    {
        const auto malformed = [&](const std::function<void(RawVoucher&)>& change) {
            RawVoucher raw;
            change(raw);
            return outcomeOf(raw) == Outcome(Refusal::Malformed);
        };
        constexpr std::int64_t tenYears = 10 * 31556952ll;
        QVERIFY(malformed([](RawVoucher& raw) { raw.expires = raw.notBefore; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.issuedAt = raw.expires + 1; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.expires = -1; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.expires = std::numeric_limits<std::int64_t>::max(); }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.expires = raw.notBefore + tenYears + 1; }));
        QVERIFY(!malformed([](RawVoucher& raw) { raw.expires = raw.notBefore + tenYears; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.quantity = 0; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.quantity = -1; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.quantity = 1'000'001; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.kind = 2; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.statusIndex = 1 << 24; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.statusIndex = -1; }));
        QVERIFY(!malformed([](RawVoucher& raw) { raw.programme = raw.service = 0; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.programme = std::int64_t{1} << 32; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.service = -1; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.provider = std::int64_t{1} << 32; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.practice = false; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.id = QByteArray(7, 'i'); }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.withoutOurs = true; }));
        QVERIFY(malformed([](RawVoucher& raw) { raw.trailing = QByteArray(1, '\0'); }));
    }
};

QTEST_GUILESS_MAIN(VoucherTest)
#include "voucher_test.moc"
