#include "crypto/sign1.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace voucher;

namespace {

QString hex(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

QByteArray asLine(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

struct Run
{
    int exitCode;
    QList<QJsonObject> answers;
    QByteArray complaint;
};

Run inspect(const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(QStringLiteral(VOUCHER_INSPECT), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.readAllStandardError()};
    Run run{process.exitCode(), {}, process.readAllStandardError()};
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty())
            run.answers.append(QJsonDocument::fromJson(line).object());
    }
    return run;
}

QString codeOf(const QJsonObject& answer)
{
    return answer.value(QStringLiteral("ok")).toBool() ? QStringLiteral("ok")
                                                       : answer.value(QStringLiteral("code")).toString();
}

} // namespace

class InspectTest : public QObject
{
    Q_OBJECT

private slots:

    void answersEachLineInOrder()
    {
        const Run run =
            inspect({QStringLiteral("base45")}, "{\"text\":\"BB8\"}\n\n{\"text\":\":::\"}\n{\"text\":\"\"}");
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.answers.size(), 3);
        QCOMPARE(run.answers[0].value(QStringLiteral("hex")).toString(), QStringLiteral("4142"));
        QCOMPARE(codeOf(run.answers[1]), QStringLiteral("Unreadable"));
        QCOMPARE(codeOf(run.answers[2]), QStringLiteral("ok"));
    }

    void exitsWithZeroWhenNothingWasRejected()
    {
        QCOMPARE(inspect({QStringLiteral("cbor")}, "{\"hex\":\"A10102\"}\n").exitCode, 0);
        QCOMPARE(inspect({QStringLiteral("cbor")}, "").exitCode, 0);
    }

    void neverTakesBadInputForWrongUse()
    {
        for (const QString& verb :
             {QStringLiteral("base45"), QStringLiteral("cbor"), QStringLiteral("signature"), QStringLiteral("sign1")}) {
            const Run run = inspect({verb}, "{\n[]\n{}\n{\"text\":5,\"hex\":5,\"cose\":[]}\n\xff\xfe\n" +
                                                QByteArray(3000, '[') + "\n");
            QCOMPARE(run.exitCode, 1);
            QCOMPARE(run.answers.size(), 6);
            for (const QJsonObject& answer : run.answers)
                QCOMPARE(codeOf(answer), QStringLiteral("BadLine"));
        }
    }

    void takesOnlyWholeBytesForHex()
    {
        const Run run =
            inspect({QStringLiteral("cbor")},
                    "{\"hex\":\"0\"}\n{\"hex\":\"0 0\"}\n{\"hex\":\"zz\"}\n{\"hex\":\"0x00\"}\n{\"hex\":\"٠٠\"}\n");
        QCOMPARE(run.answers.size(), 5);
        for (const QJsonObject& answer : run.answers)
            QCOMPARE(codeOf(answer), QStringLiteral("BadLine"));
    }

    void saysWhatWrongUseIs()
    {
        for (const QStringList& arguments : {QStringList(),
                                             QStringList{QStringLiteral("sing1")},
                                             {QStringLiteral("base45"), QStringLiteral("x")},
                                             {QStringLiteral("cbor"), QStringLiteral("x")},
                                             {QStringLiteral("signature"), QStringLiteral("x")},
                                             {QStringLiteral("sign1"), QStringLiteral("--loose")}}) {
            const Run run = inspect(arguments, "");
            QCOMPARE(run.exitCode, 2);
            QVERIFY(run.complaint.startsWith("usage:"));
        }
    }

    void tellsWhyAMessageIsNotOfTheProfile()
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
        const PrivateKey other = PrivateKey::generate(Algorithm::EdDSA);
        const QByteArray message = sign1(key, Object::Voucher, "payload");
        const auto line = [&](const QByteArray& cose, const PrivateKey& with, const QByteArray& aad) {
            return asLine({{QStringLiteral("cose"), hex(cose)},
                           {QStringLiteral("alg"), QStringLiteral("EdDSA")},
                           {QStringLiteral("spki"), hex(with.publicKey().spki())},
                           {QStringLiteral("aad"), hex(aad)}});
        };
        const QByteArray voucherAad = externalAad(Object::Voucher);
        const QByteArray input = line(message, key, voucherAad) + line(message, key, externalAad(Object::Entry)) +
                                 line(message, key, "") + line(message, other, voucherAad) +
                                 line(message.sliced(1), key, voucherAad);
        const auto codes = [](const Run& run) {
            QStringList found;
            for (const QJsonObject& answer : run.answers)
                found.append(codeOf(answer));
            return found.join(u' ');
        };
        QCOMPARE(codes(inspect({QStringLiteral("sign1"), QStringLiteral("--strict")}, input)),
                 QStringLiteral("ok BadSignature BadSignature UnknownKey Malformed"));
        QCOMPARE(codes(inspect({QStringLiteral("sign1")}, input)),
                 QStringLiteral("ok BadSignature BadSignature BadSignature ok"));
    }

    void refusesGenericMessagesThatTheSpecificationForbids_data()
    {
        QTest::addColumn<QByteArray>("guarded");
        QTest::addColumn<QByteArray>("open");
        QTest::addColumn<QString>("code");
        QTest::newRow("algorithm protected") << QByteArray("a10127") << QByteArray("a0") << QStringLiteral("ok");
        QTest::newRow("algorithm unprotected") << QByteArray() << QByteArray("a10127") << QStringLiteral("ok");
        QTest::newRow("empty map protected") << QByteArray("a0") << QByteArray("a10127") << QStringLiteral("ok");
        QTest::newRow("unsorted") << QByteArray("a2044231310127") << QByteArray("a0") << QStringLiteral("ok");
        QTest::newRow("indefinite") << QByteArray("bf0127ff") << QByteArray("bfff") << QStringLiteral("ok");
        QTest::newRow("algorithm in both")
            << QByteArray("a10127") << QByteArray("a10127") << QStringLiteral("Malformed");
        QTest::newRow("algorithm twice") << QByteArray("a201270127") << QByteArray("a0") << QStringLiteral("Malformed");
        QTest::newRow("critical") << QByteArray("a2012702811863") << QByteArray("a0") << QStringLiteral("Malformed");
        QTest::newRow("critical unprotected")
            << QByteArray("a10127") << QByteArray("a1028101") << QStringLiteral("Malformed");
        QTest::newRow("no map protected") << QByteArray("80") << QByteArray("a10127") << QStringLiteral("Malformed");
        QTest::newRow("leftover protected")
            << QByteArray("a1012700") << QByteArray("a0") << QStringLiteral("Malformed");
        QTest::newRow("no map unprotected") << QByteArray("a10127") << QByteArray("80") << QStringLiteral("Malformed");
        QTest::newRow("no algorithm") << QByteArray() << QByteArray("a0") << QStringLiteral("BadSignature");
        QTest::newRow("another algorithm")
            << QByteArray("a10126") << QByteArray("a0") << QStringLiteral("BadSignature");
        QTest::newRow("algorithm as text")
            << QByteArray("a101654564445341") << QByteArray("a0") << QStringLiteral("BadSignature");
    }

    void refusesGenericMessagesThatTheSpecificationForbids()
    {
        QFETCH(QByteArray, guarded);
        QFETCH(QByteArray, open);
        QFETCH(QString, code);
        const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
        const QByteArray header = QByteArray::fromHex(guarded);
        const QByteArray signedHeader = header == QByteArray::fromHex("a0") ? QByteArray() : header;
        const QByteArray toSign =
            CborWriter().array(4).text(u"Signature1").bytes(signedHeader).bytes({}).bytes("payload").take();
        const QByteArray message = QByteArray::fromHex("d284") + CborWriter().bytes(header).take() +
                                   QByteArray::fromHex(open) + CborWriter().bytes("payload").take() +
                                   CborWriter().bytes(key.sign(toSign)).take();
        const Run run =
            inspect({QStringLiteral("sign1")}, asLine({{QStringLiteral("cose"), hex(message)},
                                                       {QStringLiteral("alg"), QStringLiteral("EdDSA")},
                                                       {QStringLiteral("spki"), hex(key.publicKey().spki())}}));
        QCOMPARE(run.answers.size(), 1);
        QCOMPARE(codeOf(run.answers[0]), code);
    }

    void refusesKeysThatItCanNotRead()
    {
        const Run run = inspect({QStringLiteral("signature")},
                                "{\"alg\":\"RS256\",\"spki\":\"00\",\"message\":\"\",\"signature\":\"\"}\n"
                                "{\"alg\":\"EdDSA\",\"spki\":\"00\",\"message\":\"\",\"signature\":\"\"}\n"
                                "{\"alg\":\"ES256\",\"spki\":\"zz\",\"message\":\"\",\"signature\":\"\"}\n");
        QCOMPARE(run.answers.size(), 3);
        for (const QJsonObject& answer : run.answers)
            QCOMPARE(codeOf(answer), QStringLiteral("BadKey"));
    }
};

QTEST_APPLESS_MAIN(InspectTest)
#include "inspect_test.moc"
