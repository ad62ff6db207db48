#include "qml/picture_shelf.h"

#include "qml/pdf_page.h"

#include "terminal/scan/picture.h"

#include <QBuffer>
#include <QDateTime>
#include <QDirIterator>
#include <QTimeZone>

#include <algorithm>
#include <chrono>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr int mostEntries = 20'000;
constexpr int thumbnailSide = 320;
constexpr auto thumbnailTime = 4s; ///< for a PDF's first page

const QStringList pictureNames{QStringLiteral("*.jpg"),  QStringLiteral("*.jpeg"), QStringLiteral("*.png"),
                               QStringLiteral("*.webp"), QStringLiteral("*.gif"),  QStringLiteral("*.bmp")};
const QString pdfName = QStringLiteral("*.pdf");

QDate athensDay(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone("Europe/Athens")).date();
}

PicturesModel::Line lineOf(const QFileInfo& file, PicturesModel::Place place, Instant now)
{
    const Instant at{std::chrono::milliseconds(file.lastModified().toMSecsSinceEpoch())};
    return {file.filePath(), place, file.suffix().compare(QLatin1StringView("pdf"), Qt::CaseInsensitive) == 0, at,
            static_cast<int>(athensDay(at).daysTo(athensDay(now)))};
}

QImage thumbnailOf(const PicturesModel::Line& line)
{
    if (!isPdf(line.path))
        return readPicture(line.path, thumbnailSide).value_or(QImage());
    QByteArray bytes = pdfPage(line.path, 1, thumbnailSide, QDeadlineTimer(thumbnailTime));
    QBuffer page(&bytes);
    page.open(QIODevice::ReadOnly);
    return readPicture(page).value_or(QImage());
}

} // namespace

QList<PicturesModel::Line> newestPictures(const QList<PictureFolder>& folders, bool pdfs, Instant now)
{
    constexpr auto real = QDir::NoSymLinks | QDir::NoDotAndDotDot | QDir::Readable;
    const QStringList names = pdfs ? pictureNames + QStringList{pdfName} : pictureNames;
    QList<PicturesModel::Line> lines;
    int entries = 0;
    for (const PictureFolder& folder : folders) {
        QStringList paths{folder.path};
        for (QDirIterator inner(folder.path, QDir::Dirs | real); inner.hasNext() && ++entries < mostEntries;)
            paths += inner.next();
        for (const QString& path : paths) {
            for (QDirIterator files(path, names, QDir::Files | real); files.hasNext() && ++entries < mostEntries;) {
                files.next();
                lines += lineOf(files.fileInfo(), folder.place, now);
            }
        }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& left, const auto& right) { return left.at > right.at; });
    lines.resize(std::min(lines.size(), mostShelved));
    return lines;
}

PictureShelf::PictureShelf(std::function<QList<PictureFolder>()> folders, std::function<Instant()> now, QObject* parent)
    : QObject(parent), m_folders(std::move(folders)), m_now(std::move(now))
{
    m_pool.setMaxThreadCount(1);
}

PictureShelf::~PictureShelf()
{
    m_ending = true;
    m_pool.waitForDone();
}

void PictureShelf::look()
{
    if (!m_busy.exchange(true))
        m_pool.start([this] {
            lookAndPicture();
            m_busy = false;
        });
}

void PictureShelf::lookAndPicture()
{
    const QList<PicturesModel::Line> lines = newestPictures(m_folders(), canReadPdfs(), m_now());
    emit found(lines);
    m_pictured.removeIf([&](const PicturesModel::Line& line) { return !lines.contains(line); });
    for (const PicturesModel::Line& line : lines) {
        if (m_ending)
            return;
        if (m_pictured.contains(line))
            continue;
        m_pictured += line;
        if (const QImage picture = thumbnailOf(line); !picture.isNull())
            emit pictured(line.path, picture);
    }
}

} // namespace voucher
