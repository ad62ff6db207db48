#include "qml/models/scan_model.h"

#include <QTest>

using namespace voucher;

/// Pages come and go in any order: Qt Quick may make the next one before the last has gone.
class ScanModelTest : public QObject
{
    Q_OBJECT

private slots:

    void aPageThatGoesRestsTheCamera()
    {
        ScanModel model;
        QVideoSink page;
        model.setVideoSink(&page);
        model.setActive(true);
        model.release(&page);
        QVERIFY(!model.active());
        QCOMPARE(model.videoSink(), nullptr);
    }

    void aPageThatGoesLeavesTheCameraToTheOneThatCame()
    {
        ScanModel model;
        QVideoSink last;
        QVideoSink next;
        model.setVideoSink(&last);
        model.setActive(true);
        model.setVideoSink(&next);
        model.release(&last);
        QVERIFY(model.active());
        QCOMPARE(model.videoSink(), &next);
    }
};

QTEST_MAIN(ScanModelTest)
#include "scan_model_test.moc"
