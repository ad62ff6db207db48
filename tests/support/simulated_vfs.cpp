#include "simulated_disk.h"

#include <cstring>
#include <new>

namespace voucher::test {

struct SimulatedDisk::File
{
    sqlite3_file base;
    SimulatedDisk* disk;
    DiskFile* file;
    DiskFile* temporary; ///< a file without a name, gone when it is closed
    bool syncsFolder;    ///< with its first sync: SQLite's own VFS does so for journals and logs

    static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
};

struct SimulatedDisk::Methods
{
    static int close(sqlite3_file* file)
    {
        delete File::of(file)->temporary;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* into, int count, sqlite3_int64 at)
    {
        File& self = *File::of(file);
        if (self.disk->fails(Operation::Read)) {
            return SQLITE_IOERR_READ;
        }
        const auto wanted = static_cast<std::size_t>(count);
        const std::size_t given =
            self.file->content.read(static_cast<std::size_t>(at), static_cast<char*>(into), wanted);
        std::memset(static_cast<char*>(into) + given, 0, wanted - given);
        return given == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at)
    {
        File& self = *File::of(file);
        const bool failed = self.disk->fails(Operation::Write);
        const Fault fault = failed ? self.disk->m_fault : Fault::None;
        auto bytes = static_cast<std::size_t>(count);
        if (fault == Fault::ShortWrite) {
            bytes /= 2;
        }
        const auto* data = static_cast<const char*>(from);
        if (!failed || fault == Fault::ShortWrite) {
            self.file->content.write(static_cast<std::size_t>(at), data, bytes);
            self.file->pending.push_back(
                {PendingChange::Kind::Write, static_cast<std::size_t>(at), std::string(data, bytes)});
            self.disk->look();
        }
        const int answer = fault == Fault::Full || fault == Fault::ShortWrite ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        return failed ? answer : SQLITE_OK;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        File& self = *File::of(file);
        if (self.disk->fails(Operation::Truncation)) {
            return SQLITE_IOERR_TRUNCATE;
        }
        self.file->content.resize(static_cast<std::size_t>(size));
        self.file->pending.push_back({PendingChange::Kind::Truncation, static_cast<std::size_t>(size), {}});
        self.disk->look();
        return SQLITE_OK;
    }

    static int sync(sqlite3_file* file, int)
    {
        File& self = *File::of(file);
        if (self.disk->fails(Operation::Sync)) {
            if (self.disk->m_fault == Fault::FailedSync) {
                // As Linux does: the pages count as clean now, no later sync writes them.
                self.file->pending.clear();
            }
            return SQLITE_IOERR_FSYNC;
        }
        self.disk->look();
        ++self.disk->m_syncs;
        if (self.disk->m_liesAboutSyncs) {
            return SQLITE_OK;
        }
        if (self.syncsFolder) {
            self.disk->syncFolder();
            self.syncsFolder = false;
        }
        self.file->existsDurably = true;
        for (const PendingChange& change : self.file->pending) {
            switch (change.kind) {
            case PendingChange::Kind::Write:
                self.file->durable.write(change.at, change.bytes.data(), change.bytes.size());
                break;
            case PendingChange::Kind::Truncation:
            case PendingChange::Kind::Deletion:
                self.file->durable.resize(change.at);
                break;
            }
        }
        self.file->pending.clear();
        return SQLITE_OK;
    }

    static int fileSize(sqlite3_file* file, sqlite3_int64* size)
    {
        if (File::of(file)->disk->fails(Operation::Read)) {
            return SQLITE_IOERR_FSTAT;
        }
        *size = static_cast<sqlite3_int64>(File::of(file)->file->content.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file*, int) { return SQLITE_OK; }

    static int checkReservedLock(sqlite3_file*, int* held)
    {
        *held = 0;
        return SQLITE_OK;
    }

    static int fileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

    static int sectorSize(sqlite3_file*) { return 4096; }

    static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        // Version 1: no shared memory, which an exclusively locked log does without.
        static constexpr sqlite3_io_methods methods{
            .iVersion = 1,
            .xClose = close,
            .xRead = read,
            .xWrite = write,
            .xTruncate = truncate,
            .xSync = sync,
            .xFileSize = fileSize,
            .xLock = lock,
            .xUnlock = lock,
            .xCheckReservedLock = checkReservedLock,
            .xFileControl = fileControl,
            .xSectorSize = sectorSize,
            .xDeviceCharacteristics = characteristics,
        };
        auto* disk = static_cast<SimulatedDisk*>(vfs->pAppData);
        file->pMethods = nullptr;
        auto* temporary = name == nullptr ? new DiskFile : nullptr;
        DiskFile* found = temporary != nullptr ? temporary : &disk->m_image[name];
        const bool missing = !found->exists && (flags & SQLITE_OPEN_CREATE) == 0;
        if (missing || disk->fails(Operation::Read)) {
            delete temporary;
            return SQLITE_CANTOPEN;
        }
        found->exists = true;
        constexpr int logs = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
        new (file) File{{&methods}, disk, found, temporary, (flags & logs) != 0 && (flags & SQLITE_OPEN_CREATE) != 0};
        if (outFlags != nullptr) {
            *outFlags = flags;
        }
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int syncsFolder)
    {
        auto* disk = static_cast<SimulatedDisk*>(vfs->pAppData);
        DiskFile& file = disk->m_image[name];
        if (!file.exists) {
            return SQLITE_IOERR_DELETE_NOENT;
        }
        if (disk->fails(Operation::Deletion)) {
            return SQLITE_IOERR_DELETE;
        }
        file.exists = false;
        file.content = {};
        file.pending.push_back({PendingChange::Kind::Deletion, 0, {}});
        disk->look();
        if (syncsFolder != 0 && !disk->m_liesAboutSyncs) {
            disk->syncFolder();
        }
        return SQLITE_OK;
    }

    static int access(sqlite3_vfs* vfs, const char* name, int, int* result)
    {
        auto* disk = static_cast<SimulatedDisk*>(vfs->pAppData);
        if (disk->fails(Operation::Read)) {
            return SQLITE_IOERR_ACCESS;
        }
        const auto found = disk->m_image.find(name);
        *result = found != disk->m_image.end() && found->second.exists ? 1 : 0;
        return SQLITE_OK;
    }

    static int fullPath(sqlite3_vfs*, const char* name, int size, char* into)
    {
        sqlite3_snprintf(size, into, "%s", name);
        return SQLITE_OK;
    }

    /// The same run twice has the same bytes in its log.
    static int randomness(sqlite3_vfs*, int count, char* into)
    {
        std::memset(into, 7, static_cast<std::size_t>(count));
        return count;
    }
};

SimulatedDisk::SimulatedDisk() : m_real(sqlite3_vfs_find(nullptr))
{
    m_vfs = *m_real;
    m_vfs.szOsFile = static_cast<int>(sizeof(File));
    m_vfs.pNext = nullptr;
    m_vfs.zName = "simulated disk";
    m_vfs.pAppData = this;
    m_vfs.xOpen = Methods::open;
    m_vfs.xDelete = Methods::remove;
    m_vfs.xAccess = Methods::access;
    m_vfs.xFullPathname = Methods::fullPath;
    m_vfs.xRandomness = Methods::randomness;
    sqlite3_vfs_register(&m_vfs, 1);
}

SimulatedDisk::~SimulatedDisk()
{
    sqlite3_vfs_unregister(&m_vfs);
    sqlite3_vfs_register(m_real, 1);
}

} // namespace voucher::test
