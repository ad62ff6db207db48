#include "terminal/scan/symbol_grid.h"

#include <algorithm>
#include <cmath>

namespace voucher {

namespace {

using Pin = SymbolGrid::Pin;

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

/// How long a module is from a finder's middle outwards, by the three edges on the way (at 1.5, 2.5 and 3.5 modules).
std::optional<double> moduleAlong(const Luminance& blackAndWhite, const FinderPattern& finder, QPointF along)
{
    const double limit = 7 * finder.module;
    const QPointF direction = along / length(along);
    const auto dark = [&](double way) {
        const QPointF at = finder.middle + direction * way;
        const int x = static_cast<int>(std::floor(at.x()));
        const int y = static_cast<int>(std::floor(at.y()));
        return x >= 0 && y >= 0 && x < blackAndWhite.width() && y < blackAndWhite.height() &&
               (blackAndWhite.row(y)[qsizetype{x} * blackAndWhite.pixelStride()] == 0) != finder.inverted;
    };
    std::array<double, 3> edges{};
    std::size_t edge = 0;
    for (double way = 0; way < limit && edge < 3; way += 0.25) {
        if (dark(way) == (edge == 1)) {
            edges[edge++] = way;
        }
    }
    // Weights under which a threshold too high or too low cancels out.
    const double module = (edges[0] + 2 * edges[1] + edges[2]) / 10;
    const bool plausible = edge == 3 && module > finder.module / 2 && module < finder.module * 2;
    return plausible ? std::optional(module) : std::nullopt;
}

/// Pins of one finder: its middle and, where its edges are clean, four points on them.
void pinFinder(std::vector<Pin>& pins, const Luminance& blackAndWhite, double scale, const FinderPattern& finder,
               QPointF module, QPointF right, QPointF down)
{
    QPointF middle = finder.middle;
    for (const auto& [along, across] : {std::pair(right, QPointF(1, 0)), std::pair(down, QPointF(0, 1))}) {
        const auto there = moduleAlong(blackAndWhite, finder, along);
        const auto back = moduleAlong(blackAndWhite, finder, -along);
        if (there && back) {
            const QPointF direction = along / length(along);
            middle += direction * (*there - *back) * 3.5 / 2;
            const double half = (*there + *back) * 3.5 / 2;
            pins.push_back({module + across * 3.5, (middle + direction * half) * scale, 0.25});
            pins.push_back({module - across * 3.5, (middle - direction * half) * scale, 0.25});
        }
    }
    pins.push_back({module, middle * scale, 1});
}

std::vector<Pin> pinFinders(const Luminance& blackAndWhite, double scale, const FinderTriple& triple, int modules)
{
    const QPointF right = triple.right.middle - triple.corner.middle;
    const QPointF down = triple.below.middle - triple.corner.middle;
    std::vector<Pin> pins;
    pinFinder(pins, blackAndWhite, scale, triple.corner, {3.5, 3.5}, right, down);
    pinFinder(pins, blackAndWhite, scale, triple.right, {modules - 3.5, 3.5}, right, down);
    pinFinder(pins, blackAndWhite, scale, triple.below, {3.5, modules - 3.5}, right, down);
    return pins;
}

/// 1 when dark and light alternate along both timing patterns, about 0 anywhere else.
double timing(const Luminance& grey, const SymbolGrid& grid)
{
    double alternating = 0;
    double all = 0;
    for (const bool across : {true, false}) {
        double before = 0;
        double here = 0;
        for (int i = 7; i < grid.modules() - 7; ++i) {
            const QPointF at = across ? grid.at(i + 0.5, 6.5) : grid.at(6.5, i + 0.5);
            const double next = brightness(grey, at);
            if (i > 8) {
                const double step = here - (before + next) / 2;
                alternating += i % 2 == 0 ? step : -step; // `here` is module i − 1
                all += std::abs(step);
            }
            before = here;
            here = next;
        }
    }
    return all > 0 ? alternating / all : 0;
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

std::optional<QPointF> findAlignment(const Luminance& grey, const SymbolGrid& grid, QrLayout::Place place,
                                     double radius, bool inverted)
{
    const double column = place.column + 0.5;
    const double row = place.row + 0.5;
    const QPointF expected = grid.at(column, row);
    const QPointF right = grid.at(column + 0.5, row) - grid.at(column - 0.5, row);
    const QPointF down = grid.at(column, row + 0.5) - grid.at(column, row - 0.5);
    double best = 0.5;
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

} // namespace

std::optional<SymbolGrid> locate(const Luminance& grey, const Luminance& blackAndWhite, double scale,
                                 const FinderTriple& triple)
{
    const int nearest = static_cast<int>(std::lround((triple.modules - 17) / 4)) * 4 + 17;
    std::optional<SymbolGrid> grid;
    std::vector<Pin> pins;
    double best = 0.2;
    for (const int difference : {0, -4, 4, -8, 8}) {
        const int modules = nearest + difference;
        if (!QrLayout::isSize(modules)) {
            continue;
        }
        auto tried = pinFinders(blackAndWhite, scale, triple, modules);
        if (auto plane = SymbolGrid::plane(tried, modules)) {
            if (const double score = timing(grey, *plane) * (triple.corner.inverted ? -1 : 1); score > best) {
                best = score;
                grid = plane;
                pins = std::move(tried);
            }
        }
    }
    if (!grid) {
        return std::nullopt;
    }
    const int modules = grid->modules();
    const QrLayout layout(modules);
    for (const QrLayout::Place place : layout.alignments()) {
        // The only one of a small code is far from all three finders.
        const double radius = layout.alignments().size() == 1 ? 5 : 2.5;
        if (const auto found = findAlignment(grey, *grid, place, radius, triple.corner.inverted)) {
            pins.push_back({{place.column + 0.5, place.row + 0.5}, *found, 1});
            if (auto better = SymbolGrid::plane(pins, modules)) {
                better->bend(pins);
                grid = std::move(better);
            }
        }
    }
    return grid;
}

} // namespace voucher
