#include "tests/support/qr_picture.h"

#include <QPainter>
#include <QTransform>

#include <qrencode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

namespace voucher {

namespace {

constexpr int quietZone = 4;

/// One pixel a module, quiet zone included.
QImage modules(const QrPicture& what)
{
    const auto level = what.level == 'L'   ? QR_ECLEVEL_L
                       : what.level == 'M' ? QR_ECLEVEL_M
                       : what.level == 'H' ? QR_ECLEVEL_H
                                           : QR_ECLEVEL_Q;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(what.text.toUtf8().constData(), 0, level, QR_MODE_8, 1), &QRcode_free);
    if (!code) {
        return {};
    }
    const int width = code->width;
    QImage image(width + 2 * quietZone, width + 2 * quietZone, QImage::Format_Grayscale8);
    image.fill(what.inverted ? Qt::black : Qt::white);
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool dark = (code->data[y * width + x] & 1) != 0;
            image.scanLine(y + quietZone)[x + quietZone] = dark != what.inverted ? 0 : 255;
        }
    }
    return what.mirrored ? image.mirrored(true, false) : image;
}

QTransform placed(const QrPicture& what, double side)
{
    const double half = side * what.moduleSize / 2;
    const double near = half;
    const double far = half * (1 - what.tilt);
    QTransform turn;
    turn.translate(what.middle.x() * what.size.width(), what.middle.y() * what.size.height());
    turn.rotate(what.rotation);
    const QPolygonF flat({{0, 0}, {side, 0}, {side, side}, {0, side}});
    const QPolygonF tilted({{-far, -far}, {far, -far}, {near, near}, {-near, near}});
    QTransform perspective;
    QTransform::quadToQuad(flat, tilted, perspective);
    return perspective * turn;
}

/// Three box means in a row come close to a Gaussian.
void blurLine(std::vector<double>& line, int radius)
{
    std::vector<double> result(line.size());
    const int last = static_cast<int>(line.size()) - 1;
    for (int round = 0; round < 3; ++round) {
        double sum = 0;
        const auto at = [&](int index) { return line[static_cast<std::size_t>(std::clamp(index, 0, last))]; };
        for (int i = -radius; i <= radius; ++i) {
            sum += at(i);
        }
        for (int i = 0; i <= last; ++i) {
            result[static_cast<std::size_t>(i)] = sum / (2 * radius + 1);
            sum += at(i + radius + 1) - at(i - radius);
        }
        line.swap(result);
    }
}

void blur(QImage& image, double sigma)
{
    const int radius = static_cast<int>(std::lround(sigma));
    if (radius < 1) {
        return;
    }
    std::uint8_t* const bits = image.bits();
    const auto along = [&](int lines, int length, qsizetype lineStep, qsizetype step) {
        std::vector<double> line(static_cast<std::size_t>(length));
        for (int i = 0; i < lines; ++i) {
            std::uint8_t* const start = bits + i * lineStep;
            for (int k = 0; k < length; ++k) {
                line[static_cast<std::size_t>(k)] = start[k * step];
            }
            blurLine(line, radius);
            for (int k = 0; k < length; ++k) {
                start[k * step] = static_cast<std::uint8_t>(std::lround(line[static_cast<std::size_t>(k)]));
            }
        }
    };
    along(image.height(), image.width(), image.bytesPerLine(), 1);
    along(image.width(), image.height(), 1, image.bytesPerLine());
}

/// Roughly normal with deviation 1. std::normal_distribution is not the same on every machine.
double deviate(std::mt19937& random)
{
    double sum = 0;
    for (int i = 0; i < 4; ++i) {
        sum += static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
    }
    return (sum - 2) * std::sqrt(3.0);
}

void light(QImage& image, const QrPicture& what)
{
    std::mt19937 random(what.seed);
    for (int y = 0; y < image.height(); ++y) {
        std::uint8_t* const row = image.scanLine(y);
        for (int x = 0; x < image.width(); ++x) {
            const double towardsCorner = (double(x) / image.width() + double(y) / image.height()) / 2;
            const double lamp = 1 - what.shade * towardsCorner;
            const double grey = (127.5 + (row[x] - 127.5) * what.contrast) * lamp;
            const double noisy = what.noise > 0 ? grey + what.noise * deviate(random) : grey;
            row[x] = static_cast<std::uint8_t>(std::clamp(std::lround(noisy), 0L, 255L));
        }
    }
}

} // namespace

QImage draw(const QrPicture& what)
{
    const QImage code = modules(what);
    QImage image(what.size, QImage::Format_Grayscale8);
    image.fill(what.inverted ? Qt::black : Qt::lightGray);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setTransform(placed(what, code.width()));
        painter.drawImage(0, 0, code);
    }
    blur(image, what.blur);
    light(image, what);
    return image;
}

QImage noisePicture(QSize size, unsigned seed)
{
    std::mt19937 random(seed);
    QImage image(size, QImage::Format_Grayscale8);
    for (int y = 0; y < size.height(); ++y) {
        std::generate_n(image.scanLine(y), size.width(), [&] { return static_cast<uchar>(random() >> 24); });
    }
    return image;
}

} // namespace voucher
