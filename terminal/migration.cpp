#include "terminal/migration.h"

#include "terminal/sql_script.h"

#include <QFile>

namespace voucher {

namespace {

bool isCluster(const Database& database)
{
    return database.kind() == DatabaseKind::RegisterCluster;
}

/// The version of the schema; 0 for a new database.
tl::expected<std::int64_t, DatabaseError> versionOf(Database& database)
{
    const auto number = [](const Rows& rows) { return rows.empty() ? 0 : integerOf(rows.front().front()); };
    if (!isCluster(database)) {
        return database.once(QStringLiteral("PRAGMA user_version")).map(number);
    }
    // From the catalogue's rows: `to_regclass` may answer from a cache that is older than the lock that was waited for.
    const auto table = database.once(QStringLiteral("SELECT COUNT(*) FROM pg_catalog.pg_tables "
                                                    "WHERE schemaname = current_schema() AND "
                                                    "tablename = 'schema_version'"));
    if (!table) {
        return tl::unexpected(table.error());
    }
    return number(*table) == 0 ? tl::expected<std::int64_t, DatabaseError>(0)
                               : database.once(QStringLiteral("SELECT version FROM schema_version")).map(number);
}

tl::expected<void, DatabaseError> setVersion(Database& database, std::int64_t version)
{
    QStringList statements{QStringLiteral("PRAGMA user_version=%1").arg(version)};
    if (isCluster(database)) {
        statements = {QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version(version BIGINT NOT NULL)"),
                      QStringLiteral("DELETE FROM schema_version"),
                      QStringLiteral("INSERT INTO schema_version VALUES(%1)").arg(version)};
    }
    for (const QString& statement : statements) {
        if (const auto done = database.once(statement); !done) {
            return tl::unexpected(done.error());
        }
    }
    return {};
}

/// A consistent copy of a file that a migration is about to change; a copy that an interrupted one left is replaced.
tl::expected<void, DatabaseError> copyAside(Database& database, std::int64_t version)
{
    const QString copy = database.place() + QStringLiteral(".before-%1").arg(version + 1);
    if (QFile::exists(copy) && !QFile::remove(copy)) {
        return tl::unexpected(DatabaseError::CannotOpen);
    }
    if (const auto copied = database.run(QStringLiteral("VACUUM INTO ?"), {copy}); !copied) {
        return tl::unexpected(copied.error());
    }
    QFile::setPermissions(copy, QFile::permissions(database.place()));
    return {};
}

} // namespace

tl::expected<void, DatabaseError> migrate(Database& database, const std::vector<QString>& scripts)
{
    const auto newest = static_cast<std::int64_t>(scripts.size());
    const auto found = versionOf(database);
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (*found > newest || *found < 0) {
        return tl::unexpected(DatabaseError::TooNew);
    }
    if (*found > 0 && *found < newest && !isCluster(database)) {
        if (const auto copied = copyAside(database, *found); !copied) {
            return copied;
        }
    }
    if (*found < newest && database.kind() == DatabaseKind::TabletFile) {
        if (const auto added = database.addChecksums(); !added) {
            return added;
        }
    }
    for (std::int64_t version = *found; version < newest; ++version) {
        auto transaction = Transaction::begin(database);
        if (!transaction) {
            return tl::unexpected(transaction.error());
        }
        // Another process may have migrated while this one waited for the lock.
        const auto current = versionOf(database);
        if (!current) {
            return tl::unexpected(current.error());
        }
        if (*current > version) {
            continue;
        }
        for (const QString& statement : statementsOf(scripts[static_cast<std::size_t>(version)])) {
            if (const auto done = database.once(statement); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (const auto set = setVersion(database, version + 1); !set) {
            return set;
        }
        if (const auto done = transaction->commit(); !done) {
            return done;
        }
    }
    return {};
}

} // namespace voucher
