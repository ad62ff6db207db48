#include "terminal/scan/luminance.h"

#include <QTest>

#include <functional>

using namespace voucher;

namespace {

using Format = QVideoFrameFormat::PixelFormat;

QVideoFrame frameOf(Format format, QSize size, const std::function<uchar(qsizetype)>& byteAt)
{
    QVideoFrame frame{QVideoFrameFormat(size, format)};
    if (frame.map(QVideoFrame::WriteOnly)) {
        for (qsizetype i = 0; i < frame.mappedBytes(0); ++i) {
            frame.bits(0)[i] = byteAt(i);
        }
        frame.unmap();
    }
    return frame;
}

int pixel(const Luminance& view, int x, int y)
{
    return view.row(y)[x * view.pixelStride()];
}

} // namespace

class TestLuminance : public QObject
{
    Q_OBJECT

private slots:

    void findsTheBrightByteOfEachFormat_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("offset");
        QTest::newRow("NV12") << int(Format::Format_NV12) << 1 << 0;
        QTest::newRow("YUV420P") << int(Format::Format_YUV420P) << 1 << 0;
        QTest::newRow("YV12") << int(Format::Format_YV12) << 1 << 0;
        QTest::newRow("Y8") << int(Format::Format_Y8) << 1 << 0;
        QTest::newRow("YUYV") << int(Format::Format_YUYV) << 2 << 0;
        QTest::newRow("UYVY") << int(Format::Format_UYVY) << 2 << 1;
        QTest::newRow("Y16") << int(Format::Format_Y16) << 2 << 1;
        QTest::newRow("P010") << int(Format::Format_P010) << 2 << 1;
    }

    void findsTheBrightByteOfEachFormat()
    {
        QFETCH(int, format);
        QFETCH(int, stride);
        QFETCH(int, offset);
        const auto frame =
            frameOf(Format(format), {64, 32}, [&](qsizetype i) { return i % stride == offset ? 200 : 9; });
        const auto view = Luminance::of(frame);
        QVERIFY(view);
        QCOMPARE(view->size(), QSize(64, 32));
        for (const int y : {0, 1, 31}) {
            for (const int x : {0, 1, 62, 63}) {
                QCOMPARE(pixel(*view, x, y), 200);
            }
        }
        QCOMPARE(view->mean(), 200);
    }

    void seesThePlaneWithoutACopyAndReleasesIt()
    {
        QVideoFrame frame = frameOf(Format::Format_NV12, {64, 32}, [](qsizetype) { return 50; });
        {
            auto view = Luminance::of(frame);
            QVERIFY(view);
            QVERIFY(frame.map(QVideoFrame::ReadOnly));
            QCOMPARE(static_cast<const void*>(view->row(0)), static_cast<const void*>(frame.bits(0)));
            frame.unmap();
            const Luminance moved = std::move(*view);
            QCOMPARE(pixel(moved, 0, 0), 50);
            QVERIFY(frame.isMapped());
        }
        QVERIFY(!frame.isMapped());
    }

    void convertsColouredFrames()
    {
        const auto white = Luminance::of(frameOf(Format::Format_BGRX8888, {16, 16}, [](qsizetype) { return 255; }));
        QVERIFY(white);
        QCOMPARE(white->mean(), 255);
    }

    void refusesEmptyAndAbsurdSizes()
    {
        QVERIFY(!Luminance::of(QVideoFrame()));
        QVERIFY(!Luminance::of(QImage()));
        QVERIFY(!Luminance::of(QVideoFrame(QVideoFrameFormat(QSize(0, 0), Format::Format_NV12))));
        QVERIFY(!Luminance::acceptable({-5, 7}));
        QVERIFY(!Luminance::acceptable({2'000'000'000, 2'000'000'000}));
        QVERIFY(!Luminance::acceptable({10'001, 10'000}));
        QVERIFY(Luminance::acceptable({10'000, 10'000}));
    }

    void takesTransparencyForPaper()
    {
        QImage clear(8, 8, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QCOMPARE(Luminance::of(clear)->mean(), 255);
    }
};

QTEST_GUILESS_MAIN(TestLuminance)
#include "luminance_test.moc"
