// A tablet comes back after weeks: its real ledger, courier and transport beside libcurl that posts the same bytes over
// one connection. Once to a server that signs receipts and does nothing else, so that only the client is measured; once
// to the real intake.

#include "tests/bench/fleet.h"
#include "tests/bench/fleet_away.h"
#include "tests/support/http_stage.h"

#include <QFile>
#include <QProcess>

#include <httplib.h>

#include <cstdio>

namespace voucher::test {

namespace {

/// Says yes to everything as fast as a receipt can be signed, and counts what came over the wire.
class ReadyServer
{
public:
    ReadyServer(const TownOffice& office, const AwayTablet& tablet)
        : m_server(office.folder.filePath(QStringLiteral("ready.pem")).toUtf8().constData(),
                   office.folder.filePath(QStringLiteral("ready-key.pem")).toUtf8().constData())
    {
        m_server.set_tcp_nodelay(true);
        m_server.set_keep_alive_max_count(1'000'000);
        m_server.Post("/v1/entries",
                      [this, &office, &tablet](const httplib::Request& request, httplib::Response& answer) {
                          const QByteArrayView body(request.body.data(), qsizetype(request.body.size()));
                          const auto sent = entriesRequestFrom(body);
                          const Sequence before = m_upTo;
                          m_upTo += Sequence(sent->entries.size());
                          const QByteArray receipt =
                              signReceipt(tablet.receiptFor(before, m_upTo, sha256(body)), office.town.receipt);
                          answer.set_content(receipt.constData(), std::size_t(receipt.size()), "application/cbor");
                          // Of this connection, since its handshake: TLS records as they came off the socket.
                          m_received = qint64(BIO_number_read(SSL_get_rbio(request.ssl)));
                      });
        port = m_server.bind_to_any_port("127.0.0.1");
        m_thread = std::thread([this] { m_server.listen_after_bind(); });
    }

    ~ReadyServer()
    {
        m_server.stop();
        m_thread.join();
    }

    ReadyServer(const ReadyServer&) = delete;
    ReadyServer& operator=(const ReadyServer&) = delete;

    qint64 received() const { return m_received; }

    int port = 0;

private:
    httplib::SSLServer m_server;
    Sequence m_upTo = 0;
    std::atomic<qint64> m_received = 0;
    std::thread m_thread;
};

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// How long libcurl takes, from its program's start to its end.
double curlSeconds(const std::vector<QByteArray>& bodies, int port, const QByteArray& authorityPem,
                   const QByteArray& token)
{
    const QTemporaryDir folder;
    const QString authority = folder.filePath(QStringLiteral("authority.pem"));
    write(authority, authorityPem);
    QByteArray said;
    for (std::size_t at = 0; at < bodies.size(); ++at) {
        const QString body = folder.filePath(QString::number(at));
        write(body, bodies[at]);
        said += (at == 0 ? "" : "next\n") + QByteArray("url=https://127.0.0.1:") + QByteArray::number(port) +
                "/v1/entries\ntlsv1.3\nhttp1.1\nsilent\nfail\noutput=/dev/null\ncacert=" + authority.toUtf8() +
                "\nheader=\"Content-Type: application/cbor\"\nheader=\"Authorization: Bearer " + token.toHex() +
                "\"\nheader=\"Expect:\"\ndata-binary=\"@" + body.toUtf8() + "\"\n";
    }
    const QString all = folder.filePath(QStringLiteral("all"));
    write(all, said);
    QProcess curl;
    const auto begun = std::chrono::steady_clock::now();
    curl.start(QStringLiteral("curl"), {QStringLiteral("-q"), QStringLiteral("-K"), all});
    if (!curl.waitForFinished(-1) || curl.exitCode() != 0)
        qFatal("curl: %d %s", curl.exitCode(), curl.readAllStandardError().constData());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void tell(const char* against, int entries, double seconds, double curl, const std::string& more = {})
{
    std::printf("{\"what\":\"catch-up\",\"against\":\"%s\",\"entries\":%d,\"seconds\":%.2f,\"curlSeconds\":%.2f,"
                "\"ratio\":%.2f%s}\n",
                against, entries, seconds, curl, curl / seconds, more.c_str());
    std::fflush(stdout);
}

} // namespace

int fleetCatchUp(const FleetOptions& options)
{
    TownOffice office;
    if (Register::inCluster(office.place()))
        qFatal("a catch-up is measured with a register in a file");
    const AwayTablet tablet(office, options.entries);
    const TlsIdentity authority = makeTlsAuthority();
    const TlsIdentity identity = makeTlsServer(authority, {QStringLiteral("127.0.0.1")}).value();
    write(office.folder.filePath(QStringLiteral("ready.pem")), identity.certificatePem);
    write(office.folder.filePath(QStringLiteral("ready-key.pem")), identity.privateKeyPem);
    {
        AwayTablet::Sent sent;
        double wire = 0;
        {
            const ReadyServer server(office, tablet);
            sent = tablet.catchUp(server.port, authority.certificateDer);
            wire = double(server.received()) / double(tablet.stored);
        }
        const ReadyServer again(office, tablet);
        const double curl = curlSeconds(sent.bodies, again.port, authority.certificatePem, tablet.token);
        tell("receipts alone", options.entries, sent.seconds, curl, ",\"wirePerStored\":" + std::to_string(wire));
    }
    const QString before = office.folder.filePath(QStringLiteral("before.sqlite"));
    QFile::copy(office.place(), before);
    AwayTablet::Sent sent;
    {
        const HttpStage stage(office, options.threads);
        sent = tablet.catchUp(stage.port, stage.authority.certificateDer);
    }
    office.intake.reset();
    office.registerOfAll.reset();
    if (!QFile::remove(office.place()) || !QFile::rename(before, office.place()))
        qFatal("the register cannot be put back");
    office.open();
    const HttpStage stage(office, options.threads);
    const double curl = curlSeconds(sent.bodies, stage.port, stage.authority.certificatePem, tablet.token);
    if (office.registerOfAll->terminal(awayTerminal).value()->upTo != options.entries)
        qFatal("an entry was lost");
    tell("the intake", options.entries, sent.seconds, curl);
    return EXIT_SUCCESS;
}

} // namespace voucher::test
