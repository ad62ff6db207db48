#include "terminal/scan/zxing_reader.h"

#include <QByteArrayView>
#include <QStringDecoder>

#include <ZXing/ReadBarcode.h>

#include <algorithm>
#include <exception>

namespace voucher {

namespace {

QString textOf(const ZXing::Result& result)
{
    if (result.hasECI()) {
        return QString::fromStdString(result.text());
    }
    const QByteArrayView bytes(result.bytes().data(), static_cast<qsizetype>(result.bytes().size()));
    QStringDecoder utf8(QStringDecoder::Utf8,
                        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

Sighting sightingOf(const ZXing::Result& result, double scale)
{
    const auto& position = result.position();
    Sighting sighting{textOf(result), {}};
    std::transform(position.begin(), position.end(), sighting.corners.begin(),
                   [scale](const ZXing::PointI& point) { return QPointF(point.x, point.y) / scale; });
    return sighting;
}

} // namespace

QList<Sighting> zxingFinds(const Luminance& picture, Ink ink, double scale)
{
    const ZXing::ImageView view(picture.row(0), picture.width(), picture.height(), ZXing::ImageFormat::Lum,
                                picture.rowStride(), picture.pixelStride());
    const auto hints =
        ZXing::DecodeHints()
            .setFormats(ZXing::BarcodeFormat::QRCode)
            .setTryHarder(true)
            .setTryRotate(false)
            .setMaxNumberOfSymbols(16)
            .setBinarizer(ink == Ink::Grey ? ZXing::Binarizer::LocalAverage : ZXing::Binarizer::FixedThreshold);
    QList<Sighting> sightings;
    try {
        for (const auto& result : ZXing::ReadBarcodes(view, hints)) {
            if (Sighting sighting = sightingOf(result, scale); result.isValid() && !sighting.text.isEmpty()) {
                sightings.append(std::move(sighting));
            }
        }
    } catch (const std::exception&) {
        // The library's own tables may reject what a damaged symbol claims; that is a code we did not read.
        sightings.clear();
    }
    return sightings;
}

std::optional<QString> zxingDecodes(const std::vector<bool>& dark, int modules)
{
    // A picture as a printer would make it, so that nothing is left to find.
    constexpr int pixels = 3;
    constexpr int quiet = 2;
    const int side = (modules + 2 * quiet) * pixels;
    std::vector<std::uint8_t> picture(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255);
    for (int y = 0; y < modules * pixels; ++y) {
        for (int x = 0; x < modules * pixels; ++x) {
            if (dark[static_cast<std::size_t>(y / pixels * modules + x / pixels)]) {
                picture[static_cast<std::size_t>((y + quiet * pixels) * side + x + quiet * pixels)] = 0;
            }
        }
    }
    const ZXing::ImageView view(picture.data(), side, side, ZXing::ImageFormat::Lum);
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode)
                           .setIsPure(true)
                           .setTryRotate(false)
                           .setTryDownscale(false)
                           .setBinarizer(ZXing::Binarizer::BoolCast);
    try {
        const auto result = ZXing::ReadBarcode(view, hints);
        QString text = result.isValid() ? textOf(result) : QString();
        return text.isEmpty() ? std::nullopt : std::optional(std::move(text));
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace voucher
