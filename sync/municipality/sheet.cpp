#include "sync/municipality/sheet.h"

#include <cmath>
#include <numbers>

namespace voucher {

namespace sheet {

namespace {

/// The European emblem: twelve stars in a circle on blue (Official Journal C 271, 8.9.2012: proportions 2 : 3).
void emblem(QPainter& painter, const QRectF& box)
{
    painter.save();
    painter.fillRect(box, QColor(0x00, 0x33, 0x99));
    painter.setBrush(QColor(0xFF, 0xCC, 0x00));
    painter.setPen(Qt::NoPen);
    const double ring = box.height() / 3;
    const double radius = box.height() / 18;
    for (int star = 0; star < 12; ++star) {
        const double at = star * std::numbers::pi / 6;
        const QPointF centre = box.center() + QPointF(std::sin(at), -std::cos(at)) * ring;
        QPolygonF points;
        for (int corner = 0; corner < 10; ++corner) {
            const double angle = corner * std::numbers::pi / 5;
            const double reach = corner % 2 == 0 ? radius : radius * 0.382;
            points << centre + QPointF(std::sin(angle), -std::cos(angle)) * reach;
        }
        painter.drawPolygon(points, Qt::WindingFill);
    }
    painter.restore();
}

} // namespace

void text(QPainter& painter, const QRectF& box, double height, const QString& words, const QColor& colour, bool bold,
          int flags)
{
    QFont font(QStringLiteral("Noto Sans"));
    font.setBold(bold);
    // Fonts are sized in whole units: drawn a hundred times larger and scaled back.
    constexpr double scale = 100;
    font.setPixelSize(static_cast<int>(std::lround(height * scale)));
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(1 / scale, 1 / scale);
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QRectF(0, 0, box.width() * scale, box.height() * scale), flags | Qt::TextWordWrap, words);
    painter.restore();
}

void footer(QPainter& painter, double top)
{
    emblem(painter, {margin, top, 13.5, 9});
    text(painter, {margin + 17, top + 0.4, pageWidth - 2 * margin - 17, 10}, 2.9,
         QStringLiteral("Με τη συγχρηματοδότηση της Ευρωπαϊκής Ένωσης\nΠρόγραμμα «Αττική» 2021–2027"), soft);
}

} // namespace sheet

namespace {

constexpr int dotsPerInch = 1200;
constexpr double millimetresPerInch = 25.4;

} // namespace

Sheet::Sheet(const QString& file, const QString& title) : m_file(file), m_writer(&m_file)
{
    // A painter that cannot begin would complain on standard error in words that are not the office's.
    if (!m_file.open(QIODevice::WriteOnly))
        return;
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setPageMargins({});
    m_writer.setResolution(dotsPerInch);
    m_writer.setTitle(title);
    m_writer.setCreator(QStringLiteral("voucher-office"));
    m_open = m_painter.begin(&m_writer);
    m_painter.scale(dotsPerInch / millimetresPerInch, dotsPerInch / millimetresPerInch);
}

} // namespace voucher
