#include "tests/support/postgres_cluster.h"

#include <QCoreApplication>
#include <QDir>

#include <memory>

#include <pwd.h>
#include <unistd.h>

namespace voucher::test {

namespace {

QString binary(const char* name)
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    for (const QString& version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        const QString path = versions.filePath(version + QStringLiteral("/bin/") + QLatin1StringView(name));
        if (QFile::exists(path))
            return path;
    }
    qFatal("PostgreSQL is missing: packaging/dependencies test");
}

/// Who the cluster runs as, when we are root.
const passwd* otherUser()
{
    if (geteuid() != 0)
        return nullptr;
    const passwd* const user = getpwnam("postgres");
    return user != nullptr ? user : getpwnam("nobody");
}

/// Through setpriv: as the other user, and ending when this process ends.
void begin(QProcess& process, const char* name, const QStringList& arguments)
{
    QStringList words{QStringLiteral("--pdeathsig"), QStringLiteral("INT")};
    if (const passwd* const user = otherUser())
        words += {QStringLiteral("--reuid=%1").arg(user->pw_uid), QStringLiteral("--regid=%1").arg(user->pw_gid),
                  QStringLiteral("--clear-groups")};
    // PostgreSQL's programs go back to where they were started, which may be closed to their user.
    process.setWorkingDirectory(QStringLiteral("/"));
    process.start(QStringLiteral("setpriv"), words + QStringList{binary(name)} + arguments);
}

void runToEnd(const char* name, const QStringList& arguments)
{
    QProcess process;
    begin(process, name, arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
        qFatal("%s: %s", name, process.readAllStandardError().constData());
}

} // namespace

PostgresCluster* PostgresCluster::ofThisTest()
{
    static std::unique_ptr<PostgresCluster> cluster;
    const QByteArray wanted = qgetenv("VOUCHER_REGISTER");
    if (!cluster && wanted.startsWith("postgresql")) {
        cluster = std::make_unique<PostgresCluster>(wanted == "postgresql-durable");
        qAddPostRoutine([] { cluster.reset(); });
    }
    return cluster.get();
}

PostgresCluster::PostgresCluster(bool durable)
{
    if (const passwd* const user = otherUser()) {
        if (chown(qPrintable(m_folder.path()), user->pw_uid, user->pw_gid) != 0)
            qFatal("the cluster's folder cannot be given away");
    }
    const QString data = m_folder.filePath(QStringLiteral("data"));
    runToEnd("initdb", {QStringLiteral("-D"), data, QStringLiteral("-U"), QStringLiteral("register"),
                        QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"), QStringLiteral("UTF8"),
                        QStringLiteral("--locale=C"), QStringLiteral("--no-sync")});
    begin(m_server, "postgres",
          {QStringLiteral("-D"), data, QStringLiteral("-k"), m_folder.path(), QStringLiteral("-h"), QString(),
           QStringLiteral("-c"), QStringLiteral("fsync=%1").arg(durable ? QStringLiteral("on") : QStringLiteral("off")),
           QStringLiteral("-c"), QStringLiteral("max_connections=60")});
    QByteArray said;
    while (!said.contains("ready to accept connections")) {
        m_server.setReadChannel(QProcess::StandardError);
        if (!m_server.waitForReadyRead(60000))
            qFatal("postgres: %s", said.constData());
        said += m_server.readAllStandardError();
    }
}

PostgresCluster::~PostgresCluster()
{
    // Nothing of it is needed any more: no checkpoint.
    m_server.kill();
    m_server.waitForFinished(60000);
}

QString PostgresCluster::words() const
{
    return QStringLiteral("host=%1 user=register dbname=postgres").arg(m_folder.path());
}

QString PostgresCluster::freshPlace()
{
    const QString schema = QStringLiteral("register_%1").arg(++m_places);
    runToEnd("psql", {QStringLiteral("-qXc"), QStringLiteral("CREATE SCHEMA %1").arg(schema), words()});
    return QStringLiteral("postgresql:%1 options=-csearch_path=%2").arg(words(), schema);
}

void PostgresCluster::dropConnections() const
{
    runToEnd("psql", {QStringLiteral("-qXtc"),
                      QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                     "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"),
                      words()});
}

} // namespace voucher::test
