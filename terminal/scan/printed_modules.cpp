#include "terminal/scan/printed_modules.h"

#include "terminal/scan/qr_blocks.h"
#include "terminal/scan/reed_solomon.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace voucher {

namespace {

/// One byte of the text or its check: in which block and where in it, and how likely it is wrong.
struct Byte
{
    std::size_t block = 0;
    std::size_t place = 0;
    std::uint8_t value = 0;
    double doubt = 0;
};

class Symbol
{
public:
    Symbol(const ModulePicture& seen, const QrLayout& layout) : m_seen(seen), m_layout(layout) {}

    float at(QrLayout::Place place) const
    {
        return m_seen[static_cast<std::size_t>(place.row) * static_cast<std::size_t>(m_layout.modules()) +
                      static_cast<std::size_t>(place.column)];
    }

    /// Both of its copies together are most like this one.
    QrFormat format() const
    {
        QrFormat best;
        float most = -100;
        for (int number = 0; number < QrFormat::count; ++number) {
            const QrFormat format = QrFormat::number(number);
            float alike = 0;
            for (int bit = 0; bit < 15; ++bit) {
                for (const bool second : {false, true}) {
                    const float value = std::clamp(at(formatPlace(m_layout.modules(), bit, second)), -1.0F, 1.0F);
                    alike += (format.bits() >> static_cast<unsigned>(bit) & 1U) != 0 ? value : -value;
                }
            }
            if (alike > most) {
                most = alike;
                best = format;
            }
        }
        return best;
    }

    /// How likely the colour is the wrong one. Masks leave no large place in one colour: where there is one, something
    /// lies over the code.
    double doubt(QrLayout::Place place) const
    {
        const bool dark = at(place) > 0;
        int same = 0;
        int all = 0;
        for (int row = std::max(0, place.row - 2); row <= std::min(m_layout.modules() - 1, place.row + 2); ++row) {
            for (int column = std::max(0, place.column - 2);
                 column <= std::min(m_layout.modules() - 1, place.column + 2); ++column) {
                same += (at({column, row}) > 0) == dark;
                ++all;
            }
        }
        const double covered = std::clamp((double(same) / all - 0.74) * 2, 0.0, 0.5);
        return std::max(covered, 0.5 * std::exp(-3 * std::abs(double{at(place)})));
    }

private:
    const ModulePicture& m_seen;
    const QrLayout& m_layout;
};

/// In the order of the code, in which the blocks take turns and the shorter ones come first.
std::vector<Byte> bytesOf(std::size_t count, QrBlocks cut)
{
    const std::size_t shortest = count / cut.blocks;
    const std::size_t shorter = cut.blocks - count % cut.blocks;
    const std::size_t text = shortest - cut.check;
    std::vector<Byte> bytes;
    for (std::size_t place = 0; place <= text; ++place) {
        for (std::size_t block = place < text ? 0 : shorter; block < cut.blocks; ++block) {
            bytes.push_back({block, place});
        }
    }
    for (std::size_t place = 0; place < cut.check; ++place) {
        for (std::size_t block = 0; block < cut.blocks; ++block) {
            bytes.push_back({block, text + (block < shorter ? 0 : 1) + place});
        }
    }
    return bytes;
}

/// The logarithm of the chance that noise is as near to a valid block.
double logChance(std::size_t length, std::size_t check, std::size_t erased, int errors)
{
    const double believed = static_cast<double>(length - erased);
    return std::lgamma(believed + 1) - std::lgamma(errors + 1.0) - std::lgamma(believed - errors + 1) +
           (errors - static_cast<double>(check - erased)) * std::log(256.0);
}

/// `doubtful` are the places in the block, the least believed first.
bool correct(std::vector<std::uint8_t>& block, std::size_t check, const std::vector<std::size_t>& doubtful)
{
    const double unlikely = std::log(1e-7);
    for (std::size_t lost = 2; lost < check; lost += 2) {
        const std::vector<std::size_t> erased(doubtful.begin(), doubtful.begin() + static_cast<std::ptrdiff_t>(lost));
        std::vector<std::uint8_t> tried = block;
        const auto errors = correctBlock(tried, check, erased);
        if (errors && logChance(block.size(), check, lost, *errors) < unlikely) {
            block = std::move(tried);
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<std::vector<bool>> printedModules(const ModulePicture& seen, const QrLayout& layout)
{
    const Symbol symbol(seen, layout);
    const QrFormat format = symbol.format();
    const std::vector<QrLayout::Place> places = textPlaces(layout);
    const QrBlocks cut = qrBlocks(layout.modules(), format.level);
    std::vector<Byte> bytes = bytesOf(places.size() / 8, cut);
    std::vector<std::vector<std::uint8_t>> blocks(cut.blocks);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        for (std::size_t bit = 8 * i; bit < 8 * i + 8; ++bit) {
            const bool one = (symbol.at(places[bit]) > 0) != masked(format.mask, places[bit]);
            bytes[i].value = static_cast<std::uint8_t>(bytes[i].value << 1 | (one ? 1 : 0));
        }
        auto& block = blocks[bytes[i].block];
        block.resize(std::max(block.size(), bytes[i].place + 1));
        block[bytes[i].place] = bytes[i].value;
    }
    std::vector<std::size_t> open;
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        if (!correctBlock(blocks[block], cut.check, {})) {
            open.push_back(block);
        }
    }
    if (!open.empty()) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            double right = 1;
            for (std::size_t bit = 8 * i; bit < 8 * i + 8; ++bit) {
                right *= 1 - symbol.doubt(places[bit]);
            }
            bytes[i].doubt = 1 - right;
        }
        std::stable_sort(bytes.begin(), bytes.end(),
                         [](const Byte& left, const Byte& right) { return left.doubt > right.doubt; });
    }
    for (const std::size_t block : open) {
        std::vector<std::size_t> doubtful;
        for (const Byte& byte : bytes) {
            if (byte.block == block) {
                doubtful.push_back(byte.place);
            }
        }
        if (!correct(blocks[block], cut.check, doubtful)) {
            return std::nullopt;
        }
    }
    std::vector<bool> dark(seen.size());
    const auto set = [&](QrLayout::Place place, bool value) {
        dark[static_cast<std::size_t>(place.row * layout.modules() + place.column)] = value;
    };
    for (int row = 0; row < layout.modules(); ++row) {
        for (int column = 0; column < layout.modules(); ++column) {
            const auto known = layout.at(column, row);
            set({column, row},
                known == QrLayout::Known::Nothing ? symbol.at({column, row}) > 0 : known == QrLayout::Known::Dark);
        }
    }
    for (int bit = 0; bit < 15; ++bit) {
        for (const bool second : {false, true}) {
            set(formatPlace(layout.modules(), bit, second), (format.bits() >> static_cast<unsigned>(bit) & 1U) != 0);
        }
    }
    for (int bit = 0; layout.modules() >= 45 && bit < 18; ++bit) {
        for (const bool second : {false, true}) {
            set(versionPlace(layout.modules(), bit, second),
                (versionBits(layout.modules()) >> static_cast<unsigned>(bit) & 1U) != 0);
        }
    }
    const std::vector<Byte> order = bytesOf(places.size() / 8, cut);
    for (std::size_t bit = 0; bit < places.size(); ++bit) {
        const Byte& byte = order[bit / 8];
        const bool one = (blocks[byte.block][byte.place] >> (7 - bit % 8) & 1) != 0;
        set(places[bit], one != masked(format.mask, places[bit]));
    }
    return dark;
}

} // namespace voucher
