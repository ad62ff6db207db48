#include "terminal/scan/camera_choice.h"

#include <QTest>

using namespace voucher;

namespace {

const QList<CameraOffer> tablet{{"front", false, true}, {"back", true, false}, {"usb", false, false}};

} // namespace

class CameraChoiceTest : public QObject
{
    Q_OBJECT

private slots:

    void takesTheOneAtTheBackUntilAPersonChooses()
    {
        QCOMPARE(bestCamera(tablet, {}), 1);
        QCOMPARE(bestCamera(tablet, "front"), 0);
        QCOMPARE(bestCamera(tablet, "usb"), 2);
    }

    void takesAnotherWhileTheChosenOneIsUnplugged()
    {
        QCOMPARE(bestCamera(tablet, "unplugged"), 1);
        QCOMPARE(bestCamera({{"one", false, false}, {"two", false, true}}, "unplugged"), 1);
        QCOMPARE(bestCamera({{"one", false, false}}, {}), 0);
        QCOMPARE(bestCamera({}, "front"), -1);
    }

    void goesRoundAllCameras()
    {
        QCOMPARE(nextCamera(tablet, "front"), 1);
        QCOMPARE(nextCamera(tablet, "back"), 2);
        QCOMPARE(nextCamera(tablet, "usb"), 0);
        QCOMPARE(nextCamera(tablet, "unplugged"), 0);
    }

    void hasNoOtherThanTheOnlyOne()
    {
        QCOMPARE(nextCamera({{"one", false, false}}, "one"), -1);
        QCOMPARE(nextCamera({{"one", false, false}}, "unplugged"), 0);
        QCOMPARE(nextCamera({}, "one"), -1);
    }
};

QTEST_APPLESS_MAIN(CameraChoiceTest)
#include "camera_choice_test.moc"
