#include "crypto/base45.h"
#include "crypto/cbor.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <qrencode.h>

#include <functional>
#include <memory>
#include <set>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Outcome = OutcomeOf<DocumentError>;

} // namespace

class InvitationTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    QByteArray m_message = signInvitation(m_municipality.invitationContent(), m_municipality.enrolment);
    ScannedInvitation m_scanned = ScannedInvitation::fromText(invitationText(m_message)).value();

    Outcome outcome(const ScannedInvitation& invitation, QByteArrayView list, Instant now = baseInstant) const
    {
        const auto result = verifyInvitation(invitation, list, now);
        return Outcome(result);
    }

    QByteArray list(const std::function<void(TrustListContent&)>& change = {}) const
    {
        return m_municipality.trustList(change).message();
    }

    /// Whether an invitation with this address, secret and time is read at all.
    bool readable(QStringView url, qsizetype secretLength = 16, std::int64_t expires = 2000,
                  bool sameRoots = false) const
    {
        const QByteArray active = m_municipality.rootActive.publicKey().spki().last(32);
        const QByteArray spare = m_municipality.rootSpare.publicKey().spki().last(32);
        CborWriter writer;
        writer.map(8).integer(1).array(2).bytes(active).bytes(sameRoots ? active : spare);
        writer.integer(2).text(url).integer(3).bytes(QByteArray(32, 'h')).integer(4).integer(7);
        writer.integer(5).bytes(QByteArray(secretLength, 's')).integer(6).integer(1000).integer(7).integer(expires);
        writer.integer(40).text(u"later");
        const QByteArray message = sign1(m_municipality.enrolment, Object::Invitation, writer.take());
        return ScannedInvitation::fromText(invitationText(message)).has_value();
    }

