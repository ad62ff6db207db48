#include "sync/https_transport.h"
#include "tests/sync/hostile_endpoint.h"
#include "tests/sync/tablet.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Link = CourierState::Link;

const QString host = QStringLiteral("127.0.0.1");
const QByteArray page = "<html>Welcome to the hotel</html>";

QByteArray answer(const QByteArray& status, const QByteArray& body, const QByteArray& more = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" +
           body;
}

std::function<void(QTcpSocket*)> says(const QByteArray& bytes)
{
    return [bytes](QTcpSocket* socket) { socket->write(bytes); };
}

std::function<void(QTcpSocket*)> hangsUpAfter(const QByteArray& bytes)
{
    return [bytes](QTcpSocket* socket) {
        socket->write(bytes);
        socket->flush();
        socket->disconnectFromHost();
    };
}

/// For ever, as fast as it is read.
void endless(QTcpSocket* connection)
{
    auto* const socket = qobject_cast<QSslSocket*>(connection);
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\n\r\n");
    const auto more = [socket] {
        if (socket->bytesToWrite() + socket->encryptedBytesToWrite() < 512 * 1024)
            socket->write(QByteArray(256 * 1024, 'x'));
    };
    QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, more);
    more();
}

/// One byte after the other, more patiently than any tablet.
void drips(QTcpSocket* socket)
{
    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    auto* const timer = new QTimer(socket);
    QObject::connect(timer, &QTimer::timeout, socket, [socket] { socket->write("x"); });
    timer->start(20ms);
}

/// A header that never ends.
void dripsItsHead(QTcpSocket* socket)
{
    socket->write("HTTP/1.1 200 OK\r\nX-Header: ");
    auto* const timer = new QTimer(socket);
    QObject::connect(timer, &QTimer::timeout, socket, [socket] { socket->write("x"); });
    timer->start(20ms);
}

struct Hostile
{
    const char* name;
    std::function<TlsIdentity(const TlsIdentity& authority)> identity;
    QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater;
    std::function<void(QTcpSocket*)> behave;
    HttpOutcome outcome;
    Link link;
};

TlsIdentity rightful(const TlsIdentity& authority)
{
    return makeTlsServer(authority, {host}).value();
}

TlsIdentity expired(const TlsIdentity& authority)
{
    return altered(rightful(authority), authority.privateKeyPem, [](X509* certificate) {
        X509_gmtime_adj(X509_getm_notBefore(certificate), -48 * 60 * 60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), -24 * 60 * 60);
    });
}

TlsIdentity notYetValid(const TlsIdentity& authority)
{
    return altered(rightful(authority), authority.privateKeyPem,
                   [](X509* certificate) { X509_gmtime_adj(X509_getm_notBefore(certificate), 24 * 60 * 60); });
}

TlsIdentity selfSigned(const TlsIdentity& authority)
{
    const TlsIdentity own = rightful(authority);
    return altered(own, own.privateKeyPem,
                   [](X509* certificate) { X509_set_issuer_name(certificate, X509_get_subject_name(certificate)); });
}

/// Names the municipality's authority, but another key signed it.
TlsIdentity forged(const TlsIdentity& authority)
{
    return altered(rightful(authority), makeTlsAuthority().privateKeyPem, [](X509*) {});
}

TlsIdentity otherHost(const TlsIdentity& authority)
{
    return makeTlsServer(authority, {QStringLiteral("another.example")}).value();
}

TlsIdentity otherAuthority(const TlsIdentity&)
{
    return rightful(makeTlsAuthority());
}

std::vector<Hostile> endpoints()
{
    const auto tls13 = QSsl::TlsV1_3OrLater;
    const auto html = says(answer("200 OK", page));
    return {
        {"expired", expired, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"not yet valid", notYetValid, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"self-signed", selfSigned, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"forged", forged, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"other host", otherHost, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"other authority", otherAuthority, tls13, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"TLS 1.2", rightful, QSsl::TlsV1_2, html, HttpOutcome::NotTrusted, Link::NotTrusted},
        {"truncated body", rightful, tls13, hangsUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"),
         HttpOutcome::NoNetwork, Link::NoNetwork},
        {"truncated head", rightful, tls13, hangsUpAfter("HTTP/1.1 200 O"), HttpOutcome::NoNetwork, Link::NoNetwork},
        {"hangs up", rightful, tls13, hangsUpAfter({}), HttpOutcome::NoNetwork, Link::NoNetwork},
        {"no HTTP", rightful, tls13, hangsUpAfter("SSH-2.0-OpenSSH_9.2\r\n"), HttpOutcome::NoNetwork, Link::NoNetwork},
        {"redirect", rightful, tls13, says(answer("302 Found", {}, "Location: https://127.0.0.1:1/\r\n")),
         HttpOutcome::Answered, Link::ClosedGate},
        {"permanent redirect to plain HTTP", rightful, tls13,
         says(answer("308 Permanent Redirect", {}, "Location: http://127.0.0.1:1/\r\n")), HttpOutcome::Answered,
         Link::ClosedGate},
        {"captive portal", rightful, tls13, html, HttpOutcome::Answered, Link::ClosedGate},
        {"portal that asks for a password", rightful, tls13, says(answer("511 Network Authentication Required", page)),
         HttpOutcome::Answered, Link::ServerTrouble},
        {"empty 200", rightful, tls13, says(answer("200 OK", {})), HttpOutcome::Answered, Link::ClosedGate},
        {"endless body", rightful, tls13, endless, HttpOutcome::TooLarge, Link::ClosedGate},
        {"drips its body", rightful, tls13, drips, HttpOutcome::TimedOut, Link::NoNetwork},
        {"drips its head", rightful, tls13, dripsItsHead, HttpOutcome::TimedOut, Link::NoNetwork},
        {"silent", rightful, tls13, says({}), HttpOutcome::TimedOut, Link::NoNetwork},
    };
}

