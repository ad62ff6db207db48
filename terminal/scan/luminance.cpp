#include "terminal/scan/luminance.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

/// The last pixel's byte must lie inside what was mapped: a driver's stride is not to be trusted.
bool holds(const QVideoFrame& frame, int offset, int pixelStride)
{
    const qint64 stride = frame.bytesPerLine(0);
    const qint64 rowBytes = offset + qint64{frame.width() - 1} * pixelStride + 1;
    return frame.bits(0) != nullptr && stride >= rowBytes &&
           frame.mappedBytes(0) >= stride * (frame.height() - 1) + rowBytes;
}

QImage onWhite(const QImage& image)
{
    QImage paper(image.size(), QImage::Format_RGB32);
    if (paper.isNull()) {
        return paper;
    }
    paper.fill(Qt::white);
    QPainter(&paper).drawImage(0, 0, image);
    return paper;
}

/// A copy as QImage for the formats without a plane of brightness. Not QVideoFrame::toImage(): off the GUI thread
/// that may set up a graphics device.
QImage converted(QVideoFrame frame)
{
    if (!frame.map(QVideoFrame::ReadOnly)) {
        return {};
    }
    QImage result;
    if (frame.pixelFormat() == QVideoFrameFormat::Format_Jpeg) {
        result = QImage::fromData(frame.bits(0), frame.mappedBytes(0), "JPG");
    } else if (const auto format = QVideoFrameFormat::imageFormatFromPixelFormat(frame.pixelFormat());
               format != QImage::Format_Invalid && holds(frame, 3, 4)) {
        result = QImage(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0), format)
                     .convertToFormat(QImage::Format_Grayscale8);
    }
    frame.unmap();
    return result;
}

} // namespace

bool Luminance::acceptable(QSize size)
{
    return size.width() > 0 && size.height() > 0 && qint64{size.width()} * size.height() <= maxPixels;
}

std::optional<Luminance> Luminance::inPlace(QVideoFrame frame, int offset, int pixelStride)
{
    if (!frame.map(QVideoFrame::ReadOnly)) {
        return std::nullopt;
    }
    if (!holds(frame, offset, pixelStride)) {
        frame.unmap();
        return std::nullopt;
    }
    Luminance view;
    view.m_data = frame.bits(0) + offset;
    view.m_size = frame.size();
    view.m_rowStride = frame.bytesPerLine(0);
    view.m_pixelStride = pixelStride;
    view.m_mapped = std::move(frame);
    return view;
}

std::optional<Luminance> Luminance::of(const QVideoFrame& frame)
{
    if (!frame.isValid() || !acceptable(frame.size())) {
        return std::nullopt;
    }
    using Format = QVideoFrameFormat::PixelFormat;
    switch (frame.pixelFormat()) {
    case Format::Format_YUV420P:
    case Format::Format_YUV422P:
    case Format::Format_YV12:
    case Format::Format_NV12:
    case Format::Format_NV21:
    case Format::Format_IMC1:
    case Format::Format_IMC2:
    case Format::Format_IMC3:
    case Format::Format_IMC4:
    case Format::Format_Y8:
        return inPlace(frame, 0, 1);
    case Format::Format_YUYV:
        return inPlace(frame, 0, 2);
    case Format::Format_UYVY:
    case Format::Format_Y16:
    case Format::Format_P010:
    case Format::Format_P016:
        // The wide formats are little-endian: the second byte of a sample is the high one.
        return inPlace(frame, 1, 2);
    case Format::Format_AYUV:
        return inPlace(frame, 1, 4);
    default: // Qt's enum grows with Qt; what we do not know we do not read.
        return of(converted(frame));
    }
}

std::optional<Luminance> Luminance::of(const QImage& image)
{
    if (!acceptable(image.size())) {
        return std::nullopt;
    }
    Luminance view;
    view.m_owned = (image.hasAlphaChannel() ? onWhite(image) : image).convertToFormat(QImage::Format_Grayscale8);
    if (view.m_owned.isNull()) {
        return std::nullopt;
    }
    view.m_data = view.m_owned.constBits();
    view.m_size = view.m_owned.size();
    view.m_rowStride = static_cast<int>(view.m_owned.bytesPerLine());
    return view;
}

Luminance::Luminance(Luminance&& other) noexcept
{
    *this = std::move(other);
}

Luminance& Luminance::operator=(Luminance&& other) noexcept
{
    if (this != &other) {
        release();
        m_mapped = std::exchange(other.m_mapped, {});
        m_owned = std::exchange(other.m_owned, {});
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, {});
        m_rowStride = other.m_rowStride;
        m_pixelStride = other.m_pixelStride;
    }
    return *this;
}

Luminance::~Luminance()
{
    release();
}

void Luminance::release()
{
    if (m_mapped.isMapped()) {
        m_mapped.unmap();
    }
}

int Luminance::mean() const
{
    constexpr int grid = 48;
    qint64 sum = 0;
    qint64 count = 0;
    for (int y = 0; y < height(); y += std::max(1, height() / grid)) {
        for (int x = 0; x < width(); x += std::max(1, width() / grid)) {
            sum += row(y)[qsizetype{x} * m_pixelStride];
            ++count;
        }
    }
    return count == 0 ? 0 : static_cast<int>(sum / count);
}

} // namespace voucher
