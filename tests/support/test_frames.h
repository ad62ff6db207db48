#pragma once

#include "tests/support/held_sheet.h"

#include <QImage>
#include <QList>

#include <array>

namespace voucher {

/// What makes a frame hard to read; each kind runs from mild to more than any decoder bears.
enum class Trouble {
    Upright,
    Scale,
    Small,
    Rotation,
    Perspective,
    Blur,
    Motion,
    Noise,
    LowContrast,
    Shade,
    Glare,
    Reflection,
    Moire,
    Damage,
    Crease,
    Curved,
    LightOnDark,
    Mirrored,
    Mixed,
};

inline constexpr std::array everyTrouble{
    Trouble::Upright, Trouble::Scale,       Trouble::Small,    Trouble::Rotation,    Trouble::Perspective,
    Trouble::Blur,    Trouble::Motion,      Trouble::Noise,    Trouble::LowContrast, Trouble::Shade,
    Trouble::Glare,   Trouble::Reflection,  Trouble::Moire,    Trouble::Damage,      Trouble::Crease,
    Trouble::Curved,  Trouble::LightOnDark, Trouble::Mirrored, Trouble::Mixed,
};

/// In lower case with hyphens, for file names.
QString nameOf(Trouble trouble);

struct TestFrame
{
    /// 8 bits of grey a pixel, 1280×720.
    QImage image;
    /// What stands in the code; empty without one.
    QString text;
};

/// Frame `number` of a kind of trouble: the same for the same seed on every machine.
TestFrame testFrame(Trouble trouble, std::uint32_t seed, int number);

/// A frame with much in it that looks like a code and is none: print, chequers, nested squares, fences, noise.
QImage frameWithoutCode(std::uint32_t seed, int number, QSize size = {1280, 720});

/// A hand brings a code before the camera, 30 frames a second: it comes nearer, turns, is sharp and unsharp, in
/// one kind of trouble that passes. Frame `index` of sequence `number`.
inline constexpr int sequenceLength = 30;
TestFrame sequenceFrame(std::uint32_t seed, int number, int index);

} // namespace voucher