HttpOutcome outcomeAt(const TlsIdentity& authority, const TlsIdentity& server, std::optional<Instant> now)
{
    const HostileEndpoint endpoint(server, authority.certificatePem, QSsl::TlsV1_3OrLater,
                                   says(answer("200 OK", page)));
    HttpsTransport transport;
    HttpRequest request;
    request.method = "GET";
    request.url = QStringLiteral("https://127.0.0.1:%1/").arg(endpoint.port());
    request.trust = QByteArrayList{authority.certificateDer};
    request.now = now;
    std::optional<HttpAnswer> answered;
    transport.send(request, [&](const HttpAnswer& given) { answered = given; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answered, 20000); }();
    if (answered && answered->outcome == HttpOutcome::NotTrusted && !endpoint.heard.isEmpty())
        qFatal("somebody who is not trusted was told something");
    return answered ? answered->outcome : HttpOutcome::TimedOut;
}

/// Listens to what the transport answers.
class Overheard : public Transport
{
public:
    /// Where time has to run out it runs out soon, elsewhere never in a test.
    explicit Overheard(const Hostile& hostile)
        : m_transport(hostile.outcome == HttpOutcome::TimedOut ? HttpsTransport::Deadlines{400ms, 20s}
                                                               : HttpsTransport::Deadlines{30s, 30s})
    {
    }

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        m_transport.send(request, [this, callback = std::move(callback)](const HttpAnswer& answer) {
            outcomes.push_back(answer.outcome);
            callback(answer);
        });
    }

    std::vector<HttpOutcome> outcomes;

private:
    HttpsTransport m_transport;
};

/// A tablet that was enrolled with the municipality and now finds somebody else at its address.
class Misled
{
public:
    explicit Misled(const Hostile& hostile)
        : endpoint(hostile.identity(authority), authority.certificatePem, hostile.protocol, hostile.behave),
          network(hostile),
          tablet([this](TrustListContent& content) { content.tlsAuthorities = {authority.certificateDer}; })
    {
        InvitationContent paper = tablet.invitation();
        paper.url = QStringLiteral("https://127.0.0.1:%1").arg(endpoint.port());
        paper.tlsAuthority = sha256(authority.certificateDer);
        tablet.courier->invite(tablet.print(paper));
        tablet.transport.run();
        tablet.confirm();
        tablet.clock.advance(3s);
        tablet.transport.run();
        tablet.redeem(1);
        tablet.courier = std::make_unique<Courier>(
            *tablet.ledger, tablet.vault, network, tablet.clock, [] { return 0.5; }, Courier::Observer{});
    }

    TlsIdentity authority = makeTlsAuthority();
    HostileEndpoint endpoint;
    Overheard network;
    Tablet tablet;
};

} // namespace

/// Real TLS on loopback against the real transport and courier.
class HostileEndpointsTest : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingAndBelievesNothing_data();
    void losesNothingAndBelievesNothing();
    void tellsAStrangerNothingAtTheFirstContact_data();
    void tellsAStrangerNothingAtTheFirstContact();
    void judgesCertificatesByTheMunicipalitysTimeWhereTheWallClockIsBehind();
};

