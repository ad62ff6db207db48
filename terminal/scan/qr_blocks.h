#pragma once

#include "terminal/scan/qr_layout.h"

#include <cstddef>
#include <vector>

namespace voucher {

/// How the bytes of a code are cut into blocks that are checked on their own (ISO/IEC 18004, 7.5.1).
struct QrBlocks
{
    std::size_t blocks = 0;
    /// Check bytes of each block.
    std::size_t check = 0;
};

/// `level` is 0 to 3 for L, M, Q, H; `modules` a size there is.
QrBlocks qrBlocks(int modules, int level);

/// The level and the mask a code tells about itself, and the 15 modules it says them with.
struct QrFormat
{
    int level = 0;
    int mask = 0;

    static constexpr int count = 32;

    static QrFormat number(int index) { return {index / 8, index % 8}; }

    /// Bit 0 is the lowest.
    unsigned bits() const;
};

/// Where bit `bit` (0 to 14) of the format stands, twice in each code.
QrLayout::Place formatPlace(int modules, int bit, bool second);

/// What a code of at least 45 modules a side tells about its size in 18 modules, twice; 0 is the lowest bit.
unsigned versionBits(int modules);
QrLayout::Place versionPlace(int modules, int bit, bool second);

/// Whether the mask changes the module's colour.
bool masked(int mask, QrLayout::Place place);

/// Where the text's bits stand, first to last, the few that fill no byte left out.
std::vector<QrLayout::Place> textPlaces(const QrLayout& layout);

} // namespace voucher
