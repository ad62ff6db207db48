#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"
#include "tests/support/peak_memory.h"
#include "tests/support/qr_picture.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>
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

constexpr qint64 megabyte = 1 << 20;

QByteArray fourBytes(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

/// One part of a PNG, its checksum being right.
QByteArray pngChunk(const QByteArray& name, const QByteArray& content)
{
    quint32 crc = 0xffffffff;
    for (const char byte : name + content) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
        }
    }
    return fourBytes(static_cast<quint32>(content.size())) + name + content + fourBytes(~crc);
}

constexpr qsizetype pngHead = 33; ///< the signature and the chunk IHDR

/// A PNG of one pixel whose head claims another size; grey of 8 bits if nothing else is said.
QByteArray pngClaiming(quint32 width, quint32 height, const QByteArray& depthAndColour = QByteArrayLiteral("\x08\0"))
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage(1, 1, QImage::Format_Grayscale8).save(&buffer, "PNG");
    const QByteArray head =
        pngChunk("IHDR", fourBytes(width) + fourBytes(height) + depthAndColour + QByteArray(3, '\0'));
    return bytes.replace(8, head.size(), head);
}

/// A photograph whose head claims another size; what is missing becomes grey.
QByteArray jpegClaiming(quint16 width, quint16 height, bool progressive)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "JPG");
    writer.setProgressiveScanWrite(progressive);
    writer.write(codePicture().convertToFormat(QImage::Format_RGB32));
    const qsizetype frame = bytes.indexOf(progressive ? "\xff\xc2" : "\xff\xc0");
    qToBigEndian(height, bytes.data() + frame + 5);
    qToBigEndian(width, bytes.data() + frame + 7);
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
    tl::expected<QImage, PictureError> m_picture;

    /// How much memory reading these bytes takes at most.
    qint64 taken(const QByteArray& bytes)
    {
        const QString path = written(QStringLiteral("given"), bytes);
        return peakMemory([&] { m_picture = readPicture(path); });
    }

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

    void initTestCase() { limitPictureMemory(); }

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

    void refusesHugePicturesBeforeTakingTheirMemory_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<PictureError>("error");
        QTest::newRow("PNG of 3,600 megapixels") << pngClaiming(60'000, 60'000) << PictureError::TooLarge;
        QTest::newRow("JPEG of 3,600 megapixels") << jpegClaiming(60'000, 60'000, false) << PictureError::TooLarge;
        QTest::newRow("PNG of 100 megapixels in colours of 16 bits")
            << pngClaiming(10'000, 10'000, QByteArrayLiteral("\x10\x06")) << PictureError::TooLarge;
        // Its reader gives up while it looks for the size.
        QTest::newRow("GIF of 4,295 megapixels")
            << animatedGif().replace(6, 4, QByteArray(4, '\xff')) << PictureError::NotAPicture;
        QTest::newRow("PNG of 100 megapixels in grey") << pngClaiming(10'000, 10'000) << PictureError::TooLarge;
        QTest::newRow("PPM of 100 megapixels") << QByteArrayLiteral("P6 10000 10000 255\n") << PictureError::TooLarge;
    }

    void refusesHugePicturesBeforeTakingTheirMemory()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(PictureError, error);
        QVERIFY(taken(bytes) < 16 * megabyte);
        QVERIFY(!m_picture);
        QCOMPARE(m_picture.error(), error);
    }

    void aPhotographOfAHundredMegapixelsIsReadSmaller()
    {
        QVERIFY(taken(jpegClaiming(10'000, 10'000, false)) < mostPictureBytes);
        QVERIFY(m_picture);
        QCOMPARE(m_picture->size(), QSize(5'000, 5'000));
    }

    /// Its library would keep the whole of it in memory, however small the file and whatever size we ask for.
    void refusesAPhotographThatWouldTakeMoreThanItShows()
    {
        QVERIFY(taken(jpegClaiming(10'000, 10'000, true)) < mostPictureBytes);
        QVERIFY(!m_picture);
        QCOMPARE(m_picture.error(), PictureError::NotAPicture);
        QVERIFY(readPicture(written(QStringLiteral("ordinary.jpg"), jpegClaiming(4'000, 3'000, true))));
    }

    void aSmallFileThatUnpacksWithoutEndTakesNoMoreThanItsPicture()
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QImage white(8'000, 8'000, QImage::Format_Mono);
        white.fill(1);
        white.save(&buffer, "PNG");
        white = {};
        QVERIFY(bytes.size() < megabyte);
        QVERIFY(taken(bytes) < 64 * megabyte);
        QVERIFY(m_picture);
        // A comment of 64 megabytes, packed.
        const QByteArray comment =
            QByteArrayLiteral("Comment\0\0") + qCompress(QByteArray(64 * megabyte, 'a')).sliced(4);
        QVERIFY(taken(pngClaiming(1, 1).insert(pngHead, pngChunk("zTXt", comment))) < 32 * megabyte);
    }

    void makesAPictureNoLongerThanAsked()
    {
        for (const char* format : {"PNG", "JPG"}) {
            const QString path = written(QStringLiteral("long"), encoded(format));
            QCOMPARE(readPicture(path, 100)->size(), QSize(100, 100));
            QCOMPARE(readPicture(path, 500)->size(), QSize(400, 400));
        }
        QVERIFY(QImage(9'000, 2, QImage::Format_Grayscale8).save(m_dir.filePath(QStringLiteral("line.png"))));
        QCOMPARE(readPicture(m_dir.filePath(QStringLiteral("line.png")), 100)->size(), QSize(100, 1));
    }

    /// Drawings, programs and documents may refer to other files or never end.
    void readsOnlyWhatTelephonesAndScannersMake_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray svg = QByteArrayLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">"
                                                 "<image href=\"/etc/hostname\" width=\"9\" height=\"9\"/></svg>");
        QTest::newRow("SVG") << svg;
        QTest::newRow("SVG with a declaration") << QByteArrayLiteral("<?xml version=\"1.0\"?>") + svg;
        QTest::newRow("XPM") << encoded("XPM");
        QTest::newRow("XBM") << encoded("XBM");
        QTest::newRow("icon") << encoded("ICO");
        QTest::newRow("PDF") << QByteArrayLiteral("%PDF-1.7\n");
    }

    void readsOnlyWhatTelephonesAndScannersMake()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!bytes.isEmpty());
        QCOMPARE(errorOf(QStringLiteral("given.png"), bytes), PictureError::NotAPicture);
    }

    void readsSixteenBits()
    {
        for (const QImage::Format format : {QImage::Format_Grayscale16, QImage::Format_RGBA64}) {
            QVERIFY(codePicture().convertToFormat(format).save(m_dir.filePath(QStringLiteral("deep.png"))));
            const auto picture = readPicture(m_dir.filePath(QStringLiteral("deep.png")));
            QVERIFY(picture);
            QVERIFY(picture->depth() >= 16);
            QCOMPARE(Decoder::decodePicture(*picture).value(0).text, QStringLiteral("EPT1:PICTURE"));
        }
    }

    /// A printer's four inks, paper to the left and black to the right, with Adobe's mark that the numbers are turned.
    void readsAPrintersInksTheRightWayRound()
    {
        const auto picture = readPicture(
            written(QStringLiteral("inks.jpg"),
                    QByteArray::fromHex(
                        "ffd8ffee000e41646f626500640000000000ffdb004300100b0c0e0c0a100e0d0e1211101318281a1816161831"
                        "23251d283a333d3c3933383740485c4e404457453738506d51575f626768673e4d71797064785c656763ffc000"
                        "140800080010044311004d11005911004b1100ffc400160001010100000000000000000000000000070008ffc4"
                        "0014100100000000000000000000000000000000ffda000e0443004d0059004b00003f004020100809267f7fff"
                        "d9")));
        QVERIFY(picture);
        const auto luminance = Luminance::of(*picture);
        QVERIFY(luminance);
        QVERIFY(luminance->row(4)[2] > 200);
        QVERIFY(luminance->row(4)[13] < 50);
    }

    void turnsAPictureAsItsCameraWasHeld()
    {
        const QString path = m_dir.filePath(QStringLiteral("turned.jpg"));
        QImageWriter writer(path);
        writer.setTransformation(QImageIOHandler::TransformationRotate90);
        QImage picture(64, 32, QImage::Format_Grayscale8);
        picture.fill(Qt::white);
        QVERIFY(writer.write(picture));
        QCOMPARE(readPicture(path)->size(), QSize(32, 64));
        QCOMPARE(readPicture(path, 16)->size(), QSize(8, 16));
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
        // An animated PNG of a thousand frames, none of which is there.
        const auto animated =
            readPicture(written(QStringLiteral("moving.png"),
                                encoded("PNG").insert(pngHead, pngChunk("acTL", fourBytes(1000) + fourBytes(0)))));
        QVERIFY(animated);
        QCOMPARE(animated->size(), QSize(400, 400));
        // Two frames of 8×8 pixels in the format of the web, where its plugin is installed.
        const auto web = readPicture(
            written(QStringLiteral("moving.webp"),
                    QByteArray::fromHex(
                        "524946468400000057454250565038580a00000002000000070000070000414e494d06000000000000000000"
                        "414e4d462a000000000000000000070000070000000000025650384c110000002f07c0010007d0fffef7bf"
                        "ff8188e87f0000414e4d4626000000000000000000070000070000000000005650384c0e0000002f07c001"
                        "00071011fd0f4444ff03")));
        QCOMPARE(web.has_value(), QImageReader::supportedImageFormats().contains("webp"));
        QVERIFY(!web || web->pixelColor(0, 0) == QColor(Qt::white));
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "picture_test.moc"
