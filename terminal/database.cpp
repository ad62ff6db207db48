#include "terminal/database.h"

#include "terminal/checksummed_pages.h"
#include "terminal/database_dialect.h"
#include "terminal/sql_script.h"

#include <QFile>
#include <QHash>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>
#include <QVariant>

#include <algorithm>

namespace voucher {

namespace {

DatabaseError errorOf(const QSqlError& error, DatabaseKind kind)
{
    return kind == DatabaseKind::RegisterCluster ? postgresErrorOf(error.nativeErrorCode())
                                                 : sqliteErrorOf(error.nativeErrorCode().toInt());
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

/// The lock that every program of a register agrees on; the number means nothing else.
constexpr std::int64_t writersLock = 0x45505431;

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
    DatabaseKind kind = DatabaseKind::TabletFile;
    QString path;

    /// A kept statement; how many columns its rows have is asked once, since the answer is slow.
    struct Statement
    {
        QSqlQuery query;
        int columns = -1;
    };

    QHash<QString, std::shared_ptr<Statement>> prepared;
    /// PostgreSQL answers the COMMIT of a transaction in which a statement failed with a silent ROLLBACK.
    bool failed = false;
    bool lost = false;
    bool damaged = false;

    bool cluster() const { return kind == DatabaseKind::RegisterCluster; }

    DatabaseError failure(const QSqlError& error)
    {
        failed = true;
        const DatabaseError meaning = errorOf(error, kind);
        lost = lost || meaning == DatabaseError::Io;
        damaged = damaged || meaning == DatabaseError::Corrupt;
        return meaning;
    }

    tl::expected<Rows, DatabaseError> execute(Statement& statement, const std::vector<Value>& values);
    tl::expected<Rows, DatabaseError> rowsOf(Statement& statement);
    tl::expected<Rows, DatabaseError> once(const QString& sql);

    /// Begins and ends transactions: SQLite keeps the prepared form, PostgreSQL prepares no such statement.
    tl::expected<Rows, DatabaseError> control(Database& owner, const QString& sql)
    {
        return cluster() ? once(sql) : owner.run(sql);
    }

    tl::expected<void, DatabaseError> copyAside(std::int64_t version);
    tl::expected<void, DatabaseError> addChecksums();
    tl::expected<std::int64_t, DatabaseError> version();
    tl::expected<void, DatabaseError> setVersion(std::int64_t version);
};

tl::expected<Rows, DatabaseError> Database::Private::execute(Statement& statement, const std::vector<Value>& values)
{
    QSqlQuery& query = statement.query;
    for (std::size_t at = 0; at < values.size(); ++at) {
        query.bindValue(static_cast<int>(at), toVariant(values[at]));
    }
    // A kept query still holds the values of its last run: too few new ones must not borrow the old.
    if (query.boundValues().size() != static_cast<qsizetype>(values.size())) {
        return tl::unexpected(DatabaseError::Other);
    }
    if (!query.exec()) {
        const DatabaseError error = failure(query.lastError());
        query.finish();
        return tl::unexpected(error);
    }
    return rowsOf(statement);
}

tl::expected<Rows, DatabaseError> Database::Private::rowsOf(Statement& statement)
{
    QSqlQuery& query = statement.query;
    Rows rows;
    if (statement.columns < 0) {
        statement.columns = query.isSelect() ? query.record().count() : 0;
    }
    const int columns = statement.columns;
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
        return tl::unexpected(failure(error));
    }
    return rows;
}

/// A statement that is not kept: settings, schema, and what PostgreSQL does not prepare.
tl::expected<Rows, DatabaseError> Database::Private::once(const QString& sql)
{
    Statement statement{QSqlQuery(connection)};
    statement.query.setForwardOnly(true);
    if (!statement.query.exec(sql)) {
        return tl::unexpected(failure(statement.query.lastError()));
    }
    return rowsOf(statement);
}

/// A consistent copy of a file that a migration is about to change; a copy that an interrupted one left is replaced.
tl::expected<void, DatabaseError> Database::Private::copyAside(std::int64_t version)
{
    const QString copy = path + QStringLiteral(".before-%1").arg(version + 1);
    if (QFile::exists(copy) && !QFile::remove(copy)) {
        return tl::unexpected(DatabaseError::CannotOpen);
    }
    Statement statement{QSqlQuery(connection)};
    statement.query.prepare(QStringLiteral("VACUUM INTO ?"));
    const auto copied = execute(statement, {copy});
    if (!copied) {
        return tl::unexpected(copied.error());
    }
    QFile::setPermissions(copy, QFile::permissions(path));
    return {};
}

/// All pages are written anew, in one transaction like any other: a power cut leaves the file as it was or as it is to
/// be.
tl::expected<void, DatabaseError> Database::Private::addChecksums()
{
    sqlite3* const handle = *static_cast<sqlite3* const*>(connection.driver()->handle().constData());
    return askForChecksums(handle) ? once(QStringLiteral("VACUUM")).map([](const Rows&) {})
                                   : tl::expected<void, DatabaseError>();
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

tl::expected<std::unique_ptr<Database>, DatabaseError> Database::open(DatabaseKind kind, const QString& place)
{
    std::unique_ptr<Database> database(new Database);
    Private& d = *database->d;
    d.kind = kind;
    d.path = place;
    d.connection = QSqlDatabase::addDatabase(d.cluster() ? QStringLiteral("QPSQL") : QStringLiteral("QSQLITE"),
                                             QUuid::createUuid().toString());
    if (d.cluster()) {
        d.connection.setConnectOptions(place);
    } else {
        d.connection.setDatabaseName(kind == DatabaseKind::TabletFile ? withChecksummedPages(place) : place);
        d.connection.setConnectOptions(connectOptionsOf(kind));
    }
    if (!d.connection.open()) {
        return tl::unexpected(d.cluster() ? DatabaseError::CannotOpen : d.failure(d.connection.lastError()));
    }
    if (kind == DatabaseKind::TabletFile) {
        QFile::setPermissions(place, QFile::ReadOwner | QFile::WriteOwner);
    }
    for (const QString& setting : settingsOf(kind)) {
        if (const auto done = d.once(setting); !done) {
            return tl::unexpected(done.error());
        }
    }
    // Opening is lazy: the first read takes the lock and meets whatever is wrong with the file.
    if (const auto read =
            d.once(d.cluster() ? QStringLiteral("SELECT 1") : QStringLiteral("SELECT COUNT(*) FROM sqlite_schema"));
        !read) {
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
    std::shared_ptr<Private::Statement>& statement = d->prepared[sql];
    if (!statement) {
        auto fresh = std::make_shared<Private::Statement>(Private::Statement{QSqlQuery(d->connection)});
        fresh->query.setForwardOnly(true);
        if (!fresh->query.prepare(sql)) {
            d->prepared.remove(sql);
            return tl::unexpected(d->failure(fresh->query.lastError()));
        }
        statement = std::move(fresh);
    }
    return d->execute(*statement, values);
}

tl::expected<void, DatabaseError> Database::insertMany(const QString& table, const QStringList& columns,
                                                       const std::vector<Row>& rows)
{
    if (rows.empty()) {
        return {};
    }
    if (d->cluster()) {
        const ArrayInsert insert = arrayInsert(table, columns, rows);
        return run(insert.sql, insert.values).map([](const Rows&) {});
    }
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

DatabaseKind Database::kind() const
{
    return d->kind;
}

bool Database::lost() const
{
    return d->lost;
}

bool Database::damaged() const
{
    return d->damaged;
}

QString Database::rowLock() const
{
    return d->cluster() ? QStringLiteral(" FOR NO KEY UPDATE") : QString();
}

/// The version of the schema; 0 for a new database.
tl::expected<std::int64_t, DatabaseError> Database::Private::version()
{
    const auto number = [](const Rows& rows) { return rows.empty() ? 0 : integerOf(rows.front().front()); };
    if (!cluster()) {
        return once(QStringLiteral("PRAGMA user_version")).map(number);
    }
    // From the catalogue's rows: `to_regclass` may answer from a cache that is older than the lock that was waited for.
    const auto table = once(QStringLiteral("SELECT COUNT(*) FROM pg_catalog.pg_tables "
                                           "WHERE schemaname = current_schema() AND tablename = 'schema_version'"));
    if (!table) {
        return tl::unexpected(table.error());
    }
    return number(*table) == 0 ? tl::expected<std::int64_t, DatabaseError>(0)
                               : once(QStringLiteral("SELECT version FROM schema_version")).map(number);
}

tl::expected<void, DatabaseError> Database::Private::setVersion(std::int64_t version)
{
    QStringList statements{QStringLiteral("PRAGMA user_version=%1").arg(version)};
    if (cluster()) {
        statements = {QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version(version BIGINT NOT NULL)"),
                      QStringLiteral("DELETE FROM schema_version"),
                      QStringLiteral("INSERT INTO schema_version VALUES(%1)").arg(version)};
    }
    for (const QString& statement : statements) {
        if (const auto done = once(statement); !done) {
            return tl::unexpected(done.error());
        }
    }
    return {};
}

tl::expected<void, DatabaseError> Database::migrate(const std::vector<QString>& scripts)
{
    const auto newest = static_cast<std::int64_t>(scripts.size());
    const auto found = d->version();
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (*found > newest || *found < 0) {
        return tl::unexpected(DatabaseError::TooNew);
    }
    if (*found > 0 && *found < newest && !d->cluster()) {
        if (const auto copied = d->copyAside(*found); !copied) {
            return copied;
        }
    }
    if (*found < newest && d->kind == DatabaseKind::TabletFile) {
        if (const auto added = d->addChecksums(); !added) {
            return added;
        }
    }
    for (std::int64_t version = *found; version < newest; ++version) {
        auto transaction = Transaction::begin(*this);
        if (!transaction) {
            return tl::unexpected(transaction.error());
        }
        // Another process may have migrated while this one waited for the lock.
        const auto current = d->version();
        if (!current) {
            return tl::unexpected(current.error());
        }
        if (*current > version) {
            continue;
        }
        for (const QString& statement : statementsOf(scripts[static_cast<std::size_t>(version)])) {
            if (const auto done = d->once(statement); !done) {
                return tl::unexpected(done.error());
            }
        }
        if (const auto set = d->setVersion(version + 1); !set) {
            return set;
        }
        if (const auto done = transaction->commit(); !done) {
            return done;
        }
    }
    return {};
}

tl::expected<Transaction, DatabaseError> Transaction::begin(Database& database)
{
    return begin(database, Others::Wait);
}

tl::expected<Transaction, DatabaseError> Transaction::beginBeside(Database& database)
{
    return begin(database, Others::Beside);
}

tl::expected<Transaction, DatabaseError> Transaction::begin(Database& database, Others others)
{
    Database::Private& d = *database.d;
    const auto begun = d.control(database, d.cluster() ? QStringLiteral("BEGIN") : QStringLiteral("BEGIN IMMEDIATE"));
    if (!begun) {
        return tl::unexpected(begun.error());
    }
    d.failed = false;
    Transaction transaction(database);
    if (d.cluster()) {
        const auto locked =
            database.run(others == Others::Wait ? QStringLiteral("SELECT pg_advisory_xact_lock(?)")
                                                : QStringLiteral("SELECT pg_advisory_xact_lock_shared(?)"),
                         {writersLock});
        if (!locked) {
            return tl::unexpected(locked.error());
        }
    }
    return transaction;
}

Transaction::Transaction(Transaction&& other) noexcept : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database != nullptr) {
        // Fails harmlessly where SQLite has rolled back by itself (no space, I/O error).
        (void)m_database->d->control(*m_database, QStringLiteral("ROLLBACK"));
    }
}

tl::expected<void, DatabaseError> Transaction::commit()
{
    Database::Private& d = *m_database->d;
    if (d.cluster() && d.failed) {
        return tl::unexpected(DatabaseError::Other);
    }
    const auto done = d.control(*m_database, QStringLiteral("COMMIT"));
    if (!done) {
        return tl::unexpected(done.error());
    }
    m_database = nullptr;
    return {};
}

} // namespace voucher
