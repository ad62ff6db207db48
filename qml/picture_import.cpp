#include "qml/picture_import.h"

#include "qml/pdf_page.h"

#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"

#include <QBuffer>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// A family's letter has one or two.
constexpr int mostPages = 4;
constexpr auto pageTime = 15s; ///< for all of them
/// A voucher that fills a tenth of this picture's width still has two pixels a module.
constexpr int pictureSide = 4000;
/// 150 dots an inch on A4: six pixels a module of a printed voucher.
constexpr int pageSide = 1754;

/// What a file holds; an empty text for no code.
struct Finding
{
    bool readable = false;
    QString text;
};

double distanceFromMiddle(const Sighting& sighting, QSize picture)
{
    const QPointF sum = std::accumulate(sighting.corners.begin(), sighting.corners.end(), QPointF());
    const QPointF away = sum / 4 - QPointF(picture.width(), picture.height()) / 2;
    return QPointF::dotProduct(away, away);
}

Finding codeIn(const tl::expected<QImage, PictureError>& picture)
{
    if (!picture)
        return {};
    const QList<Sighting> found = Decoder::decodePicture(*picture);
    const auto nearest = std::min_element(found.begin(), found.end(), [&](const Sighting& left, const Sighting& right) {
        return distanceFromMiddle(left, picture->size()) < distanceFromMiddle(right, picture->size());
    });
    return {true, nearest == found.end() ? QString() : nearest->text};
}

Finding codeInPages(const QString& path)
{
    const QDeadlineTimer deadline(pageTime);
    Finding all;
    for (int number = 1; number <= mostPages && all.text.isEmpty(); ++number) {
        QByteArray bytes = pdfPage(path, number, pageSide, deadline);
        QBuffer page(&bytes);
        page.open(QIODevice::ReadOnly);
        const Finding finding = codeIn(readPicture(page));
        if (!finding.readable)
            break;
        all = finding;
    }
    return all;
}

} // namespace

PictureImport::PictureImport(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

void PictureImport::read(const QString& path)
{
    m_pool.start([this, path] {
        const Finding finding = isPdf(path) ? codeInPages(path) : codeIn(readPicture(path, pictureSide));
        QMetaObject::invokeMethod(
            this,
            [this, finding] {
                if (!finding.readable)
                    emit notReadable();
                else if (finding.text.isEmpty())
                    emit nothingFound();
                else
                    emit codeFound(finding.text);
            },
            Qt::QueuedConnection);
    });
}

} // namespace voucher
