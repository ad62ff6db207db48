#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <initializer_list>
#include <memory>
#include <variant>
#include <vector>

namespace voucher {

/// What a caller may branch on, from SQLite's extended codes and PostgreSQL's SQLSTATE.
enum class DatabaseError : std::uint8_t {
    Busy,       ///< another connection holds it: try again
    Full,       ///< no space left
    Io,         ///< the disk failed or memory ran out: close, reopen, reread
    Corrupt,    ///< not a database, or damaged
    Constraint, ///< a row that must not exist twice, or a trigger that forbids
    TooNew,     ///< written by a newer program
    CannotOpen, ///< no such folder, no permission
    Other,
};

/// A bound or read value: null, integer, bytes or text. Bytes of length zero stay bytes.
using Value = std::variant<std::monostate, std::int64_t, QByteArray, QString>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

/// The value in a column that the schema says is of this kind; another kind is our own mistake.
std::int64_t integerOf(const Value& value);
QByteArray bytesValueOf(const Value& value);
QString textOf(const Value& value);
bool isNull(const Value& value);

enum class DatabaseKind : std::uint8_t {
    TabletFile,   ///< SQLite: one connection, EXCLUSIVE, WAL, synchronous FULL
    RegisterFile, ///< SQLite: several connections, journal TRUNCATE, synchronous FULL, busy time-out
};

/// One connection, used on the thread that opened it. The only place of the project that knows Qt Sql.
class Database
{
public:
    static tl::expected<std::unique_ptr<Database>, DatabaseError> open(DatabaseKind kind, const QString& path);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs one prepared statement with its values bound in order; the prepared form is kept and finished after each
    /// run.
    tl::expected<Rows, DatabaseError> run(const QString& sql, std::initializer_list<Value> values = {});
    tl::expected<Rows, DatabaseError> run(const QString& sql, const std::vector<Value>& values);

    /// Inserts many rows of one shape in as few statements as the dialect allows.
    tl::expected<void, DatabaseError> insertMany(const QString& table, const QStringList& columns,
                                                 const std::vector<Row>& rows);

    /// Brings the file to the newest version: numbered scripts, each with its `user_version` in one transaction; the
    /// file is copied aside before a migration of a file that has a version already. TooNew for a newer file.
    tl::expected<void, DatabaseError> migrate(const std::vector<QString>& scripts);

private:
    Database();
    struct Private;
    std::unique_ptr<Private> d;
    friend class Transaction;
};

/// An IMMEDIATE transaction; rolled back at the end of its scope unless committed.
class Transaction
{
public:
    static tl::expected<Transaction, DatabaseError> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    /// When this returns a value, a power cut cannot undo what was written.
    tl::expected<void, DatabaseError> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) {}

    Database* m_database;
};

} // namespace voucher
