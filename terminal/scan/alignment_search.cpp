#include "terminal/scan/alignment_search.h"

#include <algorithm>
#include <cmath>

namespace voucher {

namespace {

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

/// How well an alignment pattern's 25 modules lie around `middle`: 1 for exactly.
double alignment(const Luminance& grey, QPointF middle, QPointF right, QPointF down)
{
    double sum = 0;
    double squares = 0;
    double matching = 0;
    for (int y = -2; y <= 2; ++y) {
        for (int x = -2; x <= 2; ++x) {
            const double value = brightness(grey, middle + right * x + down * y);
            const bool dark = std::max(std::abs(x), std::abs(y)) != 1;
            sum += value;
            squares += value * value;
            matching += dark ? -8 * value : 17 * value; // 17 dark modules and 8 light ones weigh the same
        }
    }
    const double spread = squares - sum * sum / 25;
    return spread > 25 ? matching / std::sqrt(spread * (17 * 64 + 8 * 289)) : 0;
}

} // namespace

std::optional<QPointF> findAlignment(const Luminance& grey, const SymbolGrid& grid, QrLayout::Place place,
                                     double radius, double least, bool inverted)
{
    const double column = place.column + 0.5;
    const double row = place.row + 0.5;
    const QPointF expected = grid.at(column, row);
    const QPointF right = grid.at(column + 0.5, row) - grid.at(column - 0.5, row);
    const QPointF down = grid.at(column, row + 0.5) - grid.at(column, row - 0.5);
    double best = least;
    std::optional<QPointF> found;
    const auto look = [&](QPointF around, double within, double step) {
        for (double y = -within; y <= within; y += step) {
            for (double x = -within; x <= within; x += step) {
                const QPointF at = around + right * x + down * y;
                const double match = alignment(grey, at, right, down) * (inverted ? -1 : 1);
                const double score = match - 0.03 * length(at - expected) / length(right);
                if (score > best) {
                    best = score;
                    found = at;
                }
            }
        }
    };
    look(expected, radius, 0.5);
    if (found) {
        look(*found, 0.375, 0.125);
    }
    return found;
}

} // namespace voucher
