#include "crypto/signs/sign.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

#include <algorithm>
#include <bitset>
#include <limits>
#include <vector>

using namespace voucher;

namespace {

// 8 mm at about 130 dots an inch: an arm's length print, or a poor printer.
constexpr int side = 40;
using Shape = std::bitset<side * side>;

// Two pictograms differ in at least this share of the tile, however they are laid over each other within `reach`.
constexpr double leastDifference = 0.12;
constexpr int reach = 2;

QImage inGrey(int number)
{
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QSvgRenderer renderer(pictogramPath(number));
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return image.convertToFormat(QImage::Format_Grayscale8);
}

int greyAt(const QImage& image, int x, int y)
{
    return image.constScanLine(y)[x];
}

/// Where the ink lies: darker than halfway between the darkest point and the tint, so that no shade counts, only shape.
Shape shapeOf(const QImage& image)
{
    int darkest = 255;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            darkest = std::min(darkest, greyAt(image, x, y));
    const int tint = greyAt(image, 0, side / 2);

    Shape shape;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            shape[static_cast<std::size_t>(y * side + x)] = greyAt(image, x, y) < (darkest + tint) / 2;
    return shape;
}

Shape moved(const Shape& shape, int dx, int dy)
{
    Shape result;
    for (int y = std::max(0, dy); y < std::min(side, side + dy); ++y)
        for (int x = std::max(0, dx); x < std::min(side, side + dx); ++x)
            result[static_cast<std::size_t>(y * side + x)] = shape[static_cast<std::size_t>((y - dy) * side + x - dx)];
    return result;
}

double difference(const Shape& left, const Shape& right)
{
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (int dy = -reach; dy <= reach; ++dy)
        for (int dx = -reach; dx <= reach; ++dx)
            least = std::min(least, (left ^ moved(right, dx, dy)).count());
    return static_cast<double>(least) / (side * side);
}

} // namespace

class PictogramsTest : public QObject
{
    Q_OBJECT

private slots:
    void drawsEveryPictogramFromTheResources();
    void holdsNoPictogramOutsideTheTable();
    void fillsEachTileGenerouslyAndLeavesItsEdgeFree();
    void tellsAnyTwoApartByShapeAloneAtEightMillimetres();
};

void PictogramsTest::drawsEveryPictogramFromTheResources()
{
    for (int i = 0; i < pictogramCount; ++i) {
        const QSvgRenderer renderer(pictogramPath(i));
        QVERIFY2(renderer.isValid(), qPrintable(pictogramPath(i)));
        QCOMPARE(renderer.viewBox(), QRect(0, 0, 96, 96));
    }
}

void PictogramsTest::holdsNoPictogramOutsideTheTable()
{
    QCOMPARE(QDir(u":/signs"_qs).entryList().size(), pictogramCount);
}

void PictogramsTest::fillsEachTileGenerouslyAndLeavesItsEdgeFree()
{
    for (int i = 0; i < pictogramCount; ++i) {
        const Shape shape = shapeOf(inGrey(i));
        int left = side, top = side, right = 0, bottom = 0;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                if (shape[static_cast<std::size_t>(y * side + x)]) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                    top = std::min(top, y);
                    bottom = std::max(bottom, y);
                }
        const int longest = std::max(right - left, bottom - top) + 1;
        QVERIFY2(longest >= side * 6 / 10, qPrintable(pictogramPath(i)));
        QVERIFY2(left >= 1 && top >= 1 && right < side - 1 && bottom < side - 1, qPrintable(pictogramPath(i)));
    }
}

void PictogramsTest::tellsAnyTwoApartByShapeAloneAtEightMillimetres()
{
    std::vector<Shape> shapes;
    for (int i = 0; i < pictogramCount; ++i)
        shapes.push_back(shapeOf(inGrey(i)));

    for (int i = 0; i < pictogramCount; ++i)
        for (int j = i + 1; j < pictogramCount; ++j) {
            const double found = difference(shapes[static_cast<std::size_t>(i)], shapes[static_cast<std::size_t>(j)]);
            QVERIFY2(found >= leastDifference,
                     qPrintable(u"%1 and %2 differ in only %3 % of the tile"_qs
                                    .arg(QString::fromLatin1(pictogram(i).slug), QString::fromLatin1(pictogram(j).slug))
                                    .arg(found * 100, 0, 'f', 1)));
        }
}

QTEST_MAIN(PictogramsTest)
#include "pictograms_test.moc"
