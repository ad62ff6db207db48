#pragma once

#include <cstdint>
#include <vector>

namespace voucher {

/// What every QR code of one size has in common (ISO/IEC 18004, 6.3): a reader knows these modules before it reads.
class QrLayout
{
public:
    /// `modules` a side: 21 to 177 in steps of 4.
    explicit QrLayout(int modules);

    static bool isSize(int modules) { return modules >= 21 && modules <= 177 && modules % 4 == 1; }

    enum class Known : std::uint8_t { Nothing, Light, Dark };

    int modules() const { return m_modules; }

    /// Light or dark where a finder, timing or alignment pattern lies; Nothing where the text may be.
    Known at(int column, int row) const
    {
        return m_known[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_modules) +
                       static_cast<std::size_t>(column)];
    }

    struct Place
    {
        int column, row;
    };

    /// The middle modules of the alignment patterns, those nearest to the finders first.
    const std::vector<Place>& alignments() const { return m_alignments; }

private:
    void set(int column, int row, bool dark);
    void addFinder(int column, int row);

    int m_modules;
    std::vector<Known> m_known;
    std::vector<Place> m_alignments;
};

} // namespace voucher
