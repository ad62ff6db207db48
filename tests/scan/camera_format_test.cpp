#include "terminal/scan/camera_format.h"

#include <QTest>

using namespace voucher;

class TestCameraFormat : public QObject
{
    Q_OBJECT

private slots:

    void takesTheFastestThatIsFineEnough()
    {
        QCOMPARE(bestOffer({{{640, 480}, 60}, {{1280, 720}, 30}, {{1920, 1080}, 15}}), 1);
    }

    void takesTheSmallestOfEquallyFast()
    {
        QCOMPARE(bestOffer({{{3840, 2160}, 30}, {{1280, 720}, 29.97F}, {{1920, 1080}, 30}}), 1);
    }

    void prefersWhatNeedsNoDecompression()
    {
        QCOMPARE(bestOffer({{{1280, 720}, 30, true}, {{1280, 720}, 30, false}}), 1);
    }

    void countsLinesOfAnUprightSensorToo() { QCOMPARE(bestOffer({{{480, 640}, 60}, {{720, 1280}, 30}}), 1); }

    void takesTheFinestWhenNoneIsFineEnough()
    {
        QCOMPARE(bestOffer({{{320, 240}, 60}, {{640, 480}, 30}, {{352, 288}, 30}}), 1);
    }

    void findsNothingAmongNothing() { QCOMPARE(bestOffer({}), -1); }
};

QTEST_GUILESS_MAIN(TestCameraFormat)
#include "camera_format_test.moc"
