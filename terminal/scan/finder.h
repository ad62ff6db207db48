#pragma once

#include "terminal/scan/luminance.h"

#include <QPointF>

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
    /// How many lines through it agreed.
    int lines = 0;
};

/// Three of them in the order corner, then clockwise as seen: a mirrored code is not told apart here.
struct FinderTriple
{
    FinderPattern corner, right, below;
    /// Modules a side, estimated from distances; not yet one of the sizes there are.
    double modules = 0;
    /// 0 for the geometry of a flat sheet seen from straight above.
    double strain = 0;
};

/// Every place in a black-and-white picture where lines in both directions cross a finder pattern, of either colour.
std::vector<FinderPattern> finderPatterns(const Luminance& blackAndWhite);

/// Which three may belong to one code, the most plausible first, `most` at most.
std::vector<FinderTriple> finderTriples(const std::vector<FinderPattern>& patterns, std::size_t most);

} // namespace voucher
