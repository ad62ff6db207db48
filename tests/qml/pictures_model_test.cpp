#include "qml/models/pictures_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace voucher;

namespace {

PicturesModel::Line line(const char* path)
{
    return {QLatin1String(path)};
}

} // namespace

class PicturesModelTest : public QObject
{
    Q_OBJECT

private slots:

    void readsOneAfterTheOtherAndKeepsWhatBecameOfEach()
    {
        PicturesModel model;
        QSignalSpy asked(&model, &PicturesModel::readRequested);
        model.show({line("/a.png"), line("/b.png")});
        const auto outcome = [&](int row) { return model.data(model.index(row), PicturesModel::OutcomeRole).toInt(); };
        model.take(1);
        model.take(0);
        model.take(7);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toString(), QStringLiteral("/b.png"));
        QCOMPARE(outcome(1), int(PicturesModel::Reading));
        model.showNoCode();
        model.take(0);
        model.showNotReadable();
        QCOMPARE(outcome(0), int(PicturesModel::NotReadable));
        QCOMPARE(outcome(1), int(PicturesModel::NoCode));
        QCOMPARE(model.outcome(), PicturesModel::NotReadable);
    }

    void handsOnTheCodeOfThePictureThatWasAskedFor()
    {
        PicturesModel model;
        QSignalSpy read(&model, &PicturesModel::codeRead);
        model.show({line("/a.png")});
        model.take(0);
        model.showCode(QStringLiteral("EPT1:A"));
        QCOMPARE(read.count(), 1);
        QCOMPARE(read.front().front().toString(), QStringLiteral("EPT1:A"));
        QCOMPARE(model.outcome(), PicturesModel::NotTried);
    }

    /// Nobody waits for an offer on a page that was left.
    void anAnswerAfterTheListWasLeftIsForNobody()
    {
        PicturesModel model;
        QSignalSpy read(&model, &PicturesModel::codeRead);
        QSignalSpy failed(&model, &PicturesModel::failed);
        model.show({line("/a.png")});
        model.take(0);
        model.leave();
        model.showCode(QStringLiteral("EPT1:A"));
        model.showNoCode();
        QVERIFY(read.isEmpty() && failed.isEmpty());
    }

    void opensOnlyPicturesOfThisMachine()
    {
        PicturesModel model;
        QSignalSpy asked(&model, &PicturesModel::readRequested);
        QSignalSpy failed(&model, &PicturesModel::failed);
        model.drop(QUrl(QStringLiteral("https://elsewhere.example/code.png")));
        QVERIFY(asked.isEmpty());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(model.outcome(), PicturesModel::NotReadable);
        model.drop(QUrl::fromLocalFile(QStringLiteral("/pictures/code.png")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toString(), QStringLiteral("/pictures/code.png"));
    }

    /// The page looks every few seconds; a row must not move from under a finger.
    void theSameListAgainChangesNothing()
    {
        PicturesModel model;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QVERIFY(!model.listed());
        model.show({});
        QVERIFY(model.listed());
        model.show({line("/a.png")});
        model.showThumbnail(QStringLiteral("/a.png"), QImage(8, 8, QImage::Format_RGB32));
        model.show({line("/a.png")});
        QCOMPARE(reset.count(), 2);
        QCOMPARE(model.data(model.index(0), PicturesModel::Thumbnail).value<QImage>().width(), 8);
    }
};

QTEST_GUILESS_MAIN(PicturesModelTest)
#include "pictures_model_test.moc"
