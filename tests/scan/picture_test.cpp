#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"
#include "tests/support/qr_picture.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace voucher;

namespace {

QImage codePicture()
{
    QrPicture what;
    what.text = QStringLiteral("EPT1:PICTURE");
    what.size = {400, 400};
    return draw(what);
}

QByteArray encoded(const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    codePicture().save(&buffer, format);
    return bytes;
}

/// A PNG of one pixel whose head claims another size, its checksum being right.
QByteArray pngClaiming(quint32 width, quint32 height)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage(1, 1, QImage::Format_Grayscale8).save(&buffer, "PNG");
    qToBigEndian(width, bytes.data() + 16);
    qToBigEndian(height, bytes.data() + 20);
    quint32 crc = 0xffffffff;
    for (int i = 12; i < 29; ++i) {
        crc ^= static_cast<uchar>(bytes[i]);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
        }
    }
    qToBigEndian(~crc, bytes.data() + 29);
    return bytes;
}

/// Two frames of 2×2 pixels, the first white, the second black.
QByteArray animatedGif()
{
    return QByteArray::fromHex("47494638396102000200810000ffffff00000000000000000021ff0b4e45545343415045322e"
                               "30030100000021f904000a0000002c00000000020002000008060001080410100021f904000a"
                               "0000002c0000000002000200810000000000000000000000000806000108041010003b");
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString written(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_dir.filePath(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }

    PictureError errorOf(const QString& name, const QByteArray& bytes)
    {
        const auto picture = readPicture(written(name, bytes));
        return picture ? static_cast<PictureError>(-1) : picture.error();
    }

private slots:

    void believesTheContentAndNotTheName()
    {
        const auto picture = readPicture(written(QStringLiteral("really-png.jpg"), encoded("PNG")));
        QVERIFY(picture);
        QCOMPARE(Decoder::decodePicture(*picture).value(0).text, QStringLiteral("EPT1:PICTURE"));
        QVERIFY(readPicture(written(QStringLiteral("no-extension"), encoded("JPG"))));
        QCOMPARE(errorOf(QStringLiteral("text.png"), QByteArrayLiteral("EPT1:NOT A PICTURE")),
                 PictureError::NotAPicture);
    }

    void refusesWhatIsMissing()
    {
        QCOMPARE(readPicture(m_dir.filePath(QStringLiteral("nothing.png"))).error(), PictureError::NotFound);
        QCOMPARE(readPicture(m_dir.path()).error(), PictureError::NotFound);
        QCOMPARE(readPicture(QString()).error(), PictureError::NotFound);
        QCOMPARE(readPicture(QStringLiteral("/dev/zero")).error(), PictureError::NotFound);
    }

    void refusesEmptyAndZeroSizedPictures()
    {
        QCOMPARE(errorOf(QStringLiteral("empty.png"), {}), PictureError::NotAPicture);
        QCOMPARE(errorOf(QStringLiteral("zero.png"), pngClaiming(0, 100)), PictureError::NotAPicture);
        QCOMPARE(errorOf(QStringLiteral("flat.png"), pngClaiming(100, 0)), PictureError::NotAPicture);
    }

    void refusesHugePicturesBeforeTakingTheirMemory()
    {
        QCOMPARE(errorOf(QStringLiteral("huge.png"), pngClaiming(60'000, 60'000)), PictureError::TooLarge);
    }

    void refusesTruncatedPictures_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char* format : {"PNG", "PPM"}) {
            const QByteArray whole = encoded(format);
            for (const int percent : {1, 10, 50, 90}) {
                QTest::addRow("%s at %d%%", format, percent) << whole.left(whole.size() * percent / 100);
            }
        }
    }

    void refusesTruncatedPictures()
    {
        QFETCH(QByteArray, bytes);
        const auto picture = readPicture(written(QStringLiteral("cut"), bytes));
        QVERIFY(!picture);
        QCOMPARE(picture.error(), PictureError::NotAPicture);
    }

    void survivesAPictureCutAnywhere_data()
    {
        QTest::addColumn<QByteArray>("whole");
        QTest::newRow("JPG") << encoded("JPG");
        QTest::newRow("BMP") << encoded("BMP").left(20'000);
        QTest::newRow("GIF") << animatedGif();
    }

    void survivesAPictureCutAnywhere()
    {
        // These formats show what there is of them; the code decides for itself whether that is enough.
        QFETCH(QByteArray, whole);
        for (int i = 0; i < whole.size(); i += 1 + static_cast<int>(whole.size() / 200)) {
            const auto picture = readPicture(written(QStringLiteral("cut.jpg"), whole.left(i)));
            QVERIFY(!picture || !picture->isNull());
        }
    }

    void takesTheFirstFrameOfAnAnimation()
    {
        const auto picture = readPicture(written(QStringLiteral("moving.gif"), animatedGif()));
        QVERIFY(picture);
        QCOMPARE(picture->size(), QSize(2, 2));
        QCOMPARE(picture->pixelColor(0, 0), QColor(Qt::white));
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "picture_test.moc"
