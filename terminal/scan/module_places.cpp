#include "terminal/scan/module_places.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace voucher {

namespace {

/// Modules between the middles of the parts that are moved on their own, and how far each part reaches to each side.
constexpr int apart = 6;
constexpr int half = 4;

struct Shift
{
    double right = 0;
    double down = 0;
};

} // namespace

ModulePlaces::ModulePlaces(const SymbolGrid& grid) : m_side(grid.modules())
{
    m_places.reserve(static_cast<std::size_t>(m_side) * static_cast<std::size_t>(m_side));
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            m_places.push_back(grid.at(x + 0.5, y + 0.5));
        }
    }
}

QPointF ModulePlaces::right(int column, int row) const
{
    const int left = std::clamp(column - 1, 0, m_side - 3);
    return (at(left + 2, row) - at(left, row)) / 2;
}

QPointF ModulePlaces::down(int column, int row) const
{
    const int above = std::clamp(row - 1, 0, m_side - 3);
    return (at(column, above + 2) - at(column, above)) / 2;
}

void ModulePlaces::settle(const Luminance& grey)
{
    const int parts = (m_side - 2) / apart + 1;
    const auto middle = [&](int part) { return std::min(part * apart + 1, m_side - 2); };
    const auto contrast = [&](int column, int row, Shift shift) {
        const QPointF move = right(column, row) * shift.right + down(column, row) * shift.down;
        std::array<double, (2 * half + 1) * (2 * half + 1)> seen;
        std::size_t count = 0;
        double sum = 0;
        for (int y = std::max(0, row - half); y <= std::min(m_side - 1, row + half); ++y) {
            for (int x = std::max(0, column - half); x <= std::min(m_side - 1, column + half); ++x) {
                seen[count] = brightness(grey, at(x, y) + move);
                sum += seen[count++];
            }
        }
        const double mean = sum / static_cast<double>(count);
        double apartness = 0;
        for (std::size_t i = 0; i < count; ++i) {
            apartness += std::abs(seen[i] - mean);
        }
        return apartness / static_cast<double>(count);
    };
    std::vector<Shift> shifts(static_cast<std::size_t>(parts) * static_cast<std::size_t>(parts));
    const auto shiftOf = [&](int px, int py) -> Shift& {
        return shifts[static_cast<std::size_t>(std::clamp(py, 0, parts - 1) * parts + std::clamp(px, 0, parts - 1))];
    };
    for (int py = 0; py < parts; ++py) {
        for (int px = 0; px < parts; ++px) {
            double best = 0;
            for (double down = -0.6; down < 0.7; down += 0.2) {
                for (double right = -0.6; right < 0.7; right += 0.2) {
                    // Where nothing speaks for a move, none is made.
                    const double score =
                        contrast(middle(px), middle(py), {right, down}) * (1 - 0.12 * (right * right + down * down));
                    if (score > best) {
                        best = score;
                        shiftOf(px, py) = {right, down};
                    }
                }
            }
        }
    }
    // Paper has no steps: each part moves with its neighbours.
    std::vector<Shift> calm(shifts.size());
    for (int py = 0; py < parts; ++py) {
        for (int px = 0; px < parts; ++px) {
            Shift& mean = calm[static_cast<std::size_t>(py * parts + px)];
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    const double weight = (2 - std::abs(dx)) * (2 - std::abs(dy)) / 16.0;
                    mean.right += weight * shiftOf(px + dx, py + dy).right;
                    mean.down += weight * shiftOf(px + dx, py + dy).down;
                }
            }
        }
    }
    shifts = std::move(calm);
    std::vector<QPointF> moved(m_places.size());
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            const double across = (x - 1) / double(apart);
            const double along = (y - 1) / double(apart);
            const int px = static_cast<int>(std::floor(across));
            const int py = static_cast<int>(std::floor(along));
            const auto between = [&](double Shift::*part) {
                const double above = std::lerp(shiftOf(px, py).*part, shiftOf(px + 1, py).*part, across - px);
                const double below = std::lerp(shiftOf(px, py + 1).*part, shiftOf(px + 1, py + 1).*part, across - px);
                return std::lerp(above, below, along - py);
            };
            moved[index(x, y)] = at(x, y) + right(x, y) * between(&Shift::right) + down(x, y) * between(&Shift::down);
        }
    }
    m_places = std::move(moved);
}

} // namespace voucher
