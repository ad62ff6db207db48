#pragma once

#include <QImage>
#include <QString>

#include <tl/expected.hpp>

namespace voucher {

enum class PictureError {
    NotFound,
    /// Unknown format, or damaged beyond what its format can bear.
    NotAPicture,
    /// More than Luminance::maxPixels; known from the head, before any memory is taken.
    TooLarge,
};

/// Reads a picture that anyone may have sent. The content decides on the format, whatever the name says; of an
/// animation the first frame; the camera's orientation tag is applied.
tl::expected<QImage, PictureError> readPicture(const QString& path);

} // namespace voucher
