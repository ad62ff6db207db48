#include "crypto/sign1.h"

#include <QTest>

#include <set>

using namespace voucher;

namespace {

constexpr CborLimits limits{.bytes = 800, .depth = 4, .items = 64};
constexpr Object objects[] = {Object::Voucher, Object::TrustList, Object::Bulletin, Object::Invitation, Object::Entry,
                              Object::Receipt, Object::Statement, Object::Act,      Object::Export};

/// A message like the profile's, put together by hand so that one thing can be wrong.
QByteArray messageOf(const QByteArray& header, const QByteArray& unprotected = QByteArray::fromHex("a0"), int tag = 18)
{
    return CborWriter()
        .tag(static_cast<std::uint64_t>(tag))
        .array(4)
        .bytes(header)
        .raw(unprotected)
        .bytes("payload")
        .bytes(QByteArray(64, 's'))
        .take();
}

/// A good signature under whatever header.
QByteArray signedByHand(const PrivateKey& key, const QByteArray& header)
{
    CborWriter toSign;
    toSign.array(4).text(u"Signature1").bytes(header).bytes(externalAad(Object::Voucher)).bytes("payload");
    const QByteArray signature = key.sign(toSign.take());
    return CborWriter().tag(18).array(4).bytes(header).map(0).bytes("payload").bytes(signature).take();
}

const QByteArray goodHeader = QByteArray::fromHex("a2012704480102030405060708");

} // namespace

class Sign1Test : public QObject
{
    Q_OBJECT

private slots:

    void givesThePayloadThatTheKeySigned()
    {
        for (const Algorithm algorithm : {Algorithm::EdDSA, Algorithm::ES256}) {
            const PrivateKey key = PrivateKey::generate(algorithm);
            for (const QByteArray& payload : {QByteArray("payload"), QByteArray(""), QByteArray(600, 'p')}) {
                const auto parsed = Sign1::parse(sign1(key, Object::Entry, payload), limits);
                QVERIFY(parsed);
                QCOMPARE(parsed->keyId(), key.publicKey().id());
                QCOMPARE(parsed->payloadIfSigned(key.publicKey(), Object::Entry), payload);
            }
        }
    }

