#pragma once

#include <QPointF>
#include <QString>

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

namespace voucher {

/// The same numbers for the same seed on every machine, which the standard's distributions do not promise.
class Dice
{
public:
    explicit Dice(std::uint32_t seed) : m_engine(seed) {}

    double between(double low, double high);
    /// Roughly normal, with deviation 1.
    double deviate();

    bool chance(double probability) { return between(0, 1) < probability; }

    int below(int count) { return static_cast<int>(m_engine() % static_cast<std::uint32_t>(count)); }

private:
    std::mt19937 m_engine;
};

/// What was put on the code: dirt, a worn place, a scratch. In modules from the code's top left corner.
struct Spot
{
    QPointF middle;
    double across = 0;
    double along = 0;
    double angle = 0;
    /// 0 black to 1 white.
    double shade = 0;
};

/// A printed sheet, or a phone's screen, with one code on it, held before a pinhole camera. The sheet's unit is the
/// module; the code's middle is the origin of the camera's view.
struct HeldSheet
{
    QString text;
    char level = 'Q';
    bool inverted = false;
    bool mirrored = false;
    /// Pixels a module has where the sheet is nearest to the camera's axis.
    double moduleSize = 6;
    QPointF shift;
    /// Degrees: around the camera's axis, and away from it around the two others.
    double roll = 0;
    double yaw = 0;
    double pitch = 0;
    /// The camera's distance in widths of the code: nearer means stronger perspective.
    double distance = 3;
    /// Bent like the label of a bottle; radius in widths of the code, 0 for flat.
    double bend = 0;
    /// Folded along a vertical line through `foldAt` (modules from the middle) by so many degrees, 0 for not folded.
    double fold = 0;
    double foldAt = 0;
    /// Crumpled: largest displacement in modules.
    double crumple = 0;
    std::vector<Spot> spots;
    /// Depth of a screen's own pixel grid, 0 for paper; and how many of its pixels a module has.
    double grid = 0;
    double gridPitch = 8;
    std::uint32_t seed = 1;
};

/// How bright the picture is at a place, before light, lens and sensor: 0 to 1.
class SheetView
{
public:
    SheetView(const HeldSheet& sheet, double width, double height);

    int modules() const { return m_modules; }

    double at(double x, double y) const;

private:
    struct Hit
    {
        double u, v, slope;
    };

    /// One side of a folded sheet.
    struct Lean
    {
        double steep = 0, cosine = 1, slope = 1;
    };

    std::optional<Hit> hit(double x, double y) const;
    double printed(double u, double v) const;
    double around(double u, double v) const;
    double table(double x, double y) const;

    HeldSheet m_sheet;
    double m_width, m_height;
    std::vector<std::uint8_t> m_bits;
    int m_modules = 0;
    double m_axes[3][3];
    double m_focal = 1, m_away = 1;
    Lean m_folded;
    std::vector<QPointF> m_spotWays;
};

} // namespace voucher
