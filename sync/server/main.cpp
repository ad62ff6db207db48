// voucher-server: the terminals' end of the municipality. This page builds every object and hands it on.

#include "sync/municipality/http_service.h"
#include "sync/municipality/publishing.h"

#include <QCommandLineParser>
#include <QCoreApplication>

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
    const QCommandLineOption addressOption(QStringLiteral("address"), QStringLiteral("Address to listen on."),
                                           QStringLiteral("address"), QStringLiteral("127.0.0.1"));
    const QCommandLineOption portOption(QStringLiteral("port"), QStringLiteral("Port; 0 lets the system choose."),
                                        QStringLiteral("port"), QStringLiteral("8443"));
    parser.addOptions({folderOption, addressOption, portOption});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    bool portIsNumber = false;
    const int port = parser.value(portOption).toInt(&portIsNumber);
    if (!parser.isSet(folderOption) || !portIsNumber || port < 0 || port > 65535) {
        std::fprintf(stderr, "%s", qUtf8Printable(parser.helpText()));
        return 2;
    }
    const QString folder = parser.value(folderOption);
    const QString registerPath = folder + QStringLiteral("/register.sqlite");

    const auto registerOfAll = Register::open(registerPath);
    if (!registerOfAll)
        return fail(QStringLiteral("The register %1 cannot be opened. Make it with: voucher-office --folder %2 init")
                        .arg(registerPath, folder));
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

    // SQLite has one writer: one slot, whose batches follow each other without waiting for a lock.
    const auto intakeSlots = IntakeSlots::open(1, registerPath, serverKeys, **roots);
    if (!intakeSlots)
        return fail(QStringLiteral("The register %1 cannot be opened a second time.").arg(registerPath));
    HttpService service(**intakeSlots, wallClock, [](const HttpLogLine& line) {
        std::fprintf(stderr, "{\"method\":\"%s\",\"route\":\"%s\",\"status\":%d}\n", line.method.c_str(),
                     line.route.c_str(), line.status);
    });
    const QString tls = folder + QStringLiteral("/tls");
    const auto bound = service.start({tls + QStringLiteral("/server-chain.pem"),
                                      tls + QStringLiteral("/server-key.pem"), parser.value(addressOption), port});
    if (!bound && bound.error() == HttpService::StartError::BadCertificate)
        return fail(
            QStringLiteral("The certificate in %1 cannot be used. Make it anew with: voucher-office init").arg(tls));
    if (!bound)
        return fail(
            QStringLiteral("Port %1 is in use. Stop the other program, or choose another with --port.").arg(port));

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
