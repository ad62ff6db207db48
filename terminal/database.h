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
    Io,         ///< the disk failed, memory ran out or the connection broke: close, reopen, reread
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
    TabletFile,      ///< SQLite: one connection, EXCLUSIVE, WAL, synchronous FULL, a checksum in each page
    TabletCopy,      ///< the same, for a look at a copy that may be damaged: no checksum is asked for
    RegisterFile,    ///< SQLite: several connections, journal TRUNCATE, synchronous FULL, busy time-out
    RegisterCluster, ///< PostgreSQL: any number of connections of any number of processes
};

/// One connection, used on the thread that opened it. The only place of the project that knows Qt Sql.
class Database
{
public:
    /// `place` is a file, for a cluster libpq's words ("host=/run/postgresql dbname=register"; a password belongs into
    /// the account's ~/.pgpass).
    static tl::expected<std::unique_ptr<Database>, DatabaseError> open(DatabaseKind kind, const QString& place);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    DatabaseKind kind() const;
    /// As it was opened.
    QString place() const;
    /// Whether the disk failed or the connection broke: nothing more comes of this connection.
    bool lost() const;
    /// Whether something was read that is damaged: the file is not to be written to any more.
    bool damaged() const;

    /// Runs one prepared statement with its values bound in order; the prepared form is kept and finished after each
    /// run.
    tl::expected<Rows, DatabaseError> run(const QString& sql, std::initializer_list<Value> values = {});
    tl::expected<Rows, DatabaseError> run(const QString& sql, const std::vector<Value>& values);

    /// Runs a statement that is not kept: settings, schema, and what PostgreSQL does not prepare.
    tl::expected<Rows, DatabaseError> once(const QString& sql);

    /// What ends a SELECT whose rows nobody else may change until the transaction ends; empty where the writer is alone
    /// anyway.
    QString rowLock() const;

    /// Inserts many rows of one shape in as few statements as the dialect allows.
    tl::expected<void, DatabaseError> insertMany(const QString& table, const QStringList& columns,
                                                 const std::vector<Row>& rows);

    /// Writes all pages of a tablet's file anew, each with a checksum, unless they have them: in one transaction, a
    /// power cut leaves the file as it was or as it is to be.
    tl::expected<void, DatabaseError> addChecksums();

    /// Writes a tablet's log back into its file: nothing that was overwritten or deleted is left in it. Its room stays,
    /// so that the next commits find it.
    tl::expected<void, DatabaseError> writeBack();

private:
    Database();
    struct Private;
    std::unique_ptr<Private> d;
    friend class Transaction;
};

/// A transaction that writes; rolled back at the end of its scope unless committed.
class Transaction
{
public:
    /// Nobody else writes meanwhile: IMMEDIATE on SQLite, one lock for all on PostgreSQL.
    static tl::expected<Transaction, DatabaseError> begin(Database& database);
    /// Others that begin beside may write meanwhile, each to rows that it locked (`rowLock`); each statement sees what
    /// was committed before it. On SQLite the same as `begin`.
    static tl::expected<Transaction, DatabaseError> beginBeside(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    /// When this returns a value, a power cut cannot undo what was written.
    tl::expected<void, DatabaseError> commit();

private:
    enum class Others : std::uint8_t { Wait, Beside };
    static tl::expected<Transaction, DatabaseError> begin(Database& database, Others others);

    explicit Transaction(Database& database) : m_database(&database) {}

    Database* m_database;
};

} // namespace voucher
