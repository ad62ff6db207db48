#include "crypto/keys.h"
#include "crypto/locked_key.h"
#include "crypto/openssl.h"

#include <QTest>

using namespace voucher;

Q_DECLARE_METATYPE(voucher::Algorithm)

namespace {

constexpr Algorithm all[] = {Algorithm::EdDSA, Algorithm::ES256, Algorithm::EcdhEs};

QByteArray flipped(QByteArray bytes, qsizetype bit)
{
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    return bytes;
}

/// The PKCS #8 bytes of a new key, as OpenSSL writes them.
SecretBytes foreignKey(EVP_PKEY* made)
{
    const EvpKey key(made);
    const Pkcs8Info info(EVP_PKEY2PKCS8(key.get()));
    QByteArray bytes(i2d_PKCS8_PRIV_KEY_INFO(info.get(), nullptr), Qt::Uninitialized);
    unsigned char* out = asUnsigned(bytes.data());
    i2d_PKCS8_PRIV_KEY_INFO(info.get(), &out);
    return SecretBytes(std::move(bytes));
}

} // namespace

class KeysTest : public QObject
{
    Q_OBJECT

private slots:

    void underAPassphraseAKeyOpensByItAlone()
    {
        const SecretBytes passphrase(QByteArray("τέσσερις μικρές λέξεις εδώ"));
        const SecretBytes other(QByteArray("τέσσερις μικρές λέξεις εδω"));
        for (const Algorithm algorithm : all) {
            const PrivateKey key = PrivateKey::generate(algorithm);
            const QByteArray file = lockedPkcs8(key, passphrase);
            QVERIFY(isLockedPkcs8(file));
            const auto opened = openedPkcs8(algorithm, file, passphrase);
            QVERIFY(opened && opened->publicKey() == key.publicKey());
            QVERIFY(!openedPkcs8(algorithm, file, other));
            QVERIFY(!openedPkcs8(algorithm, file, SecretBytes()));
            QVERIFY(!PrivateKey::fromPkcs8(algorithm, SecretBytes(file)));
            const QByteArray open = key.toPkcs8().reveal();
            QVERIFY(!isLockedPkcs8(open));
            QVERIFY(!openedPkcs8(algorithm, open, passphrase));
            QVERIFY(!isLockedPkcs8(file + '\0'));
        }
        const QByteArray file = lockedPkcs8(PrivateKey::generate(Algorithm::EdDSA), passphrase);
        QVERIFY(!openedPkcs8(Algorithm::ES256, file, passphrase));
        // scrypt (RFC 7914 §7) with its 2^14, 8, 5, and AES-256-CBC.
        QVERIFY(file.contains(QByteArray::fromHex("06092b06010401da47040b")));
        QVERIFY(file.contains(QByteArray::fromHex("02024000020108020105")));
        QVERIFY(file.contains(QByteArray::fromHex("060960864801650304012a")));
    }

    void signsWhatItsPublicKeyVerifies_data()
    {
        QTest::addColumn<Algorithm>("algorithm");
        QTest::newRow("EdDSA") << Algorithm::EdDSA;
        QTest::newRow("ES256") << Algorithm::ES256;
    }

    void signsWhatItsPublicKeyVerifies()
    {
        QFETCH(Algorithm, algorithm);
        const PrivateKey key = PrivateKey::generate(algorithm);
        const PrivateKey other = PrivateKey::generate(algorithm);
        for (const QByteArray& message : {QByteArray(), QByteArrayLiteral("m"), QByteArray(5000, 'x')}) {
            const QByteArray signature = key.sign(message);
            QCOMPARE(signature.size(), 64);
            QVERIFY(key.publicKey().verify(message, signature));
            QVERIFY(!other.publicKey().verify(message, signature));
            QVERIFY(!key.publicKey().verify(message + '\0', signature));
            QVERIFY(!key.publicKey().verify(message, signature + '\0'));
            QVERIFY(!key.publicKey().verify(message, signature.chopped(1)));
            QVERIFY(!key.publicKey().verify(message, {}));
        }
    }

