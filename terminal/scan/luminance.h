#pragma once

#include <QImage>
#include <QVideoFrame>

#include <cstdint>
#include <optional>

namespace voucher {

/// The brightness of a picture, one byte a pixel, seen in place where its memory already holds it that way.
/// Move-only: a view on a video frame keeps that frame mapped until it is destroyed.
class Luminance
{
public:
    /// Nothing when the frame is empty, larger than `maxPixels`, cannot be mapped, or is shorter than it claims.
    static std::optional<Luminance> of(const QVideoFrame& frame);
    /// Nothing when the picture is empty or larger than `maxPixels`. Transparent pixels count as white paper.
    static std::optional<Luminance> of(const QImage& image);

    /// No sensor and no scanner that reaches us is larger; a hostile file may claim anything.
    static constexpr qint64 maxPixels = 100'000'000;
    /// Whether a picture of this size is worth any memory at all.
    static bool acceptable(QSize size);

    Luminance(Luminance&& other) noexcept;
    Luminance& operator=(Luminance&& other) noexcept;
    Luminance(const Luminance&) = delete;
    Luminance& operator=(const Luminance&) = delete;
    ~Luminance();

    int width() const { return m_size.width(); }

    int height() const { return m_size.height(); }

    QSize size() const { return m_size; }

    /// The first pixel of row `y`; pixel x lies x * pixelStride() bytes on.
    const std::uint8_t* row(int y) const { return m_data + qsizetype{y} * m_rowStride; }

    int rowStride() const { return m_rowStride; }

    int pixelStride() const { return m_pixelStride; }

    /// 0 (black) to 255, from a coarse grid of samples.
    int mean() const;

private:
    Luminance() = default;
    static std::optional<Luminance> inPlace(QVideoFrame frame, int offset, int pixelStride);
    void release();

    QVideoFrame m_mapped;
    QImage m_owned;
    const std::uint8_t* m_data = nullptr;
    QSize m_size;
    int m_rowStride = 0;
    int m_pixelStride = 1;
};

} // namespace voucher
