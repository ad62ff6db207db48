#include "sync/municipality/paper.h"

#include "crypto/signs/sign.h"
#include "sync/municipality/qr_code.h"
#include "sync/municipality/sheet.h"
#include "terminal/calendar.h"

#include <QSvgRenderer>

namespace voucher {

namespace {

using sheet::footer;
using sheet::ink;
using sheet::line;
using sheet::margin;
using sheet::pageWidth;
using sheet::soft;
using sheet::text;

constexpr double halfPage = 148.5;

void tile(QPainter& painter, int pictogramIndex, const QRectF& box)
{
    QSvgRenderer(pictogramPath(pictogramIndex)).render(&painter, box);
}

QString quantityText(const VoucherClaims& claims)
{
    if (claims.kind == AmountKind::Cents) {
        const QString euros = QStringLiteral("%1,%2")
                                  .arg(claims.quantity / 100)
                                  .arg(qlonglong{claims.quantity % 100}, 2, 10, QChar(u'0'));
        return QStringLiteral("%1 €").arg(euros);
    }
    return claims.quantity == 1 ? QStringLiteral("1 συνάντηση") : QStringLiteral("%1 συναντήσεις").arg(claims.quantity);
}

bool paintVoucher(QPainter& painter, const QString& title, const IssuedVoucher& voucher, const QString& helpLine)
{
    const auto code = QrCode::of(voucherText(voucher.message), QrMedium::Paper);
    if (!code)
        return false;
    text(painter, {margin, 13, 110, 10}, 5.2, title, ink, true);
    if (voucher.claims.practice)
        text(painter, {125, 13.6, 70, 8}, 4.2, QStringLiteral("Επιταγή εξάσκησης"), soft, true, Qt::AlignRight);

    code->paint(painter, voucherCodePlace());
    const double column = 105;
    const double width = pageWidth - margin - column;
    const Sign sign = signOf(voucher.claims.id);
    tile(painter, sign.first, {column, 30, 28, 28});
    tile(painter, sign.second, {column + 32, 30, 28, 28});
    text(painter, {column, 60.5, width, 8}, 4.4,
         QStringLiteral("%1 · %2").arg(QString::fromUtf8(pictogram(sign.first).greek),
                                       QString::fromUtf8(pictogram(sign.second).greek)),
         soft);
    text(painter, {column, 72, width, 10}, 6.4, quantityText(voucher.claims), ink, true);
    const Instant lastMoment = voucher.claims.expires - std::chrono::milliseconds{1};
    text(painter, {column, 81.5, width, 8}, 4.4,
         QStringLiteral("Ισχύει έως %1").arg(athensDay(lastMoment).toString(QStringLiteral("dd/MM/yyyy"))));
    if (!helpLine.isEmpty())
        text(painter, {column, 92, width, 16}, 4,
             QStringLiteral("Για ό,τι χρειαστείτε, καλέστε τον Δήμο:\n%1").arg(helpLine), soft);

    text(painter, {margin, 109, 85, 7}, 4.6, voucherNumber(voucher.claims.id), ink, true, Qt::AlignHCenter);
    text(painter, {margin, 115.5, 85, 6}, 3.1, QStringLiteral("αριθμός επιταγής"), soft, false, Qt::AlignHCenter);
    footer(painter, 131);
    return true;
}

} // namespace

QRectF voucherCodePlace()
{
    return {margin, 26, 82, 82};
}

QRectF invitationCodePlace()
{
    return {55, 60, 100, 100};
}

tl::expected<void, PaperError> writeVoucherPaper(const QString& file, const QString& title,
                                                 const std::vector<IssuedVoucher>& vouchers, const QString& helpLine)
{
    Sheet paper(file, title);
    if (!paper.open())
        return tl::unexpected(PaperError::NotWritable);
    QPainter& painter = paper.painter();
    for (std::size_t index = 0; index < vouchers.size(); ++index) {
        const bool lower = index % 2 == 1;
        if (index > 0 && !lower)
            paper.nextPage();
        painter.save();
        if (lower) {
            painter.translate(0, halfPage);
            painter.setPen(QPen(line, 0.3, Qt::DashLine));
            painter.drawLine(QPointF(0, 0), QPointF(pageWidth, 0));
        }
        const bool painted = paintVoucher(painter, title, vouchers[index], helpLine);
        painter.restore();
        if (!painted)
            return tl::unexpected(PaperError::TextTooLong);
    }
    if (!paper.close())
        return tl::unexpected(PaperError::NotWritable);
    return {};
}

tl::expected<void, PaperError> writeInvitationPaper(const QString& file, const QString& title,
                                                    const QString& invitation, const QString& providerName,
                                                    const QString& helpLine)
{
    const auto code = QrCode::of(invitation, QrMedium::Paper);
    if (!code)
        return tl::unexpected(PaperError::TextTooLong);
    Sheet paper(file, title);
    if (!paper.open())
        return tl::unexpected(PaperError::NotWritable);
    QPainter& painter = paper.painter();
    const double width = pageWidth - 2 * margin;
    text(painter, {margin, 20, width, 12}, 8, QStringLiteral("Φύλλο σύνδεσης συσκευής"), ink, true);
    text(painter, {margin, 34, width, 10}, 5, providerName, ink);
    text(painter, {margin, 43, width, 8}, 4.2, title, soft);
    code->paint(painter, invitationCodePlace());
    text(painter, {margin, 172, width, 60}, 5,
         QStringLiteral("1. Ανοίξτε την εφαρμογή στη συσκευή και διαλέξτε PIN.\n"
                        "2. Πατήστε «Σάρωση φύλλου σύνδεσης» και δείξτε τον κωδικό.\n"
                        "3. Διαβάστε στον Δήμο τις έξι λέξεις που θα δείτε στην οθόνη.\n"
                        "4. Όταν ο Δήμος επιβεβαιώσει, η συσκευή είναι έτοιμη."),
         ink);
    text(painter, {margin, 226, width, 22}, 4.2,
         QStringLiteral(
             "Το φύλλο ισχύει για μία συσκευή και για επτά ημέρες. Κρατήστε το σε ασφαλές μέρος.\nΒοήθεια: %1")
             .arg(helpLine),
         soft);
    footer(painter, 272);
    if (!paper.close())
        return tl::unexpected(PaperError::NotWritable);
    return {};
}

} // namespace voucher
