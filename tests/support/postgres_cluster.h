#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace voucher::test {

/// A PostgreSQL cluster in a folder of its own, on a socket in that folder; ends with the program, also when that is
/// killed. As root it runs as another user, since PostgreSQL refuses root.
class PostgresCluster
{
public:
    /// The one that this test program shares, started when first asked for; nullptr unless VOUCHER_REGISTER says
    /// `postgresql`, or `postgresql-durable` for measurements. So the same tests run on both databases.
    static PostgresCluster* ofThisTest();

    /// Tests cut no power: unless `durable`, nothing waits for the disk.
    explicit PostgresCluster(bool durable);
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    /// libpq's words for the cluster's first database.
    QString words() const;
    /// Where a register can be opened that nobody has seen yet.
    QString freshPlace();
    /// Ends every connection, as a restarted cluster does.
    void dropConnections() const;

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    int m_places = 0;
};

} // namespace voucher::test
