#include "tests/support/held_sheet.h"

#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace voucher {

namespace {

constexpr double ink = 0.07;
constexpr double paper = 0.9;
constexpr double degree = std::numbers::pi / 180;

/// A value of 0 to 1 for each point of a lattice, without any table.
double scattered(int x, int y, std::uint32_t seed)
{
    std::uint32_t hash =
        static_cast<std::uint32_t>(x) * 0x9E3779B1U ^ static_cast<std::uint32_t>(y) * 0x85EBCA77U ^ seed * 0xC2B2AE3DU;
    hash ^= hash >> 15;
    hash *= 0x2C1B3C6DU;
    hash ^= hash >> 12;
    hash *= 0x297A2D39U;
    hash ^= hash >> 15;
    return hash / 4294967295.0;
}

/// The lattice's values with smooth hills between them.
double smooth(double x, double y, std::uint32_t seed)
{
    const double fx = std::floor(x);
    const double fy = std::floor(y);
    const int ix = static_cast<int>(fx);
    const int iy = static_cast<int>(fy);
    const auto ease = [](double t) { return t * t * (3 - 2 * t); };
    const double u = ease(x - fx);
    const double v = ease(y - fy);
    const double top = std::lerp(scattered(ix, iy, seed), scattered(ix + 1, iy, seed), u);
    const double bottom = std::lerp(scattered(ix, iy + 1, seed), scattered(ix + 1, iy + 1, seed), u);
    return std::lerp(top, bottom, v);
}

} // namespace

double Dice::between(double low, double high)
{
    return low + (high - low) * (m_engine() / 4294967295.0);
}

double Dice::deviate()
{
    const double sum = between(0, 1) + between(0, 1) + between(0, 1) + between(0, 1);
    return (sum - 2) * std::numbers::sqrt3;
}

SheetView::SheetView(const HeldSheet& sheet, double width, double height)
    : m_sheet(sheet), m_width(width), m_height(height)
{
    const auto level = sheet.level == 'L'   ? QR_ECLEVEL_L
                       : sheet.level == 'M' ? QR_ECLEVEL_M
                       : sheet.level == 'H' ? QR_ECLEVEL_H
                                            : QR_ECLEVEL_Q;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(sheet.text.toUtf8().constData(), 0, level, QR_MODE_8, 1), &QRcode_free);
    if (code) {
        m_modules = code->width;
        const auto count = static_cast<std::size_t>(m_modules) * static_cast<std::size_t>(m_modules);
        std::transform(code->data, code->data + count, std::back_inserter(m_bits),
                       [](unsigned char module) { return static_cast<std::uint8_t>(module & 1); });
    }
    const double size = std::max(m_modules, 25);
    m_away = sheet.distance * size;
    m_focal = sheet.moduleSize * m_away;
    const double r = sheet.roll * degree, y = sheet.yaw * degree, p = sheet.pitch * degree;
    const double cr = std::cos(r), sr = std::sin(r), cy = std::cos(y), sy = std::sin(y), cp = std::cos(p),
                 sp = std::sin(p);
    // Columns: the sheet's right, down and away, seen by the camera.
    const double axes[3][3] = {{cr * cy, cr * sy * sp - sr * cp, cr * sy * cp + sr * sp},
                               {sr * cy, sr * sy * sp + cr * cp, sr * sy * cp - cr * sp},
                               {-sy, cy * sp, cy * cp}};
    for (int i = 0; i < 3; ++i) {
        std::copy_n(axes[i], 3, m_axes[i]);
    }
    const double lean = sheet.fold * degree;
    m_folded = {std::tan(lean), std::cos(lean), std::cos(2 * lean)};
    std::transform(sheet.spots.begin(), sheet.spots.end(), std::back_inserter(m_spotWays),
                   [](const Spot& spot) { return QPointF(std::cos(spot.angle), std::sin(spot.angle)); });
}