    void takesNoObjectForAnother()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
        std::set<QByteArray> contexts;
        std::set<Hash> hashes;
        for (const Object signedAs : objects) {
            const auto parsed = Sign1::parse(sign1(key, signedAs, "payload"), limits);
            for (const Object readAs : objects)
                QCOMPARE(parsed->payloadIfSigned(key.publicKey(), readAs).has_value(), signedAs == readAs);
            contexts.insert(externalAad(signedAs));
            hashes.insert(parsed->hash(signedAs));
        }
        QCOMPARE(contexts.size(), std::size(objects));
        QCOMPARE(hashes.size(), std::size(objects));
    }

    /// Other programs verify what we have signed, and we what they signed years ago.
    void signsEachObjectUnderItsPublishedName()
    {
        const QByteArrayList names{"voucher", "trust-list", "bulletin", "invitation", "entry",
                                   "receipt", "statement",  "act",      "export"};
        QByteArrayList found;
        for (const Object object : objects)
            found.append(externalAad(object));
        QCOMPARE(found.join(' '), "EPT1/" + names.join(" EPT1/"));
    }

    void verifiesNoMessageWithAFlippedBit()
    {
        for (const Algorithm algorithm : {Algorithm::EdDSA, Algorithm::ES256}) {
            const PrivateKey key = PrivateKey::generate(algorithm);
            const QByteArray message = sign1(key, Object::Voucher, "payload");
            for (qsizetype bit = 0; bit < message.size() * 8; ++bit) {
                QByteArray altered = message;
                altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
                const auto parsed = Sign1::parse(altered, limits);
                QVERIFY(!parsed || !parsed->payloadIfSigned(key.publicKey(), Object::Voucher));
            }
        }
    }

    void verifiesNoPartOfAMessage()
    {
        const QByteArray message = sign1(PrivateKey::generate(Algorithm::EdDSA), Object::Voucher, "payload");
        for (qsizetype length = 0; length < message.size(); ++length)
            QVERIFY(!Sign1::parse(message.first(length), limits));
        QVERIFY(!Sign1::parse(message + '\0', limits));
        QVERIFY(!Sign1::parse(message, {.bytes = message.size() - 1, .depth = 4, .items = 64}));
    }

    void refusesAnotherKeyAndAnotherKeyWithTheSameName()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
        const PrivateKey other = PrivateKey::generate(Algorithm::EdDSA);
        const auto parsed = Sign1::parse(sign1(key, Object::Voucher, "payload"), limits);
        QVERIFY(!parsed->payloadIfSigned(other.publicKey(), Object::Voucher));
    }

    void takesAlgorithmAndNameFromTheKeyNeverFromTheMessage()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        const QByteArray name = CborWriter().bytes(bytesOf(key.publicKey().id())).take();
        const auto taken = [&key](const QByteArray& header) {
            const auto parsed = Sign1::parse(signedByHand(key, header), limits);
            return parsed && parsed->payloadIfSigned(key.publicKey(), Object::Voucher);
        };
        QVERIFY(taken(QByteArray::fromHex("a2012604") + name));
        QVERIFY(!taken(QByteArray::fromHex("a2012704") + name));
        QVERIFY(!taken(QByteArray::fromHex("a2012604480102030405060708")));
    }

    void hashIsTheSameForEverySignatureOfTheSameContent()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        const QByteArray first = sign1(key, Object::Entry, "payload");
        const QByteArray second = sign1(key, Object::Entry, "payload");
        QVERIFY(first != second);
        QCOMPARE(Sign1::parse(first, limits)->hash(Object::Entry), Sign1::parse(second, limits)->hash(Object::Entry));
        QVERIFY(Sign1::parse(first, limits)->hash(Object::Entry) !=
                Sign1::parse(sign1(key, Object::Entry, "other"), limits)->hash(Object::Entry));
    }

    void takesExactlyTheProfile_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("taken");
        const auto header = [](const char* hex) { return messageOf(QByteArray::fromHex(hex)); };
        QTest::newRow("the profile") << messageOf(goodHeader) << true;
        QTest::newRow("ES256") << header("a2012604480102030405060708") << true;
        QTest::newRow("tag 17") << messageOf(goodHeader, QByteArray::fromHex("a0"), 17) << false;
        QTest::newRow("no tag") << messageOf(goodHeader).sliced(1) << false;
        QTest::newRow("two tags") << QByteArray::fromHex("d2") + messageOf(goodHeader) << false;
        QTest::newRow("unprotected header") << messageOf(goodHeader, QByteArray::fromHex("a10127")) << false;
        QTest::newRow("unprotected null") << messageOf(goodHeader, QByteArray::fromHex("f6")) << false;
        QTest::newRow("empty protected header") << header("") << false;
        QTest::newRow("empty protected map") << header("a0") << false;
        QTest::newRow("no key id") << header("a10127") << false;
        QTest::newRow("no algorithm") << header("a104480102030405060708") << false;
        QTest::newRow("short key id") << header("a20127044701020304050607") << false;
        QTest::newRow("long key id") << header("a201270449010203040506070809") << false;
        QTest::newRow("a third label") << header("a30127030004480102030405060708") << false;
        QTest::newRow("sealing algorithm") << header("a201381804480102030405060708") << false;
        QTest::newRow("RS256") << header("a20139010004480102030405060708") << false;
        QTest::newRow("algorithm as text") << header("a20165456444534104480102030405060708") << false;
        QTest::newRow("long algorithm") << header("a201380704480102030405060708") << false;
        QTest::newRow("unsorted header") << header("a2044801020304050607080127") << false;
        QTest::newRow("bytes after the header") << header("a201270448010203040506070800") << false;
        QTest::newRow("no payload")
            << CborWriter().tag(18).array(4).bytes(goodHeader).map(0).null().bytes(QByteArray(64, 's')).take() << false;
        QTest::newRow("short signature")
            << CborWriter().tag(18).array(4).bytes(goodHeader).map(0).bytes("p").bytes(QByteArray(63, 's')).take()
            << false;
        QTest::newRow("five elements") << CborWriter()
                                              .tag(18)
                                              .array(5)
                                              .bytes(goodHeader)
                                              .map(0)
                                              .bytes("p")
                                              .bytes(QByteArray(64, 's'))
                                              .null()
                                              .take()
                                       << false;
        QTest::newRow("not an array") << QByteArray::fromHex("d200") << false;
    }

    void takesExactlyTheProfile()
    {
        QFETCH(QByteArray, message);
        QFETCH(bool, taken);
        QCOMPARE(Sign1::parse(message, limits).has_value(), taken);
    }
};

QTEST_APPLESS_MAIN(Sign1Test)
#include "sign1_test.moc"
