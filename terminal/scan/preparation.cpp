#include "terminal/scan/preparation.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace voucher {

namespace {

/// Copies with one byte a pixel, each row worked on by `work(row, from, to)`.
template <typename Work>
std::optional<Luminance> rowByRow(const Luminance& source, Work work)
{
    QImage result(source.size(), QImage::Format_Grayscale8);
    if (result.isNull()) {
        return std::nullopt;
    }
    std::uint8_t* const bits = result.bits();
    for (int y = 0; y < source.height(); ++y) {
        work(y, source.row(y), bits + y * result.bytesPerLine());
    }
    return Luminance::of(result);
}

} // namespace

std::optional<Luminance> inverted(const Luminance& source)
{
    const int step = source.pixelStride();
    return rowByRow(source, [&](int, const std::uint8_t* from, std::uint8_t* to) {
        for (int x = 0; x < source.width(); ++x, from += step) {
            to[x] = static_cast<std::uint8_t>(255 - *from);
        }
    });
}

int defaultWindow(QSize size)
{
    return std::max(15, std::min(size.width(), size.height()) / 12) | 1;
}

std::optional<Luminance> locallyThresholded(const Luminance& source, int window)
{
    // A pixel must be darker than its neighbourhood by this part to be ink: paper noise is not.
    constexpr int percent = 94;
    const int width = source.width();
    const int height = source.height();
    const int step = source.pixelStride();
    const int half = std::max(1, window / 2);
    std::vector<std::uint32_t> columns(static_cast<std::size_t>(width), 0);
    const auto addRow = [&](int y, bool entering) {
        const std::uint8_t* from = source.row(y);
        for (int x = 0; x < width; ++x, from += step) {
            const auto index = static_cast<std::size_t>(x);
            columns[index] = entering ? columns[index] + *from : columns[index] - *from;
        }
    };
    for (int y = 0; y < std::min(half, height); ++y) {
        addRow(y, true);
    }
    return rowByRow(source, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
        if (y + half < height) {
            addRow(y + half, true);
        }
        if (y - half - 1 >= 0) {
            addRow(y - half - 1, false);
        }
        const int rows = std::min(height - 1, y + half) - std::max(0, y - half) + 1;
        std::uint64_t sum = 0;
        for (int x = 0; x < std::min(half, width); ++x) {
            sum += columns[static_cast<std::size_t>(x)];
        }
        for (int x = 0; x < width; ++x, from += step) {
            if (x + half < width) {
                sum += columns[static_cast<std::size_t>(x + half)];
            }
            if (x - half - 1 >= 0) {
                sum -= columns[static_cast<std::size_t>(x - half - 1)];
            }
            const int across = std::min(width - 1, x + half) - std::max(0, x - half) + 1;
            const auto area = static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(across);
            to[x] = std::uint64_t{*from} * area * 100 < sum * percent ? 0 : 255;
        }
    });
}

std::optional<Luminance> sharpened(const Luminance& source)
{
    const int step = source.pixelStride();
    const int lastX = source.width() - 1;
    const int lastY = source.height() - 1;
    return rowByRow(source, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
        const std::uint8_t* above = source.row(std::max(0, y - 1));
        const std::uint8_t* below = source.row(std::min(lastY, y + 1));
        const auto at = [step](const std::uint8_t* row, int x) { return int{row[qsizetype{x} * step]}; };
        for (int x = 0; x <= lastX; ++x) {
            const int around =
                at(above, x) + at(below, x) + at(from, std::max(0, x - 1)) + at(from, std::min(lastX, x + 1));
            to[x] = static_cast<std::uint8_t>(std::clamp(5 * at(from, x) - around, 0, 255));
        }
    });
}

std::optional<Luminance> scaled(const Luminance& source, double factor)
{
    const QSize size(static_cast<int>(std::lround(source.width() * factor)),
                     static_cast<int>(std::lround(source.height() * factor)));
    if (!Luminance::acceptable(size)) {
        return std::nullopt;
    }
    QImage copy(source.size(), QImage::Format_Grayscale8);
    if (copy.isNull()) {
        return std::nullopt;
    }
    std::uint8_t* const bits = copy.bits();
    for (int y = 0; y < source.height(); ++y) {
        std::uint8_t* const to = bits + y * copy.bytesPerLine();
        for (int x = 0; x < source.width(); ++x) {
            to[x] = source.row(y)[qsizetype{x} * source.pixelStride()];
        }
    }
    return Luminance::of(copy.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

} // namespace voucher
