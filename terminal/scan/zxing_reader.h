#pragma once

#include "terminal/scan/luminance.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace voucher {

/// One QR code that was read.
struct Sighting
{
    /// Never empty. Bytes that are valid UTF-8 are taken as such, any others as Latin-1.
    QString text;
    /// In pixels of the picture: top left, top right, bottom right, bottom left of the upright code.
    std::array<QPointF, 4> corners;
};

/// Whether ZXing shall find its own threshold, or has been given black and white.
enum class Ink { Grey, BlackAndWhite };

/// What ZXing finds and reads in a picture by itself; `scale` is how much larger that is than the original.
QList<Sighting> zxingFinds(const Luminance& picture, Ink ink, double scale = 1.0);

/// The text of a code of which every module is known or guessed; error correction decides whether they make one.
std::optional<QString> zxingDecodes(const std::vector<bool>& dark, int modules);

} // namespace voucher
