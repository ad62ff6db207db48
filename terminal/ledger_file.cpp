#include "terminal/ledger_file.h"

#include "crypto/entry_wire.h"
#include "crypto/sign1.h"
#include "terminal/schema.h"
#include "terminal/sql_script.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <limits>

namespace voucher {

namespace {

using Done = tl::expected<void, DatabaseError>;

/// The head of a write-ahead log (https://sqlite.org/fileformat2.html#walformat). Its salts change whenever the log
/// begins anew; empty if there is no log.
QByteArray headOfLog(const QString& path)
{
    QFile log(path + QStringLiteral("-wal"));
    return log.open(QIODevice::ReadOnly) ? log.read(32) : QByteArray();
}

Done copyFile(const QString& from, const QString& to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly)) {
        return tl::unexpected(DatabaseError::CannotOpen);
    }
    QFile target(to);
    if (!target.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        return tl::unexpected(DatabaseError::Full);
    }
    constexpr qint64 chunk = qint64{1} << 20;
    for (QByteArray bytes = source.read(chunk); !bytes.isEmpty(); bytes = source.read(chunk)) {
        if (target.write(bytes) != bytes.size()) {
            return tl::unexpected(DatabaseError::Full);
        }
    }
    if (source.error() != QFileDevice::NoError) {
        return tl::unexpected(DatabaseError::Io);
    }
    return target.flush() ? Done() : tl::unexpected(DatabaseError::Full);
}

/// File and log as they were at one moment. Whatever is written back into the file meanwhile stands in the log too, as
/// long as the log does not begin anew; if it does, the copy is taken again.
Done copyLedger(const QString& from, const QString& to)
{
    constexpr int tries = 10;
    const QString log = QStringLiteral("-wal");
    for (int attempt = 0; attempt < tries; ++attempt) {
        const QByteArray before = headOfLog(from);
        if (const Done copied = copyFile(from, to); !copied) {
            return copied;
        }
        QFile::remove(to + log);
        if (QFile::exists(from + log)) {
            if (const Done copied = copyFile(from + log, to + log); !copied) {
                return copied;
            }
        }
        if (headOfLog(to) == before && headOfLog(from) == before) {
            return {};
        }
    }
    return tl::unexpected(DatabaseError::Busy);
}

/// A view or a computed column under the name of a table could keep the reader busy for ever: only our own tables are
/// read.
Done isOurs(Database& database)
{
    const auto version = database.run(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return tl::unexpected(version.error());
    }
    const std::vector<QString> scripts = ledgerSchema();
    if (integerOf(version->front().front()) > static_cast<std::int64_t>(scripts.size())) {
        return tl::unexpected(DatabaseError::TooNew);
    }
    const auto tables =
        database.run(QStringLiteral("SELECT sql FROM sqlite_schema WHERE name IN ('entry', 'setting', 'attachment')"));
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    QStringList ours;
    for (const QString& script : scripts) {
        ours += statementsOf(script);
    }
    const bool same =
        std::all_of(tables->begin(), tables->end(), [&](const Row& row) { return ours.contains(textOf(row.front())); });
    return same && tables->size() == 3 ? Done() : tl::unexpected(DatabaseError::Corrupt);
}

std::optional<QByteArray> setting(Database& database, const QString& name)
{
    const auto rows = database.run(QStringLiteral("SELECT value FROM setting WHERE name=?"), {name});
    return rows && !rows->empty() ? std::optional(bytesValueOf(rows->front().front())) : std::nullopt;
}

/// Row by row, as far as the direction goes. A damaged tree may answer rows that were not asked for; one that does not
/// lie further on ends the way, so that every way ends.
bool readRows(Database& database, const QString& sql, Sequence from, Sequence until, bool rising,
              std::vector<LedgerFile::Row>& found)
{
    for (Sequence last = from;;) {
        const auto rows = database.run(sql, {last, until});
        if (!rows) {
            return false;
        }
        if (rows->empty()) {
            return true;
        }
        const Sequence next = integerOf(rows->front()[0]);
        if (rising ? next <= last : next >= last) {
            return false;
        }
        found.push_back({next, bytesValueOf(rows->front()[1])});
        last = next;
    }
}

