#include "tests/qml/seen.h"
#include "tests/qml/stage.h"

#include <QPointingDevice>
#include <QQuickItem>
#include <QTest>

using namespace voucher;

namespace {

const Sample* sampleNamed(const char* name)
{
    for (const Sample& sample : samples()) {
        if (qstrcmp(sample.name, name) == 0)
            return &sample;
    }
    return nullptr;
}

} // namespace

class TouchTest : public QObject
{
    Q_OBJECT

    QPointingDevice* m_screen = QTest::createTouchDevice();

    void tap(QQuickWindow* window, QQuickItem* item)
    {
        const QPoint at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
        QTest::touchEvent(window, m_screen).press(0, at, window);
        QTest::touchEvent(window, m_screen).release(0, at, window);
    }

    void type(QQuickWindow* window, const QString& digits)
    {
        for (const QChar digit : digits) {
            QQuickItem* key = buttonNamed(window, QString(digit));
            QVERIFY2(key, qPrintable(QString(digit)));
            tap(window, key);
        }
    }

private slots:

    void takesEachTouchedDigitOnce()
    {
        Stage stage(QStringLiteral("el"));
        QQuickWindow* window = stage.show(*sampleNamed("unlock"), QSize(800, 1280), false);
        QVERIFY(window);
        QStringList asked;
        connect(&stage.models().unlock, &UnlockModel::unlockRequested, this,
                [&asked](int, const QString& pin) { asked << pin; });
        type(window, QStringLiteral("13579"));
        QVERIFY(asked.isEmpty());
        type(window, QStringLiteral("0"));
        type(window, QStringLiteral("24"));
        QCOMPARE(asked, QStringList(QStringLiteral("135790")));
    }

