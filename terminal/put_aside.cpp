#include "terminal/put_aside.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <map>

#include <fcntl.h>
#include <unistd.h>

namespace voucher {

namespace {

const QString logSuffix = QStringLiteral("-wal");
const QString indexSuffix = QStringLiteral("-shm");

QString placeAside(const QString& path, int number)
{
    return path + QStringLiteral(".damaged-%1").arg(number);
}

bool taken(const QString& aside)
{
    return QFile::exists(aside) || QFile::exists(aside + logSuffix) || QFile::exists(aside + indexSuffix);
}

/// A file's bytes or a folder's names are on the disk when this returns true.
bool makeDurable(const QString& path)
{
    const int opened = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    const bool durable = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) {
        ::close(opened);
    }
    return durable;
}

/// The files `<path><word><number>`, by rising number.
QStringList beside(const QString& path, const QString& word)
{
    std::map<int, QString> files;
    const QFileInfo ledger(path);
    const QString beginning = ledger.fileName() + word;
    for (const QFileInfo& file : ledger.dir().entryInfoList({beginning + u'*'}, QDir::Files | QDir::Hidden)) {
        bool isNumber = false;
        const int number = QStringView(file.fileName()).sliced(beginning.size()).toInt(&isNumber);
        if (isNumber) {
            files.emplace(number, file.filePath());
        }
    }
    QStringList rising;
    for (const auto& [number, file] : files) {
        rising.append(file);
    }
    return rising;
}

} // namespace

/// The log is copied first: cut off at any place, the pair is still whole under one name, and a log without its file is
/// deleted by the next opening. Each step is on the disk before the next: a power cut must not find the log removed and
/// its copy empty.
QString putAside(const QString& path)
{
    int number = 1;
    while (taken(placeAside(path, number))) {
        ++number;
    }
    const QString aside = placeAside(path, number);
    const QString folder = QFileInfo(path).absolutePath();
    const bool copied =
        QFile::copy(path + logSuffix, aside + logSuffix) && makeDurable(aside + logSuffix) && makeDurable(folder);
    if (!copied) {
        QFile::remove(aside + logSuffix);
    }
    if (!QFile::rename(path, aside)) {
        return {};
    }
    makeDurable(folder);
    copied ? QFile::remove(path + logSuffix) : QFile::rename(path + logSuffix, aside + logSuffix);
    QFile::rename(path + indexSuffix, aside + indexSuffix);
    return aside;
}

QStringList filesPutAside(const QString& path)
{
    return beside(path, QStringLiteral(".damaged-"));
}

void forgetPutAside(const QString& path, Instant before)
{
    for (const QString& aside : filesPutAside(path)) {
        if (QFileInfo(aside).lastModified().toMSecsSinceEpoch() >= before.time_since_epoch().count()) {
            continue;
        }
        for (const QString& suffix : {logSuffix, indexSuffix, QString()}) {
            QFile::remove(aside + suffix);
        }
    }
}

void forgetCopies(const QString& path)
{
    for (const QString& copy : beside(path, QStringLiteral(".before-"))) {
        QFile::remove(copy);
    }
}

} // namespace voucher
