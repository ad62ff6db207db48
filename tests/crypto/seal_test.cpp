#include "crypto/seal.h"

#include "crypto/cbor.h"

#include <QTest>

using namespace voucher;

namespace {

const QByteArray context = QByteArrayLiteral("EPT1/attachment");

} // namespace

class SealTest : public QObject
{
    Q_OBJECT

private slots:

    void opensForItsRecipient()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        for (const QByteArray& plain : {QByteArray(""), QByteArray("voucher"), QByteArray(longestPlain, 'x')}) {
            const QByteArray sealed = seal(plain, key.publicKey(), context);
            QVERIFY(sealed.size() <= longestSealed);
            QVERIFY(!sealed.contains("voucher"));
            QCOMPARE(recipientOf(sealed), key.publicKey().id());
            QCOMPARE(unseal(sealed, key, context), plain);
        }
    }

    void neverSealsTheSameBytesTwiceAlike()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        QVERIFY(seal("voucher", key.publicKey(), context) != seal("voucher", key.publicKey(), context));
    }

    void doesNotOpenAsAnotherThing()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const QByteArray sealed = seal("voucher", key.publicKey(), context);
        QVERIFY(!unseal(sealed, key, "EPT1/evidence"));
        QVERIFY(!unseal(sealed, key, {}));
    }

    void doesNotOpenForAnotherKey()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const PrivateKey other = PrivateKey::generate(Algorithm::EcdhEs);
        QByteArray sealed = seal("voucher", key.publicKey(), context);
        QVERIFY(!unseal(sealed, other, context));
        sealed.replace(bytesOf(key.publicKey().id()).toByteArray(), bytesOf(other.publicKey().id()).toByteArray());
        QCOMPARE(recipientOf(sealed), other.publicKey().id());
        QVERIFY(!unseal(sealed, other, context));
    }

    void doesNotOpenWithAKeyThatSigns()
    {
        const PrivateKey signing = PrivateKey::generate(Algorithm::ES256);
        const auto sealing = PublicKey::fromSpki(Algorithm::EcdhEs, signing.publicKey().spki());
        QVERIFY(!unseal(seal("voucher", *sealing, context), signing, context));
    }

    void doesNotOpenWithAFlippedBit()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const QByteArray sealed = seal("voucher", key.publicKey(), context);
        for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
            QByteArray altered = sealed;
            altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!unseal(altered, key, context));
        }
    }

    void doesNotOpenWhenCutOrLengthened()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const QByteArray sealed = seal("voucher", key.publicKey(), context);
        for (qsizetype length = 0; length < sealed.size(); ++length) {
            QVERIFY(!unseal(sealed.first(length), key, context));
            QVERIFY(!recipientOf(sealed.first(length)));
        }
        QVERIFY(!unseal(sealed + '\0', key, context));
        QVERIFY(!recipientOf(QByteArray(longestSealed + 1, '\0')));
    }

    void doesNotOpenWithoutRoomForItsAuthentication()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const QByteArray sealed = seal({}, key.publicKey(), context);
        constexpr qsizetype beforeEncrypted = 22;
        constexpr char byteString = 0x40;
        constexpr char authenticationLength = 16;
        QCOMPARE(sealed[beforeEncrypted], byteString + authenticationLength);
        const QByteArray recipients = sealed.sliced(beforeEncrypted + 1 + authenticationLength);
        for (char length = 0; length < authenticationLength; ++length) {
            const QByteArray shorter = sealed.first(beforeEncrypted) + char(byteString + length) +
                                       sealed.sliced(beforeEncrypted + 1, length) + recipients;
            QVERIFY(!unseal(shorter, key, context));
            QVERIFY(!recipientOf(shorter));
        }
    }

    void tellsItsOwnLengthAmongOtherBytes()
    {
        const QByteArray sealed = seal("voucher", PrivateKey::generate(Algorithm::EcdhEs).publicKey(), context);
        QCOMPARE(sealedLength(sealed), sealed.size());
        QCOMPARE(sealedLength(sealed + QByteArray(longestSealed, 'x')), sealed.size());
        QCOMPARE(sealedLength(sealed.chopped(1)), 0);
        QCOMPARE(sealedLength('x' + sealed), 0);
        QCOMPARE(sealedLength({}), 0);
    }

    /// The layout of RFC 9052 §5 and RFC 9053 §6.3.1, so that other programs can open what we keep.
    void writesCoseEncryptWithDirectKeyAgreement()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EcdhEs);
        const QByteArray sealed = seal("voucher", key.publicKey(), context);
        CborCursor cursor(sealed, {.bytes = 1024, .depth = 8, .items = 64});
        cursor.tag(96);
        QCOMPARE(cursor.array(), 4);
        QCOMPARE(cursor.bytes().toByteArray().toHex(), QByteArray("a10103"));
        QCOMPARE(cursor.map(), 1);
        QCOMPARE(cursor.key(), 5);
        QCOMPARE(cursor.bytes().size(), 12);
        QCOMPARE(cursor.bytes().size(), 7 + 16);
        QCOMPARE(cursor.array(), 1);
        QCOMPARE(cursor.array(), 3);
        QCOMPARE(cursor.bytes().toByteArray().toHex(), QByteArray("a1013818"));
        QCOMPARE(cursor.map(), 2);
        QCOMPARE(cursor.key(), 4);
        QCOMPARE(cursor.id<KeyId>(), key.publicKey().id());
        QCOMPARE(cursor.key(), -1);
        QVERIFY(cursor.skip().startsWith(QByteArray::fromHex("a401022001215820")));
        QCOMPARE(cursor.bytes().size(), 0);
        QVERIFY(cursor.finish());
    }
};

QTEST_APPLESS_MAIN(SealTest)
#include "seal_test.moc"
