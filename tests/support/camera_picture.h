#pragma once

#include "tests/support/held_sheet.h"

#include <QImage>

namespace voucher {

/// A lamp's mirror image: it adds to what the code sends back, and the sensor ends at white.
struct Glare
{
    QPointF middle;
    double radius = 0;
    double strength = 0;
};

/// Light, lens and sensor. Lengths in pixels, brightness in parts of the full range.
struct CameraPicture
{
    double blur = 0;
    double motion = 0;
    double motionAngle = 0;
    /// Standard deviation in grey levels.
    double noise = 0;
    double contrast = 1;
    double exposure = 1;
    /// What the far side loses of its light.
    double shade = 0;
    double shadeAngle = 0;
    /// A hand's or roof's shadow with an edge through `shadowAt`: what is lost in it.
    double shadow = 0;
    QPointF shadowAt;
    std::vector<Glare> glare;
    /// Windows and lamps in a screen's glass, with straight edges.
    double reflection = 0;
    /// Quality of a camera that compresses each frame; 0 for one that does not.
    int jpeg = 0;
    std::uint32_t seed = 1;

    QImage take(const HeldSheet& sheet, QSize size = {1280, 720}) const;
    /// No code at all, though much that resembles parts of one.
    QImage takeClutter(Dice& dice, QSize size) const;

private:
    QImage develop(std::vector<float> plane, QSize size) const;
};

} // namespace voucher
