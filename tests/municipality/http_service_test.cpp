#include "sync/https_transport.h"
#include "tests/support/http_stage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <future>
#include <mutex>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// The stage, with requests for it.
class Server : public HttpStage
{
public:
    using HttpStage::HttpStage;

    HttpRequest get(const char* path) const
    {
        HttpRequest request;
        request.method = "GET";
        request.url = QStringLiteral("https://127.0.0.1:%1%2").arg(port).arg(QLatin1StringView(path));
        request.trust = QByteArrayList{authority.certificateDer};
        return request;
    }

    HttpRequest post(const char* path, const QByteArray& body) const
    {
        HttpRequest request = get(path);
        request.method = "POST";
        request.body = body;
        return request;
    }
};

HttpAnswer ask(HttpsTransport& transport, const HttpRequest& request)
{
    std::optional<HttpAnswer> answer;
    transport.send(request, [&](const HttpAnswer& given) { answer = given; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 20000); }();
    return answer.value_or(HttpAnswer{});
}

HttpAnswer ask(const HttpRequest& request)
{
    HttpsTransport transport;
    return ask(transport, request);
}

/// A server that is not ours: answers every connection with these bytes.
class RawServer
{
public:
    RawServer(const Server& like, QByteArray answer, QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater)
        : m_answer(std::move(answer))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(protocol);
        configuration.setLocalCertificateChain(
            QSslCertificate::fromData(like.identity.certificatePem + like.authority.certificatePem));
        configuration.setPrivateKey(QSslKey(like.identity.privateKeyPem, QSsl::Ec));
        m_server.setSslConfiguration(configuration);
        QObject::connect(&m_server, &QSslServer::pendingConnectionAvailable, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                request += socket->readAll();
                if (request.contains("\r\n\r\n") && !m_answer.isEmpty()) {
                    ++answered;
                    socket->write(std::exchange(request, {}).isEmpty() ? QByteArray() : m_answer);
                }
            });
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    int port() const { return m_server.serverPort(); }

    QByteArray request;
    int answered = 0;

private:
    QByteArray m_answer;
    QSslServer m_server;
};

} // namespace

class HttpServiceTest : public QObject
{
    Q_OBJECT

private slots:
    void findsItsAuthorityAtTheFirstContactAndPinsItAfterwards();
    void trustsNoOtherAuthority();
    void refusesAnOlderProtocolOnBothSides();
    void followsNoRedirect();
    void stopsAtAnOversizedAnswer();
    void givesDocumentsOnceByTheirTag();
    void refusesOversizedRequestsAndUnknownPaths();
    void takesEntriesWithTheTokenAndLogsNothingOfIt();
    void sendsAuthorizationOnlyWithAToken();
    void asksToComeAgainWhenNoSlotIsFree();
    void asksWhoHasWaitedLongToComeAgainAndGivesDocumentsAllTheSame();
    void keepsACrowdsConnectionsUntilTheyAreAccepted();
    void saysThatAPortIsInUseOrACertificateIsBad();
    void finishesCallsBeforeItStops();
    void callsNobodyBackAfterItsEnd();
};

void HttpServiceTest::findsItsAuthorityAtTheFirstContactAndPinsItAfterwards()
{
    TownOffice office;
    const Server server(office);
    HttpRequest first = server.get("/v1/trust-list");
    first.trust = sha256(server.authority.certificateDer);
    const HttpAnswer answer = ask(first);
    QCOMPARE(answer.outcome, HttpOutcome::Answered);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, office.town.trustList().message());
    QCOMPARE(ask(server.get("/health")).status, 200);
}

void HttpServiceTest::trustsNoOtherAuthority()
{
    TownOffice office;
    const Server server(office);
    HttpRequest request = server.get("/health");
    request.trust = QByteArrayList{makeTlsAuthority().certificateDer};
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
    request.trust = sha256("another authority");
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
    request.trust = QByteArrayList{};
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
    TownOffice otherOffice;
    const Server elsewhere(otherOffice, 1, QStringLiteral("another.example"));
    QCOMPARE(ask(elsewhere.get("/health")).outcome, HttpOutcome::NotTrusted);
    request = server.get("/health");
    request.url.replace(QStringLiteral("https"), QStringLiteral("http"));
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
    request = server.get("/health");
    request.url = QStringLiteral("https://127.0.0.1:1/health");
    QCOMPARE(ask(request).outcome, HttpOutcome::NoNetwork);
}

