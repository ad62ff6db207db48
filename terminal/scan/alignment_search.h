#pragma once

#include "terminal/scan/luminance.h"
#include "terminal/scan/qr_layout.h"
#include "terminal/scan/symbol_grid.h"

#include <optional>

namespace voucher {

/// Where the alignment pattern of `place` is seen, at most `radius` modules from where the grid expects it. `least` is
/// how well it must match, 1 for exactly.
std::optional<QPointF> findAlignment(const Luminance& grey, const SymbolGrid& grid, QrLayout::Place place,
                                     double radius, double least, bool inverted);

} // namespace voucher
