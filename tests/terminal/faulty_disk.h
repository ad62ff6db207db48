#pragma once

#include <sqlite3.h>

#include <set>

namespace voucher::test {

/// The disk under every SQLite file that is opened while it lives: it fails on command and knows what was not synced.
/// A shim over the real one (https://sqlite.org/vfs.html), the default of this process. It outlives every connection.
class FaultyDisk
{
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    /// After `count` more writes and syncs each answers `code`; the first failing write leaves half of its bytes.
    /// With SQLITE_FULL only writes fail.
    void failAfter(int count, int code);
    void heal();

    /// A fault was asked for and has happened.
    bool hasFailed() const { return m_failed; }

    /// Writes and truncations were not yet followed by a sync of their file.
    bool hasUnsynced() const { return !m_unsynced.empty(); }

    int syncs() const { return m_syncs; }

private:
    struct File;
    struct Methods;
    int answer(bool isWrite, bool& isFirst);

    sqlite3_vfs m_vfs{};
    sqlite3_vfs* m_real;
    int m_left = 0;
    int m_code = SQLITE_OK;
    bool m_failed = false;
    int m_syncs = 0;
    std::set<const File*> m_unsynced;
};

} // namespace voucher::test