    void verifiesNoSignatureWithAFlippedBit_data() { signsWhatItsPublicKeyVerifies_data(); }

    void verifiesNoSignatureWithAFlippedBit()
    {
        QFETCH(Algorithm, algorithm);
        const PrivateKey key = PrivateKey::generate(algorithm);
        const QByteArray signature = key.sign("message");
        for (qsizetype bit = 0; bit < signature.size() * 8; ++bit)
            QVERIFY(!key.publicKey().verify("message", flipped(signature, bit)));
    }

    void refusesSignaturesOfZeros()
    {
        for (const Algorithm algorithm : {Algorithm::EdDSA, Algorithm::ES256})
            QVERIFY(!PrivateKey::generate(algorithm).publicKey().verify("message", QByteArray(64, '\0')));
    }

    void lengthOfEs256SignaturesNeverDependsOnTheirValue()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        for (int turn = 0; turn < 600; ++turn) // one in 256 has a leading zero byte
            QVERIFY(key.publicKey().verify(QByteArray::number(turn), key.sign(QByteArray::number(turn))));
    }

    void verifiesNothingWithAKeyThatSeals()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        const auto sealing = PublicKey::fromSpki(Algorithm::EcdhEs, key.publicKey().spki());
        QVERIFY(sealing && !sealing->verify("message", key.sign("message")));
        QVERIFY(!(*sealing == key.publicKey()));
    }

    void readsAKeyInItsOneEncodingOnly()
    {
        for (const Algorithm algorithm : all) {
            const PublicKey key = PrivateKey::generate(algorithm).publicKey();
            const auto again = PublicKey::fromSpki(algorithm, key.spki());
            QVERIFY(again && *again == key && again->id() == key.id());
            QCOMPARE(bytesOf(key.id()), bytesOf(sha256(key.spki())).first(8));
            QVERIFY(PublicKey::fromKeyBytes(algorithm, key.keyBytes()) == key);
            QVERIFY(!PublicKey::fromKeyBytes(algorithm, key.keyBytes().chopped(1)));
            QVERIFY(!PublicKey::fromSpki(algorithm, key.spki() + '\0'));
            QVERIFY(!PublicKey::fromSpki(algorithm, key.spki().chopped(1)));
            QVERIFY(!PublicKey::fromSpki(algorithm, {}));
            const qsizetype headBits = (algorithm == Algorithm::EdDSA ? 12 : 27) * 8;
            for (qsizetype bit = 0; bit < headBits; ++bit)
                QVERIFY(!PublicKey::fromSpki(algorithm, flipped(key.spki(), bit)));
        }
    }

    void refusesAPointThatIsNotOnTheCurve()
    {
        const QByteArray spki = PrivateKey::generate(Algorithm::ES256).publicKey().spki();
        for (qsizetype bit = 27 * 8; bit < spki.size() * 8; bit += 17)
            QVERIFY(!PublicKey::fromSpki(Algorithm::ES256, flipped(spki, bit)));
    }

    void refusesAKeyOfAnotherAlgorithm()
    {
        const PublicKey edwards = PrivateKey::generate(Algorithm::EdDSA).publicKey();
        const PublicKey curve = PrivateKey::generate(Algorithm::ES256).publicKey();
        QVERIFY(!PublicKey::fromSpki(Algorithm::ES256, edwards.spki()));
        QVERIFY(!PublicKey::fromSpki(Algorithm::EdDSA, curve.spki()));
    }

    void keepsAPrivateKeyThroughItsFile()
    {
        for (const Algorithm algorithm : all) {
            const PrivateKey key = PrivateKey::generate(algorithm);
            const auto again = PrivateKey::fromPkcs8(algorithm, key.toPkcs8());
            QVERIFY(again && again->publicKey() == key.publicKey());
            QCOMPARE(again->toPkcs8().reveal(), key.toPkcs8().reveal());
            if (algorithm != Algorithm::EcdhEs)
                QVERIFY(key.publicKey().verify("message", again->sign("message")));
        }
    }

    void refusesAPrivateKeyThatIsDamagedOrOfAnotherKind()
    {
        const PrivateKey edwards = PrivateKey::generate(Algorithm::EdDSA);
        const PrivateKey curve = PrivateKey::generate(Algorithm::ES256);
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::ES256, edwards.toPkcs8()));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, curve.toPkcs8()));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, SecretBytes()));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, SecretBytes(edwards.toPkcs8().reveal() + '\0')));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, SecretBytes(edwards.toPkcs8().reveal().chopped(1))));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, SecretBytes(edwards.publicKey().spki())));
    }

    void refusesAPrivateKeyOfALikeKindOrAnotherCurve()
    {
        QVERIFY(PrivateKey::fromPkcs8(Algorithm::EdDSA, foreignKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"))));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, foreignKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"))));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::EdDSA, foreignKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED448"))));
        for (const char* curve : {"P-256", "P-384", "secp256k1", "brainpoolP256r1"}) {
            const auto key =
                PrivateKey::fromPkcs8(Algorithm::ES256, foreignKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)));
            QCOMPARE(key.has_value(), qstrcmp(curve, "P-256") == 0);
        }
    }

    void refusesAPrivateKeyThatNamesAnotherPublicKey()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        const PrivateKey other = PrivateKey::generate(Algorithm::ES256);
        QByteArray bytes = key.toPkcs8().reveal();
        const qsizetype place = bytes.indexOf(key.publicKey().spki().last(64));
        QVERIFY(place > 0);
        bytes.replace(place, 64, other.publicKey().spki().last(64));
        QVERIFY(!PrivateKey::fromPkcs8(Algorithm::ES256, SecretBytes(bytes)));
    }

    void leavesNothingInASecretThatWasMovedAway()
    {
        SecretBytes first(QByteArray("secret"));
        SecretBytes second(std::move(first));
        QVERIFY(first.reveal().isEmpty()); // NOLINT(bugprone-use-after-move): that it is empty is the promise
        QCOMPARE(second.reveal(), QByteArray("secret"));
        first = std::move(second);
        QVERIFY(second.reveal().isEmpty()); // NOLINT(bugprone-use-after-move)
        QCOMPARE(first.reveal(), QByteArray("secret"));
        SecretBytes& same = first;
        first = std::move(same);
        QCOMPARE(first.reveal(), QByteArray("secret"));
    }

    void wipesASecretWithoutTouchingCopies()
    {
        QByteArray given("secret");
        QByteArray revealed;
        {
            const SecretBytes secret(given);
            revealed = secret.reveal();
        }
        QCOMPARE(given, QByteArray("secret"));
        QCOMPARE(revealed, QByteArray("secret"));
    }

    void drawsRandomnessOfTheAskedLength()
    {
        QCOMPARE(randomBytes(0).size(), 0);
        QCOMPARE(SecretBytes::random(32).reveal().size(), 32);
        QVERIFY(randomBytes(16) != randomBytes(16));
    }

    void givesEachRoleItsOneAlgorithm()
    {
        for (const KeyRole role : {KeyRole::Issuer, KeyRole::Bulletin, KeyRole::Enrolment, KeyRole::Receipt})
            QCOMPARE(algorithmOf(role), Algorithm::EdDSA);
        for (const KeyRole role : {KeyRole::Intake, KeyRole::Office})
            QCOMPARE(algorithmOf(role), Algorithm::EcdhEs);
    }

    void hashesAndComparesBytes()
    {
        QCOMPARE(bytesOf(sha256("abc")).toByteArray().toHex(),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QVERIFY(constantTimeEqual("abc", "abc"));
        QVERIFY(constantTimeEqual({}, {}));
        QVERIFY(!constantTimeEqual("abc", "abd"));
        QVERIFY(!constantTimeEqual("abc", "ab"));
        QCOMPARE(shortHex(QByteArray::fromHex("12345678")), QByteArray("1234"));
        QCOMPARE(shortHex(QByteArray::fromHex("12")), QByteArray("12"));
    }
};

QTEST_APPLESS_MAIN(KeysTest)
#include "keys_test.moc"
