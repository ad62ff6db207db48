#pragma once

#include "terminal/scan/luminance.h"
#include "terminal/scan/symbol_grid.h"

#include <QPointF>

#include <vector>

namespace voucher {

/// The middle of every module of one code in the picture.
class ModulePlaces
{
public:
    explicit ModulePlaces(const SymbolGrid& grid);

    int side() const { return m_side; }

    QPointF at(int column, int row) const { return m_places[index(column, row)]; }

    /// One module on, as the picture shows it here.
    QPointF right(int column, int row) const;
    QPointF down(int column, int row) const;

    /// Follows paper that is crumpled, folded or curved between the patterns that located it, outward from where the
    /// modules known beforehand are seen: each part of the code is moved to where dark and light stand apart most,
    /// which is where places are the middles of modules.
    void settle(const Luminance& grey, const QrLayout& layout, bool inverted);

private:
    std::size_t index(int column, int row) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_side) + static_cast<std::size_t>(column);
    }

    int m_side;
    std::vector<QPointF> m_places;
};

} // namespace voucher
