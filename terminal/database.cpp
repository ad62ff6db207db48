#include "terminal/database.h"

#include "terminal/sql_script.h"

#include <QFile>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>
#include <QVariant>

#include <algorithm>

namespace voucher {

namespace {

/// SQLite's result codes (https://sqlite.org/rescode.html); the low byte of an extended code is its primary code.
DatabaseError errorOf(const QSqlError& error)
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
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

/// A null QByteArray or QString would be bound as NULL; nothing is null here unless it is std::monostate.
QVariant toVariant(const Value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return QVariant::fromValue<qlonglong>(*integer);
    }
    if (const auto* bytes = std::get_if<QByteArray>(&value)) {
        return bytes->isNull() ? QByteArray("", 0) : *bytes;
    }
    if (const auto* text = std::get_if<QString>(&value)) {
        return text->isNull() ? QStringLiteral("") : *text;
    }
    return {};
}

Value fromVariant(const QVariant& variant)
{
    if (variant.isNull()) {
        return std::monostate{};
    }
    switch (variant.typeId()) {
    case QMetaType::QByteArray:
        return variant.toByteArray();
    case QMetaType::QString:
        return variant.toString();
    default:
        return static_cast<std::int64_t>(variant.toLongLong());
    }
}

/// Why each: WAL under an exclusive lock needs no shared memory and has only one connection (SQLite 3.40's WAL defect
/// needs two); FULL makes a commit survive a power cut; secure_delete overwrites what is forgotten; the last two refuse
/// a file that was tampered with instead of running what it says.
QStringList settingsOf(DatabaseKind kind)
{
    const QStringList common = {
        QStringLiteral("PRAGMA synchronous=FULL"),   QStringLiteral("PRAGMA foreign_keys=ON"),
        QStringLiteral("PRAGMA secure_delete=ON"),   QStringLiteral("PRAGMA trusted_schema=OFF"),
        QStringLiteral("PRAGMA cell_size_check=ON"),
    };
    switch (kind) {
    case DatabaseKind::TabletFile:
        return QStringList{QStringLiteral("PRAGMA locking_mode=EXCLUSIVE"), QStringLiteral("PRAGMA journal_mode=WAL")} +
               common;
    case DatabaseKind::RegisterFile:
        return QStringList{QStringLiteral("PRAGMA journal_mode=TRUNCATE")} + common;
    }
    return {};
}

/// How long a connection waits for another one: a tablet's file has only one, so a second one is told at once.
QString connectOptionsOf(DatabaseKind kind)
{
    return kind == DatabaseKind::TabletFile ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=100")
                                            : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
}

} // namespace

std::int64_t integerOf(const Value& value)
{
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer != nullptr ? *integer : 0;
}

QByteArray bytesValueOf(const Value& value)
{
    const auto* bytes = std::get_if<QByteArray>(&value);
    return bytes != nullptr ? *bytes : QByteArray();
}

QString textOf(const Value& value)
{
    const auto* text = std::get_if<QString>(&value);
    return text != nullptr ? *text : QString();
}

bool isNull(const Value& value)
{
    return std::holds_alternative<std::monostate>(value);
}

struct Database::Private
{
    QSqlDatabase connection;
    QString path;
    QHash<QString, std::shared_ptr<QSqlQuery>> prepared;

    tl::expected<Rows, DatabaseError> execute(QSqlQuery& query, const std::vector<Value>& values);
    tl::expected<Rows, DatabaseError> once(const QString& sql);
    tl::expected<void, DatabaseError> copyAside(std::int64_t version);
};

tl::expected<Rows, DatabaseError> Database::Private::execute(QSqlQuery& query, const std::vector<Value>& values)
{
    for (std::size_t at = 0; at < values.size(); ++at) {
        query.bindValue(static_cast<int>(at), toVariant(values[at]));
    }
    // A kept query still holds the values of its last run: too few new ones must not borrow the old.
    if (query.boundValues().size() != static_cast<qsizetype>(values.size())) {
        return tl::unexpected(DatabaseError::Other);
    }
    if (!query.exec()) {
        const DatabaseError error = errorOf(query.lastError());
        query.finish();
        return tl::unexpected(error);
    }
    Rows rows;
    const int columns = query.isSelect() ? query.record().count() : 0;
    while (query.next()) {
        Row row;
        row.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            row.push_back(fromVariant(query.value(column)));
        }
        rows.push_back(std::move(row));
    }
    const QSqlError error = query.lastError();
    query.finish();
    if (error.isValid()) {
        return tl::unexpected(errorOf(error));
    }
    return rows;
}

/// A statement that is not kept: settings, schema, and shapes that rarely come again.
tl::expected<Rows, DatabaseError> Database::Private::once(const QString& sql)
{
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return tl::unexpected(errorOf(query.lastError()));
    }
    return execute(query, {});
}

/// A consistent copy of a file that a migration is about to change; a copy that an interrupted one left is replaced.
tl::expected<void, DatabaseError> Database::Private::copyAside(std::int64_t version)
{
    const QString copy = path + QStringLiteral(".before-%1").arg(version + 1);
    if (QFile::exists(copy) && !QFile::remove(copy)) {
        return tl::unexpected(DatabaseError::CannotOpen);
    }
    QSqlQuery query(connection);
    query.prepare(QStringLiteral("VACUUM INTO ?"));
    const auto copied = execute(query, {copy});
    if (!copied) {
        return tl::unexpected(copied.error());
    }
    QFile::setPermissions(copy, QFile::permissions(path));
    return {};
}

