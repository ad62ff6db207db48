#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace voucher::test {

/// What the inspector said, line by line.
struct InspectRun
{
    int exitCode = -1;
    QList<QJsonObject> lines;
    QByteArray complaint;
};

inline InspectRun inspect(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(VOUCHER_INSPECT), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit) {
        return {-1, {}, process.readAllStandardError()};
    }
    InspectRun run{process.exitCode(), {}, process.readAllStandardError()};
    for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty()) {
            run.lines.append(QJsonDocument::fromJson(line).object());
        }
    }
    return run;
}

} // namespace voucher::test
