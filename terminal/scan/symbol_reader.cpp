#include "terminal/scan/symbol_reader.h"

#include "terminal/scan/module_picture.h"
#include "terminal/scan/module_places.h"
#include "terminal/scan/printed_modules.h"
#include "terminal/scan/symbol_grid.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace voucher {

namespace {

/// Of the modules whose colour every code has in common, the part that is seen in it.
double agreement(const ModulePicture& seen, const QrLayout& layout)
{
    int known = 0;
    int right = 0;
    for (int y = 0; y < layout.modules(); ++y) {
        for (int x = 0; x < layout.modules(); ++x) {
            if (layout.at(x, y) != QrLayout::Known::Nothing) {
                const bool dark = seen[static_cast<std::size_t>(y * layout.modules() + x)] > 0;
                ++known;
                right += dark == (layout.at(x, y) == QrLayout::Known::Dark);
            }
        }
    }
    return double(right) / known;
}

std::optional<QString> decode(const ModulePicture& picture, const QrLayout& layout)
{
    const int side = layout.modules();
    // A code in a mirror, or on the back of thin paper, is the code with rows for columns.
    for (const bool mirrored : {false, true}) {
        ModulePicture turned(mirrored ? picture.size() : 0);
        for (std::size_t i = 0; i < turned.size(); ++i) {
            const auto width = static_cast<std::size_t>(side);
            turned[i] = picture[i % width * width + i / width];
        }
        if (const auto printed = printedModules(mirrored ? turned : picture, layout)) {
            if (auto text = zxingDecodes(*printed, side)) {
                return text;
            }
        }
    }
    return std::nullopt;
}

/// `decided` receives the last guess at every module.
std::optional<QString> readModules(const ModulePicture& seen, const QrLayout& layout, const MayGoOn& mayGoOn,
                                   ModulePicture& decided)
{
    if (auto text = decode(seen, layout)) {
        return text;
    }
    decided = equalised(seen, layout);
    if (auto text = decode(decided, layout)) {
        return text;
    }
    for (int round = 0; round < 2 && mayGoOn(); ++round) {
        decided = equalisedAgain(seen, decided, layout);
        if (auto text = decode(decided, layout)) {
            return text;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<QString> SymbolReader::together(const ModulePicture& picture, const QrLayout& layout)
{
    // Damaged modules of one code differ between frames less often than a quarter; two codes differ in half.
    constexpr double sameCode = 0.75;
    // What is older than this has no say any more.
    constexpr int longest = 8;
    std::size_t same = 0;
    if (m_remembered.size() == picture.size()) {
        for (std::size_t i = 0; i < picture.size(); ++i) {
            same += (picture[i] > 0) == (m_remembered[i] > 0);
        }
    }
    if (static_cast<double>(same) < sameCode * static_cast<double>(picture.size())) {
        m_remembered = picture;
        m_frames = 1;
        return std::nullopt;
    }
    m_frames = std::min(m_frames + 1, longest);
    const float share = 1.0F / static_cast<float>(m_frames);
    for (std::size_t i = 0; i < picture.size(); ++i) {
        m_remembered[i] += (std::clamp(picture[i], -1.0F, 1.0F) - m_remembered[i]) * share;
    }
    return decode(m_remembered, layout);
}

SymbolReader::Unread SymbolReader::unread(const Luminance& grey, const ModulePlaces& places, const ModulePicture& seen)
{
    // Half of a code is light anyway; alternating modules reach 1 when sharp.
    constexpr double tooWhite = 0.58;
    constexpr double sharpEnough = 0.5;
    const int middle = places.side() / 2;
    const QPointF right = places.right(middle, middle);
    const QPointF down = places.down(middle, middle);
    const double module = std::sqrt(std::abs(right.x() * down.y() - right.y() * down.x()));
    return {module, whitePart(grey, places) > tooWhite, timingContrast(seen, QrLayout(places.side())) < sharpEnough};
}

bool SymbolReader::readOne(Result& result, const Luminance& grey, const Luminance& blackAndWhite, double scale,
                           const FinderTriple& triple, const Effort& effort)
{
    const bool inverted = triple.corner.inverted;
    std::optional<SymbolGrid> grid;
    double best = 0;
    for (const SymbolGrid& one : locate(grey, blackAndWhite, scale, triple, effort.sizes)) {
        const double right = agreement(sample(grey, ModulePlaces(one), inverted), QrLayout(one.modules()));
        if (right > best) {
            best = right;
            grid = one;
        }
    }
    // Chance gives one half; a code in the wrong grid seldom more than two thirds. Paper that bends comes right below.
    constexpr double aCode = 0.72;
    constexpr double perhaps = 0.64;
    if (!grid || best < perhaps) {
        return false;
    }
    const QrLayout layout(grid->modules());
    ModulePlaces places(*grid);
    if (best < aCode) {
        places.settle(grey, layout, inverted);
    }
    ModulePicture seen = sample(grey, places, inverted);
    if (best < aCode && agreement(seen, layout) < aCode) {
        return false;
    }
    ModulePicture decided;
    auto text = readModules(seen, layout, effort.mayGoOn, decided);
    for (int round = 0; round < 2 && !text && effort.mayGoOn(); ++round) {
        places.settle(grey, layout, inverted);
        seen = sample(grey, places, inverted);
        text = readModules(seen, layout, effort.mayGoOn, decided);
    }
    if (!text && m_remembers) {
        text = together(decided, layout);
    }
    if (!text) {
        result.unread = unread(grey, places, seen);
        return false;
    }
    const double end = grid->modules();
    result.sightings.append(
        {std::move(*text), {grid->at(0, 0), grid->at(end, 0), grid->at(end, end), grid->at(0, end)}});
    return true;
}

SymbolReader::Result SymbolReader::read(const Luminance& grey, const Luminance& blackAndWhite, double scale,
                                        const Effort& effort)
{
    Result result;
    std::vector<QPointF> used;
    const std::vector<FinderPattern> patterns = finderPatterns(blackAndWhite);
    for (const FinderPattern& pattern : patterns) {
        if (pattern.lines > 2) {
            result.finder = std::max(result.finder, pattern.module * scale);
        }
    }
    bool first = true;
    const auto readAll = [&](const std::vector<FinderTriple>& triples, const Effort& each) {
        for (const FinderTriple& triple : triples) {
            const std::array<QPointF, 3> finders{triple.corner.middle, triple.right.middle, triple.below.middle};
            const bool taken = std::any_of(finders.begin(), finders.end(), [&](QPointF place) {
                return std::find(used.begin(), used.end(), place) != used.end();
            });
            if (taken) {
                continue;
            }
            // The most plausible guess is always tried, or a slow tablet would only ever search.
            if (!std::exchange(first, false) && !each.mayGoOn()) {
                return;
            }
            if (readOne(result, grey, blackAndWhite, scale, triple, each)) {
                used.insert(used.end(), finders.begin(), finders.end());
            }
        }
    };
    readAll(finderTriples(patterns, effort.triples), effort);
    if (result.sightings.isEmpty()) {
        // There are many of these; of sizes the most plausible will do.
        readAll(supposedTriples(blackAndWhite, patterns), {effort.triples, 1, effort.mayGoOn});
    }
    return result;
}

} // namespace voucher