/// All rows of a query that ends with the column they are numbered by; false where some could not be read. What lies
/// behind the damage is reached from the other end.
bool readTable(Database& database, const QString& query, std::vector<LedgerFile::Row>& rows)
{
    constexpr Sequence lowest = std::numeric_limits<Sequence>::min();
    constexpr Sequence highest = std::numeric_limits<Sequence>::max();
    const QString column = query.section(u' ', -1);
    if (readRows(database, query + QStringLiteral(">? AND %1<? ORDER BY %1 LIMIT 1").arg(column), lowest, highest, true,
                 rows)) {
        return true;
    }
    const Sequence reached = rows.empty() ? lowest : rows.back().sequence;
    std::vector<LedgerFile::Row> behind;
    readRows(database, query + QStringLiteral("<? AND %1>? ORDER BY %1 DESC LIMIT 1").arg(column), highest, reached,
             false, behind);
    rows.insert(rows.end(), behind.rbegin(), behind.rend());
    return false;
}

} // namespace

tl::expected<LedgerFile, DatabaseError> readLedgerFile(const QString& path)
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("ledger"));
    if (!folder.isValid()) {
        return tl::unexpected(DatabaseError::Full);
    }
    if (const Done copied = copyLedger(path, copy); !copied) {
        return tl::unexpected(copied.error());
    }
    const auto database = Database::open(DatabaseKind::TabletCopy, copy);
    if (!database) {
        return tl::unexpected(database.error());
    }
    if (const Done ours = isOurs(**database); !ours) {
        return tl::unexpected(ours.error());
    }
    LedgerFile file;
    const auto key = setting(**database, QStringLiteral("device_key"));
    file.deviceKey = key ? PublicKey::fromSpki(Algorithm::ES256, *key) : std::nullopt;
    const auto head = setting(**database, QStringLiteral("head"));
    if (head && head->size() == bytesOf(Hash{}).size()) {
        file.head = idFrom<Hash>(*head);
    }
    file.damaged = !readTable(**database, QStringLiteral("SELECT seq, bytes FROM entry WHERE seq"), file.rows);
    std::vector<LedgerFile::Row> attachments;
    readTable(**database, QStringLiteral("SELECT rowid, sealed FROM attachment WHERE rowid"), attachments);
    for (LedgerFile::Row& row : attachments) {
        file.sealed.push_back(std::move(row.bytes));
    }
    return file;
}

ChainReport checkChain(const LedgerFile& file)
{
    ChainReport report;
    Sequence before = 0;
    std::optional<Hash> hashBefore = Hash{};
    std::optional<TerminalId> terminal;
    for (const LedgerFile::Row& row : file.rows) {
        EntryFinding finding{row.sequence, {}, {}};
        // The hash does not cover the signature: where only that was changed, the next link still holds.
        const auto parsed = Sign1::parse(row.bytes, entryLimits);
        const auto hash = parsed ? std::optional(parsed->hash(Object::Entry)) : std::nullopt;
        const auto entry = file.deviceKey ? verifyEntry(row.bytes, *file.deviceKey)
                                          : tl::expected<Entry, DocumentError>(tl::unexpected(
                                                parsed ? DocumentError::UnknownKey : DocumentError::Malformed));
        if (!entry) {
            finding.fault = !parsed || entry.error() == DocumentError::Malformed ? EntryFault::Malformed
                            : entry.error() == DocumentError::UnknownKey         ? EntryFault::UnknownKey
                                                                                 : EntryFault::BadSignature;
        } else {
            const EntryContent& content = entry->content();
            finding.content = content;
            if (content.sequence != row.sequence || content.terminal != terminal.value_or(content.terminal)) {
                finding.fault = EntryFault::Malformed;
            } else if (row.sequence != before + 1) {
                finding.fault = EntryFault::Gap;
            } else if (content.previous != hashBefore) {
                finding.fault = EntryFault::BrokenLink;
            }
            terminal = terminal.value_or(content.terminal);
        }
        report.faults += finding.fault ? 1 : 0;
        report.findings.push_back(std::move(finding));
        before = row.sequence;
        hashBefore = hash;
    }
    report.head = hashBefore.value_or(Hash{});
    report.endMatches = !file.damaged && hashBefore && file.head.value_or(Hash{}) == *hashBefore;
    return report;
}

} // namespace voucher
