#pragma once

#include <QImage>
#include <QQuickPaintedItem>

namespace voucher {

/// A picture that fills its place, cut at the edges where its shape is another one, with round corners.
class ThumbnailItem : public QQuickPaintedItem
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Thumbnail)
    Q_PROPERTY(QImage picture READ picture WRITE setPicture NOTIFY pictureChanged)
    Q_PROPERTY(qreal radius READ radius WRITE setRadius NOTIFY radiusChanged)

public:
    using QQuickPaintedItem::QQuickPaintedItem;

    QImage picture() const { return m_picture; }

    void setPicture(const QImage& picture);

    qreal radius() const { return m_radius; }

    void setRadius(qreal radius);

    void paint(QPainter* painter) override;

signals:
    void pictureChanged();
    void radiusChanged();

private:
    QImage m_picture;
    qreal m_radius = 0;
};

} // namespace voucher
