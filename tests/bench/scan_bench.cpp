// voucher-scan-bench FOLDER READER: reads the frames of voucher-frames with one reader, one JSON line a frame.
// Readers: live, still (ours), slow (live, on a tablet four times as slow); zxing (its defaults), zxing-harder, zbar.

#include "terminal/scan/decoder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

// Before ZXing, whose macros are named like zbar's exceptions.
#include <zbar.h>

#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <set>

using namespace voucher;

namespace {

/// What a reader says and how many frames it was shown until then.
struct Reading
{
    QString text;
    int looks = 1;
    /// Of these frames those that were not left out for want of time, and how long all of them were before the camera.
    int begun = 1;
    double seconds = 0;
};

/// A reader with what it remembers from the frames before; made anew for each frame or sequence.
using Reader = std::function<Reading(const QImage&)>;

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Thirty frames a second before a decoder, whose work takes as long as its processor time, on a machine `slowness`
/// times as slow. So figures do not depend on what else this machine does.
class Camera
{
public:
    explicit Camera(int slowness) : m_slowness(slowness) {}

    std::chrono::steady_clock::time_point now() const
    {
        const std::chrono::duration<double> time(m_waited + processorSeconds() * m_slowness);
        return std::chrono::steady_clock::time_point(
            std::chrono::duration_cast<std::chrono::steady_clock::duration>(time));
    }

    /// The next frame comes. False when it has been replaced by a newer one before the decoder was free.
    bool frame()
    {
        constexpr double interval = 1.0 / 30;
        const double time = m_waited + processorSeconds() * m_slowness;
        m_next = m_next == 0 ? time : m_next + interval;
        m_waited += std::max(0.0, m_next - time);
        return time < m_next + interval;
    }

private:
    int m_slowness;
    double m_waited = 0;
    double m_next = 0;
};

constexpr int slowness = 4;

/// `looks` is how often each frame is shown.
Reader ours(const QString& name, int looks)
{
    if (name == QStringLiteral("still")) {
        return [](const QImage& image) {
            const QList<Sighting> sightings = Decoder::decodePicture(image);
            return Reading{sightings.isEmpty() ? QString() : sightings.first().text, 1};
        };
    }
    const auto camera = std::make_shared<Camera>(name == QStringLiteral("slow") ? slowness : 1);
    const auto decoder = std::make_shared<Decoder>([camera] { return camera->now(); });
    return [decoder, camera, looks](const QImage& image) {
        // To leave a frame out costs next to nothing; any look costs more than this, in seconds.
        constexpr double nothing = 0.0003;
        const auto start = camera->now();
        Reading reading{{}, 0, 0, 0};
        while (reading.looks < looks && reading.text.isEmpty()) {
            ++reading.looks;
            const auto frame = camera->frame() ? Luminance::of(image) : std::nullopt;
            const double before = processorSeconds();
            const auto sighting = frame ? decoder->attempt(*frame) : std::nullopt;
            reading.begun += processorSeconds() - before > nothing;
            reading.text = sighting ? sighting->text : QString();
        }
        reading.seconds = std::chrono::duration<double>(camera->now() - start).count();
        return reading;
    };
}

Reader zxing(bool harder)
{
    return [harder](const QImage& image) {
        const ZXing::ImageView view(image.constBits(), image.width(), image.height(), ZXing::ImageFormat::Lum,
                                    static_cast<int>(image.bytesPerLine()));
        auto hints = ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode);
        // The reduced sizes are searched only for this call and with a limit on symbols.
        hints.setTryHarder(harder).setTryRotate(harder).setTryDownscale(harder);
        if (!harder) {
            return Reading{QString::fromStdString(ZXing::ReadBarcode(view, hints).text())};
        }
        const auto results = ZXing::ReadBarcodes(view, hints.setMaxNumberOfSymbols(1));
        return Reading{results.empty() ? QString() : QString::fromStdString(results.front().text())};
    };
}

Reader zbarReader()
{
    const auto scanner = std::make_shared<zbar::ImageScanner>();
    scanner->set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner->set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    scanner->set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_X_DENSITY, 1);
    scanner->set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_Y_DENSITY, 1);
    // Light on dark is off unless asked for.
    scanner->set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_TEST_INVERTED, 1);
    return [scanner](const QImage& image) {
        zbar::Image grey(static_cast<unsigned>(image.width()), static_cast<unsigned>(image.height()), "Y800",
                         image.constBits(), static_cast<unsigned long>(image.sizeInBytes()));
        scanner->scan(grey);
        const auto first = grey.symbol_begin();
        return Reading{first == grey.symbol_end() ? QString() : QString::fromStdString(first->get_data())};
    };
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        return 2;
    }
    const QDir folder(arguments[1]);
    const QString& name = arguments[2];
    const auto make = [&](int looks) -> Reader {
        if (name == QStringLiteral("zbar"))
            return zbarReader();
        if (name.startsWith(QStringLiteral("zxing")))
            return zxing(name == QStringLiteral("zxing-harder"));
        return ours(name, looks);
    };
    QFile list(folder.filePath(QStringLiteral("frames.tsv")));
    if (!list.open(QIODevice::ReadOnly)) {
        return 2;
    }
    QTextStream out(stdout);
    std::set<QString> readSequences;
    QString sequence;
    Reader reader;
    while (!list.atEnd()) {
        const QString file = QString::fromUtf8(list.readLine()).section(QLatin1Char('\t'), 0, 0).trimmed();
        const bool moving = file.startsWith(QStringLiteral("sequence_"));
        const bool blank = file.startsWith(QStringLiteral("blank-"));
        // One decoder sees all frames of a sequence, and all frames without a code as one long search.
        const QString group = moving || blank ? file.section(QLatin1Char('-'), 0, 0) : file;
        if (readSequences.contains(group)) {
            continue;
        }
        if (group != sequence || !reader) {
            // A sheet held still for a quarter of a second; in a sequence each frame is seen once.
            reader = make(moving ? 1 : 8);
            sequence = group;
        }
        const QImage image = QImage(folder.filePath(file)).convertToFormat(QImage::Format_Grayscale8);
        const double processor = processorSeconds();
        const auto start = std::chrono::steady_clock::now();
        const Reading reading = reader(image);
        std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        took *= name == QStringLiteral("slow") ? slowness : 1;
        const double processorMs = (processorSeconds() - processor) * 1000;
        if (moving && !reading.text.isEmpty()) {
            readSequences.insert(group);
        }
        const QJsonObject line{{QStringLiteral("reader"), name},         {QStringLiteral("file"), file},
                               {QStringLiteral("text"), reading.text},   {QStringLiteral("looks"), reading.looks},
                               {QStringLiteral("ms"), took.count()},     {QStringLiteral("processorMs"), processorMs},
                               {QStringLiteral("begun"), reading.begun}, {QStringLiteral("seconds"), reading.seconds}};
        out << QJsonDocument(line).toJson(QJsonDocument::Compact) << '\n';
        out.flush();
    }
    return 0;
}
