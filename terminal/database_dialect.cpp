#include "terminal/database_dialect.h"

#include "terminal/write_ahead_log.h"

#include <algorithm>
#include <optional>

namespace voucher {

namespace {

/// The type of the first value that is there; nothing if none is.
std::optional<QString> arrayTypeOf(const std::vector<Row>& rows, std::size_t column)
{
    const auto found = std::ranges::find_if(rows, [column](const Row& row) { return !isNull(row[column]); });
    if (found == rows.end()) {
        return std::nullopt;
    }
    const Value& value = (*found)[column];
    if (std::holds_alternative<std::int64_t>(value)) {
        return QStringLiteral("bigint[]");
    }
    return std::holds_alternative<QByteArray>(value) ? QStringLiteral("bytea[]") : QStringLiteral("text[]");
}

/// One element of an array's text (PostgreSQL 15, §8.15.6): quoted, with backslash and quote escaped.
QString elementOf(const Value& value)
{
    if (isNull(value)) {
        return QStringLiteral("NULL");
    }
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return QString::number(*integer);
    }
    if (const auto* bytes = std::get_if<QByteArray>(&value)) {
        return QStringLiteral("\"\\\\x") + QString::fromLatin1(bytes->toHex()) + u'"';
    }
    QString text = textOf(value);
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

} // namespace

DatabaseError sqliteErrorOf(int code)
{
    // SQLITE_IOERR_DATA: a page is not as it was written. To SQLite the disk has failed, so that it trusts none of its
    // pages any more; to us the file is damaged.
    if (code == (10 | 32 << 8)) {
        return DatabaseError::Corrupt;
    }
    switch (code & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
    case 15: // SQLITE_PROTOCOL: the lock could not be taken in time
        return DatabaseError::Busy;
    case 13: // SQLITE_FULL
        return DatabaseError::Full;
    case 7:  // SQLITE_NOMEM: says nothing about the file, least of all that it is damaged
    case 10: // SQLITE_IOERR
        return DatabaseError::Io;
    case 11: // SQLITE_CORRUPT
    case 24: // SQLITE_FORMAT
    case 26: // SQLITE_NOTADB
        return DatabaseError::Corrupt;
    case 19: // SQLITE_CONSTRAINT
        return DatabaseError::Constraint;
    case 3:  // SQLITE_PERM
    case 8:  // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
        return DatabaseError::CannotOpen;
    default:
        return DatabaseError::Other;
    }
}

DatabaseError postgresErrorOf(QStringView state)
{
    struct Meaning
    {
        QStringView prefix;
        DatabaseError error;
    };

    // The first that fits: single states before their class.
    static constexpr Meaning meanings[] = {
        {u"53100", DatabaseError::Full},      // disk full
        {u"53", DatabaseError::Busy},         // out of connections, memory or locks: others will free theirs
        {u"40", DatabaseError::Busy},         // deadlock or serialization: the transaction is to be repeated
        {u"55P03", DatabaseError::Busy},      // lock_timeout
        {u"57014", DatabaseError::Busy},      // statement_timeout
        {u"23", DatabaseError::Constraint},   // and the triggers that forbid
        {u"57P", DatabaseError::Io},          // the cluster stops, has crashed or is starting
        {u"08", DatabaseError::Io},           // connection lost
        {u"58", DatabaseError::Io},           // the cluster's disk
        {u"XX", DatabaseError::Corrupt},      // its own consistency checks
        {u"28", DatabaseError::CannotOpen},   // not this account
        {u"3D", DatabaseError::CannotOpen},   // no such database
        {u"3F", DatabaseError::CannotOpen},   // no such schema
        {u"42501", DatabaseError::CannotOpen} // no permission
    };
    if (state.isEmpty()) {
        return DatabaseError::Io;
    }
    const auto* const found =
        std::ranges::find_if(meanings, [state](const Meaning& meaning) { return state.startsWith(meaning.prefix); });
    return found != std::end(meanings) ? found->error : DatabaseError::Other;
}

/// Why each, SQLite: WAL under an exclusive lock needs no shared memory and has only one connection (SQLite 3.40's WAL
/// defect needs two); FULL makes a commit survive a power cut; 32 MiB of pages hold what is asked of years of visits;
/// secure_delete overwrites what is forgotten; the last two refuse a file that was tampered with instead of running
/// what it says. PostgreSQL: a commit waits for the disk whatever the cluster's default is; nobody waits for a lock
/// longer than SQLite would; what a vanished process was in the middle of is given up; what is asked here is asked by
/// key, and asked again and again: a table that has grown since its statistics were taken is not walked for it, and the
/// plan is made once.
QStringList settingsOf(DatabaseKind kind)
{
    const QStringList sqlite = {
        QStringLiteral("PRAGMA synchronous=FULL"),   QStringLiteral("PRAGMA foreign_keys=ON"),
        QStringLiteral("PRAGMA secure_delete=ON"),   QStringLiteral("PRAGMA trusted_schema=OFF"),
        QStringLiteral("PRAGMA cell_size_check=ON"),
    };
    switch (kind) {
    case DatabaseKind::TabletFile:
    case DatabaseKind::TabletCopy:
        return QStringList{QStringLiteral("PRAGMA locking_mode=EXCLUSIVE"), QStringLiteral("PRAGMA journal_mode=WAL"),
                           QStringLiteral("PRAGMA wal_autocheckpoint=%1").arg(pagesOfLog),
                           QStringLiteral("PRAGMA cache_size=-32768")} +
               sqlite;
    case DatabaseKind::RegisterFile:
        return QStringList{QStringLiteral("PRAGMA journal_mode=TRUNCATE")} + sqlite;
    case DatabaseKind::RegisterCluster:
        return {QStringLiteral("SET synchronous_commit=on"),
                QStringLiteral("SET lock_timeout='5s'"),
                QStringLiteral("SET idle_in_transaction_session_timeout='60s'"),
                QStringLiteral("SET client_min_messages=warning"),
                QStringLiteral("SET enable_seqscan=off"),
                QStringLiteral("SET plan_cache_mode=force_generic_plan"),
                QStringLiteral("SET jit=off")};
    }
    return {};
}

/// A tablet's file has only one connection, so a second one is told at once. Its place is a URI
/// (`withChecksummedPages`).
QString connectOptionsOf(DatabaseKind kind)
{
    switch (kind) {
    case DatabaseKind::TabletFile:
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=100;QSQLITE_OPEN_URI");
    case DatabaseKind::TabletCopy:
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=100");
    case DatabaseKind::RegisterFile:
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    case DatabaseKind::RegisterCluster:
        return {};
    }
    return {};
}

ArrayInsert arrayInsert(const QString& table, const QStringList& columns, const std::vector<Row>& rows)
{
    QStringList names;
    QStringList casts;
    ArrayInsert insert;
    for (std::size_t column = 0; column < static_cast<std::size_t>(columns.size()); ++column) {
        const auto type = arrayTypeOf(rows, column);
        if (!type) {
            continue;
        }
        QStringList elements;
        elements.reserve(static_cast<qsizetype>(rows.size()));
        for (const Row& row : rows) {
            elements += elementOf(row[column]);
        }
        names += columns[static_cast<qsizetype>(column)];
        casts += QStringLiteral("CAST(? AS %1)").arg(*type);
        insert.values.emplace_back(QString(u'{' + elements.join(u',') + u'}'));
    }
    insert.sql =
        QStringLiteral("INSERT INTO %1 (%2) SELECT * FROM unnest(%3)").arg(table, names.join(u','), casts.join(u','));
    return insert;
}

} // namespace voucher
