#include "terminal/scan/alignment_search.h"
#include "terminal/scan/qr_blocks.h"
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

/// Pins of one finder: its middle and, where its edges are clean, four points on them.
void pinFinder(std::vector<Pin>& pins, const Luminance& blackAndWhite, double scale, const FinderPattern& finder,
               QPointF module, QPointF right, QPointF down)
{
    QPointF middle = finder.middle;
    if (finder.lines == 0) {
        pins.push_back({module, middle * scale, 0.02});
        return;
    }
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

/// The size a code of at least 45 modules a side says it has, beside two of its finders, which are near enough for a
/// grid of the wrong size; nothing when it is not clearly one.
std::optional<int> saidSize(const Luminance& grey, const SymbolGrid& grid, bool inverted)
{
    std::array<double, 36> seen{};
    double sum = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto place = versionPlace(grid.modules(), static_cast<int>(i % 18), i >= 18);
        seen[i] = brightness(grey, grid.at(place.column + 0.5, place.row + 0.5));
        sum += seen[i];
    }
    double spread = 1;
    for (double& value : seen) {
        value = (sum / seen.size() - value) * (inverted ? -1 : 1);
        spread += std::abs(value);
    }
    double best = 0.65;
    std::optional<int> size;
    for (int modules = 45; QrLayout::isSize(modules); modules += 4) {
        double alike = 0;
        for (std::size_t i = 0; i < seen.size(); ++i) {
            alike += (versionBits(modules) >> (i % 18) & 1U) != 0 ? seen[i] : -seen[i];
        }
        if (alike / spread > best) {
            best = alike / spread;
            size = modules;
        }
    }
    return size;
}

struct Guess
{
    SymbolGrid grid;
    std::vector<Pin> pins;
    double score = 0;
};

/// Follows the alignment patterns from the known to the unknown.
void align(const Luminance& grey, Guess& guess, bool inverted)
{
    const int modules = guess.grid.modules();
    const QrLayout layout(modules);
    for (const QrLayout::Place place : layout.alignments()) {
        // The only one of a small code is far from all three finders.
        const double radius = layout.alignments().size() == 1 ? 5 : 2.5;
        auto found = findAlignment(grey, guess.grid, place, radius, 0.5, inverted);
        if (!found) {
            found = findAlignment(grey, guess.grid, place, radius + 2, 0.7, inverted);
        }
        if (found) {
            guess.pins.push_back({{place.column + 0.5, place.row + 0.5}, *found, 1});
            if (auto better = SymbolGrid::plane(guess.pins, modules)) {
                better->bend(guess.pins);
                guess.grid = std::move(*better);
            }
        }
    }
}

} // namespace

std::vector<SymbolGrid> locate(const Luminance& grey, const Luminance& blackAndWhite, double scale,
                               const FinderTriple& triple, std::size_t most)
{
    const int nearest = static_cast<int>(std::lround((triple.modules - 17) / 4)) * 4 + 17;
    const bool inverted = triple.corner.inverted;
    std::vector<Guess> guesses;
    std::optional<int> said;
    for (const int difference : {0, -4, 4, -8, 8}) {
        const int modules = nearest + difference;
        if (!QrLayout::isSize(modules)) {
            continue;
        }
        Guess guess{{}, pinFinders(blackAndWhite, scale, triple, modules), 0};
        if (auto plane = SymbolGrid::plane(guess.pins, modules)) {
            guess.grid = std::move(*plane);
            guess.score = timing(grey, guess.grid) * (inverted ? -1 : 1);
            said = said || modules < 45 ? said : saidSize(grey, guess.grid, inverted);
            guesses.push_back(std::move(guess));
        }
    }
    for (Guess& guess : guesses) {
        guess.score += guess.grid.modules() == said ? 2 : 0;
    }
    std::sort(guesses.begin(), guesses.end(),
              [](const Guess& one, const Guess& other) { return one.score > other.score; });
    std::vector<SymbolGrid> grids;
    for (Guess& guess : guesses) {
        constexpr double alternating = 0.2;
        if (guess.score < alternating || grids.size() == most) {
            break;
        }
        align(grey, guess, inverted);
        grids.push_back(std::move(guess.grid));
    }
    return grids;
}

} // namespace voucher
