#include "tests/qml/stage.h"

#include <QAccessible>
#include <QPointingDevice>
#include <QQuickItem>
#include <QTest>

using namespace voucher;

namespace {

constexpr double finger = 48;

/// What is on the screen and can be tapped or read, with the part of it that can be seen.
struct Seen
{
    QQuickItem* item;
    QRectF place;
    bool button;
    bool pushed; ///< part of a body that can be pushed
};

QString nameOf(QQuickItem* item)
{
    return item->property("text").toString();
}

void collect(QQuickItem* item, QRectF window, bool pushed, QList<Seen>& seen)
{
    if (!item->isVisible() || qFuzzyIsNull(item->opacity()))
        return;
    const QRectF place = item->mapRectToScene(QRectF(0, 0, item->width(), item->height()));
    if (item->clip())
        window = window.intersected(place);
    pushed = pushed || item->inherits("QQuickFlickable");
    const bool button = item->inherits("QQuickAbstractButton");
    if (button || (item->inherits("QQuickText") && !nameOf(item).isEmpty())) {
        if (const QRectF part = place.intersected(window); part.width() > 1 && part.height() > 1)
            seen << Seen{item, part, button, pushed};
        if (!pushed && !window.adjusted(-1, -1, 1, 1).contains(place))
            seen << Seen{item, QRectF(), button, pushed};
    }
    for (QQuickItem* child : item->childItems())
        collect(child, window, pushed, seen);
}

QList<Seen> seenIn(const QQuickWindow* window)
{
    QList<Seen> seen;
    collect(window->contentItem(), QRectF(QPointF(), QSizeF(window->size())), false, seen);
    return seen;
}

/// An invisible button may lie over what it explains.
bool isBare(const Seen& seen)
{
    return seen.button && !seen.item->property("background").value<QQuickItem*>();
}

bool overlap(const Seen& one, const Seen& other)
{
    if (one.item->isAncestorOf(other.item) || other.item->isAncestorOf(one.item) || isBare(one) || isBare(other))
        return false;
    const QRectF both = one.place.intersected(other.place);
    return both.width() > 1 && both.height() > 1;
}

const Sample* sampleNamed(const char* name)
{
    for (const Sample& sample : samples()) {
        if (qstrcmp(sample.name, name) == 0)
            return &sample;
    }
    return nullptr;
}

QQuickItem* buttonNamed(const QQuickWindow* window, const QString& name)
{
    for (const Seen& seen : seenIn(window)) {
        if (seen.button && nameOf(seen.item) == name)
            return seen.item;
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

    void laysOutEveryPage_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size :
             {QSize(360, 640), QSize(640, 360), QSize(800, 1280), QSize(1280, 800), QSize(1024, 768)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }

    /// A finger finds every button, a screen reader its role and name, and nothing lies on or beyond anything.
    void laysOutEveryPage()
    {
        QFETCH(QSize, size);
        QStringList wrong;
        for (const QString& language : {QStringLiteral("el"), QStringLiteral("en")}) {
            Stage stage(language);
            for (const Sample& sample : samples()) {
                QQuickWindow* window = stage.show(sample, size, false);
                QVERIFY2(window, sample.name);
                const auto complain = [&](const char* what, const QString& who) {
                    wrong << QStringLiteral("%1 %2: %3 “%4”")
                                 .arg(QLatin1String(sample.name), language, QLatin1String(what), who);
                };
                const QList<Seen> seen = seenIn(window);
                for (qsizetype i = 0; i < seen.size(); ++i) {
                    QQuickItem* item = seen[i].item;
                    if (seen[i].place.isNull())
                        complain("beyond the edge:", nameOf(item));
                    if (!seen[i].button && item->property("contentHeight").toReal() > item->height() + 1)
                        complain("taller than its place:", nameOf(item));
                    for (qsizetype j = i + 1; j < seen.size(); ++j) {
                        if (overlap(seen[i], seen[j]))
                            complain("overlapping:", nameOf(item) + u" / "_qs + nameOf(seen[j].item));
                    }
                    if (!seen[i].button)
                        continue;
                    if (item->width() < finger - 0.5 || item->height() < finger - 0.5)
                        complain("too small for a finger:", nameOf(item));
                    const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(item);
                    if (!spoken || spoken->role() != QAccessible::Button)
                        complain("no button to a screen reader:", nameOf(item));
                    else if (spoken->text(QAccessible::Name).trimmed().isEmpty())
                        complain("without a name:", QLatin1String(item->metaObject()->className()));
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

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
