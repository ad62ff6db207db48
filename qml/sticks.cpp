#include "qml/sticks.h"

#include "crypto/poster.h"

#include <QDir>
#include <QFile>

namespace voucher {

namespace {

constexpr qsizetype mostFiles = 16;
/// A link may lead to a device that never ends, or out of the stick.
constexpr auto files = QDir::Files | QDir::NoSymLinks;

} // namespace

QStringList stickFolders()
{
    const QString person = qEnvironmentVariable("USER");
    return {QStringLiteral("/media/") + person, QStringLiteral("/run/media/") + person};
}

QStringList sticksIn(const QStringList& folders)
{
    QStringList sticks;
    for (const QString& folder : folders) {
        for (const QFileInfo& stick : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            sticks += stick.filePath();
    }
    return sticks;
}

QByteArrayList updatesOnSticks(const QStringList& folders)
{
    QByteArrayList updates;
    for (const QString& stick : sticksIn(folders)) {
        for (const QFileInfo& found : QDir(stick).entryInfoList({QStringLiteral("*.epitagi")}, files, QDir::Name)) {
            QFile file(found.filePath());
            if (updates.size() < mostFiles && found.size() <= largestUpdate && file.open(QIODevice::ReadOnly))
                updates += file.read(largestUpdate);
        }
    }
    return updates;
}

} // namespace voucher