void HttpServiceTest::refusesAnOlderProtocolOnBothSides()
{
    TownOffice office;
    const Server server(office);
    QSslSocket socket;
    QSslConfiguration old = socket.sslConfiguration();
    old.setProtocol(QSsl::TlsV1_2);
    old.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.setSslConfiguration(old);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), quint16(server.port));
    QVERIFY(!socket.waitForEncrypted(10000));

    const RawServer older(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", QSsl::TlsV1_2);
    HttpRequest request = server.get("/health");
    request.url = QStringLiteral("https://127.0.0.1:%1/health").arg(older.port());
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
    request.trust = sha256(server.authority.certificateDer);
    QCOMPARE(ask(request).outcome, HttpOutcome::NotTrusted);
}

void HttpServiceTest::followsNoRedirect()
{
    TownOffice office;
    const Server server(office);
    const QByteArray away = "HTTP/1.1 302 Found\r\nLocation: " + server.get("/health").url.toLatin1() +
                            "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const RawServer portal(server, away);
    HttpRequest request = server.get("/v1/bulletin");
    request.url = QStringLiteral("https://127.0.0.1:%1/v1/bulletin").arg(portal.port());
    const HttpAnswer answer = ask(request);
    QCOMPARE(answer.outcome, HttpOutcome::Answered);
    QCOMPARE(answer.status, 302);
    QCOMPARE(portal.answered, 1);
}

void HttpServiceTest::stopsAtAnOversizedAnswer()
{
    TownOffice office;
    const Server server(office);
    HttpRequest request = server.get("/v1/bulletin");
    request.largestAnswer = 100;
    QCOMPARE(ask(request).outcome, HttpOutcome::TooLarge);
}

void HttpServiceTest::givesDocumentsOnceByTheirTag()
{
    TownOffice office;
    Server server(office);
    HttpRequest request = server.get("/v1/bulletin");
    HttpsTransport transport;
    const HttpAnswer first = ask(transport, request);
    QCOMPARE(first.body, office.town.bulletin().message());
    QVERIFY(!first.etag.isEmpty());
    request.ifNoneMatch = first.etag;
    const HttpAnswer second = ask(transport, request);
    QCOMPARE(second.status, 304);
    QVERIFY(second.body.isEmpty());
    const QByteArray newer = office.town.bulletin([](BulletinContent& content) { content.version = 2; }).message();
    must(office.registerOfAll->publishBulletin(2, newer));
    QCOMPARE(ask(transport, request).status, 304);
    server.now = server.now.load() + 1s;
    QCOMPARE(ask(transport, request).body, newer);
}

void HttpServiceTest::refusesOversizedRequestsAndUnknownPaths()
{
    TownOffice office;
    Server server(office);
    QCOMPARE(ask(server.get("/secret/\"path")).status, 404);
    QCOMPARE(ask(server.post("/v1/entries", "rubbish")).status, 400);
    const HttpAnswer large = ask(server.post("/v1/entries", QByteArray(largestRequest + 1, 'x')));
    // The server may close before it has read so much.
    QVERIFY(large.status == 413 || large.outcome != HttpOutcome::Answered);
    const std::lock_guard lock(server.logMutex);
    QVERIFY(server.log.find("secret") == std::string::npos);
}

void HttpServiceTest::takesEntriesWithTheTokenAndLogsNothingOfIt()
{
    TownOffice office;
    Server server(office);
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    HttpRequest request = server.post("/v1/entries", tablet.request());
    QCOMPARE(ask(request).status, 401);
    request.uploadToken = tablet.token;
    const HttpAnswer answer = ask(request);
    QCOMPARE(answer.status, 200);
    const auto receipt = verifyReceipt(answer.body, office.town.trustList(), tablet.id, sha256(request.body));
    QVERIFY(receipt);
    QCOMPARE(receipt->content().upTo, Sequence(1));
    const std::lock_guard lock(server.logMutex);
    QCOMPARE(server.log, std::string("POST /v1/entries 401\nPOST /v1/entries 200\n"));
}

void HttpServiceTest::sendsAuthorizationOnlyWithAToken()
{
    TownOffice office;
    const Server server(office);
    for (const bool with : {false, true}) {
        RawServer listener(server, {});
        HttpRequest request = server.get("/v1/bulletin");
        request.url = QStringLiteral("https://127.0.0.1:%1/v1/bulletin").arg(listener.port());
        request.uploadToken = with ? QByteArrayLiteral("token") : QByteArray();
        HttpsTransport transport;
        transport.send(request, [](const HttpAnswer&) {});
        QTRY_VERIFY(listener.request.contains("\r\n\r\n"));
        QCOMPARE(listener.request.toLower().contains("authorization"), with);
        QCOMPARE(listener.request.contains("Bearer 746f6b656e\r\n"), with);
        QVERIFY(!listener.request.toLower().contains("cookie"));
    }
}

