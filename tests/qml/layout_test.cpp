#include "tests/qml/seen.h"
#include "tests/qml/stage.h"

#include <QAccessible>
#include <QTest>

using namespace voucher;

namespace {

constexpr double finger = 48;

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

/// Downwards a body may be pushed; sideways nothing may be cut.
bool isCut(const QQuickItem* text, int width)
{
    const QRectF place = text->mapRectToScene(QRectF(0, 0, text->width(), text->height()));
    return text->property("contentWidth").toReal() > text->width() + 1 || text->property("truncated").toBool() ||
           place.left() < -1 || place.right() > width + 1;
}

void collectTexts(QQuickItem* item, QList<QQuickItem*>& texts)
{
    if (!item->isVisible() || qFuzzyIsNull(item->opacity()))
        return;
    if (item->inherits("QQuickText") && !nameOf(item).isEmpty())
        texts << item;
    for (QQuickItem* child : item->childItems())
        collectTexts(child, texts);
}

} // namespace

class LayoutTest : public QObject
{
    Q_OBJECT

private slots:

    void laysOutEveryPage_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size :
             {QSize(360, 640), QSize(640, 360), QSize(800, 1280), QSize(1280, 800), QSize(1024, 768)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }

    /// A finger finds every button, a screen reader its role and name, nothing lies on or beyond anything or is cut,
    /// and QML has nothing to complain about.
    void laysOutEveryPage()
    {
        QFETCH(QSize, size);
        QStringList wrong;
        for (const QString& language : {QStringLiteral("el"), QStringLiteral("en")}) {
            Stage stage(language);
            for (const Sample& sample : samples()) {
                QQuickWindow* window = stage.show(sample, size, false);
                QVERIFY2(window, sample.name);
                QList<QQuickItem*> texts;
                collectTexts(window->contentItem(), texts);
                QVERIFY2(!texts.isEmpty(), sample.name);
                const auto complain = [&](const char* what, const QString& who) {
                    wrong << QStringLiteral("%1 %2: %3 “%4”")
                                 .arg(QLatin1String(sample.name), language, QLatin1String(what), who);
                };
                for (const QQuickItem* text : texts) {
                    if (isCut(text, size.width()))
                        complain("cut at its side:", nameOf(text));
                }
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
            wrong << stage.complaints();
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_MAIN(LayoutTest)
#include "layout_test.moc"