std::optional<SheetView::Hit> SheetView::hit(double x, double y) const
{
    // The ray in the sheet's own axes: from `o` along `d`.
    const double ray[3] = {(x - m_width / 2 - m_sheet.shift.x()) / m_focal,
                           (y - m_height / 2 - m_sheet.shift.y()) / m_focal, 1};
    double d[3];
    double o[3];
    for (int i = 0; i < 3; ++i) {
        d[i] = m_axes[0][i] * ray[0] + m_axes[1][i] * ray[1] + m_axes[2][i] * ray[2];
        o[i] = -m_axes[2][i] * m_away;
    }
    if (m_sheet.bend > 0) {
        const double radius = m_sheet.bend * m_modules;
        // The bottle's axis lies behind the sheet, parallel to its vertical.
        const double oz = o[2] - radius;
        const double a = d[0] * d[0] + d[2] * d[2];
        const double b = o[0] * d[0] + oz * d[2];
        const double inside = b * b - a * (o[0] * o[0] + oz * oz - radius * radius);
        if (inside <= 0) {
            return std::nullopt;
        }
        const double t = (-b - std::sqrt(inside)) / a;
        const double angle = std::atan2(o[0] + t * d[0], -(oz + t * d[2]));
        return Hit{radius * angle, o[1] + t * d[1], std::cos(angle)};
    }
    const auto onPlane = [&](const Lean& lean) -> std::optional<Hit> {
        // z = steep · (x − foldAt)
        const double t = (lean.steep * (o[0] - m_sheet.foldAt) - o[2]) / (d[2] - lean.steep * d[0]);
        if (!(t > 0)) {
            return std::nullopt;
        }
        const double along = o[0] + t * d[0] - m_sheet.foldAt;
        return Hit{m_sheet.foldAt + along / lean.cosine, o[1] + t * d[1], lean.slope};
    };
    constexpr Lean flat;
    if (m_sheet.fold != 0) {
        const auto right = onPlane(m_folded);
        if (right && right->u > m_sheet.foldAt) {
            return right;
        }
        auto left = onPlane(flat);
        return left && left->u > m_sheet.foldAt ? std::nullopt : left;
    }
    return onPlane(flat);
}

double SheetView::table(double x, double y) const
{
    const double streaks = smooth(x / 190, y / 9, m_sheet.seed + 1);
    return 0.22 + 0.2 * streaks + 0.12 * smooth(x / 60, y / 50, m_sheet.seed + 2);
}

double SheetView::around(double u, double v) const
{
    // Lines of print above and below, a frame line; the quiet zone stays free.
    const double edge = m_modules / 2.0 + 4;
    const double line = (std::abs(v) - edge - 2) / 3;
    if (line > 0 && line < 6 && line - std::floor(line) < 0.55 && std::abs(u) < edge + 6) {
        const int word = static_cast<int>(std::floor(u / 2.5));
        const int letter = static_cast<int>(std::floor(u * 2.2));
        const int row = static_cast<int>(std::floor(line)) * (v < 0 ? -1 : 1);
        if (scattered(word, row, m_sheet.seed) > 0.25 && scattered(letter, row, m_sheet.seed + 5) > 0.35) {
            return ink + 0.1;
        }
    }
    return paper;
}

double SheetView::printed(double u, double v) const
{
    const double half = m_modules / 2.0;
    double value = paper;
    if (std::abs(u) < half && std::abs(v) < half) {
        int column = static_cast<int>(u + half);
        const int row = static_cast<int>(v + half);
        column = m_sheet.mirrored ? m_modules - 1 - column : column;
        value = m_bits[static_cast<std::size_t>(row * m_modules + column)] != 0 ? ink : paper;
    } else {
        value = around(u, v);
    }
    value = m_sheet.inverted ? ink + paper - value : value;
    for (std::size_t i = 0; i < m_sheet.spots.size(); ++i) {
        const Spot& spot = m_sheet.spots[i];
        const QPointF way = m_spotWays[i];
        const double dx = u + half - spot.middle.x();
        const double dy = v + half - spot.middle.y();
        const double across = (dx * way.x() + dy * way.y()) / spot.across;
        const double along = (dy * way.x() - dx * way.y()) / spot.along;
        const double away = across * across + along * along;
        constexpr double farthest = 1.25;
        if (away >= farthest * farthest) {
            continue;
        }
        const double ragged = 0.75 + 0.5 * smooth(u / 1.5, v / 1.5, m_sheet.seed + 9);
        if (away < ragged * ragged) {
            value = spot.shade;
        }
    }
    return value;
}

double SheetView::at(double x, double y) const
{
    const auto place = hit(x, y);
    const double margin = m_modules / 2.0 + 24;
    if (!place || m_modules == 0) {
        return table(x, y);
    }
    double u = place->u;
    double v = place->v;
    double light = 0.55 + 0.45 * place->slope;
    if (m_sheet.crumple > 0) {
        const double wide = m_modules / 4.0;
        const double du = smooth(u / wide, v / wide, m_sheet.seed + 3) - 0.5;
        const double dv = smooth(u / wide, v / wide, m_sheet.seed + 4) - 0.5;
        u += 2 * m_sheet.crumple * du;
        v += 2 * m_sheet.crumple * dv;
        light *= 1 + 0.25 * m_sheet.crumple * (du + dv);
    }
    if (std::abs(u) > margin || std::abs(v) > margin) {
        return table(x, y);
    }
    double value = printed(u, v);
    // Ink breaks along a fold.
    if (m_sheet.fold != 0 && std::abs(u - m_sheet.foldAt) < 0.3) {
        value = std::lerp(value, 0.75, 0.7);
    }
    if (m_sheet.grid > 0) {
        const double turn = 2 * std::numbers::pi * m_sheet.gridPitch;
        value *= 1 - m_sheet.grid * (0.5 + 0.25 * std::cos(turn * u) + 0.25 * std::cos(turn * v));
    }
    return value * light;
}

} // namespace voucher
