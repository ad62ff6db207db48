#include "tests/support/camera_picture.h"

#include <QBuffer>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace voucher {

namespace {

std::size_t index(int x, int y, QSize size)
{
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width()) + static_cast<std::size_t>(x);
}

/// A weighted mean of pixels along (dx, dy), edges repeated.
void smear(std::vector<float>& plane, QSize size, const std::vector<float>& weights, double dx, double dy)
{
    const std::vector<float> source = plane;
    const int half = static_cast<int>(weights.size()) / 2;
    std::vector<QPoint> steps;
    for (int i = -half; i <= half; ++i) {
        steps.emplace_back(static_cast<int>(std::lround(i * dx)), static_cast<int>(std::lround(i * dy)));
    }
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            float sum = 0;
            for (std::size_t i = 0; i < steps.size(); ++i) {
                const int px = std::clamp(x + steps[i].x(), 0, size.width() - 1);
                const int py = std::clamp(y + steps[i].y(), 0, size.height() - 1);
                sum += weights[i] * source[index(px, py, size)];
            }
            plane[index(x, y, size)] = sum;
        }
    }
}

std::vector<float> bell(double deviation)
{
    const int half = std::max(1, static_cast<int>(std::ceil(deviation * 2.6)));
    std::vector<float> weights;
    float sum = 0;
    for (int i = -half; i <= half; ++i) {
        weights.push_back(static_cast<float>(std::exp(-i * i / (2 * deviation * deviation))));
        sum += weights.back();
    }
    std::transform(weights.begin(), weights.end(), weights.begin(), [sum](float weight) { return weight / sum; });
    return weights;
}

/// Equal weights over `length` pixels, the outer two in part.
std::vector<float> stroke(double length)
{
    const int half = static_cast<int>(std::ceil((length - 1) / 2));
    std::vector<float> weights(static_cast<std::size_t>(2 * half + 1), static_cast<float>(1 / length));
    const double rest = (length - (2 * half - 1)) / 2;
    if (half > 0) {
        weights.front() = weights.back() = static_cast<float>(rest / length);
    }
    return weights;
}

struct Pane
{
    QPointF middle;
    double wide, high, cosine, sine, strength;
};

} // namespace

QImage CameraPicture::develop(std::vector<float> plane, QSize size) const
{
    Dice dice(seed);
    if (blur > 0.05) {
        const auto weights = bell(blur);
        smear(plane, size, weights, 1, 0);
        smear(plane, size, weights, 0, 1);
    }
    if (motion > 1) {
        smear(plane, size, stroke(motion), std::cos(motionAngle), std::sin(motionAngle));
    }
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y) {
        std::uint8_t* const row = image.scanLine(y);
        for (int x = 0; x < size.width(); ++x) {
            const double flat = 0.5 + (plane[index(x, y, size)] - 0.5) * contrast;
            row[x] = static_cast<std::uint8_t>(
                std::clamp(std::lround(255 * exposure * flat + noise * dice.deviate()), 0L, 255L));
        }
    }
    if (jpeg > 0) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        image.save(&buffer, "JPG", jpeg);
        image = QImage::fromData(bytes, "JPG").convertToFormat(QImage::Format_Grayscale8);
    }
    return image;
}

