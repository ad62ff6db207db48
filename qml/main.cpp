// voucher-terminal: the composition root. Every object of the tablet is built on this page and handed on; nothing else
// reaches for a clock, a camera, a disk, a network or randomness.

#include "qml/key_scanner.h"
#include "qml/picture_wiring.h"
#include "qml/process_rules.h"
#include "qml/scan_wiring.h"
#include "qml/speaker.h"
#include "qml/sticks.h"
#include "qml/system_clock.h"
#include "qml/worker_wiring.h"

#include "sync/https_transport.h"
#include "terminal/scan/device_camera.h"
#include "terminal/scan/picture.h"
#include "terminal/scan/video_file.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QFont>
#include <QGuiApplication>
#include <QLocale>
#include <QNetworkInformation>
#include <QQmlApplicationEngine>
#include <QQmlExtensionPlugin>
#include <QQuickWindow>
#include <QRandomGenerator>
#include <QSettings>
#include <QStandardPaths>
#include <QSurfaceFormat>
#include <QThread>
#include <QTimer>
#include <QTranslator>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>

Q_IMPORT_QML_PLUGIN(VoucherPlugin)

namespace {

using namespace voucher;

constexpr int exitUsage = 2;

struct Options
{
    QString dataFolder;
    QString cameraVideo; ///< empty for the device's camera
    QString language;
    QStringList stickFolders;
    QSize size;
    bool dark = false;
};

std::optional<Options> optionsOf(const QGuiApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Scans vouchers, records visits, sends them to the municipality."));
    const QCommandLineOption data(QStringLiteral("data"), QStringLiteral("Folder of the ledger."),
                                  QStringLiteral("folder"),
                                  QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    const QCommandLineOption video(QStringLiteral("camera-video"),
                                   QStringLiteral("A video file held before the camera, again and again."),
                                   QStringLiteral("file"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("el or en."),
                                      QStringLiteral("language"), QStringLiteral("el"));
    const QCommandLineOption sticks(QStringLiteral("sticks"),
                                    QStringLiteral("Folder in which USB sticks appear, each a folder of its own."),
                                    QStringLiteral("folder"));
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Size of the window, e.g. 800x1280."),
                                  QStringLiteral("size"));
    const QCommandLineOption dark(QStringLiteral("dark"), QStringLiteral("Dark colours."));
    parser.addOptions({data, video, language, sticks, size, dark});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    Options options{parser.value(data), parser.value(video), parser.value(language), parser.values(sticks), {},
                    parser.isSet(dark)};
    if (!parser.isSet(sticks))
        options.stickFolders = stickFolders();
    const QStringList measures = parser.value(size).split(u'x');
    if (parser.isSet(size))
        options.size = {measures.value(0).toInt(), measures.value(1).toInt()};
    const bool languageKnown = options.language == QLatin1String("el") || options.language == QLatin1String("en");
    if (!parser.positionalArguments().isEmpty() || !languageKnown || (parser.isSet(size) && options.size.isEmpty())) {
        std::fprintf(stderr, "%s", qUtf8Printable(parser.helpText()));
        return std::nullopt;
    }
    return options;
}

std::chrono::milliseconds sinceStart(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds{now.tv_sec} +
                                                                 std::chrono::nanoseconds{now.tv_nsec});
}

/// Which boot this is: times since two boots must not be compared.
QByteArray bootIdentity()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

Instant wallClock()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<Clock> makeClock()
{
    return std::make_unique<SystemClock>([boot = bootIdentity()] {
        return ClockReading{wallClock(), sinceStart(CLOCK_BOOTTIME), boot};
    });
}

Worker::Edges makeEdges(const QStringList& stickFolders)
{
    return {
        makeClock(),
        std::make_unique<HttpsTransport>(),
        [] { return QRandomGenerator::system()->generateDouble(); },
        [] { return calibratedCost([] { return sinceStart(CLOCK_THREAD_CPUTIME_ID); }); },
        [stickFolders] { return updatesOnSticks(stickFolders); },
        [stickFolders](const QString& name, QByteArrayView bytes) { return saveToStick(stickFolders, name, bytes); }};
}

/// A device's camera remembers beside the ledger which one a person chose.
std::unique_ptr<Camera> makeCamera(const Options& options)
{
    if (!options.cameraVideo.isEmpty()) {
        playFilmsWithFfmpeg();
        return std::make_unique<VideoFile>(options.cameraVideo);
    }
    const auto memory = [file = options.dataFolder + QStringLiteral("/camera.ini")] {
        return std::make_unique<QSettings>(file, QSettings::IniFormat);
    };
    const QString name = QStringLiteral("camera");
    auto camera = std::make_unique<DeviceCamera>(memory()->value(name).toByteArray());
    QObject::connect(camera.get(), &DeviceCamera::chosen, camera.get(),
                     [memory, name](const QByteArray& id) { memory()->setValue(name, id); });
    return camera;
}

/// Where pictures from families end up.
QList<PictureFolder> pictureFolders(const QStringList& stickFolders)
{
    QList<PictureFolder> folders{
        {QStandardPaths::writableLocation(QStandardPaths::PicturesLocation), PicturesModel::Pictures},
        {QStandardPaths::writableLocation(QStandardPaths::DownloadLocation), PicturesModel::Downloads}};
    for (const QString& stick : sticksIn(stickFolders))
        folders += {stick, PicturesModel::Stick};
    return folders;
}

void callAfter(std::chrono::milliseconds time, std::function<void()> then)
{
    QTimer::singleShot(time, QCoreApplication::instance(), std::move(then));
}

} // namespace

