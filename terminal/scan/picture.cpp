#include "terminal/scan/picture.h"

#include "terminal/scan/luminance.h"

#include <QFile>
#include <QFileInfo>
#include <QImageReader>

#include <algorithm>
#include <array>

namespace voucher {

namespace {

/// Vector and text formats are not here: they have no size of their own and may refer to other files.
bool isRead(const QByteArray& format)
{
    static constexpr std::array<const char*, 9> formats{"png", "jpeg", "jpg", "webp", "gif",
                                                        "bmp", "pbm",  "pgm", "ppm"};
    return std::any_of(formats.begin(), formats.end(), [&](const char* name) { return format == name; });
}

qint64 bytesOf(QSize size, QImage::Format format)
{
    // Fewer are counted as these by Qt's own limit, which is as high as ours; and a head may say nothing.
    constexpr int least = 32;
    const int bits = format == QImage::Format_Invalid ? least : QImage::toPixelFormat(format).bitsPerPixel();
    return qint64{size.width()} * size.height() * std::max(least, bits) / 8;
}

} // namespace

tl::expected<QImage, PictureError> readPicture(const QString& path, int longestSide)
{
    QFile file(path);
    // A device or a pipe may never end.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        return tl::make_unexpected(PictureError::NotFound);
    }
    return readPicture(file, longestSide);
}

tl::expected<QImage, PictureError> readPicture(QIODevice& bytes, int longestSide)
{
    // Reading from the device and not from a path keeps the file's name out of the decision.
    QImageReader reader(&bytes);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    if (!isRead(format)) {
        return tl::make_unexpected(PictureError::NotAPicture);
    }
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty()) {
        return tl::make_unexpected(PictureError::NotAPicture);
    }
    if (!Luminance::acceptable(size)) {
        return tl::make_unexpected(PictureError::TooLarge);
    }
    QSize wanted = size;
    if (longestSide > 0 && std::max(size.width(), size.height()) > longestSide) {
        wanted = size.scaled(longestSide, longestSide, Qt::KeepAspectRatio).expandedTo({1, 1});
    }
    // JPEG alone is made smaller while it is read; of any other the whole comes first.
    const bool shrinks = format == "jpeg" || format == "jpg";
    while (shrinks && bytesOf(wanted, reader.imageFormat()) > mostPictureBytes) {
        wanted = QSize((wanted.width() + 1) / 2, (wanted.height() + 1) / 2);
    }
    if (bytesOf(shrinks ? wanted : size, reader.imageFormat()) > mostPictureBytes) {
        return tl::make_unexpected(PictureError::TooLarge);
    }
    if (wanted != size) {
        reader.setScaledSize(wanted);
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

void limitPictureMemory()
{
    QImageReader::setAllocationLimit(mostPictureBytes >> 20);
    qputenv("JPEGMEM", QByteArray::number(mostPictureBytes / 1'000'000) + 'm');
}

} // namespace voucher
