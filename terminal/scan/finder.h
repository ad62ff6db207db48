#pragma once

#include "terminal/scan/luminance.h"

#include <QPointF>

#include <algorithm>
#include <optional>
#include <vector>

namespace voucher {

/// One of the three nested squares of a QR code, as seen: its middle, and one module along the code's two sides.
struct FinderPattern
{
    QPointF middle;
    /// Pixels; along the picture's rows and columns until the code's own directions are known.
    double module = 0;
    /// Light squares on a dark ground.
    bool inverted = false;
    /// How many lines through it agreed; 0 for one that is only supposed to be there.
    int lines = 0;

    /// Of the rows that would cross such a pattern the part that did; chance seldom gives half.
    double wholeness() const { return std::min(1.0, lines / (1.5 * module)); }
};

/// Three of them in the order corner, then clockwise as seen: a mirrored code is not told apart here.
struct FinderTriple
{
    FinderPattern corner, right, below;
    /// Modules a side, estimated from distances; not yet one of the sizes there are.
    double modules = 0;
    /// The less the more plausible: how far from a flat sheet seen from straight above, and how much may be chance.
    double strain = 0;
};

/// Every place in a black-and-white picture where lines in both directions cross a finder pattern, of either colour.
std::vector<FinderPattern> finderPatterns(const Luminance& blackAndWhite);

/// Which three may belong to one code, the most plausible first, `most` at most.
std::vector<FinderTriple> finderTriples(const std::vector<FinderPattern>& patterns, std::size_t most);

/// How long a module is from a pattern's middle outwards, in pixels along `along`; nothing when its edges are not
/// clean, or `along` has no length.
std::optional<double> moduleAlong(const Luminance& blackAndWhite, const FinderPattern& finder, QPointF along);

/// Where the third pattern may be when something lies over it: guesses from the directions and sizes of two.
std::vector<FinderTriple> supposedTriples(const Luminance& blackAndWhite, const std::vector<FinderPattern>& patterns);

} // namespace voucher
