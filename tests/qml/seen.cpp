#include "tests/qml/seen.h"

namespace voucher {

namespace {

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

} // namespace

QList<Seen> seenIn(const QQuickWindow* window)
{
    QList<Seen> seen;
    collect(window->contentItem(), QRectF(QPointF(), QSizeF(window->size())), false, seen);
    return seen;
}

QString nameOf(const QQuickItem* item)
{
    return item->property("text").toString();
}

QQuickItem* buttonNamed(const QQuickWindow* window, const QString& name)
{
    for (const Seen& seen : seenIn(window)) {
        if (seen.button && nameOf(seen.item) == name)
            return seen.item;
    }
    return nullptr;
}

} // namespace voucher
