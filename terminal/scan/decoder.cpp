#include "terminal/scan/decoder.h"

#include "terminal/scan/preparation.h"

#include <QPolygonF>
#include <QStringDecoder>

#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <cmath>
#include <exception>

namespace voucher {

namespace {

QString textOf(const ZXing::Result& result)
{
    if (result.hasECI()) {
        return QString::fromStdString(result.text());
    }
    const QByteArrayView bytes(result.bytes().data(), static_cast<qsizetype>(result.bytes().size()));
    QStringDecoder utf8(QStringDecoder::Utf8,
                        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

Sighting sightingOf(const ZXing::Result& result, double scale)
{
    const auto& position = result.position();
    Sighting sighting{textOf(result), {}};
    std::transform(position.begin(), position.end(), sighting.corners.begin(),
                   [scale](const ZXing::PointI& point) { return QPointF(point.x, point.y) / scale; });
    return sighting;
}

enum class Ink { Grey, BlackAndWhite };

/// What ZXing reads in one prepared picture; `scale` is how much larger that is than the original.
QList<Sighting> read(const Luminance& picture, Ink ink, double scale = 1.0)
{
    const ZXing::ImageView view(picture.row(0), picture.width(), picture.height(), ZXing::ImageFormat::Lum,
                                picture.rowStride(), picture.pixelStride());
    const auto hints =
        ZXing::DecodeHints()
            .setFormats(ZXing::BarcodeFormat::QRCode)
            .setTryHarder(true)
            .setTryRotate(false)
            .setMaxNumberOfSymbols(16)
            .setBinarizer(ink == Ink::Grey ? ZXing::Binarizer::LocalAverage : ZXing::Binarizer::FixedThreshold);
    QList<Sighting> sightings;
    try {
        for (const auto& result : ZXing::ReadBarcodes(view, hints)) {
            if (Sighting sighting = sightingOf(result, scale); result.isValid() && !sighting.text.isEmpty()) {
                sightings.append(std::move(sighting));
            }
        }
    } catch (const std::exception&) {
        // The library's own tables may reject what a damaged symbol claims; that is a code we did not read.
        sightings.clear();
    }
    return sightings;
}

QList<Sighting> read(const std::optional<Luminance>& picture, Ink ink, double scale = 1.0)
{
    return picture ? read(*picture, ink, scale) : QList<Sighting>();
}

QPointF centreOf(const Sighting& sighting)
{
    return (sighting.corners[0] + sighting.corners[1] + sighting.corners[2] + sighting.corners[3]) / 4;
}

double distance(QPointF from, QPointF to)
{
    return std::hypot(from.x() - to.x(), from.y() - to.y());
}

/// Adds what is not there yet: the same text on the same spot is the same code.
void unite(QList<Sighting>& all, QList<Sighting> more)
{
    for (Sighting& sighting : more) {
        const bool known = std::any_of(all.cbegin(), all.cend(), [&](const Sighting& other) {
            return other.text == sighting.text &&
                   distance(centreOf(other), centreOf(sighting)) < distance(other.corners[0], other.corners[2]) / 2;
        });
        if (!known) {
            all.append(std::move(sighting));
        }
    }
}

void readEveryWay(QList<Sighting>& all, const Luminance& picture, double scale)
{
    unite(all, read(picture, Ink::Grey, scale));
    unite(all, read(picture, Ink::BlackAndWhite, scale));
    unite(all, read(inverted(picture), Ink::Grey, scale));
    const int window = defaultWindow(picture.size());
    for (const int width : {window, 2 * window + 1, 4 * window + 1}) {
        const auto blackAndWhite = locallyThresholded(picture, width);
        unite(all, read(blackAndWhite, Ink::BlackAndWhite, scale));
        if (blackAndWhite) {
            unite(all, read(inverted(*blackAndWhite), Ink::BlackAndWhite, scale));
        }
    }
    if (const auto sharp = sharpened(picture)) {
        unite(all, read(*sharp, Ink::Grey, scale));
        unite(all, read(locallyThresholded(*sharp, window), Ink::BlackAndWhite, scale));
    }
}

/// How much to enlarge a picture before reading it, besides not at all: small codes gain from more pixels a module,
/// noisy and unsharp ones from fewer.
QList<double> scalesFor(QSize size)
{
    const int longSide = std::max(size.width(), size.height());
    QList<double> scales;
    if (longSide <= 1000) {
        scales.append(2.0);
    }
    for (const int target : {1600, 1000, 600}) {
        if (longSide > target * 5 / 4) {
            scales.append(double(target) / longSide);
        }
    }
    return scales;
}

} // namespace

std::optional<Sighting> Decoder::attempt(const Luminance& frame)
{
    constexpr unsigned preparations = 3;
    QList<Sighting> sightings;
    switch (m_turn++ % preparations) {
    case 0:
        sightings = read(frame, Ink::Grey);
        break;
    case 1:
        sightings = read(locallyThresholded(frame, defaultWindow(frame.size())), Ink::BlackAndWhite);
        break;
    case 2:
        sightings = read(inverted(frame), Ink::Grey);
        break;
    }
    const QPointF middle(frame.width() / 2.0, frame.height() / 2.0);
    const auto nearest = std::min_element(sightings.begin(), sightings.end(), [&](const auto& left, const auto& right) {
        return distance(centreOf(left), middle) < distance(centreOf(right), middle);
    });
    return nearest == sightings.end() ? std::nullopt : std::optional(std::move(*nearest));
}

QList<Sighting> Decoder::decodePicture(const QImage& picture)
{
    // Above this the full size is read once, plainly; the rest of the work is done on smaller copies.
    constexpr int longestThorough = 4000;
    QList<Sighting> all;
    const auto full = Luminance::of(picture);
    if (!full) {
        return all;
    }
    if (std::max(full->width(), full->height()) <= longestThorough) {
        readEveryWay(all, *full, 1.0);
    } else {
        unite(all, read(*full, Ink::Grey));
    }
    for (const double scale : scalesFor(full->size())) {
        if (const auto other = scaled(*full, scale)) {
            readEveryWay(all, *other, scale);
        }
    }
    return all;
}

} // namespace voucher
