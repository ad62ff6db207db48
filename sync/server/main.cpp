// voucher-server: the terminals' end of the municipality. This page builds every object and hands it on.

#include "sync/municipality/http_service.h"
#include "sync/municipality/publishing.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

namespace {

using namespace voucher;

int fail(const QString& sentence)
{
    std::fprintf(stderr, "voucher-server: %s\n", qUtf8Printable(sentence));
    return EXIT_FAILURE;
}

std::optional<int> portOf(const QString& text)
{
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    return isNumber && port >= 0 && port <= 65535 ? std::optional(port) : std::nullopt;
}

Instant wallClock()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(VOUCHER_PROGRAM_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Receives the entries of the terminals. The folder is the one that voucher-office made."));
    const QCommandLineOption folderOption(QStringLiteral("folder"), QStringLiteral("The municipality's folder."),
                                          QStringLiteral("folder"));
    const QCommandLineOption registerOption(
        QStringLiteral("register"),
        QStringLiteral("The register, if it is no file of the folder: \"postgresql:host=… dbname=…\". Any number of "
                       "servers may share one cluster."),
        QStringLiteral("database"));
    const QCommandLineOption addressOption(QStringLiteral("address"), QStringLiteral("Address to listen on."),
                                           QStringLiteral("address"), QStringLiteral("127.0.0.1"));
    const QCommandLineOption portOption(QStringLiteral("port"), QStringLiteral("Port; 0 lets the system choose."),
                                        QStringLiteral("port"), QStringLiteral("8443"));
    const QCommandLineOption privateOption(
        QStringLiteral("private-port"),
        QStringLiteral("Port on 127.0.0.1, without TLS, for /health and /metrics; none unless given."),
        QStringLiteral("port"), QStringLiteral("0"));
    parser.addOptions({folderOption, registerOption, addressOption, portOption, privateOption});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    const auto port = portOf(parser.value(portOption));
    const auto privatePort = portOf(parser.value(privateOption));
    if (!parser.isSet(folderOption) || !port || !privatePort) {
        std::fprintf(stderr, "%s", qUtf8Printable(parser.helpText()));
        return 2;
    }
    const QString folder = parser.value(folderOption);
    const QString registerPlace =
        parser.isSet(registerOption) ? parser.value(registerOption) : folder + QStringLiteral("/register.sqlite");

    const auto registerOfAll = Register::open(registerPlace);
    if (!registerOfAll)
        return fail(QStringLiteral("The register %1 cannot be opened. Make it with: voucher-office --folder %2 init")
                        .arg(registerPlace, folder));
    const auto roots = pinnedRoots(**registerOfAll);
    if (!roots || !*roots)
        return fail(QStringLiteral("The register has no programme yet. Make it with: voucher-office --folder %1 init")
                        .arg(folder));
    const KeyFolder keys(folder + QStringLiteral("/keys"));
    auto receiptKey = keys.read(QStringLiteral("receipt"), Algorithm::EdDSA);
    // What was sealed to a key since replaced must still be opened.
    auto intakeKeys = keys.readAll(QStringLiteral("intake"), Algorithm::EcdhEs);
    if (!receiptKey || intakeKeys.empty())
        return fail(QStringLiteral("The keys %1 and %2 cannot be read. Give their owner's account to this program.")
                        .arg(keys.fileOf(QStringLiteral("receipt")), keys.fileOf(QStringLiteral("intake"))));
    const ServerKeys serverKeys{std::move(*receiptKey), std::move(intakeKeys)};

    // Signals are taken by one thread of our own, so that stopping lets every call under way finish.
    sigset_t stopSignals;
    sigemptyset(&stopSignals);
    sigaddset(&stopSignals, SIGTERM);
    sigaddset(&stopSignals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stopSignals, nullptr);

    // As many as work here at once: while one waits for the disk or for its turn, another checks signatures.
    const int slotCount = 2 * std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const auto intakeSlots =
        IntakeSlots::open(slotCount, registerPlace, serverKeys, **roots, std::chrono::steady_clock::now);
    if (!intakeSlots)
        return fail(QStringLiteral("The register %1 cannot be opened a second time.").arg(registerPlace));
    HttpService service(**intakeSlots, wallClock, std::chrono::steady_clock::now, [](const HttpLogLine& line) {
        std::fprintf(stderr, "{\"request\":\"%s\",\"method\":\"%s\",\"route\":\"%s\",\"status\":%d,\"ms\":%lld}\n",
                     line.request.c_str(), line.method.c_str(), line.route.c_str(), line.status,
                     static_cast<long long>(line.took.count()));
    });
    const QString tls = folder + QStringLiteral("/tls");
    const auto bound =
        service.start({tls + QStringLiteral("/server-chain.pem"), tls + QStringLiteral("/server-key.pem"),
                       parser.value(addressOption), *port, *privatePort});
    if (!bound && bound.error() == HttpService::StartError::BadCertificate)
        return fail(
            QStringLiteral("The certificate in %1 cannot be used. Make it anew with: voucher-office init").arg(tls));
    if (!bound)
        return fail(
            QStringLiteral("Port %1 is in use. Stop the other program, or choose another with --port.").arg(*port));

    std::thread stopper([&] {
        int signal = 0;
        sigwait(&stopSignals, &signal);
        service.stop();
    });
    std::printf("listening on https://%s:%d\n", qUtf8Printable(parser.value(addressOption)), *bound);
    std::fflush(stdout);
    service.serve();
    // However serving ended, the stopper must be woken to be joined.
    pthread_kill(stopper.native_handle(), SIGTERM);
    stopper.join();
    return EXIT_SUCCESS;
}
