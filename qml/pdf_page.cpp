#include "qml/pdf_page.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <sys/resource.h>

namespace voucher {

namespace {

constexpr rlim_t mostMemory = rlim_t{512} << 20;
constexpr rlim_t mostSeconds = 20; ///< of the processor

QString poppler()
{
    return QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
}

} // namespace

bool isPdf(const QString& path)
{
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-";
}

bool canReadPdfs()
{
    return !poppler().isEmpty();
}

QByteArray pdfPage(const QString& path, int number, int longestSide, QDeadlineTimer deadline)
{
    QProcess process;
    process.setProgram(poppler());
    // Without a name for its pictures it writes them to us; a fixed size, since a page may claim to be a mile long.
    process.setArguments({QStringLiteral("-gray"), QStringLiteral("-scale-to"), QString::number(longestSide),
                          QStringLiteral("-f"), QString::number(number), QStringLiteral("-l"), QString::number(number),
                          QFileInfo(path).absoluteFilePath()});
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setChildProcessModifier([] {
        const rlimit memory{mostMemory, mostMemory};
        const rlimit seconds{mostSeconds, mostSeconds};
        setrlimit(RLIMIT_AS, &memory);
        setrlimit(RLIMIT_CPU, &seconds);
    });
    process.start(QIODevice::ReadOnly);
    if (!process.waitForFinished(static_cast<int>(deadline.remainingTime()))) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                                   : QByteArray();
}

} // namespace voucher
