#include "terminal/write_ahead_log.h"

#include <QByteArray>

#include <sqlite3.h>

#include <algorithm>

namespace voucher {

namespace {

/// https://sqlite.org/fileformat2.html#walformat
constexpr int logHead = 32;
constexpr int frameHead = 24;
constexpr int page = 4096;
/// The commit after which the log is written back goes beyond `pagesOfLog`; a visit's has about ten.
constexpr int pagesOfCommit = 30;

bool fill(sqlite3_file* log, int length)
{
    // SQLite's own layer on Unix writes less than 128 KiB at once.
    const QByteArray zeros(64 * 1024, '\0');
    for (int at = 0; at < length; at += static_cast<int>(zeros.size())) {
        const int count = std::min(length - at, static_cast<int>(zeros.size()));
        if (log->pMethods->xWrite(log, zeros.constData(), count, at) != SQLITE_OK) {
            return false;
        }
    }
    return true;
}

} // namespace

void lengthenLog(sqlite3* connection)
{
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK || log == nullptr ||
        log->pMethods == nullptr) {
        return;
    }
    sqlite3_int64 length = 0;
    if (log->pMethods->xFileSize(log, &length) != SQLITE_OK || length != 0) {
        return;
    }
    // The cut must have reached the disk first: after a power cut among the zeros the beginning of the old log would
    // be taken for all of it, and put older pages over newer ones.
    if (log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) {
        return;
    }
    if (!fill(log, logHead + (pagesOfLog + pagesOfCommit) * (frameHead + page)) ||
        log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK) {
        log->pMethods->xTruncate(log, 0);
    }
}

} // namespace voucher
