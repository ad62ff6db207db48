#pragma once

#include "disk_bytes.h"

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace voucher::test {

/// One write, truncation or deletion that no sync has made durable yet.
struct PendingChange
{
    enum class Kind : std::uint8_t { Write, Truncation, Deletion };

    Kind kind = Kind::Write;
    std::size_t at = 0; ///< of a truncation: the new length
    std::string bytes;
};

/// A file as the running program sees it, and what of it would be there after a power cut.
struct DiskFile
{
    bool exists = false;
    DiskBytes content;
    bool existsDurably = false;
    DiskBytes durable;
    std::vector<PendingChange> pending;
};

using DiskImage = std::map<std::string, DiskFile>;

/// What a power cut leaves: every sector of 512 bytes that was not synced survives, vanishes, is torn or changes places
/// with another one, by the seed. Bytes that were not written since the last sync stay what they were
/// (SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite expects of every disk).
DiskImage afterPowerCut(const DiskImage& before, std::uint64_t seed);

/// A disk in memory under every SQLite file that is opened while it lives: it fails on command, can be
/// looked at in the middle of a change, and knows what was not synced. The default VFS of this process
/// (https://sqlite.org/vfs.html); outlives every connection.
class SimulatedDisk
{
public:
    SimulatedDisk();
    ~SimulatedDisk();
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    enum class Fault : std::uint8_t {
        None,
        Error,      ///< any operation, also a read, answers an I/O error; nothing is written
        Full,       ///< a write answers SQLITE_FULL
        ShortWrite, ///< a write leaves half of its bytes and answers SQLITE_FULL
        FailedSync, ///< a sync answers an error; what it should have made durable never will be
    };
    enum class Lasts : std::uint8_t { Once, FromThenOn };

    /// After `operations` more operations that this fault can hit, it happens.
    void failAfter(std::int64_t operations, Fault fault, Lasts lasts = Lasts::Once);

    void heal() { m_fault = Fault::None; }

    /// A fault was asked for and has happened.
    bool hasFailed() const { return m_failures > 0; }

    /// From now on a sync answers success and does nothing.
    void lieAboutSyncs(bool lie) { m_liesAboutSyncs = lie; }

    bool hasUnsynced() const;

    int syncs() const { return m_syncs; }

    /// Called in the middle of each write, truncation, sync and deletion, where a power cut can hit: `image` is then
    /// what such a cut would find.
    void whenChanging(std::function<void()> look) { m_look = std::move(look); }

    const DiskImage& image() const { return m_image; }

    /// Puts this image in place of the disk's content; no file may be open.
    void load(DiskImage image) { m_image = std::move(image); }

    /// The files whose names begin with `folder`.
    DiskImage filesIn(const std::string& folder) const;
    /// Puts `files` in the place of those whose names begin with `folder`; none of them may be open.
    void replace(const std::string& folder, const DiskImage& files);

private:
    struct File;
    struct Methods;
    enum class Operation : std::uint8_t { Read, Write, Truncation, Sync, Deletion };
    bool fails(Operation operation);
    void syncFolder();
    void look() const;

    sqlite3_vfs m_vfs{};
    sqlite3_vfs* m_real;
    DiskImage m_image;
    Fault m_fault = Fault::None;
    Lasts m_lasts = Lasts::Once;
    std::int64_t m_left = 0;
    std::int64_t m_failures = 0;
    bool m_liesAboutSyncs = false;
    int m_syncs = 0;
    std::function<void()> m_look;
};

} // namespace voucher::test
