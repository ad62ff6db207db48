#include "sync/municipality/qr_code.h"

#include <qrencode.h>

#include <QPainterPath>

#include <memory>

namespace voucher {

namespace {

constexpr int quietZone = 4;

} // namespace

std::optional<QrCode> QrCode::of(QStringView text, QrMedium medium)
{
    const QByteArray latin = text.toLatin1();
    const QRecLevel level = medium == QrMedium::Paper ? QR_ECLEVEL_Q : QR_ECLEVEL_M;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(latin.constData(), 0, level, QR_MODE_8, 1), &QRcode_free);
    if (!code)
        return std::nullopt;
    QrCode qr;
    qr.m_version = code->version;
    qr.m_width = code->width;
    qr.m_modules = QByteArray(reinterpret_cast<const char*>(code->data), qsizetype{code->width} * code->width);
    return qr;
}

bool QrCode::dark(int x, int y) const
{
    return (m_modules[qsizetype{y} * m_width + x] & 1) != 0;
}

void QrCode::paint(QPainter& painter, const QRectF& target) const
{
    const double module = target.width() / (m_width + 2 * quietZone);
    const QPointF origin = target.topLeft() + QPointF(quietZone, quietZone) * module;
    QPainterPath path;
    // One rectangle a run and one path for all: single modules would show hairlines between them.
    for (int y = 0; y < m_width; ++y) {
        for (int x = 0; x < m_width; ++x) {
            const int start = x;
            while (x < m_width && dark(x, y))
                ++x;
            if (x > start)
                path.addRect(QRectF(origin + QPointF(start, y) * module, QSizeF((x - start) * module, module)));
        }
    }
    path.setFillRule(Qt::WindingFill);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(target, Qt::white);
    painter.fillPath(path, Qt::black);
    painter.restore();
}

} // namespace voucher
