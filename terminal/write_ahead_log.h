#pragma once

struct sqlite3;

namespace voucher {

/// After so many pages SQLite writes a tablet's log back into the file and begins it anew.
inline constexpr int pagesOfLog = 250;

/// Gives the empty log of a connection in WAL mode, one that was just written back and cut (wal_checkpoint(TRUNCATE)),
/// the length that it will need until it is written back again. A commit then changes only bytes, and does not wait for
/// the file's new length as well. Where there is no room for that the log stays empty.
void lengthenLog(sqlite3* connection);

} // namespace voucher
