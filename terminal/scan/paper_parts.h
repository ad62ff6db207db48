#pragma once

#include "terminal/scan/module_places.h"
#include "terminal/scan/qr_layout.h"

#include <algorithm>
#include <vector>

namespace voucher {

/// In modules.
struct Shift
{
    double right = 0;
    double down = 0;
};

/// Parts of a code on paper that is crumpled, folded or curved; each is moved until dark and light stand apart most,
/// which is where places are the middles of modules.
class PaperParts
{
public:
    PaperParts(const ModulePlaces& places, const Luminance& grey, const QrLayout& layout, bool inverted)
        : m_places(places), m_grey(grey), m_layout(layout), m_inverted(inverted),
          m_count((places.side() - 2) / apart + 1),
          m_parts(static_cast<std::size_t>(m_count) * static_cast<std::size_t>(m_count))
    {
    }

    /// Moves the parts whose modules known beforehand are seen: their places are right but for a part of a module.
    void anchor();
    /// From there each part begins where its neighbours have come to, for a whole module's error looks right too.
    void spread();
    /// Paper has no steps: each part moves with its neighbours.
    void calm();

    /// By how much of a module to each side the place of a module is moved.
    Shift at(int column, int row) const;

private:
    /// Modules between the middles of the parts, and how far each reaches to each side.
    static constexpr int apart = 4;
    static constexpr int half = 3;

    struct Part
    {
        Shift shift;
        bool settled = false;
    };

    struct Contrast
    {
        double apart = 0;
        int known = 0;
        int right = 0;
    };

    Contrast contrast(int px, int py, Shift shift) const;
    void place(int px, int py, Shift expected);

    Part& part(int px, int py) { return m_parts[index(px, py)]; }

    const Part& part(int px, int py) const { return m_parts[index(px, py)]; }

    /// Beyond the edge lies the part at the edge.
    std::size_t index(int px, int py) const
    {
        return static_cast<std::size_t>(std::clamp(py, 0, m_count - 1) * m_count + std::clamp(px, 0, m_count - 1));
    }

    int middle(int part) const { return std::min(part * apart + 1, m_places.side() - 2); }

    const ModulePlaces& m_places;
    const Luminance& m_grey;
    const QrLayout& m_layout;
    bool m_inverted;
    int m_count;
    std::vector<Part> m_parts;
};

} // namespace voucher
