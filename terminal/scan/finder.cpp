#include "terminal/scan/finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>

namespace voucher {

namespace {

using Runs = std::array<int, 5>;

/// The module of five runs in the proportion 1:1:3:1:1, or nothing. A threshold that lies too high or too low makes
/// every dark run longer by the same length and every light one shorter; that is taken out first.
std::optional<double> moduleOf(const Runs& runs)
{
    const double sum = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    if (sum < 8) {
        return std::nullopt;
    }
    // 5 dark modules and 3 edges' surplus, 2 light modules and 2 edges' loss: of the outer ones the surplus shows.
    const double surplus = ((runs[0] + runs[4]) - (runs[1] + runs[3])) / 4.0;
    const double module = (sum - surplus) / 7;
    const double slack = 0.45 * module + 0.4;
    if (std::abs(surplus) > 0.65 * module + 0.3 || std::abs(runs[0] - surplus - module) > slack ||
        std::abs(runs[4] - surplus - module) > slack || std::abs(runs[1] + surplus - module) > slack ||
        std::abs(runs[3] + surplus - module) > slack ||
        std::abs(runs[2] - surplus - 3 * module) > 1.05 * module + 0.5) {
        return std::nullopt;
    }
    return module;
}

struct Crossing
{
    double middle, module;
};

/// The pattern that a column, row or diagonal through (x, y) crosses there.
std::optional<Crossing> across(const Luminance& picture, int x, int y, int dx, int dy, int longest)
{
    const auto inside = [&](int px, int py) {
        return px >= 0 && py >= 0 && px < picture.width() && py < picture.height();
    };
    const int step = picture.pixelStride();
    const auto at = [&](int px, int py) { return picture.row(py)[qsizetype{px} * step]; };
    const std::uint8_t colour = at(x, y);
    Runs runs{};
    int forward = 0;
    for (const int way : {-1, 1}) {
        std::uint8_t expected = colour;
        int px = x;
        int py = y;
        for (int run = 0; run < 3; ++run) {
            int length = 0;
            while (inside(px, py) && at(px, py) == expected && length <= longest) {
                ++length;
                px += way * dx;
                py += way * dy;
            }
            if (length > longest || length == 0) {
                return std::nullopt;
            }
            runs[static_cast<std::size_t>(2 + way * run)] += length;
            if (run == 0 && way > 0) {
                forward = length;
            }
            expected = static_cast<std::uint8_t>(255 - expected);
        }
    }
    runs[2] -= 1;
    const auto module = moduleOf(runs);
    return module ? std::optional(Crossing{forward - runs[2] / 2.0, *module}) : std::nullopt;
}

void add(std::vector<FinderPattern>& patterns, const FinderPattern& seen)
{
    for (FinderPattern& known : patterns) {
        const QPointF away = known.middle - seen.middle;
        if (known.inverted == seen.inverted && std::abs(away.x()) < 2 * known.module &&
            std::abs(away.y()) < 2 * known.module && seen.module < 1.6 * known.module &&
            known.module < 1.6 * seen.module) {
            const double share = 1.0 / ++known.lines;
            known.middle += (seen.middle - known.middle) * share;
            known.module += (seen.module - known.module) * share;
            return;
        }
    }
    // A hostile picture has no end of them. What one line crosses is chance, unless its other lines are yet to come.
    constexpr std::size_t enough = 256;
    if (patterns.size() >= enough) {
        std::erase_if(patterns, [&](const FinderPattern& known) {
            return known.lines == 1 && seen.middle.y() - known.middle.y() > 4 * known.module;
        });
    }
    if (patterns.size() < enough) {
        patterns.push_back(seen);
    }
}

void look(std::vector<FinderPattern>& patterns, const Luminance& picture, int y, double middle, double module,
          bool inverted)
{
    const int x = static_cast<int>(middle);
    const int longest = static_cast<int>(6.5 * module) + 2;
    const auto down = across(picture, x, y, 0, 1, longest);
    if (!down || down->module > 2.2 * module || module > 2.2 * down->module) {
        return;
    }
    const double cy = y + down->middle;
    const auto along = across(picture, x, static_cast<int>(cy), 1, 0, longest);
    if (!along) {
        return;
    }
    const double cx = x + along->middle;
    const int px = static_cast<int>(cx);
    const int py = static_cast<int>(cy);
    // Of the two diagonals one may be spoilt.
    if (px < 0 || py < 0 || px >= picture.width() || py >= picture.height() ||
        (!across(picture, px, py, 1, 1, longest) && !across(picture, px, py, 1, -1, longest))) {
        return;
    }
    add(patterns, {{cx, cy}, std::sqrt(along->module * down->module), inverted, 1});
}

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

std::optional<FinderTriple> triple(const FinderPattern& corner, const FinderPattern& first, const FinderPattern& second)
{
    const QPointF a = first.middle - corner.middle;
    const QPointF b = second.middle - corner.middle;
    const double alongA = length(a);
    const double alongB = length(b);
    // What one sees as two patterns at one place, of two sizes, has no directions.
    if (alongA == 0 || alongB == 0) {
        return std::nullopt;
    }
    const double sine = (a.x() * b.y() - a.y() * b.x()) / (alongA * alongB);
    const double cosine = QPointF::dotProduct(a, b) / (alongA * alongB);
    if (std::abs(sine) < 0.4) {
        return std::nullopt;
    }
    // A module seen along a row of the picture is longer than the code's own by the angle between them.
    const auto own = [](const FinderPattern& pattern, QPointF along) {
        const double steep = std::max(std::abs(along.x()), std::abs(along.y())) / length(along);
        return pattern.module * steep;
    };
    const double modulesA = alongA * 2 / (own(corner, a) + own(first, a));
    const double modulesB = alongB * 2 / (own(corner, b) + own(second, b));
    const double unequal = std::abs(std::log(modulesA / modulesB));
    if (unequal > 0.9 || modulesA < 9 || modulesB < 9 || std::max(modulesA, modulesB) > 210) {
        return std::nullopt;
    }
    const double sizes =
        std::max({corner.module, first.module, second.module}) / std::min({corner.module, first.module, second.module});
    double doubt = 0;
    for (const FinderPattern* pattern : {&corner, &first, &second}) {
        // Chance makes small patterns whole, but seldom has several lines agree.
        doubt += (1 - pattern->wholeness()) / 2 + 1.0 / pattern->lines;
    }
    FinderTriple result{corner, first, second, std::sqrt(modulesA * modulesB) + 7,
                        unequal + std::abs(cosine) + std::log(sizes) + doubt};
    if (sine < 0) {
        std::swap(result.right, result.below);
    }
    return result;
}

} // namespace

std::vector<FinderPattern> finderPatterns(const Luminance& blackAndWhite)
{
    std::vector<FinderPattern> patterns;
    std::vector<int> edges;
    const int step = blackAndWhite.pixelStride();
    for (int y = 1; y < blackAndWhite.height(); y += 2) {
        const std::uint8_t* const row = blackAndWhite.row(y);
        edges.clear();
        for (int x = 1; x < blackAndWhite.width(); ++x) {
            // Most of a picture is of one colour for eight pixels and more.
            constexpr int many = 8;
            while (step == 1 && x + many <= blackAndWhite.width() && std::memcmp(row + x, row + x - 1, many) == 0) {
                x += many;
            }
            if (x < blackAndWhite.width() && row[qsizetype{x} * step] != row[qsizetype{x - 1} * step]) {
                edges.push_back(x);
            }
        }
        for (std::size_t i = 5; i < edges.size(); ++i) {
            const int* const edge = edges.data() + i - 5;
            const Runs runs{edge[1] - edge[0], edge[2] - edge[1], edge[3] - edge[2], edge[4] - edge[3],
                            edge[5] - edge[4]};
            // Most places fail here already: the middle run is the longest.
            if (runs[2] <= runs[1] || runs[2] <= runs[3]) {
                continue;
            }
            if (const auto module = moduleOf(runs)) {
                const bool light = row[qsizetype{edge[2]} * step] != 0;
                look(patterns, blackAndWhite, y, (edge[2] + edge[3]) / 2.0, *module, light);
            }
        }
    }
    return patterns;
}

std::vector<FinderTriple> finderTriples(const std::vector<FinderPattern>& patterns, std::size_t most)
{
    // Of hundreds of places those crossed by most lines are enough.
    constexpr std::size_t considered = 24;
    std::vector<FinderPattern> best = patterns;
    std::sort(best.begin(), best.end(), [](const auto& left, const auto& right) { return left.lines > right.lines; });
    best.resize(std::min(best.size(), considered));
    std::vector<FinderTriple> triples;
    for (std::size_t corner = 0; corner < best.size(); ++corner) {
        for (std::size_t first = 0; first < best.size(); ++first) {
            for (std::size_t second = first + 1; second < best.size(); ++second) {
                const bool alike =
                    best[corner].inverted == best[first].inverted && best[first].inverted == best[second].inverted;
                if (corner == first || corner == second || !alike) {
                    continue;
                }
                if (auto found = triple(best[corner], best[first], best[second])) {
                    triples.push_back(*found);
                }
            }
        }
    }
    std::sort(triples.begin(), triples.end(),
              [](const auto& left, const auto& right) { return left.strain < right.strain; });
    triples.resize(std::min(triples.size(), most));
    return triples;
}

} // namespace voucher
