#pragma once

#include "tests/support/postgres_cluster.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

namespace voucher::test {

/// The real program on a folder of its own.
class OfficeProgram
{
public:
    /// Runs one act; its exit code.
    int run(const QStringList& arguments)
    {
        QProcess process;
        QStringList words{QStringLiteral("--folder"), folder()};
        if (inCluster())
            words += {QStringLiteral("--register"), place};
        process.start(QStringLiteral(VOUCHER_OFFICE), words + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(60000))
            return -1;
        said = QString::fromUtf8(process.readAllStandardError()).trimmed();
        lines.clear();
        for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
            if (!line.isEmpty())
                lines += QJsonDocument::fromJson(line).object();
        }
        return process.exitCode();
    }

    int run(const QString& words) { return run(words.split(u' ')); }

    int init(const QString& url = QStringLiteral("https://127.0.0.1:8443"))
    {
        return run({QStringLiteral("init"), QStringLiteral("--url"), url, QStringLiteral("--title"),
                    QStringLiteral("Στηρίζω"), QStringLiteral("--help-line"), QStringLiteral("210 5577000"),
                    QStringLiteral("--service"), QStringLiteral("7:4000")});
    }

    QStringList issuing(const QString& until = QStringLiteral("2155-06-30")) const
    {
        return {QStringLiteral("issue"),
                QStringLiteral("--family"),
                QStringLiteral("Α-17"),
                QStringLiteral("--service"),
                QStringLiteral("7"),
                QStringLiteral("--quantity"),
                QStringLiteral("10"),
                QStringLiteral("--provider"),
                QStringLiteral("12"),
                QStringLiteral("--from"),
                QStringLiteral("2150-01-01"),
                QStringLiteral("--until"),
                until,
                QStringLiteral("--pdf"),
                pdf()};
    }

    /// Refused with exit code 1 and one sentence, in Greek.
    bool refused(const QStringList& arguments)
    {
        const bool one = run(arguments) == 1 && lines.isEmpty() && !said.isEmpty() && !said.contains(u'\n');
        const bool greek =
            std::ranges::any_of(said, [](QChar letter) { return letter.script() == QChar::Script_Greek; });
        if (!one || !greek)
            qWarning("%s", qUtf8Printable(said));
        return one && greek;
    }

    bool refused(const QString& words) { return refused(words.split(u' ')); }

    QString folder() const { return m_folder.filePath(QStringLiteral("town")); }

    static bool inCluster() { return PostgresCluster::ofThisTest() != nullptr; }

    QString pdf() const { return m_folder.filePath(QStringLiteral("paper.pdf")); }

    /// What lies on standard input, for each act anew.
    QByteArray input;
    QString said;
    QList<QJsonObject> lines;

private:
    QTemporaryDir m_folder;

public:
    /// Of the register, as the program takes it.
    const QString place =
        inCluster() ? PostgresCluster::ofThisTest()->freshPlace() : folder() + QStringLiteral("/register.sqlite");
};

} // namespace voucher::test
