#include "qml/sticks.h"

#include "crypto/poster.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <fcntl.h>
#include <unistd.h>

namespace voucher {

namespace {

constexpr qsizetype mostFiles = 16;
/// A link may lead to a device that never ends, or out of the stick.
constexpr auto files = QDir::Files | QDir::NoSymLinks;

/// A stick is pulled out as soon as the screen says that it may be: its folder has to be written, too.
bool isOnDisk(const QString& stick)
{
    const int folder = ::open(QFile::encodeName(stick).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return false;
    const bool written = ::syncfs(folder) == 0;
    return ::close(folder) == 0 && written;
}

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

StickAnswer saveToStick(const QStringList& folders, const QString& name, QByteArrayView bytes)
{
    const QStringList sticks = sticksIn(folders);
    for (const QString& stick : sticks) {
        QSaveFile file(stick + u'/' + name);
        if (file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size() &&
            file.commit() && isOnDisk(stick))
            return StickAnswer::Kept;
    }
    return sticks.isEmpty() ? StickAnswer::NoStick : StickAnswer::NotWritten;
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
