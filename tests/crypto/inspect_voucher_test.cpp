#include "tests/support/municipality_keys.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

QByteArray pemOf(const PublicKey& key)
{
    return "-----BEGIN PUBLIC KEY-----\n" + key.spki().toBase64() + "\n-----END PUBLIC KEY-----\n";
}

} // namespace

class InspectVoucherTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const TestMunicipality m_municipality{};

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void write(const char* name, const QByteArray& content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }

    QStringList arguments(const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral("voucher"),
                           QStringLiteral("--root"),
                           path("root"),
                           QStringLiteral("--trust-list"),
                           path("list"),
                           QStringLiteral("--bulletin"),
                           path("bulletin"),
                           QStringLiteral("--at"),
                           QStringLiteral("2026-11-22T10:00:00Z")} +
               more;
    }

    static int run(const QStringList& arguments, const QString& text, QJsonObject* answer = nullptr)
    {
        QProcess process;
        process.start(QStringLiteral(VOUCHER_INSPECT), arguments);
        process.write(QJsonDocument(QJsonObject{{QStringLiteral("text"), text}}).toJson(QJsonDocument::Compact) + '\n');
        process.closeWriteChannel();
        if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
            return -1;
        if (answer)
            *answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        return process.exitCode();
    }

private slots:

    void init()
    {
        write("root", pemOf(m_municipality.rootActive.publicKey()) + pemOf(m_municipality.rootSpare.publicKey()));
        write("list", m_municipality.trustList().message());
        write("bulletin", m_municipality.bulletin().message());
    }

    void offersAGoodVoucherAndSaysItsClaims()
    {
        QJsonObject answer;
        QCOMPARE(run(arguments(), m_municipality.voucherText(m_municipality.claims()), &answer), 0);
        QCOMPARE(answer.value(QStringLiteral("outcome")).toString(), QStringLiteral("offer"));
        const QJsonObject claims = answer.value(QStringLiteral("claims")).toObject();
        QCOMPARE(claims.value(QStringLiteral("quantity")).toInt(), 10);
        QVERIFY(answer.contains(QStringLiteral("us")));
    }

    void namesTheRefusalOfTheDecision()
    {
        QJsonObject answer;
        const QStringList elsewhere{QStringLiteral("--provider"), QString::number(otherProvider.value)};
        QCOMPARE(run(arguments(elsewhere), m_municipality.voucherText(m_municipality.claims()), &answer), 1);
        QCOMPARE(answer.value(QStringLiteral("outcome")).toString(), QStringLiteral("refusal"));
        QCOMPARE(answer.value(QStringLiteral("code")).toString(), QStringLiteral("OtherProvider"));
    }

    void namesTheRefusalOfTheGate()
    {
        QJsonObject answer;
        QCOMPARE(run(arguments(), QStringLiteral("https://example.org"), &answer), 1);
        QCOMPARE(answer.value(QStringLiteral("code")).toString(), QStringLiteral("NotOurCode"));
        QVERIFY(!answer.contains(QStringLiteral("claims")));
    }

    void isSatisfiedWithOneRoot()
    {
        write("root", pemOf(m_municipality.rootActive.publicKey()));
        QCOMPARE(run(arguments(), m_municipality.voucherText(m_municipality.claims())), 0);
    }

    void asksForFilesThatProveEachOther()
    {
        write("root", pemOf(TestMunicipality().rootActive.publicKey()));
        QCOMPARE(run(arguments(), QString()), 2);
        init();
        write("bulletin", TestMunicipality().bulletin().message());
        QCOMPARE(run(arguments(), QString()), 2);
        init();
        write("root", "no key");
        QCOMPARE(run(arguments(), QString()), 2);
        QVERIFY(QFile::remove(path("list")));
        QCOMPARE(run(arguments(), QString()), 2);
    }

    void takesNoTimeWithoutZoneAndNoProviderThatIsNoNumber()
    {
        QStringList local = arguments();
        local.last().chop(1);
        QCOMPARE(run(local, QString()), 2);
        QCOMPARE(run(arguments({QStringLiteral("--provider"), QStringLiteral("x")}), QString()), 2);
    }
};

QTEST_GUILESS_MAIN(InspectVoucherTest)
#include "inspect_voucher_test.moc"
