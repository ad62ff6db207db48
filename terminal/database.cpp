#include "terminal/database.h"

#include "terminal/checksummed_pages.h"
#include "terminal/database_dialect.h"
#include "terminal/write_ahead_log.h"

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
    QString place;

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

    sqlite3* handle() const { return *static_cast<sqlite3* const*>(connection.driver()->handle().constData()); }

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

    /// Begins and ends transactions: SQLite keeps the prepared form, PostgreSQL prepares no such statement.
    tl::expected<Rows, DatabaseError> control(Database& owner, const QString& sql)
    {
        return cluster() ? owner.once(sql) : owner.run(sql);
    }
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
    d.place = place;
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
        if (const auto done = database->once(setting); !done) {
            return tl::unexpected(done.error());
        }
    }
    // Opening is lazy: the first read takes the lock and meets whatever is wrong with the file.
    if (const auto read = database->once(d.cluster() ? QStringLiteral("SELECT 1")
                                                     : QStringLiteral("SELECT COUNT(*) FROM sqlite_schema"));
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

tl::expected<Rows, DatabaseError> Database::once(const QString& sql)
{
    Private::Statement statement{QSqlQuery(d->connection)};
    statement.query.setForwardOnly(true);
    if (!statement.query.exec(sql)) {
        return tl::unexpected(d->failure(statement.query.lastError()));
    }
    return d->rowsOf(statement);
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

QString Database::place() const
{
    return d->place;
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

tl::expected<void, DatabaseError> Database::addChecksums()
{
    return askForChecksums(d->handle()) ? once(QStringLiteral("VACUUM")).map([](const Rows&) {})
                                        : tl::expected<void, DatabaseError>();
}

tl::expected<void, DatabaseError> Database::writeBack()
{
    return run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).map([this](const Rows&) {
        lengthenLog(d->handle());
    });
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
