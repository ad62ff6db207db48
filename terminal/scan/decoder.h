#pragma once

#include "terminal/scan/luminance.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <array>
#include <optional>

namespace voucher {

/// One QR code that was read.
struct Sighting
{
    /// Never empty. Bytes that are valid UTF-8 are taken as such, any others as Latin-1.
    QString text;
    /// In pixels of the picture: top left, top right, bottom right, bottom left of the upright code.
    std::array<QPointF, 4> corners;
};

/// Reads QR codes and nothing else. One decoder belongs to one thread.
class Decoder
{
public:
    /// One quick try on a live frame. Each call prepares the frame in another way than the call before, because the
    /// frames of a hand-held code differ little and the preparations fail on different ones. Of several codes the one
    /// nearest to the centre.
    std::optional<Sighting> attempt(const Luminance& frame);

    /// Everything that can be read in a still picture, by every preparation and scale; seconds on a large one.
    static QList<Sighting> decodePicture(const QImage& picture);

private:
    unsigned m_turn = 0;
};

} // namespace voucher
