#include "terminal/scan/module_picture.h"

#include "terminal/scan/least_squares.h"

#include <algorithm>
#include <cmath>

namespace voucher {

namespace {

/// Sums over rectangles of a square field in constant time.
class Sums
{
public:
    template <typename Value>
    Sums(int side, Value value)
        : m_side(side), m_sums(static_cast<std::size_t>(side + 1) * static_cast<std::size_t>(side + 1))
    {
        for (int y = 0; y < side; ++y) {
            double row = 0;
            for (int x = 0; x < side; ++x) {
                row += value(x, y);
                at(x + 1, y + 1) = at(x + 1, y) + row;
            }
        }
    }

    /// Around (x, y), `half` modules to each side, cut off at the edges.
    double around(int x, int y, int half)
    {
        const int left = std::max(0, x - half);
        const int top = std::max(0, y - half);
        const int right = std::min(m_side, x + half + 1);
        const int bottom = std::min(m_side, y + half + 1);
        return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
    }

private:
    double& at(int x, int y)
    {
        return m_sums[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_side + 1) + static_cast<std::size_t>(x)];
    }

    int m_side;
    std::vector<double> m_sums;
};

/// The middle between what is dark and what is light nearby becomes 0, half their difference 1.
ModulePicture levelled(const std::vector<float>& values, int side)
{
    constexpr int half = 6;
    const auto value = [&](int x, int y) { return double{values[static_cast<std::size_t>(y * side + x)]}; };
    Sums ones(side, [](int, int) { return 1.0; });
    Sums all(side, value);
    const auto isLight = [&](int x, int y) { return value(x, y) > all.around(x, y, half) / ones.around(x, y, half); };
    Sums light(side, [&](int x, int y) { return isLight(x, y) ? value(x, y) : 0.0; });
    Sums lightOnes(side, [&](int x, int y) { return isLight(x, y) ? 1.0 : 0.0; });
    ModulePicture result(values.size());
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const double count = ones.around(x, y, half);
            const double lights = std::max(1.0, lightOnes.around(x, y, half));
            const double white = light.around(x, y, half) / lights;
            const double black = (all.around(x, y, half) - light.around(x, y, half)) / std::max(1.0, count - lights);
            const double step = std::max(1.0, (white - black) / 2);
            result[static_cast<std::size_t>(y * side + x)] =
                static_cast<float>(std::clamp(((white + black) / 2 - value(x, y)) / step, -2.0, 2.0));
        }
    }
    return result;
}

/// Each module as a mixture of its neighbours `half` to each side, with the weights that fit `wanted` best.
template <typename Wanted>
ModulePicture mixed(const ModulePicture& seen, int side, int half, double ridge, Wanted wanted)
{
    const int width = 2 * half + 1;
    const auto taps = static_cast<std::size_t>(width * width + 1);
    std::vector<double> row(taps, 1.0);
    const auto gather = [&](int x, int y) {
        std::size_t tap = 0;
        for (int dy = -half; dy <= half; ++dy) {
            for (int dx = -half; dx <= half; ++dx) {
                const int px = x + dx;
                const int py = y + dy;
                // Around the code lies its quiet zone.
                const bool inside = px >= 0 && py >= 0 && px < side && py < side;
                row[tap++] = inside ? seen[static_cast<std::size_t>(py * side + px)] : -1.0;
            }
        }
    };
    LeastSquares fit(taps);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            if (const double value = wanted(x, y); value != 0) {
                gather(x, y);
                fit.observe(row.data(), value);
            }
        }
    }
    const std::vector<double> weights = fit.solve(ridge);
    if (weights.empty()) {
        return seen;
    }
    ModulePicture result(seen.size());
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            gather(x, y);
            double sum = 0;
            for (std::size_t i = 0; i < taps; ++i) {
                sum += weights[i] * row[i];
            }
            result[static_cast<std::size_t>(y * side + x)] = static_cast<float>(sum);
        }
    }
    return result;
}

double known(const QrLayout& layout, int x, int y)
{
    switch (layout.at(x, y)) {
    case QrLayout::Known::Nothing:
        return 0;
    case QrLayout::Known::Light:
        return -1;
    case QrLayout::Known::Dark:
        return 1;
    }
    return 0;
}

} // namespace

ModulePicture sample(const Luminance& grey, const ModulePlaces& places, bool inverted)
{
    const int side = places.side();
    std::vector<float> values(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    constexpr double aside = 0.22;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const QPointF middle = places.at(x, y);
            const QPointF right = places.right(x, y) * aside;
            const QPointF down = places.down(x, y) * aside;
            const double sum = 2 * brightness(grey, middle) + brightness(grey, middle + right) +
                               brightness(grey, middle - right) + brightness(grey, middle + down) +
                               brightness(grey, middle - down);
            values[static_cast<std::size_t>(y * side + x)] = static_cast<float>(inverted ? 255 - sum / 6 : sum / 6);
        }
    }
    return levelled(values, side);
}

double whitePart(const Luminance& grey, const ModulePlaces& places)
{
    constexpr double white = 250;
    const int side = places.side();
    int count = 0;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            count += brightness(grey, places.at(x, y)) >= white;
        }
    }
    return double(count) / (side * side);
}

double timingContrast(const ModulePicture& seen, const QrLayout& layout)
{
    const int side = layout.modules();
    double across = 0;
    double down = 0;
    for (int i = 8; i < side - 8; ++i) {
        const float way = i % 2 == 0 ? 1.0F : -1.0F;
        across += way * seen[static_cast<std::size_t>(6 * side + i)];
        down += way * seen[static_cast<std::size_t>(i * side + 6)];
    }
    return std::min(across, down) / (side - 16);
}

ModulePicture equalised(const ModulePicture& seen, const QrLayout& layout)
{
    return mixed(seen, layout.modules(), 1, 4, [&](int x, int y) { return known(layout, x, y); });
}

ModulePicture equalisedAgain(const ModulePicture& seen, const ModulePicture& decided, const QrLayout& layout)
{
    const int side = layout.modules();
    return mixed(seen, side, 2, 8, [&](int x, int y) {
        const double certain = known(layout, x, y);
        const float value = decided[static_cast<std::size_t>(y * side + x)];
        return certain != 0 ? certain : value > 0 ? 1.0 : -1.0;
    });
}

} // namespace voucher
