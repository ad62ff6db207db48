#include "qml/models/scan_model.h"

#include <QSignalSpy>
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

    void aPictureIsTakenFromThisMachineOnly()
    {
        ScanModel model;
        QSignalSpy given(&model, &ScanModel::pictureGiven);
        QSignalSpy without(&model, &ScanModel::pictureWithoutCode);
        model.takePicture(QUrl(QStringLiteral("https://elsewhere.example/code.png")));
        QCOMPARE(given.count(), 0);
        QCOMPARE(without.count(), 1);
        model.takePicture(QUrl::fromLocalFile(QStringLiteral("/pictures/code.png")));
        QCOMPARE(given.front().front().toString(), QStringLiteral("/pictures/code.png"));
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
