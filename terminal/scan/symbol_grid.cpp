#include "terminal/scan/symbol_grid.h"

#include "terminal/scan/least_squares.h"

#include <algorithm>
#include <cmath>

namespace voucher {

namespace {

/// How far a hill reaches, in half widths of the code; and how much of a pin's residue is taken for noise.
constexpr double reach = 0.7;
constexpr double doubt = 0.02;

double hill(QPointF from, QPointF to)
{
    const QPointF away = from - to;
    return std::exp(-QPointF::dotProduct(away, away) / (2 * reach * reach));
}

} // namespace

double brightness(const Luminance& picture, QPointF at)
{
    const double px = std::clamp(at.x() - 0.5, 0.0, picture.width() - 1.0);
    const double py = std::clamp(at.y() - 0.5, 0.0, picture.height() - 1.0);
    const int x = std::min(static_cast<int>(px), std::max(0, picture.width() - 2));
    const int y = std::min(static_cast<int>(py), std::max(0, picture.height() - 2));
    const qsizetype step = picture.pixelStride();
    const qsizetype right = picture.width() > 1 ? step : 0;
    const std::uint8_t* const above = picture.row(y) + x * step;
    const std::uint8_t* const below = picture.row(std::min(y + 1, picture.height() - 1)) + x * step;
    const double u = px - x;
    const double v = py - y;
    return (above[0] * (1 - u) + above[right] * u) * (1 - v) + (below[0] * (1 - u) + below[right] * u) * v;
}

QPointF SymbolGrid::unit(double column, double row) const
{
    const double half = m_modules / 2.0;
    return {column / half - 1, row / half - 1};
}

QPointF SymbolGrid::onPlane(QPointF unit) const
{
    const auto& p = m_plane;
    const double below = p[6] * unit.x() + p[7] * unit.y() + 1;
    const QPointF place((p[0] * unit.x() + p[1] * unit.y() + p[2]) / below,
                        (p[3] * unit.x() + p[4] * unit.y() + p[5]) / below);
    return m_origin + place * m_scale;
}

QPointF SymbolGrid::at(double column, double row) const
{
    const QPointF place = unit(column, row);
    QPointF pixel = onPlane(place);
    for (std::size_t i = 0; i < m_hills.size(); ++i) {
        pixel += m_heights[i] * hill(m_hills[i], place);
    }
    return pixel;
}

std::optional<SymbolGrid> SymbolGrid::plane(const std::vector<Pin>& pins, int modules)
{
    SymbolGrid grid;
    grid.m_modules = modules;
    for (const Pin& pin : pins) {
        grid.m_origin += pin.pixel / static_cast<double>(pins.size());
    }
    grid.m_scale = 1;
    for (const Pin& pin : pins) {
        const QPointF away = pin.pixel - grid.m_origin;
        grid.m_scale = std::max({grid.m_scale, std::abs(away.x()), std::abs(away.y())});
    }
    LeastSquares fit(8);
    for (const Pin& pin : pins) {
        const QPointF m = grid.unit(pin.module.x(), pin.module.y());
        const QPointF p = (pin.pixel - grid.m_origin) / grid.m_scale;
        const double forX[8] = {m.x(), m.y(), 1, 0, 0, 0, -p.x() * m.x(), -p.x() * m.y()};
        const double forY[8] = {0, 0, 0, m.x(), m.y(), 1, -p.y() * m.x(), -p.y() * m.y()};
        fit.observe(forX, p.x(), pin.weight);
        fit.observe(forY, p.y(), pin.weight);
    }
    const std::vector<double> plane = fit.solve(1e-9);
    // Beyond this slant the far corner would lie behind the camera.
    if (plane.empty() || std::abs(plane[6]) + std::abs(plane[7]) > 0.9) {
        return std::nullopt;
    }
    std::copy(plane.begin(), plane.end(), grid.m_plane.begin());
    return grid;
}

void SymbolGrid::bend(const std::vector<Pin>& pins)
{
    m_hills.clear();
    m_heights.clear();
    LeastSquares x(pins.size());
    LeastSquares y(pins.size());
    std::vector<double> row(pins.size());
    for (const Pin& pin : pins) {
        m_hills.push_back(unit(pin.module.x(), pin.module.y()));
    }
    for (std::size_t i = 0; i < pins.size(); ++i) {
        std::transform(m_hills.begin(), m_hills.end(), row.begin(),
                       [&](QPointF other) { return hill(m_hills[i], other); });
        const QPointF residue = pins[i].pixel - onPlane(m_hills[i]);
        x.observe(row.data(), residue.x(), pins[i].weight);
        y.observe(row.data(), residue.y(), pins[i].weight);
    }
    const std::vector<double> heightsX = x.solve(doubt);
    const std::vector<double> heightsY = y.solve(doubt);
    if (heightsX.empty() || heightsY.empty()) {
        m_hills.clear();
        return;
    }
    for (std::size_t i = 0; i < pins.size(); ++i) {
        m_heights.emplace_back(heightsX[i], heightsY[i]);
    }
}

} // namespace voucher
