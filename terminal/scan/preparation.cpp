#include "terminal/scan/preparation.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace voucher {

namespace {

/// Row `y` with its pixels side by side, in `room` where the source has something between them.
const std::uint8_t* pixels(const Luminance& source, int y, std::vector<std::uint8_t>& room)
{
    const std::uint8_t* const from = source.row(y);
    const int step = source.pixelStride();
    if (step == 1) {
        return from;
    }
    room.resize(static_cast<std::size_t>(source.width()));
    for (int x = 0; x < source.width(); ++x) {
        room[static_cast<std::size_t>(x)] = from[qsizetype{x} * step];
    }
    return room.data();
}

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
    const int half = std::max(1, window / 2);
    const auto cells = static_cast<std::size_t>(width);
    std::vector<std::uint8_t> room;
    std::vector<std::uint32_t> columnSums(cells, 0);
    std::vector<float> windowSums(cells);
    std::vector<float> windowWidths(cells);
    std::uint32_t* const columns = columnSums.data();
    float* const sums = windowSums.data();
    float* const across = windowWidths.data();
    for (int x = 0; x < width; ++x) {
        across[x] = static_cast<float>(std::min(width - 1, x + half) - std::max(0, x - half) + 1);
    }
    const auto addRow = [&](int y) {
        const std::uint8_t* const from = pixels(source, y, room);
        for (int x = 0; x < width; ++x) {
            columns[x] += from[x];
        }
    };
    const auto removeRow = [&](int y) {
        const std::uint8_t* const from = pixels(source, y, room);
        for (int x = 0; x < width; ++x) {
            columns[x] -= from[x];
        }
    };
    for (int y = 0; y < std::min(half, height); ++y) {
        addRow(y);
    }
    return rowByRow(source, [&](int y, const std::uint8_t*, std::uint8_t* to) {
        if (y + half < height) {
            addRow(y + half);
        }
        if (y - half - 1 >= 0) {
            removeRow(y - half - 1);
        }
        std::uint32_t sum = 0;
        for (int x = 0; x < std::min(half, width); ++x) {
            sum += columns[x];
        }
        for (int x = 0; x < width; ++x) {
            sum += x + half < width ? columns[x + half] : 0;
            sum -= x - half - 1 >= 0 ? columns[x - half - 1] : 0;
            sums[x] = static_cast<float>(sum);
        }
        const int rows = std::min(height - 1, y + half) - std::max(0, y - half) + 1;
        const float times = static_cast<float>(rows) * 100.0F / static_cast<float>(percent);
        const std::uint8_t* const from = pixels(source, y, room);
        for (int x = 0; x < width; ++x) {
            to[x] = static_cast<float>(from[x]) * across[x] * times < sums[x] ? 0 : 255;
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
    std::vector<std::uint8_t> room;
    std::vector<std::uint8_t> roomBelow;
    std::uint8_t* const bits = result.bits();
    for (int y = 0; y < size.height(); ++y) {
        const std::uint8_t* const above = pixels(source, 2 * y, room);
        const std::uint8_t* const below = pixels(source, 2 * y + 1, roomBelow);
        std::uint8_t* const to = bits + y * result.bytesPerLine();
        for (int x = 0; x < size.width(); ++x) {
            to[x] =
                static_cast<std::uint8_t>((above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1] + 2) / 4);
        }
    }
    return Luminance::of(result);
}

std::optional<Luminance> smoothed(const Luminance& source)
{
    const int width = source.width();
    std::vector<std::uint8_t> room;
    std::vector<std::uint8_t> roomAbove;
    std::vector<std::uint8_t> roomBelow;
    std::vector<std::uint16_t> columns(static_cast<std::size_t>(width) + 2);
    std::uint16_t* const sums = columns.data();
    return rowByRow(source, [&](int y, const std::uint8_t*, std::uint8_t* to) {
        const std::uint8_t* const above = pixels(source, std::max(0, y - 1), roomAbove);
        const std::uint8_t* const from = pixels(source, y, room);
        const std::uint8_t* const below = pixels(source, std::min(source.height() - 1, y + 1), roomBelow);
        for (int x = 0; x < width; ++x) {
            sums[x + 1] = static_cast<std::uint16_t>(above[x] + 2 * from[x] + below[x]);
        }
        sums[0] = sums[1];
        sums[width + 1] = sums[width];
        for (int x = 0; x < width; ++x) {
            to[x] = static_cast<std::uint8_t>((sums[x] + 2 * sums[x + 1] + sums[x + 2] + 8) / 16);
        }
    });
}

std::optional<Luminance> sharpened(const Luminance& source)
{
    const int lastX = source.width() - 1;
    const int lastY = source.height() - 1;
    std::vector<std::uint8_t> room;
    std::vector<std::uint8_t> roomAbove;
    std::vector<std::uint8_t> roomBelow;
    return rowByRow(source, [&](int y, const std::uint8_t*, std::uint8_t* to) {
        const std::uint8_t* const above = pixels(source, std::max(0, y - 1), roomAbove);
        const std::uint8_t* const from = pixels(source, y, room);
        const std::uint8_t* const below = pixels(source, std::min(lastY, y + 1), roomBelow);
        const auto steepen = [&](int x, int left, int right) {
            const int around = above[x] + below[x] + from[left] + from[right];
            to[x] = static_cast<std::uint8_t>(std::clamp(5 * from[x] - around, 0, 255));
        };
        steepen(0, 0, std::min(1, lastX));
        for (int x = 1; x < lastX; ++x) {
            steepen(x, x - 1, x + 1);
        }
        steepen(lastX, std::max(0, lastX - 1), lastX);
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
