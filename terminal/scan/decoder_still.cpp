#include "terminal/scan/decoder.h"

#include "terminal/scan/preparation.h"

#include <algorithm>
#include <cmath>

namespace voucher {

namespace {

/// Adds what is not there yet: the same text on the same spot is the same code.
void unite(QList<Sighting>& all, QList<Sighting> more)
{
    const auto sameSpot = [](const Sighting& one, const Sighting& other) {
        const QPointF away = (one.corners[0] + one.corners[2] - other.corners[0] - other.corners[2]) / 2;
        const QPointF across = one.corners[0] - one.corners[2];
        return std::hypot(away.x(), away.y()) < std::hypot(across.x(), across.y()) / 2;
    };
    for (Sighting& sighting : more) {
        const bool known = std::any_of(all.cbegin(), all.cend(), [&](const Sighting& other) {
            return other.text == sighting.text && sameSpot(other, sighting);
        });
        if (!known) {
            all.append(std::move(sighting));
        }
    }
}

QList<Sighting> read(const std::optional<Luminance>& picture, Ink ink, double scale = 1.0)
{
    return picture ? zxingFinds(*picture, ink, scale) : QList<Sighting>();
}

/// Adds what module-by-module reading finds; `scale` as for the whole picture.
void readModules(QList<Sighting>& all, const Luminance& grey, const std::optional<Luminance>& blackAndWhite,
                 double scale)
{
    const SymbolReader::Effort every{16, 3, [] { return true; }};
    if (!blackAndWhite) {
        return;
    }
    QList<Sighting> found = SymbolReader().read(grey, *blackAndWhite, 1, every).sightings;
    for (Sighting& sighting : found) {
        for (QPointF& corner : sighting.corners) {
            corner /= scale;
        }
    }
    unite(all, std::move(found));
}

void readEveryWay(QList<Sighting>& all, const Luminance& picture, double scale)
{
    const int window = defaultWindow(picture.size());
    const auto smooth = smoothed(picture);
    for (const int width : {window, window / 3 | 1, 3 * window | 1}) {
        readModules(all, picture, locallyThresholded(picture, width, 97), scale);
        if (smooth) {
            readModules(all, picture, locallyThresholded(*smooth, width, 100), scale);
        }
    }
    unite(all, zxingFinds(picture, Ink::Grey, scale));
    unite(all, zxingFinds(picture, Ink::BlackAndWhite, scale));
    unite(all, read(inverted(picture), Ink::Grey, scale));
    for (const int width : {window, 2 * window + 1, 4 * window + 1}) {
        const auto blackAndWhite = locallyThresholded(picture, width);
        unite(all, read(blackAndWhite, Ink::BlackAndWhite, scale));
        if (blackAndWhite) {
            unite(all, read(inverted(*blackAndWhite), Ink::BlackAndWhite, scale));
        }
    }
    if (const auto sharp = sharpened(picture)) {
        readModules(all, picture, locallyThresholded(*sharp, window, 97), scale);
        unite(all, zxingFinds(*sharp, Ink::Grey, scale));
        unite(all, read(locallyThresholded(*sharp, window), Ink::BlackAndWhite, scale));
    }
}

/// How much to enlarge a picture before reading it, besides not at all: small codes gain from more pixels a module,
/// noisy and unsharp ones from fewer.
QList<double> scalesFor(QSize size)
{
    const int longSide = std::max(size.width(), size.height());
    QList<double> scales;
    if (longSide <= 1300) {
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
        unite(all, zxingFinds(*full, Ink::Grey));
    }
    for (const double scale : scalesFor(full->size())) {
        if (const auto other = scaled(*full, scale)) {
            readEveryWay(all, *other, scale);
        }
    }
    return all;
}

} // namespace voucher
