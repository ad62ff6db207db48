// What a camera or a picture file may hold. A frame's bytes are: which format, width, height, bytes of padding a row,
// then pixels, again and again from the first until the frame is full.

#include "tests/fuzz/readers.h"

#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"
#include "tests/support/qr_picture.h"

#include <QBuffer>
#include <QImageWriter>

#include <algorithm>
#include <array>

namespace voucher::test {

namespace {

/// Room for the smallest codes; more would only be slower. A still picture is read in many ways, one of them enlarged.
constexpr int frameSide = 96;
constexpr int stillSide = 48;
constexpr qsizetype headBytes = 4;

constexpr std::array<QVideoFrameFormat::PixelFormat, 8> frameFormats{
    QVideoFrameFormat::Format_Y8,       QVideoFrameFormat::Format_NV12, QVideoFrameFormat::Format_YUYV,
    QVideoFrameFormat::Format_Y16,      QVideoFrameFormat::Format_UYVY, QVideoFrameFormat::Format_AYUV,
    QVideoFrameFormat::Format_BGRA8888, QVideoFrameFormat::Format_Jpeg};

constexpr std::array<QImage::Format, 8> imageFormats{QImage::Format_Grayscale8,  QImage::Format_Grayscale8,
                                                     QImage::Format_Grayscale16, QImage::Format_RGB16,
                                                     QImage::Format_ARGB32,      QImage::Format_ARGB4444_Premultiplied,
                                                     QImage::Format_Mono,        QImage::Format_RGBA64};

struct FrameBytes
{
    std::size_t format;
    QSize size;
    int padding;
    QByteArrayView pixels;
};

FrameBytes frameBytes(QByteArrayView input, int longestSide)
{
    const auto byte = [&](qsizetype at) { return static_cast<unsigned char>(input.at(at)); };
    return {byte(0) % frameFormats.size(),
            {1 + byte(1) % longestSide, 1 + byte(2) % longestSide},
            byte(3) % 16,
            input.sliced(headBytes)};
}

void fill(std::uint8_t* to, qsizetype size, QByteArrayView pixels)
{
    for (qsizetype at = 0; at < size; ++at)
        to[at] = static_cast<std::uint8_t>(pixels.at(at % pixels.size()));
}

/// As many looks at the same frame as there are ways of looking, as of a sheet lying under the camera.
bool readsFrame(QByteArrayView input)
{
    if (input.size() <= headBytes)
        return false;
    const FrameBytes bytes = frameBytes(input, frameSide);
    QVideoFrame frame{QVideoFrameFormat(bytes.size, frameFormats.at(bytes.format))};
    if (!frame.map(QVideoFrame::WriteOnly))
        return false;
    fill(frame.bits(0), frame.mappedBytes(0), bytes.pixels);
    frame.unmap();
    const auto luminance = Luminance::of(frame);
    Decoder decoder;
    bool read = false;
    constexpr int ways = 3;
    for (int look = 0; luminance && look < ways; ++look)
        read = decoder.attempt(*luminance).has_value() || read;
    return read;
}

/// A still picture whose rows are longer than its width.
bool readsStill(QByteArrayView input)
{
    if (input.size() <= headBytes)
        return false;
    const FrameBytes bytes = frameBytes(input, stillSide);
    const QImage::Format format = imageFormats.at(bytes.format);
    const qsizetype used = (qsizetype{bytes.size.width()} * QImage::toPixelFormat(format).bitsPerPixel() + 7) / 8;
    // QImage wants its rows to begin at whole words of 32 bits.
    const qsizetype row = (used + bytes.padding + 3) / 4 * 4;
    QByteArray memory(row * bytes.size.height(), Qt::Uninitialized);
    fill(reinterpret_cast<std::uint8_t*>(memory.data()), memory.size(), bytes.pixels);
    const QImage picture(reinterpret_cast<const uchar*>(memory.constData()), bytes.size.width(), bytes.size.height(),
                         row, format);
    return !Decoder::decodePicture(picture).isEmpty();
}

QImage smallCode(int side, double moduleSize)
{
    return draw({.text = QStringLiteral("EPT1:A"), .level = 'L', .size = {side, side}, .moduleSize = moduleSize});
}

/// Bytes that are this picture.
QByteArrayList seedsOf(const QImage& code)
{
    QByteArray seed(headBytes, '\0');
    seed[1] = static_cast<char>(code.width() - 1);
    seed[2] = static_cast<char>(code.height() - 1);
    for (int y = 0; y < code.height(); ++y)
        seed += QByteArray(reinterpret_cast<const char*>(code.constScanLine(y)), code.width());
    return {seed};
}

bool readsPicture(QByteArrayView input)
{
    QByteArray copy = input.toByteArray();
    QBuffer buffer(&copy);
    return buffer.open(QIODevice::ReadOnly) && readPicture(buffer).has_value();
}

QByteArrayList pictureSeeds()
{
    QByteArrayList seeds;
    const auto add = [&](const char* format, bool progressive) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QImageWriter writer(&buffer, format);
        writer.setProgressiveScanWrite(progressive);
        writer.setTransformation(QImageIOHandler::TransformationRotate90);
        writer.write(smallCode(96, 3));
        seeds.append(bytes);
    };
    for (const char* format : {"PNG", "JPG", "BMP", "PPM"})
        add(format, false);
    add("JPG", true);
    // Two frames of 2×2 pixels.
    seeds.append(QByteArray::fromHex("47494638396102000200810000ffffff00000000000000000021ff0b4e45545343415045322e"
                                     "30030100000021f904000a0000002c00000000020002000008060001080410100021f904000a"
                                     "0000002c0000000002000200810000000000000000000000000806000108041010003b"));
    return seeds;
}

} // namespace

std::vector<Reader> pictureReaders()
{
    constexpr int few = 30;
    return {{"frame", readsFrame, [] { return seedsOf(smallCode(frameSide, 3)); }, few},
            {"still", readsStill, [] { return seedsOf(smallCode(stillSide, 1.7)); }, few},
            {"picture", readsPicture, pictureSeeds}};
}

} // namespace voucher::test
