#include "sync/municipality/paper.h"
#include "sync/municipality/qr_code.h"
#include "sync/municipality/sheet.h"

namespace voucher {

namespace {

using sheet::ink;
using sheet::margin;
using sheet::pageWidth;
using sheet::soft;
using sheet::text;

constexpr double width = pageWidth - 2 * margin;

QString dateText(QDate day)
{
    return day.toString(QStringLiteral("dd/MM/yyyy"));
}

void paintHead(QPainter& painter, const QString& title, qsizetype count, QDate issued, QDate until)
{
    text(painter, {margin, 13, width, 10}, 7, QStringLiteral("Ενημέρωση του Δήμου για τις συσκευές"), ink, true);
    text(painter, {margin, 23, width, 6}, 4, title, soft);
    text(painter, {margin, 29, width, 6}, 4,
         QStringLiteral("Από %1. Ισχύει έως %2.").arg(dateText(issued), dateText(until)), soft);
    const QString how =
        count == 1
            ? QStringLiteral("Στη συσκευή, στη σελίδα «Δείξτε τον κωδικό», δείξτε αυτόν τον κωδικό. Δεν "
                             "χρειάζεται δίκτυο.")
            : QStringLiteral("Στη συσκευή, στη σελίδα «Δείξτε τον κωδικό», δείξτε και τους %1 κωδικούς, με όποια "
                             "σειρά θέλετε. Δεν χρειάζεται δίκτυο.")
                  .arg(count);
    text(painter, {margin, 36, width, 12}, 4.4, how);
}

void paintFoot(QPainter& painter, const QString& helpLine)
{
    text(painter, {margin, 275, width, 6}, 3.6, QStringLiteral("Βοήθεια: %1").arg(helpLine), soft);
    sheet::footer(painter, 283);
}

} // namespace

QRectF posterCodePlace(bool only, bool lower)
{
    if (only)
        return {25, 70, 160, 160};
    return {47, lower ? 163.0 : 50.0, 106, 106};
}

tl::expected<void, PaperError> writePoster(const QString& file, const QString& title, const QStringList& parts,
                                           QDate issued, QDate until, const QString& helpLine)
{
    if (parts.isEmpty())
        return tl::unexpected(PaperError::TextTooLong);
    Sheet paper(file, title);
    if (!paper.open())
        return tl::unexpected(PaperError::NotWritable);
    QPainter& painter = paper.painter();
    const bool only = parts.size() == 1;
    for (qsizetype index = 0; index < parts.size(); ++index) {
        const bool lower = index % 2 == 1;
        if (index > 0 && !lower)
            paper.nextPage();
        if (!lower) {
            paintHead(painter, title, parts.size(), issued, until);
            paintFoot(painter, helpLine);
        }
        const auto code = QrCode::of(parts[index], QrMedium::Paper);
        if (!code)
            return tl::unexpected(PaperError::TextTooLong);
        const QRectF place = posterCodePlace(only, lower);
        code->paint(painter, place);
        if (!only) {
            text(painter, {place.right() + 4, place.top() + 40, 40, 12}, 9,
                 QStringLiteral("%1 / %2").arg(index + 1).arg(parts.size()), ink, true);
        }
    }
    if (!paper.close())
        return tl::unexpected(PaperError::NotWritable);
    return {};
}

} // namespace voucher
