#include "terminal/scan/picture.h"

#include "terminal/scan/luminance.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace voucher {

tl::expected<QImage, PictureError> readPicture(const QString& path)
{
    if (!QFileInfo(path).isFile()) {
        return tl::make_unexpected(PictureError::NotFound);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::make_unexpected(PictureError::NotFound);
    }
    // Reading from the device and not from the path keeps the file's name out of the decision.
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    // Vector and text formats have no size of their own and may refer to other files.
    if (format.isEmpty() || format.startsWith("svg") || format == "xpm" || format == "pdf") {
        return tl::make_unexpected(PictureError::NotAPicture);
    }
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        return tl::make_unexpected(PictureError::NotAPicture);
    }
    if (!Luminance::acceptable(size)) {
        return tl::make_unexpected(PictureError::TooLarge);
    }
    QImage picture = reader.read();
    if (picture.isNull()) {
        return tl::make_unexpected(PictureError::NotAPicture);
    }
    if (!Luminance::acceptable(picture.size())) {
        return tl::make_unexpected(PictureError::TooLarge);
    }
    return picture;
}

} // namespace voucher