private slots:

    void givesBackEverything()
    {
        const InvitationContent content = m_municipality.invitationContent();
        const InvitationContent& read = m_scanned.claimed();
        QCOMPARE(m_scanned.message(), m_message);
        QVERIFY(read.roots == content.roots && read.tlsAuthority == content.tlsAuthority);
        QVERIFY(read.provider == content.provider && read.issued == content.issued);
        QVERIFY(read.expires == content.expires);
        QCOMPARE(read.url, content.url);
        QCOMPARE(read.secret, content.secret);
    }

    void givesTheTrustListOfItsOwnRoots()
    {
        const QByteArray message = list();
        const auto verified = verifyInvitation(m_scanned, message, baseInstant);
        QVERIFY(verified);
        QCOMPARE(verified->message(), message);
    }

    void fitsAQrCodeThatACameraReads()
    {
        const QByteArray text = invitationText(m_message).toLatin1();
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString(text.constData(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), &QRcode_free);
        QVERIFY(code);
        qInfo("invitation: %lld characters, version %d", static_cast<long long>(text.size()), code->version);
        QVERIFY(code->version <= 16);
    }

    void refusesTheListOfAnotherMunicipality()
    {
        const TestMunicipality other;
        QCOMPARE(outcome(m_scanned, other.trustList().message()), Outcome(DocumentError::UnknownKey));
        const QByteArray foreign = signInvitation(other.invitationContent(), m_municipality.enrolment);
        const auto scanned = ScannedInvitation::fromText(invitationText(foreign));
        QVERIFY(scanned);
        QCOMPARE(outcome(*scanned, list()), Outcome(DocumentError::UnknownKey));
    }

    void refusesAnInvitationThatNoEnrolmentKeySigned()
    {
        for (const PrivateKey* key : {&m_municipality.issuer, &m_municipality.rootActive}) {
            const QByteArray message = signInvitation(m_municipality.invitationContent(), *key);
            const auto scanned = ScannedInvitation::fromText(invitationText(message));
            QVERIFY(scanned);
            QCOMPARE(outcome(*scanned, list()), Outcome(DocumentError::UnknownKey));
        }
        QCOMPARE(outcome(m_scanned, list([](TrustListContent& content) { content.keys[2].revoked = baseInstant; })),
                 Outcome(DocumentError::KeyRevoked));
        QCOMPARE(
            outcome(m_scanned, list([](TrustListContent& content) { content.keys[2].notAfter = baseInstant - 1s; })),
            Outcome(DocumentError::UnknownKey));
    }

    void refusesAnAlteredAddress()
    {
        QByteArray altered = m_message;
        altered.replace("vouchers.example.gr", "vouchers.examp1e.gr");
        const auto scanned = ScannedInvitation::fromText(invitationText(altered));
        QVERIFY(scanned);
        QCOMPARE(outcome(*scanned, list()), Outcome(DocumentError::BadSignature));
    }

    void endsAfterItsSevenDays()
    {
        const Instant end = m_municipality.invitationContent().expires;
        QCOMPARE(outcome(m_scanned, list(), end - 1ms), Outcome());
        QCOMPARE(outcome(m_scanned, list(), end), Outcome(DocumentError::Expired));
    }

    void refusesAnExpiredTrustList()
    {
        QCOMPARE(outcome(m_scanned, list([](TrustListContent& content) { content.expires = baseInstant; })),
                 Outcome(DocumentError::Expired));
    }

    void readsOnlyAnAddressOfAServerWithoutPath()
    {
        QVERIFY(readable(u"https://vouchers.example.gr"));
        QVERIFY(readable(u"https://127.0.0.1:8443"));
        for (const QStringView url :
             {QStringView(u"http://vouchers.example.gr"), QStringView(u"https://vouchers.example.gr/"),
              QStringView(u"https://a@vouchers.example.gr"), QStringView(u"https://vouchers.example.gr?x"),
              QStringView(u"https://vouchers.example.gr#x"), QStringView(u"https://"), QStringView(u""),
              QStringView(u"file:///etc/passwd"), QStringView(u"https://a b")})
            QVERIFY2(!readable(url), qPrintable(url.toString()));
        QVERIFY(!readable(QStringLiteral("https://") + QString(200, u'a')));
    }

    void refusesWrongLengthsTimesAndEqualRoots()
    {
        QVERIFY(!readable(u"https://a.gr", 15));
        QVERIFY(!readable(u"https://a.gr", 17));
        QVERIFY(!readable(u"https://a.gr", 16, 1000));
        QVERIFY(!readable(u"https://a.gr", 16, 2000, true));
    }

    void readsNoOtherText()
    {
        const QString text = invitationText(m_message);
        QVERIFY(!ScannedInvitation::fromText(QString(text).replace(0, 5, QStringLiteral("EPT1:"))));
        QVERIFY(!ScannedInvitation::fromText(text.toLower()));
        QVERIFY(!ScannedInvitation::fromText(text.chopped(3)));
        QVERIFY(!ScannedInvitation::fromText({}));
        QVERIFY(!ScannedInvitation::fromText(u"EPI1:"));
        QVERIFY(!ScannedInvitation::fromText(QStringLiteral("EPI1:") + QString(4296, u'0')));
        QVERIFY(!ScannedInvitation::fromText(m_municipality.voucherText(m_municipality.claims())));
    }

    void comparesByWordsThatHangOnBothSides()
    {
        const PublicKey first = PrivateKey::generate(Algorithm::ES256).publicKey();
        const PublicKey second = PrivateKey::generate(Algorithm::ES256).publicKey();
        const std::array<int, 6> words = comparisonWords(m_message, first);
        QVERIFY(words == comparisonWords(m_message, first));
        QVERIFY(words != comparisonWords(m_message, second));
        QVERIFY(words != comparisonWords(m_message + 'x', first));
    }

    void usesAllSixtyFourWordsInEachPlace()
    {
        const PublicKey key = m_municipality.office.publicKey();
        std::array<std::set<int>, 6> seen;
        for (int i = 0; i < 2000; ++i) {
            const std::array<int, 6> words = comparisonWords(QByteArray::number(i), key);
            for (std::size_t place = 0; place < words.size(); ++place) {
                QVERIFY(words[place] >= 0 && words[place] < 64);
                seen[place].insert(words[place]);
            }
        }
        for (const std::set<int>& words : seen)
            QCOMPARE(words.size(), std::size_t{64});
    }
};

QTEST_APPLESS_MAIN(InvitationTest)
#include "invitation_test.moc"