void HostileEndpointsTest::judgesCertificatesByTheMunicipalitysTimeWhereTheWallClockIsBehind()
{
    const TlsIdentity authority = makeTlsAuthority();
    const auto wall = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const TlsIdentity later = notYetValid(authority);
    QCOMPARE(outcomeAt(authority, later, {}), HttpOutcome::NotTrusted);
    QCOMPARE(outcomeAt(authority, later, wall), HttpOutcome::NotTrusted);
    QCOMPARE(outcomeAt(authority, later, wall + 48h), HttpOutcome::Answered);
    // Nothing else is forgiven with it.
    QCOMPARE(outcomeAt(makeTlsAuthority(), later, wall + 48h), HttpOutcome::NotTrusted);
    QCOMPARE(outcomeAt(authority, expired(authority), wall - 36h), HttpOutcome::NotTrusted);
    // A time that was signed by mistake keeps no receipt away.
    QCOMPARE(outcomeAt(authority, rightful(authority), wall + 24h * 365 * 100), HttpOutcome::Answered);
}

void HostileEndpointsTest::losesNothingAndBelievesNothing_data()
{
    QTest::addColumn<int>("number");
    const auto all = endpoints();
    for (std::size_t number = 0; number < all.size(); ++number)
        QTest::newRow(all[number].name) << int(number);
}

void HostileEndpointsTest::losesNothingAndBelievesNothing()
{
    QFETCH(const int, number);
    const Hostile hostile = endpoints().at(std::size_t(number));
    Misled misled(hostile);
    const Ledger& ledger = *misled.tablet.ledger;
    const QByteArray trustList = ledger.trustList()->message();
    const QByteArray bulletin = ledger.bulletin()->message();
    const auto before = misled.tablet.ledger->outgoing(100, 1 << 20).value();
    QCOMPARE(before.entries.size(), std::size_t(1));

    misled.tablet.courier->start();
    // Upload and download each ask once; what follows waits for the clock, which stands.
    QTRY_COMPARE_WITH_TIMEOUT(misled.network.outcomes.size(), std::size_t(2), 20000);
    QCOMPARE(misled.network.outcomes[0], hostile.outcome);
    QCOMPARE(misled.network.outcomes[1], hostile.outcome);
    const CourierState& state = misled.tablet.state();
    QCOMPARE(state.link, hostile.link);
    QCOMPARE(state.enrolment, CourierState::Enrolment::Done);
    QCOMPARE(state.waiting, 1);
    QVERIFY(!state.answered);
    const auto after = misled.tablet.ledger->outgoing(100, 1 << 20).value();
    QCOMPARE(after.entries, before.entries);
    QCOMPARE(after.attachments.size(), before.attachments.size());
    QCOMPARE(ledger.trustList()->message(), trustList);
    QCOMPARE(ledger.bulletin()->message(), bulletin);
    QVERIFY(!ledger.halted());
    // Whom the tablet does not trust is told nothing, least of all the upload token.
    if (hostile.outcome == HttpOutcome::NotTrusted)
        QVERIFY(misled.endpoint.heard.isEmpty());

    // Back on a good way, everything arrives once.
    misled.tablet.start();
    misled.tablet.courier->start();
    misled.tablet.transport.run();
    QCOMPARE(misled.tablet.state().waiting, 0);
    QCOMPARE(misled.tablet.storedEntries(), std::size_t(1));
}

void HostileEndpointsTest::tellsAStrangerNothingAtTheFirstContact_data()
{
    losesNothingAndBelievesNothing_data();
}

void HostileEndpointsTest::tellsAStrangerNothingAtTheFirstContact()
{
    QFETCH(const int, number);
    const Hostile hostile = endpoints().at(std::size_t(number));
    const TlsIdentity authority = makeTlsAuthority();
    HostileEndpoint endpoint(hostile.identity(authority), authority.certificatePem, hostile.protocol, hostile.behave);
    Overheard network(hostile);
    Tablet tablet;
    tablet.courier = std::make_unique<Courier>(
        *tablet.ledger, tablet.vault, network, tablet.clock, [] { return 0.5; }, Courier::Observer{});
    InvitationContent paper = tablet.invitation();
    paper.url = QStringLiteral("https://127.0.0.1:%1").arg(endpoint.port());
    paper.tlsAuthority = sha256(authority.certificateDer);
    QVERIFY(tablet.courier->invite(tablet.print(paper)));
    QTRY_COMPARE_WITH_TIMEOUT(network.outcomes.size(), std::size_t(1), 20000);
    QCOMPARE(network.outcomes[0], hostile.outcome);
    // The paper is kept, the key and the secret have not been told to anyone.
    QCOMPARE(tablet.state().enrolment, CourierState::Enrolment::Waiting);
    QVERIFY(tablet.ledger->keptInvitation());
    QVERIFY(!tablet.ledger->enrolment());
    QVERIFY(!endpoint.heard.contains("POST"));
    if (hostile.outcome == HttpOutcome::NotTrusted)
        QVERIFY(endpoint.heard.isEmpty());
}

QTEST_GUILESS_MAIN(HostileEndpointsTest)
#include "hostile_endpoints_test.moc"