QImage CameraPicture::take(const HeldSheet& sheet, QSize size) const
{
    const SheetView view(sheet, size.width(), size.height());
    Dice dice(seed + 1);
    std::vector<Pane> panes;
    for (int i = 0; reflection > 0 && i < 6; ++i) {
        const double angle = dice.between(-0.4, 0.4);
        panes.push_back({{dice.between(0.1, 0.9) * size.width(), dice.between(0.1, 0.9) * size.height()},
                         dice.between(20, 200),
                         dice.between(20, 200),
                         std::cos(angle),
                         std::sin(angle),
                         reflection * dice.between(0.4, 1)});
    }
    const double shadowAngle = dice.between(0, 2 * std::numbers::pi);
    const QPointF shadowWay(std::cos(shadowAngle), std::sin(shadowAngle));
    const QPointF shadeWay(std::cos(shadeAngle), std::sin(shadeAngle));
    const auto lit = [&](double x, double y, double value) {
        const double across = (x / size.width() - 0.5) * shadeWay.x() + (y / size.height() - 0.5) * shadeWay.y();
        value *= 1 - shade * std::clamp(0.5 + across * 1.2, 0.0, 1.0);
        if (shadow > 0) {
            const double beyond = (x - shadowAt.x()) * shadowWay.x() + (y - shadowAt.y()) * shadowWay.y();
            value *= 1 - shadow * std::clamp(0.5 + beyond / 12, 0.0, 1.0);
        }
        for (const Glare& lamp : glare) {
            const double away = std::hypot(x - lamp.middle.x(), y - lamp.middle.y()) / lamp.radius;
            value += lamp.strength * std::exp(-away * away / 2);
        }
        for (const Pane& pane : panes) {
            const double dx = x - pane.middle.x();
            const double dy = y - pane.middle.y();
            if (std::abs(dx * pane.cosine + dy * pane.sine) < pane.wide &&
                std::abs(dy * pane.cosine - dx * pane.sine) < pane.high) {
                value += pane.strength * (1 - 0.3 * (dx / pane.wide));
            }
        }
        return value;
    };
    // More rays a pixel where modules are small.
    const int rays = sheet.moduleSize < 3.5 || sheet.grid > 0.25 ? 3 : 2;
    std::vector<float> plane(index(0, size.height(), size));
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            double sum = 0;
            for (int v = 0; v < rays; ++v) {
                for (int u = 0; u < rays; ++u) {
                    sum += view.at(x + (u + 0.5) / rays, y + (v + 0.5) / rays);
                }
            }
            plane[index(x, y, size)] = static_cast<float>(std::min(1.3, lit(x, y, sum / (rays * rays))));
        }
    }
    return develop(std::move(plane), size);
}

QImage CameraPicture::takeClutter(Dice& dice, QSize size) const
{
    std::vector<float> plane(index(0, size.height(), size), 0.8F);
    const auto box = [&](int left, int top, int width, int height, float value) {
        for (int y = std::max(0, top); y < std::min(size.height(), top + height); ++y) {
            const int from = std::clamp(left, 0, size.width());
            const int to = std::clamp(left + width, 0, size.width());
            std::fill(plane.begin() + static_cast<std::ptrdiff_t>(index(from, y, size)),
                      plane.begin() + static_cast<std::ptrdiff_t>(index(to, y, size)), value);
        }
    };
    const auto place = [&] { return std::pair(dice.below(size.width()), dice.below(size.height())); };
    const auto eye = [&](int left, int top, int module) {
        box(left, top, 7 * module, 7 * module, 0.1F);
        box(left + module, top + module, 5 * module, 5 * module, 0.85F);
        box(left + 2 * module, top + 2 * module, 3 * module, 3 * module, 0.1F);
    };
    const auto squares = [&](int left, int top, int module, int count) {
        for (int i = 0; i < count * count; ++i) {
            box(left + i % count * module, top + i / count * module, module, module, dice.chance(0.5) ? 0.1F : 0.85F);
        }
    };
    for (int part = 0; part < 6; ++part) {
        const auto [x, y] = place();
        const int module = 2 + dice.below(8);
        switch (dice.below(6)) {
        case 0: // lines of print
            for (int i = 0; i < 400; ++i) {
                box(x + i % 40 * module * 2, y + i / 40 * module * 4, 1 + dice.below(module * 2), module * 2,
                    dice.chance(0.7) ? 0.1F : 0.8F);
            }
            break;
        case 1: // chequers
            squares(x, y, module, 30);
            break;
        case 2: // nested squares
            for (int i = 0; i < 8; ++i) {
                const auto [ex, ey] = place();
                eye(ex, ey, module);
            }
            break;
        case 3: // three nested squares about chequers, as a code has them, without a code's inner order
            squares(x, y, module, 29);
            for (const auto& [ex, ey] : std::array<std::pair<int, int>, 3>{{{0, 0}, {22, 0}, {0, 22}}}) {
                box(x + (ex - 1) * module, y + (ey - 1) * module, 9 * module, 9 * module, 0.85F);
                eye(x + ex * module, y + ey * module, module);
            }
            break;
        case 4: // a fence
            for (int i = 0; i < 60; ++i) {
                box(x + i * 2 * module, y, 1 + dice.below(module * 2), 300, 0.1F);
            }
            break;
        case 5: // grain
            for (int i = 0; i < 20'000; ++i) {
                const auto [px, py] = place();
                plane[index(px, py, size)] = static_cast<float>(dice.between(0, 1));
            }
            break;
        }
    }
    return develop(std::move(plane), size);
}

} // namespace voucher