    void erasesByTouch()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("unlock"), QSize(360, 640), false);
        QVERIFY(window);
        QStringList asked;
        connect(&stage.models().unlock, &UnlockModel::unlockRequested, this,
                [&asked](int, const QString& pin) { asked << pin; });
        type(window, QStringLiteral("12"));
        QQuickItem* erase = buttonNamed(window, QStringLiteral("Erase"));
        QVERIFY(erase);
        tap(window, erase);
        type(window, QStringLiteral("34567"));
        QCOMPARE(asked, QStringList(QStringLiteral("134567")));
    }

    void asksOnceForADoubleTap()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("offer"), QSize(800, 1280), false);
        QVERIFY(window);
        int asked = 0;
        connect(&stage.models().desk, &DeskModel::confirmRequested, this, [&asked] { ++asked; });
        QQuickItem* confirm = buttonNamed(window, QStringLiteral("Record 1 visit"));
        QVERIFY(confirm);
        tap(window, confirm);
        tap(window, confirm);
        QCOMPARE(asked, 1);
    }

    void asksNothingWhenTheFingerSlidesAway()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("offer"), QSize(800, 1280), false);
        QVERIFY(window);
        int asked = 0;
        connect(&stage.models().desk, &DeskModel::confirmRequested, this, [&asked] { ++asked; });
        QQuickItem* confirm = buttonNamed(window, QStringLiteral("Record 1 visit"));
        QVERIFY(confirm);
        const QPoint at = confirm->mapToScene(QPointF(confirm->width() / 2, confirm->height() / 2)).toPoint();
        QTest::touchEvent(window, m_screen).press(0, at, window);
        QTest::touchEvent(window, m_screen).move(0, at - QPoint(0, 300), window);
        QTest::touchEvent(window, m_screen).release(0, at - QPoint(0, 300), window);
        QCOMPARE(asked, 0);
    }

    /// The row under the finger is the one that is taken off, and a new child leaves it where it can be found.
    void takesTheTouchedChildOffTheGroup()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("group"), QSize(800, 1280), false);
        QVERIFY(window);
        QList<int> removed;
        QList<int> opened;
        connect(&stage.models().group, &GroupModel::removeRequested, this, [&](int number) { removed << number; });
        connect(&stage.models().group, &GroupModel::lineRequested, this, [&](int number) { opened << number; });
        QQuickItem* takeOff = buttonNamed(window, QStringLiteral("Take off"));
        QVERIFY(takeOff);
        tap(window, takeOff);
        QCOMPARE(removed, QList<int>{8});
        QVERIFY(opened.isEmpty());
    }

    void showsEachChildThatComesToAnOpenGroup()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("group-empty"), QSize(800, 1280), false);
        QVERIFY(window);
        GroupModel& group = stage.models().group;
        int taken = 0;
        connect(&group, &GroupModel::removeRequested, this, [&](int number) { taken = number; });
        GroupModel::View view{.open = true};
        for (int number = 1; number <= 12; ++number) {
            GroupModel::Line line;
            line.number = number;
            line.signKnown = true;
            line.removable = true;
            view.lines.push_back(line);
            group.show(view);
            group.tell(number);
            Stage::settle(window);
            QQuickItem* takeOff = buttonNamed(window, QStringLiteral("Take off"));
            QVERIFY(takeOff);
            tap(window, takeOff);
            QCOMPARE(taken, number);
        }
    }

    void opensAndClosesTheGroupByTouch()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("scan"), QSize(800, 1280), false);
        QVERIFY(window);
        GroupModel& group = stage.models().group;
        int begun = 0;
        int finished = 0;
        connect(&group, &GroupModel::beginRequested, this, [&] {
            ++begun;
            group.show({.open = true});
        });
        connect(&group, &GroupModel::finishRequested, this, [&] {
            ++finished;
            group.show({});
        });
        const auto press = [&](const QString& name) {
            Stage::settle(window);
            QQuickItem* button = buttonNamed(window, name);
            QVERIFY2(button, qPrintable(name));
            tap(window, button);
            Stage::settle(window);
        };
        press(QStringLiteral("Group"));
        QVERIFY(stage.models().scan.active());
        press(QStringLiteral("Close group"));
        QVERIFY(buttonNamed(window, QStringLiteral("Group")));
        QCOMPARE(begun, 1);
        QCOMPARE(finished, 1);
    }

    void theCameraLooksOnlyWhereCodesAreWanted()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("scan"), QSize(800, 1280), false);
        QVERIFY(window);
        const ScanModel& scan = stage.models().scan;
        const auto press = [&](const QString& name) {
            QQuickItem* button = buttonNamed(window, name);
            QVERIFY2(button, qPrintable(name));
            tap(window, button);
            Stage::settle(window);
        };
        for (const char* page : {"My month", "No paper", "3 waiting", "A picture the family sent"}) {
            QVERIFY2(scan.looking(), page);
            press(QString::fromLatin1(page));
            QVERIFY2(!scan.looking(), page);
            press(QStringLiteral("Back"));
        }
        stage.models().desk.showOffer({});
        Stage::settle(window);
        QVERIFY(!scan.looking());
        stage.models().desk.showScan();
        Stage::settle(window);
        QVERIFY(scan.looking());
        window->hide();
        Stage::settle(window);
        QVERIFY(!scan.looking());
        window->show();
        Stage::settle(window);
        QVERIFY(scan.looking());
        stage.models().unlock.show({.hasPin = true});
        Stage::settle(window);
        QVERIFY(!scan.looking());
    }

    void readsTheTouchedPictureAndComesBackWithItsCode()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("pictures"), QSize(800, 1280), false);
        QVERIFY(window);
        PicturesModel& pictures = stage.models().pictures;
        QStringList asked;
        connect(&pictures, &PicturesModel::readRequested, this, [&](const QString& path) { asked << path; });
        for (const Seen& seen : seenIn(window)) {
            if (seen.button && nameOf(seen.item).startsWith(QStringLiteral("Yesterday")))
                tap(window, seen.item);
        }
        QCOMPARE(asked, QStringList{QStringLiteral("3.jpg")});
        Stage::settle(window);
        QVERIFY(!stage.models().scan.active());
        pictures.showCode(QStringLiteral("EPT1:"));
        Stage::settle(window);
        QVERIFY(stage.models().scan.active());
    }

    /// Folding the offer and looking at the sending ask nothing a second time.
    void keepsTheAnswersOfAnOfferWhileItIsHidden()
    {
        Stage stage(QStringLiteral("en"));
        QQuickWindow* window = stage.show(*sampleNamed("offer-everything"), QSize(800, 1280), false);
        QVERIFY(window);
        DeskModel& desk = stage.models().desk;
        QList<std::pair<int, bool>> asked;
        connect(&desk, &DeskModel::confirmRequested, this,
                [&asked](int reason, bool clockRight) { asked << std::pair(reason, clockRight); });
        const auto press = [&](const QString& name) {
            Stage::settle(window);
            QQuickItem* button = buttonNamed(window, name);
            QVERIFY2(button, qPrintable(name));
            tap(window, button);
            Stage::settle(window);
        };
        press(QStringLiteral("Event"));
        press(QStringLiteral("The day and time are right"));
        Stage::turn(window, "folded");
        press(QStringLiteral("Continue"));
        press(QStringLiteral("3 waiting"));
        press(QStringLiteral("Back"));
        press(QStringLiteral("Record 1 visit"));
        QCOMPARE(asked, (QList{std::pair(2, true)}));

        desk.showOffer(desk.offer());
        press(QStringLiteral("Record 1 visit"));
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(TouchTest)
#include "touch_test.moc"
