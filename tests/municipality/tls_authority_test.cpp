#include "sync/municipality/tls_authority.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace voucher;

class TlsAuthorityTest : public QObject
{
    Q_OBJECT

private slots:
    void makesAServerThatOpenSslVerifies_data();
    void makesAServerThatOpenSslVerifies();
    void makesNothingWithoutAnAuthorityOrAHost();
};

void TlsAuthorityTest::makesAServerThatOpenSslVerifies_data()
{
    QTest::addColumn<QStringList>("as");
    QTest::addColumn<bool>("good");
    QTest::newRow("name") << QStringList{QStringLiteral("-verify_hostname"), QStringLiteral("vouchers.example.gr")}
                          << true;
    QTest::newRow("address") << QStringList{QStringLiteral("-verify_ip"), QStringLiteral("192.0.2.7")} << true;
    QTest::newRow("address6") << QStringList{QStringLiteral("-verify_ip"), QStringLiteral("2001:db8::7")} << true;
    QTest::newRow("other name") << QStringList{QStringLiteral("-verify_hostname"), QStringLiteral("example.gr")}
                                << false;
    QTest::newRow("other address") << QStringList{QStringLiteral("-verify_ip"), QStringLiteral("192.0.2.8")} << false;
}

void TlsAuthorityTest::makesAServerThatOpenSslVerifies()
{
    QFETCH(const QStringList, as);
    QFETCH(const bool, good);
    const TlsIdentity authority = makeTlsAuthority();
    const auto server = makeTlsServer(
        authority, {QStringLiteral("vouchers.example.gr"), QStringLiteral("192.0.2.7"), QStringLiteral("2001:db8::7")});
    QVERIFY(server);
    QTemporaryDir folder;
    const auto put = [&folder](const QString& name, const QByteArray& bytes) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    };
    QProcess verify;
    verify.start(QStringLiteral("openssl"),
                 QStringList{QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-purpose"),
                             QStringLiteral("sslserver"), QStringLiteral("-CAfile"),
                             put(QStringLiteral("authority.pem"), authority.certificatePem)} +
                     as + QStringList{put(QStringLiteral("server.pem"), server->certificatePem)});
    QVERIFY(verify.waitForFinished());
    QCOMPARE(verify.exitCode() == 0, good);
}

void TlsAuthorityTest::makesNothingWithoutAnAuthorityOrAHost()
{
    QVERIFY(!makeTlsServer({}, {QStringLiteral("host")}));
    QVERIFY(!makeTlsServer(makeTlsAuthority(), {}));
}

QTEST_GUILESS_MAIN(TlsAuthorityTest)
#include "tls_authority_test.moc"
