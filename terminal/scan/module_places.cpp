#include "terminal/scan/module_places.h"

#include "terminal/scan/paper_parts.h"

#include <algorithm>

namespace voucher {

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

void ModulePlaces::settle(const Luminance& grey, const QrLayout& layout, bool inverted)
{
    PaperParts parts(*this, grey, layout, inverted);
    parts.anchor();
    parts.spread();
    parts.calm();
    std::vector<QPointF> moved(m_places.size());
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x) {
            const Shift shift = parts.at(x, y);
            moved[index(x, y)] = at(x, y) + right(x, y) * shift.right + down(x, y) * shift.down;
        }
    }
    m_places = std::move(moved);
}

} // namespace voucher