Database::Database() : d(std::make_unique<Private>())
{
}

Database::~Database()
{
    d->prepared.clear();
    const QString name = d->connection.connectionName();
    d->connection.close();
    d->connection = {};
    QSqlDatabase::removeDatabase(name);
}

tl::expected<std::unique_ptr<Database>, DatabaseError> Database::open(DatabaseKind kind, const QString& path)
{
    std::unique_ptr<Database> database(new Database);
    Private& d = *database->d;
    d.path = path;
    d.connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QUuid::createUuid().toString());
    d.connection.setDatabaseName(path);
    d.connection.setConnectOptions(connectOptionsOf(kind));
    if (!d.connection.open()) {
        return tl::unexpected(errorOf(d.connection.lastError()));
    }
    if (kind == DatabaseKind::TabletFile) {
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    }
    for (const QString& setting : settingsOf(kind)) {
        if (const auto done = d.once(setting); !done) {
            return tl::unexpected(done.error());
        }
    }
    // Opening is lazy: the first read takes the lock and meets whatever is wrong with the file.
    if (const auto read = d.once(QStringLiteral("SELECT COUNT(*) FROM sqlite_schema")); !read) {
        return tl::unexpected(read.error());
    }
    return database;
}

tl::expected<Rows, DatabaseError> Database::run(const QString& sql, std::initializer_list<Value> values)
{
    return run(sql, std::vector<Value>(values));
}

tl::expected<Rows, DatabaseError> Database::run(const QString& sql, const std::vector<Value>& values)
{
    std::shared_ptr<QSqlQuery>& query = d->prepared[sql];
    if (!query) {
        auto fresh = std::make_shared<QSqlQuery>(d->connection);
        fresh->setForwardOnly(true);
        if (!fresh->prepare(sql)) {
            d->prepared.remove(sql);
            return tl::unexpected(errorOf(fresh->lastError()));
        }
        query = std::move(fresh);
    }
    return d->execute(*query, values);
}

tl::expected<void, DatabaseError> Database::insertMany(const QString& table, const QStringList& columns,
                                                       const std::vector<Row>& rows)
{
    // SQLite: rows side by side in one VALUES list. A full chunk keeps its prepared form; the rest goes row by row.
    constexpr std::size_t chunk = 50;
    const QString tuple = u'(' + QStringList(columns.size(), QStringLiteral("?")).join(u',') + u')';
    const QString head = QStringLiteral("INSERT INTO %1 (%2) VALUES ").arg(table, columns.join(u','));
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t count = rows.size() - at >= chunk ? chunk : 1;
        std::vector<Value> values;
        for (std::size_t row = at; row < at + count; ++row) {
            values.insert(values.end(), rows[row].begin(), rows[row].end());
        }
        const auto done = run(head + QStringList(static_cast<qsizetype>(count), tuple).join(u','), values);
        if (!done) {
            return tl::unexpected(done.error());
        }
        at += count;
    }
    return {};
}

tl::expected<void, DatabaseError> Database::migrate(const std::vector<QString>& scripts)
{
    const auto versionNow = [this]() -> tl::expected<std::int64_t, DatabaseError> {
        return d->once(QStringLiteral("PRAGMA user_version")).map([](const Rows& rows) {
            return integerOf(rows.front().front());
        });
    };
    const auto newest = static_cast<std::int64_t>(scripts.size());
    const auto found = versionNow();
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (*found > newest || *found < 0) {
        return tl::unexpected(DatabaseError::TooNew);
    }
    if (*found > 0 && *found < newest) {
        if (const auto copied = d->copyAside(*found); !copied) {
            return copied;
        }
    }
    for (std::int64_t version = *found; version < newest; ++version) {
        auto transaction = Transaction::begin(*this);
        if (!transaction) {
            return tl::unexpected(transaction.error());
        }
        // Another process may have migrated while this one waited for the lock.
        const auto current = versionNow();
        if (!current) {
            return tl::unexpected(current.error());
        }
        if (*current > version) {
            continue;
        }
        QStringList statements = statementsOf(scripts[static_cast<std::size_t>(version)]);
        statements += QStringLiteral("PRAGMA user_version=%1").arg(version + 1);
        for (const QString& statement : statements) {
            if (const auto done = d->once(statement); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (const auto done = transaction->commit(); !done) {
            return done;
        }
    }
    return {};
}

tl::expected<Transaction, DatabaseError> Transaction::begin(Database& database)
{
    const auto begun = database.run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!begun) {
        return tl::unexpected(begun.error());
    }
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database != nullptr) {
        // Fails harmlessly where SQLite has rolled back by itself (no space, I/O error).
        (void)m_database->run(QStringLiteral("ROLLBACK"));
    }
}

tl::expected<void, DatabaseError> Transaction::commit()
{
    const auto done = m_database->run(QStringLiteral("COMMIT"));
    if (!done) {
        return tl::unexpected(done.error());
    }
    m_database = nullptr;
    return {};
}

} // namespace voucher