void HttpServiceTest::asksToComeAgainWhenNoSlotIsFree()
{
    TownOffice office;
    Server server(office);
    std::promise<void> release;
    std::promise<void> running;
    std::thread holder([&] {
        server.intakeSlots->run(
            [&](IntakeSlots::Desk&) {
                running.set_value();
                release.get_future().wait();
                return IntakeAnswer{};
            },
            1h);
    });
    running.get_future().wait();
    const HttpAnswer answer = ask(server.get("/v1/bulletin"));
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.retryAfter);
    release.set_value();
    holder.join();
    QCOMPARE(ask(server.get("/v1/bulletin")).status, 200);
}

void HttpServiceTest::asksWhoHasWaitedLongToComeAgainAndGivesDocumentsAllTheSame()
{
    TownOffice office;
    Server server(office);
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    HttpRequest entries = server.post("/v1/entries", tablet.request());
    entries.uploadToken = tablet.token;
    // Callers that say nothing hold the usual threads.
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int count = 0; count < 3; ++count) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress::LocalHost, quint16(server.port));
        QVERIFY(silent.back()->waitForConnected(10000));
    }
    HttpsTransport transport;
    const HttpAnswer answer = ask(transport, entries);
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.retryAfter);
    // The wait was that of the connection's first call.
    HttpsTransport patient;
    QCOMPARE(ask(patient, server.get("/v1/bulletin")).status, 200);
    QCOMPARE(ask(patient, entries).status, 200);
    silent.clear();
    // The connection itself is as good as any.
    QTRY_COMPARE(ask(transport, entries).status, 200);
}

void HttpServiceTest::keepsACrowdsConnectionsUntilTheyAreAccepted()
{
    TownOffice office;
    const Server server(office);
    HttpService silent(
        *server.intakeSlots, [] { return baseInstant; }, std::chrono::steady_clock::now, [](const HttpLogLine&) {});
    HttpServiceOptions options = server.options;
    options.port = 0;
    const int port = silent.start(options).value();
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int knocking = 0; knocking < 100; ++knocking) {
        crowd.push_back(std::make_unique<QTcpSocket>());
        crowd.back()->connectToHost(QHostAddress::LocalHost, quint16(port));
        QVERIFY(crowd.back()->waitForConnected(500));
    }
}

void HttpServiceTest::saysThatAPortIsInUseOrACertificateIsBad()
{
    TownOffice office;
    Server server(office);
    HttpService second(
        *server.intakeSlots, [] { return baseInstant; }, std::chrono::steady_clock::now, [](const HttpLogLine&) {});
    HttpServiceOptions options = server.options;
    options.port = server.port;
    QCOMPARE(second.start(options).error(), HttpService::StartError::PortInUse);
    options.privateKey = options.certificateChain;
    QCOMPARE(second.start(options).error(), HttpService::StartError::BadCertificate);
}

void HttpServiceTest::finishesCallsBeforeItStops()
{
    TownOffice office;
    std::optional<HttpAnswer> answer;
    HttpsTransport transport;
    {
        Server server(office);
        std::promise<void> release;
        std::promise<void> running;
        std::thread holder([&] {
            server.intakeSlots->run(
                [&](IntakeSlots::Desk&) {
                    running.set_value();
                    release.get_future().wait();
                    return IntakeAnswer{};
                },
                1h);
        });
        running.get_future().wait();
        transport.send(server.get("/v1/bulletin"), [&](const HttpAnswer& given) { answer = given; });
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() > 500);
        std::thread stopper([&] { server.service.stop(); });
        release.set_value();
        holder.join();
        stopper.join();
    }
    QTRY_VERIFY(answer);
    QCOMPARE(answer->status, 200);
}

void HttpServiceTest::callsNobodyBackAfterItsEnd()
{
    TownOffice office;
    const Server server(office);
    const RawServer silent(server, {});
    int calls = 0;
    {
        HttpsTransport transport;
        HttpRequest request = server.get("/v1/bulletin");
        request.url = QStringLiteral("https://127.0.0.1:%1/v1/bulletin").arg(silent.port());
        transport.send(request, [&calls](const HttpAnswer&) { ++calls; });
        request.trust = sha256(server.authority.certificateDer);
        transport.send(request, [&calls](const HttpAnswer&) { ++calls; });
        QTRY_VERIFY(!silent.request.isEmpty());
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

QTEST_GUILESS_MAIN(HttpServiceTest)
#include "http_service_test.moc"
