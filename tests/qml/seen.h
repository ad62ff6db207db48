#pragma once

#include <QList>
#include <QQuickItem>
#include <QQuickWindow>
#include <QString>

namespace voucher {

/// What is on the screen and can be tapped or read, with the part of it that can be seen.
struct Seen
{
    QQuickItem* item;
    QRectF place; ///< null if it lies beyond an edge
    bool button;
    bool pushed; ///< part of a body that can be pushed
};

/// All buttons and texts of a window, the outermost first.
QList<Seen> seenIn(const QQuickWindow* window);

/// The words on a button or in a text.
QString nameOf(const QQuickItem* item);

/// The button of this name that can be seen, else null.
QQuickItem* buttonNamed(const QQuickWindow* window, const QString& name);

} // namespace voucher
