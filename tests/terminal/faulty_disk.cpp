#include "faulty_disk.h"

#include <new>

namespace voucher::test {

/// The shim's file, with the real one behind it in the same block of memory.
struct FaultyDisk::File
{
    sqlite3_file base;
    FaultyDisk* disk;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }

    static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
};

struct FaultyDisk::Methods
{
    static int close(sqlite3_file* file)
    {
        File* self = File::of(file);
        self->disk->m_unsynced.erase(self);
        return self->real()->pMethods == nullptr ? SQLITE_OK : self->real()->pMethods->xClose(self->real());
    }

    static int read(sqlite3_file* file, void* into, int count, sqlite3_int64 at)
    {
        return File::of(file)->real()->pMethods->xRead(File::of(file)->real(), into, count, at);
    }

    static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at)
    {
        File* self = File::of(file);
        bool isFirst = false;
        const int code = self->disk->answer(true, isFirst);
        if (code == SQLITE_OK || isFirst) {
            self->disk->m_unsynced.insert(self);
            const int done =
                self->real()->pMethods->xWrite(self->real(), from, code == SQLITE_OK ? count : count / 2, at);
            return code == SQLITE_OK ? done : code;
        }
        return code;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        File* self = File::of(file);
        bool isFirst = false;
        const int code = self->disk->answer(false, isFirst);
        if (code != SQLITE_OK) {
            return code;
        }
        self->disk->m_unsynced.insert(self);
        return self->real()->pMethods->xTruncate(self->real(), size);
    }

    static int sync(sqlite3_file* file, int flags)
    {
        File* self = File::of(file);
        bool isFirst = false;
        const int code = self->disk->answer(false, isFirst);
        if (code != SQLITE_OK) {
            return code;
        }
        ++self->disk->m_syncs;
        self->disk->m_unsynced.erase(self);
        return self->real()->pMethods->xSync(self->real(), flags);
    }

    static int fileSize(sqlite3_file* file, sqlite3_int64* size)
    {
        return File::of(file)->real()->pMethods->xFileSize(File::of(file)->real(), size);
    }

    static int lock(sqlite3_file* file, int level)
    {
        return File::of(file)->real()->pMethods->xLock(File::of(file)->real(), level);
    }

    static int unlock(sqlite3_file* file, int level)
    {
        return File::of(file)->real()->pMethods->xUnlock(File::of(file)->real(), level);
    }

    static int checkReservedLock(sqlite3_file* file, int* held)
    {
        return File::of(file)->real()->pMethods->xCheckReservedLock(File::of(file)->real(), held);
    }

    static int fileControl(sqlite3_file* file, int operation, void* argument)
    {
        return File::of(file)->real()->pMethods->xFileControl(File::of(file)->real(), operation, argument);
    }

    static int sectorSize(sqlite3_file* file)
    {
        return File::of(file)->real()->pMethods->xSectorSize(File::of(file)->real());
    }

    static int characteristics(sqlite3_file* file)
    {
        return File::of(file)->real()->pMethods->xDeviceCharacteristics(File::of(file)->real());
    }

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
            .xUnlock = unlock,
            .xCheckReservedLock = checkReservedLock,
            .xFileControl = fileControl,
            .xSectorSize = sectorSize,
            .xDeviceCharacteristics = characteristics,
        };
        auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
        File* self = new (file) File{{&methods}, disk};
        self->real()->pMethods = nullptr;
        return disk->m_real->xOpen(disk->m_real, name, self->real(), flags, outFlags);
    }
};

FaultyDisk::FaultyDisk() : m_real(sqlite3_vfs_find(nullptr))
{
    m_vfs = *m_real;
    m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
    m_vfs.pNext = nullptr;
    m_vfs.zName = "faulty disk";
    m_vfs.pAppData = this;
    m_vfs.xOpen = Methods::open;
    sqlite3_vfs_register(&m_vfs, 1);
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(&m_vfs);
    sqlite3_vfs_register(m_real, 1);
}

void FaultyDisk::failAfter(int count, int code)
{
    m_left = count;
    m_code = code;
    m_failed = false;
}

void FaultyDisk::heal()
{
    m_code = SQLITE_OK;
}

int FaultyDisk::answer(bool isWrite, bool& isFirst)
{
    if (m_code == SQLITE_OK || (m_code == SQLITE_FULL && !isWrite)) {
        return SQLITE_OK;
    }
    if (m_left > 0) {
        --m_left;
        return SQLITE_OK;
    }
    isFirst = !m_failed && isWrite;
    m_failed = true;
    return m_code;
}

} // namespace voucher::test