int main(int argc, char* argv[])
{
    ProcessRules rules;
    // Drawings with smooth edges, on cheap tablets too.
    QSurfaceFormat format;
    format.setSamples(4);
    QSurfaceFormat::setDefaultFormat(format);
    limitPictureMemory();
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("voucher-terminal"));
    QGuiApplication::setApplicationVersion(QStringLiteral(VOUCHER_PROGRAM_VERSION));
    QGuiApplication::setFont(QFont(QStringLiteral("Noto Sans")));
    const auto options = optionsOf(application);
    if (!options)
        return exitUsage;
    QLocale::setDefault(QLocale(options->language));
    QTranslator translator;
    if (translator.load(QStringLiteral(":/translations/voucher_%1.qm").arg(options->language)))
        QGuiApplication::installTranslator(&translator);
    if (!QDir().mkpath(options->dataFolder)) {
        std::fprintf(stderr, "The folder %s cannot be made or is a file. Choose another one with --data.\n",
                     qUtf8Printable(options->dataFolder));
        return EXIT_FAILURE;
    }

    QThread workerThread;
    auto* const worker = new Worker(options->dataFolder + QStringLiteral("/ledger.sqlite"),
                                    [folders = options->stickFolders] { return makeEdges(folders); });
    worker->moveToThread(&workerThread);
    QObject::connect(&workerThread, &QThread::started, worker, &Worker::open);
    QObject::connect(&workerThread, &QThread::finished, worker, &QObject::deleteLater);

    Models models;
    wireWorker(models, *worker);

    ScanModel scan;
    const std::unique_ptr<Camera> camera = makeCamera(*options);
    Scanner scanner([] { return std::chrono::steady_clock::now(); });
    wireScan(scan, *camera, scanner, callAfter);
    QObject::connect(&scanner, &Scanner::codeSeen, worker, &Worker::scanned, Qt::QueuedConnection);
    // A scanner that types is heard on every page of an open tablet, also where no camera looks.
    KeyScanner keys(callAfter, [&models] { return models.unlock.unlocked(); });
    application.installEventFilter(&keys);
    QObject::connect(&keys, &KeyScanner::codeTyped, worker, &Worker::scanned, Qt::QueuedConnection);
    QObject::connect(&keys, &KeyScanner::codeTyped, &scan, &ScanModel::wake);
    PicturesModel pictures;
    PictureImport import;
    PictureShelf shelf([folders = options->stickFolders] { return pictureFolders(folders); }, wallClock);
    wirePictures(pictures, import, shelf);
    QObject::connect(&pictures, &PicturesModel::codeRead, worker, &Worker::scanned, Qt::QueuedConnection);
    Speaker speaker;
    QObject::connect(worker, &Worker::kept, &speaker, &Speaker::recorded, Qt::QueuedConnection);

    if (QNetworkInformation::loadDefaultBackend()) {
        const QNetworkInformation* network = QNetworkInformation::instance();
        QObject::connect(network, &QNetworkInformation::reachabilityChanged, worker,
                         [worker](QNetworkInformation::Reachability reachability) {
                             if (reachability == QNetworkInformation::Reachability::Online)
                                 worker->networkIsBack();
                         });
        QObject::connect(network, &QNetworkInformation::isMeteredChanged, worker, &Worker::networkIsMetered,
                         Qt::QueuedConnection);
        QMetaObject::invokeMethod(
            worker, [worker, metered = network->isMetered()] { worker->networkIsMetered(metered); },
            Qt::QueuedConnection);
    }

    QQmlApplicationEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.setUiLanguage(options->language);
    engine.setInitialProperties({{QStringLiteral("start"), QVariant::fromValue(&models.start)},
                                 {QStringLiteral("unlock"), QVariant::fromValue(&models.unlock)},
                                 {QStringLiteral("enrol"), QVariant::fromValue(&models.enrol)},
                                 {QStringLiteral("scan"), QVariant::fromValue(&scan)},
                                 {QStringLiteral("pictures"), QVariant::fromValue(&pictures)},
                                 {QStringLiteral("desk"), QVariant::fromValue(&models.desk)},
                                 {QStringLiteral("group"), QVariant::fromValue(&models.group)},
                                 {QStringLiteral("history"), QVariant::fromValue(&models.history)},
                                 {QStringLiteral("sync"), QVariant::fromValue(&models.sync)},
                                 {QStringLiteral("dark"), options->dark}});
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Voucher/Main.qml")));
    if (engine.rootObjects().isEmpty())
        return EXIT_FAILURE;
    if (auto* const window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
        window && options->size.isValid())
        window->resize(options->size);

    workerThread.start();
    rules.closeOnSignal();
    const int exitCode = QGuiApplication::exec();
    scanner.setActive(false);
    workerThread.quit();
    workerThread.wait();
    return exitCode;
}
