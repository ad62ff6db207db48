#include "qml/picture_import.h"

#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThreadPool>

#include <algorithm>
#include <numeric>

namespace voucher {

namespace {

/// A family's letter has one or two.
constexpr int mostPages = 4;
constexpr int pageTime = 15000; ///< ms for all of them

bool isPdf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
}

/// The pages as pictures in `folder`; none without poppler.
QStringList pagesOf(const QString& path, const QTemporaryDir& folder)
{
    const QString poppler = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
    if (poppler.isEmpty() || !folder.isValid())
        return {};
    QProcess process;
    process.start(poppler, {QStringLiteral("-png"), QStringLiteral("-r"), QStringLiteral("200"), QStringLiteral("-l"),
                            QString::number(mostPages), QFileInfo(path).absoluteFilePath(),
                            folder.filePath(QStringLiteral("page"))});
    if (!process.waitForFinished(pageTime)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    QStringList pages;
    for (const QString& name : QDir(folder.path()).entryList(QDir::Files, QDir::Name))
        pages += folder.filePath(name);
    return pages;
}

double distanceFromMiddle(const Sighting& sighting, QSize picture)
{
    const QPointF sum = std::accumulate(sighting.corners.begin(), sighting.corners.end(), QPointF());
    const QPointF away = sum / 4 - QPointF(picture.width(), picture.height()) / 2;
    return QPointF::dotProduct(away, away);
}

QString codeIn(const QString& path)
{
    const auto picture = readPicture(path);
    if (!picture)
        return {};
    const QList<Sighting> found = Decoder::decodePicture(*picture);
    const auto nearest = std::min_element(found.begin(), found.end(), [&](const Sighting& left, const Sighting& right) {
        return distanceFromMiddle(left, picture->size()) < distanceFromMiddle(right, picture->size());
    });
    return nearest == found.end() ? QString() : nearest->text;
}

QString codeInAnyOf(const QString& path)
{
    if (!isPdf(path))
        return codeIn(path);
    const QTemporaryDir folder;
    for (const QString& page : pagesOf(path, folder)) {
        if (const QString text = codeIn(page); !text.isEmpty())
            return text;
    }
    return {};
}

} // namespace

void PictureImport::read(const QString& path)
{
    QThreadPool::globalInstance()->start([path, self = QPointer<PictureImport>(this)] {
        const QString text = codeInAnyOf(path);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [text, self] {
                if (!self)
                    return;
                if (text.isEmpty())
                    emit self->nothingFound();
                else
                    emit self->codeFound(text);
            },
            Qt::QueuedConnection);
    });
}

} // namespace voucher
