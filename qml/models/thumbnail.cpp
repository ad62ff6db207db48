#include "qml/models/thumbnail.h"

#include <QPainter>
#include <QPainterPath>

namespace voucher {

void ThumbnailItem::setPicture(const QImage& picture)
{
    if (m_picture.cacheKey() == picture.cacheKey())
        return;
    m_picture = picture;
    emit pictureChanged();
    update();
}

void ThumbnailItem::setRadius(qreal radius)
{
    if (qFuzzyCompare(m_radius, radius))
        return;
    m_radius = radius;
    emit radiusChanged();
    update();
}

void ThumbnailItem::paint(QPainter* painter)
{
    if (m_picture.isNull())
        return;
    QPainterPath shape;
    shape.addRoundedRect(boundingRect(), m_radius, m_radius);
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter->setClipPath(shape);
    QRectF place(QPointF(), QSizeF(m_picture.size()).scaled(boundingRect().size(), Qt::KeepAspectRatioByExpanding));
    place.moveCenter(boundingRect().center());
    painter->drawImage(place, m_picture);
}

} // namespace voucher
