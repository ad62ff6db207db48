#pragma once

#include <QImage>
#include <QString>

namespace voucher {

/// A photograph of a QR code that was never taken: how the code lies in the picture and what went wrong with the light.
struct QrPicture
{
    QString text;
    /// Error correction: L, M, Q or H.
    char level = 'Q';
    QSize size{1280, 720};
    /// Side of a module before tilting, in pixels.
    double moduleSize = 6;
    /// Where the code's middle lies, in parts of the picture.
    QPointF middle{0.5, 0.5};
    /// Clockwise, in degrees.
    double rotation = 0;
    /// How much shorter the far edge is than the near one, 0 to 0.5.
    double tilt = 0;
    /// Standard deviation in pixels.
    double blur = 0;
    /// Standard deviation in grey levels.
    double noise = 0;
    /// What the darkest corner loses of its light, 0 to 1.
    double shade = 0;
    /// Part of the full range between ink and paper.
    double contrast = 1;
    bool inverted = false;
    bool mirrored = false;
    unsigned seed = 1;
};

/// The same picture for the same description, on every machine.
QImage draw(const QrPicture& what);

/// Nothing but noise of a given seed.
QImage noisePicture(QSize size, unsigned seed);

} // namespace voucher
