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

std::optional<Luminance> locallyThresholded(const Luminance& source, int window, int percent)
{
    const int width = source.width();
    const int height = source.height();
    const int step = source.pixelStride();
    const int half = std::max(1, window / 2);
    const auto cells = static_cast<std::size_t>(width);
    std::vector<std::uint32_t> columns(cells, 0);
    std::vector<std::uint32_t> sums(cells);
    std::vector<float> across(cells);
    for (int x = 0; x < width; ++x) {
        across[static_cast<std::size_t>(x)] =
            static_cast<float>(std::min(width - 1, x + half) - std::max(0, x - half) + 1);
    }
    const auto addRow = [&](int y) {
        const std::uint8_t* from = source.row(y);
        for (int x = 0; x < width; ++x) {
            columns[static_cast<std::size_t>(x)] += from[qsizetype{x} * step];
        }
    };
    const auto removeRow = [&](int y) {
        const std::uint8_t* from = source.row(y);
        for (int x = 0; x < width; ++x) {
            columns[static_cast<std::size_t>(x)] -= from[qsizetype{x} * step];
        }
    };
    for (int y = 0; y < std::min(half, height); ++y) {
        addRow(y);
    }
    return rowByRow(source, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
        if (y + half < height) {
            addRow(y + half);
        }
        if (y - half - 1 >= 0) {
            removeRow(y - half - 1);
        }
        std::uint32_t sum = 0;
        for (int x = 0; x < std::min(half, width); ++x) {
            sum += columns[static_cast<std::size_t>(x)];
        }
        for (int x = 0; x < width; ++x) {
            sum += x + half < width ? columns[static_cast<std::size_t>(x + half)] : 0;
            sum -= x - half - 1 >= 0 ? columns[static_cast<std::size_t>(x - half - 1)] : 0;
            sums[static_cast<std::size_t>(x)] = sum;
        }
        const int rows = std::min(height - 1, y + half) - std::max(0, y - half) + 1;
        const float times = static_cast<float>(rows) * 100.0F / static_cast<float>(percent);
        for (int x = 0; x < width; ++x) {
            const auto cell = static_cast<std::size_t>(x);
            const bool ink =
                static_cast<float>(from[qsizetype{x} * step]) * across[cell] * times < static_cast<float>(sums[cell]);
            to[x] = ink ? 0 : 255;
        }
    });
}

std::optional<Luminance> halved(const Luminance& source)
{
    const QSize size(source.width() / 2, source.height() / 2);
    QImage result(size, QImage::Format_Grayscale8);
    if (!Luminance::acceptable(size) || result.isNull()) {
        return std::nullopt;
    }
    const qsizetype step = source.pixelStride();
    std::uint8_t* const bits = result.bits();
    for (int y = 0; y < size.height(); ++y) {
        const std::uint8_t* const above = source.row(2 * y);
        const std::uint8_t* const below = source.row(2 * y + 1);
        std::uint8_t* const to = bits + y * result.bytesPerLine();
        for (int x = 0; x < size.width(); ++x) {
            const qsizetype left = 2 * x * step;
            to[x] = static_cast<std::uint8_t>(
                (above[left] + above[left + step] + below[left] + below[left + step] + 2) / 4);
        }
    }
    return Luminance::of(result);
}

std::optional<Luminance> smoothed(const Luminance& source)
{
    const int step = source.pixelStride();
    const int width = source.width();
    std::vector<std::uint16_t> sums(static_cast<std::size_t>(width) + 2);
    return rowByRow(source, [&](int y, const std::uint8_t* from, std::uint8_t* to) {
        const std::uint8_t* const above = source.row(std::max(0, y - 1));
        const std::uint8_t* const below = source.row(std::min(source.height() - 1, y + 1));
        for (int x = 0; x < width; ++x) {
            const qsizetype at = qsizetype{x} * step;
            sums[static_cast<std::size_t>(x) + 1] = static_cast<std::uint16_t>(above[at] + 2 * from[at] + below[at]);
        }
        sums.front() = sums[1];
        sums.back() = sums[static_cast<std::size_t>(width)];
        for (int x = 0; x < width; ++x) {
            const std::uint16_t* const three = sums.data() + x;
            to[x] = static_cast<std::uint8_t>((three[0] + 2 * three[1] + three[2] + 8) / 16);
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
