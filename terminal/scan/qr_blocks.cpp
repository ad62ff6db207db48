#include "terminal/scan/qr_blocks.h"

#include <array>
#include <cstdint>

namespace voucher {

namespace {

using Versions = std::array<std::uint8_t, 40>;

/// ISO/IEC 18004, table 9; levels L, M, Q, H.
constexpr std::array<Versions, 4> checkBytes{{
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
}};

constexpr std::array<Versions, 4> blockCounts{{
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
}};

/// Format and version, which lie between the patterns and the text.
bool aboutItself(int modules, QrLayout::Place place)
{
    const auto [column, row] = place;
    const bool edge = column < 9 || column >= modules - 8;
    const bool side = row < 9 || row >= modules - 8;
    const bool format = (row == 8 && edge) || (column == 8 && side);
    const bool version = modules >= 45 && ((column < 6 && row >= modules - 11 && row < modules - 8) ||
                                           (row < 6 && column >= modules - 11 && column < modules - 8));
    return format || version;
}

} // namespace

QrBlocks qrBlocks(int modules, int level)
{
    const auto version = static_cast<std::size_t>((modules - 17) / 4 - 1);
    const auto row = static_cast<std::size_t>(level);
    return {blockCounts[row][version], checkBytes[row][version]};
}

unsigned QrFormat::bits() const
{
    constexpr std::array<unsigned, 4> levels{1, 0, 3, 2};
    const unsigned said = levels[static_cast<std::size_t>(level)] << 3U | static_cast<unsigned>(mask);
    unsigned rest = said;
    for (int i = 0; i < 10; ++i) {
        rest = rest << 1U ^ (rest >> 9U) * 0x537U;
    }
    return (said << 10U | rest) ^ 0x5412U;
}

QrLayout::Place formatPlace(int modules, int bit, bool second)
{
    if (second) {
        return bit < 8 ? QrLayout::Place{modules - 1 - bit, 8} : QrLayout::Place{8, modules - 15 + bit};
    }
    // The timing patterns are stepped over.
    if (bit < 8) {
        return {8, bit < 6 ? bit : bit + 1};
    }
    return {bit == 8 ? 7 : 14 - bit, 8};
}

unsigned versionBits(int modules)
{
    const auto version = static_cast<unsigned>((modules - 17) / 4);
    unsigned rest = version;
    for (int i = 0; i < 12; ++i) {
        rest = rest << 1U ^ (rest >> 11U) * 0x1F25U;
    }
    return version << 12U | rest;
}

QrLayout::Place versionPlace(int modules, int bit, bool second)
{
    const int far = modules - 11 + bit % 3;
    return second ? QrLayout::Place{far, bit / 3} : QrLayout::Place{bit / 3, far};
}

bool masked(int mask, QrLayout::Place place)
{
    const auto [x, y] = place;
    switch (mask) {
    case 0:
        return (x + y) % 2 == 0;
    case 1:
        return y % 2 == 0;
    case 2:
        return x % 3 == 0;
    case 3:
        return (x + y) % 3 == 0;
    case 4:
        return (x / 3 + y / 2) % 2 == 0;
    case 5:
        return x * y % 2 + x * y % 3 == 0;
    case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
    default: // There are eight.
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

std::vector<QrLayout::Place> textPlaces(const QrLayout& layout)
{
    const int modules = layout.modules();
    std::vector<QrLayout::Place> places;
    bool upwards = true;
    for (int right = modules - 1; right > 0; right -= 2) {
        if (right == 6) {
            --right; // a timing pattern
        }
        for (int i = 0; i < modules; ++i) {
            const int row = upwards ? modules - 1 - i : i;
            for (const int column : {right, right - 1}) {
                const QrLayout::Place place{column, row};
                if (layout.at(column, row) == QrLayout::Known::Nothing && !aboutItself(modules, place)) {
                    places.push_back(place);
                }
            }
        }
        upwards = !upwards;
    }
    places.resize(places.size() / 8 * 8);
    return places;
}

} // namespace voucher
