#pragma once

#include "terminal/scan/finder.h"
#include "terminal/scan/luminance.h"
#include "terminal/scan/qr_layout.h"

#include <QPointF>

#include <array>
#include <optional>
#include <vector>

namespace voucher {

/// Where each module of a code lies in the picture: a plane seen at a slant, and on it how the paper bends.
class SymbolGrid
{
public:
    /// A place on the code in modules from its top left corner, and where it is seen.
    struct Pin
    {
        QPointF module, pixel;
        double weight = 1;
    };

    /// The plane that passes nearest to the pins; at least four that are not in line.
    static std::optional<SymbolGrid> plane(const std::vector<Pin>& pins, int modules);
    /// Lets the grid follow the pins where they lie off the plane.
    void bend(const std::vector<Pin>& pins);

    int modules() const { return m_modules; }

    QPointF at(double column, double row) const;

private:
    QPointF onPlane(QPointF unit) const;
    QPointF unit(double column, double row) const;

    int m_modules = 0;
    std::array<double, 8> m_plane{};
    QPointF m_origin;
    double m_scale = 1;
    /// Bending as hills over the code, one for each pin that needed it.
    std::vector<QPointF> m_hills;
    std::vector<QPointF> m_heights;
};

/// Brightness between pixels; nothing lies outside, so the nearest edge is taken.
double brightness(const Luminance& picture, QPointF at);

/// The grids that the code may have to which three finder patterns belong, at most `most`: size by the code's own word
/// or by its timing patterns, the far side by its alignment patterns. `blackAndWhite` is what the finders were seen in,
/// `grey` the same picture, `scale` times as large.
std::vector<SymbolGrid> locate(const Luminance& grey, const Luminance& blackAndWhite, double scale,
                               const FinderTriple& triple, std::size_t most);

} // namespace voucher
