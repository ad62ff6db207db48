#include "terminal/scan/qr_layout.h"

#include <algorithm>
#include <cstdlib>

namespace voucher {

namespace {

/// ISO/IEC 18004, annex E: where alignment patterns stand along a side. The step is even, the last ones equally far
/// apart.
std::vector<int> alignmentLines(int modules)
{
    const int version = (modules - 17) / 4;
    if (version < 2) {
        return {};
    }
    const int count = version / 7 + 2;
    const int last = modules - 7;
    const int step = version == 32 ? 26 : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
    std::vector<int> lines{6};
    for (int i = count - 2; i >= 0; --i) {
        lines.push_back(last - i * step);
    }
    return lines;
}

} // namespace

QrLayout::QrLayout(int modules)
    : m_modules(modules), m_known(static_cast<std::size_t>(modules) * static_cast<std::size_t>(modules), Known::Nothing)
{
    for (int i = 8; i < modules - 8; ++i) {
        set(i, 6, i % 2 == 0);
        set(6, i, i % 2 == 0);
    }
    addFinder(0, 0);
    addFinder(modules - 7, 0);
    addFinder(0, modules - 7);
    set(8, modules - 8, true);
    const std::vector<int> lines = alignmentLines(modules);
    for (const int row : lines) {
        for (const int column : lines) {
            const bool first = row == 6 || column == 6;
            const bool last = row == modules - 7 || column == modules - 7;
            if ((row == 6 && column == 6) || (first && last)) {
                continue;
            }
            m_alignments.push_back({column, row});
            for (int y = -2; y <= 2; ++y) {
                for (int x = -2; x <= 2; ++x) {
                    set(column + x, row + y, std::max(std::abs(x), std::abs(y)) != 1);
                }
            }
        }
    }
    const auto far = [modules](const Place& place) {
        const auto away = [&](int column, int row) {
            return std::abs(place.column - column) + std::abs(place.row - row);
        };
        return std::min({away(3, 3), away(modules - 4, 3), away(3, modules - 4)});
    };
    std::stable_sort(m_alignments.begin(), m_alignments.end(),
                     [&](const Place& left, const Place& right) { return far(left) < far(right); });
}

void QrLayout::set(int column, int row, bool dark)
{
    m_known[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_modules) + static_cast<std::size_t>(column)] =
        dark ? Known::Dark : Known::Light;
}

void QrLayout::addFinder(int column, int row)
{
    for (int y = std::max(0, row - 1); y < std::min(m_modules, row + 8); ++y) {
        for (int x = std::max(0, column - 1); x < std::min(m_modules, column + 8); ++x) {
            const int ring = std::max(std::abs(x - column - 3), std::abs(y - row - 3));
            set(x, y, ring == 3 || ring <= 1);
        }
    }
}

} // namespace voucher
