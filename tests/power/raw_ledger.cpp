#include "raw_ledger.h"

#include <sqlite3.h>

#include <memory>

namespace voucher::test {

namespace {

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

Statement prepared(sqlite3* connection, const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    return {statement, sqlite3_finalize};
}

} // namespace

std::optional<RawLedger> readRaw(const std::string& content)
{
    sqlite3* opened = nullptr;
    if (sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        return {};
    }
    const Connection connection(opened, sqlite3_close);
    // Bytes 18 and 19 ask for a write-ahead log, which memory does not have.
    std::string copy = content;
    if (copy.size() < 100) {
        return {};
    }
    copy[18] = copy[19] = 1;
    const auto size = static_cast<sqlite3_int64>(copy.size());
    if (sqlite3_deserialize(opened, "main", reinterpret_cast<unsigned char*>(copy.data()), size, size,
                            SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
        return {};
    }
    RawLedger raw;
    const Statement sound = prepared(opened, "PRAGMA quick_check");
    if (!sound || sqlite3_step(sound.get()) != SQLITE_ROW ||
        qstrcmp(reinterpret_cast<const char*>(sqlite3_column_text(sound.get(), 0)), "ok") != 0) {
        return {};
    }
    const Statement entries = prepared(opened, "SELECT seq, bytes FROM entry ORDER BY seq");
    while (entries && sqlite3_step(entries.get()) == SQLITE_ROW) {
        raw.entries.resize(static_cast<std::size_t>(sqlite3_column_int64(entries.get(), 0)));
        raw.entries.back() = QByteArray(static_cast<const char*>(sqlite3_column_blob(entries.get(), 1)),
                                        sqlite3_column_bytes(entries.get(), 1));
    }
    const Statement sums =
        prepared(opened, "SELECT (SELECT COUNT(*) FROM record WHERE kind=1), "
                         "(SELECT COUNT(*) FROM record WHERE voided_by IS NOT NULL), "
                         "(SELECT COUNT(*) FROM record WHERE kind=3), "
                         "(SELECT COUNT(*) FROM attachment WHERE seq IN (SELECT seq FROM record WHERE kind=1)), "
                         "(SELECT COUNT(*) FROM account), (SELECT COALESCE(MAX(number), 0) FROM verdict), "
                         "COALESCE((SELECT value FROM setting WHERE name='verdict_cursor'), 0)");
    if (!entries || !sums || sqlite3_step(sums.get()) != SQLITE_ROW) {
        return {};
    }
    std::int64_t* const into[] = {&raw.redemptions, &raw.voided,         &raw.notes,        &raw.attachments,
                                  &raw.accounts,    &raw.highestVerdict, &raw.verdictCursor};
    for (int column = 0; column < 7; ++column) {
        *into[column] = sqlite3_column_int64(sums.get(), column);
    }
    if (const Statement visits = prepared(opened, "SELECT COUNT(*) FROM visit");
        visits && sqlite3_step(visits.get()) == SQLITE_ROW) {
        raw.visits = sqlite3_column_int64(visits.get(), 0);
    }
    return raw;
}

} // namespace voucher::test
