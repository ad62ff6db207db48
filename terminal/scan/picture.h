#pragma once

#include <QImage>
#include <QString>

#include <tl/expected.hpp>

class QIODevice;

namespace voucher {

enum class PictureError {
    NotFound,
    /// Unknown format, or damaged beyond what its format can bear.
    NotAPicture,
    /// More than Luminance::maxPixels or `mostPictureBytes`; known from the head, before any memory is taken.
    TooLarge,
};

/// A picture takes no more memory than this, and while it is turned upright once more as much.
inline constexpr qint64 mostPictureBytes = 256 << 20;

/// Reads a picture that anyone may have sent. The content decides on the format, whatever the name says, and only
/// formats that telephones and scanners make are read; of an animation the first frame; the camera's orientation tag is
/// applied. What is longer than `longestSide` is made smaller, if that is not 0; so is a photograph (JPEG) that would
/// take too much memory.
tl::expected<QImage, PictureError> readPicture(const QString& path, int longestSide = 0);

/// The same of bytes that lie elsewhere.
tl::expected<QImage, PictureError> readPicture(QIODevice& bytes, int longestSide = 0);

/// Sets Qt's own limit to `mostPictureBytes` and makes the JPEG library refuse files that would need more than that for
/// itself, which a progressive one of a few hundred bytes can. To be called before other threads are there.
void limitPictureMemory();

} // namespace voucher
