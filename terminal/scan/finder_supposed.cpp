#include "terminal/scan/finder.h"

#include <array>
#include <cmath>
#include <iterator>

namespace voucher {

namespace {

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

QPointF across(QPointF vector)
{
    return {-vector.y(), vector.x()};
}

} // namespace

std::optional<double> moduleAlong(const Luminance& blackAndWhite, const FinderPattern& finder, QPointF along)
{
    if (along.isNull()) {
        return std::nullopt;
    }
    // By the three edges on the way, at 1.5, 2.5 and 3.5 modules.
    const double limit = 7 * finder.module;
    const QPointF direction = along / length(along);
    const auto dark = [&](double way) {
        const QPointF at = finder.middle + direction * way;
        const int x = static_cast<int>(std::floor(at.x()));
        const int y = static_cast<int>(std::floor(at.y()));
        return x >= 0 && y >= 0 && x < blackAndWhite.width() && y < blackAndWhite.height() &&
               (blackAndWhite.row(y)[qsizetype{x} * blackAndWhite.pixelStride()] == 0) != finder.inverted;
    };
    std::array<double, 3> edges{};
    std::size_t edge = 0;
    for (double way = 0; way < limit && edge < 3; way += 0.25) {
        if (dark(way) == (edge == 1)) {
            edges[edge++] = way;
        }
    }
    // Weights under which a threshold too high or too low cancels out.
    const double module = (edges[0] + 2 * edges[1] + edges[2]) / 10;
    const bool plausible = edge == 3 && module > finder.module / 2 && module < finder.module * 2;
    return plausible ? std::optional(module) : std::nullopt;
}

std::vector<FinderTriple> supposedTriples(const Luminance& blackAndWhite, const std::vector<FinderPattern>& patterns)
{
    constexpr std::size_t considered = 4;
    std::vector<FinderPattern> whole;
    std::copy_if(patterns.begin(), patterns.end(), std::back_inserter(whole),
                 [](const FinderPattern& pattern) { return pattern.lines > 1 && pattern.wholeness() > 0.6; });
    std::sort(whole.begin(), whole.end(), [](const auto& one, const auto& other) { return one.lines > other.lines; });
    whole.resize(std::min(whole.size(), considered));
    std::vector<FinderTriple> triples;
    const auto suppose = [&](FinderTriple triple, FinderPattern FinderTriple::*third, QPointF place, double modules) {
        (triple.*third).middle = place;
        (triple.*third).lines = 0;
        triple.modules = modules;
        const QPointF a = triple.right.middle - triple.corner.middle;
        const QPointF b = triple.below.middle - triple.corner.middle;
        if (a.x() * b.y() - a.y() * b.x() < 0) {
            std::swap(triple.right, triple.below);
        }
        triples.push_back(triple);
    };
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (std::size_t j = i + 1; j < whole.size(); ++j) {
            const FinderPattern& one = whole[i];
            const FinderPattern& other = whole[j];
            const QPointF away = other.middle - one.middle;
            const auto along = moduleAlong(blackAndWhite, one, away);
            const auto aside = moduleAlong(blackAndWhite, one, across(away));
            const auto between = moduleAlong(blackAndWhite, one, away + across(away));
            const double sizes = std::max(one.module, other.module) / std::min(one.module, other.module);
            if (one.inverted != other.inverted || sizes > 1.5 || !along || !aside || !between) {
                continue;
            }
            const double modules = length(away) / *along + 7;
            const QPointF step = across(away) * (*aside / *along);
            if (modules < 19 || modules > 180) {
                continue;
            }
            // A square is longer from corner to corner.
            if (*along > *between) {
                suppose({one, one, other}, &FinderTriple::corner, (one.middle + other.middle + step) / 2, modules);
                suppose({one, one, other}, &FinderTriple::corner, (one.middle + other.middle - step) / 2, modules);
                continue;
            }
            for (const QPointF way : {step, -step}) {
                suppose({one, other, one}, &FinderTriple::below, one.middle + way, modules);
                suppose({other, one, one}, &FinderTriple::below, other.middle + way, modules);
            }
        }
    }
    return triples;
}

} // namespace voucher
