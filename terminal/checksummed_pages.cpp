#include "terminal/checksummed_pages.h"

#include <QUrl>
#include <QtEndian>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>

namespace voucher {

namespace {

constexpr char layerName[] = "checksummed-pages";
constexpr int checksumLength = 8;
constexpr int largestPage = 65536;

/// What of a file's first page is read before anybody knows how long a page is.
constexpr int headLength = 100;
constexpr int pageSizeAt = 16; ///< big-endian; 1 stands for 65,536
constexpr int reservedAt = 20;

constexpr std::uint64_t prime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t prime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t prime3 = 0x165667B19E3779F9;
constexpr std::uint64_t prime4 = 0x85EBCA77C2B2AE63;

std::uint64_t mixed(std::uint64_t lane, std::uint64_t word)
{
    return std::rotl(lane + word * prime2, 31) * prime1;
}

/// The length of the file's pages if they have room for a checksum, else 0.
int checksummedSize(const unsigned char* head)
{
    const int told = qFromBigEndian<quint16>(head + pageSizeAt);
    const int size = told == 1 ? largestPage : told;
    const bool possible = size >= 512 && std::has_single_bit(static_cast<unsigned>(size));
    return possible && head[reservedAt] == checksumLength ? size : 0;
}

bool holds(std::span<const unsigned char> page, std::uint64_t number)
{
    return qFromBigEndian<quint64>(page.last(checksumLength).data()) == pageChecksum(page, number);
}

/// The one byte that says whether there are checksums may itself be what was spoilt: then the first page's own holds as
/// soon as that byte is put right.
bool hidesItsChecksum(std::span<const unsigned char> firstPage)
{
    std::array<unsigned char, largestPage> page;
    std::ranges::copy(firstPage, page.begin());
    page[reservedAt] = checksumLength;
    return holds(std::span(page).first(firstPage.size()), 1);
}

/// An open file, with the same file below.
struct File
{
    sqlite3_file base;
    sqlite3_file* below;
    bool isMain;  ///< logs and journals have checksums of SQLite's own, temporary files end with their connection
    int pageSize; ///< 0 as long as no page has a checksum

    static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }

    int readBelow(unsigned char* into, int count, sqlite3_int64 at) const
    {
        return below->pMethods->xRead(below, into, count, at);
    }

    /// A whole page of a file with checksums. One that the file ends in was cut off.
    int readPage(unsigned char* page, sqlite3_int64 at) const
    {
        const int read = readBelow(page, pageSize, at);
        if (read != SQLITE_OK && read != SQLITE_IOERR_SHORT_READ) {
            return read;
        }
        const bool sound = read == SQLITE_OK && holds({page, static_cast<std::size_t>(pageSize)}, numberOf(at));
        return sound ? SQLITE_OK : SQLITE_IOERR_DATA;
    }

    std::uint64_t numberOf(sqlite3_int64 at) const { return static_cast<std::uint64_t>(at / pageSize + 1); }
};

struct Methods
{
    /// Whatever concerns neither pages nor the layer itself goes to the same method below.
    template <auto Method, typename... Arguments>
    static int pass(sqlite3_file* file, Arguments... arguments)
    {
        sqlite3_file* const below = File::of(file)->below;
        return (below->pMethods->*Method)(below, arguments...);
    }

    template <auto Method, typename... Arguments>
    static int pass(sqlite3_vfs*, Arguments... arguments)
    {
        sqlite3_vfs* const below = sqlite3_vfs_find(nullptr);
        return (below->*Method)(below, arguments...);
    }

    static int close(sqlite3_file* file)
    {
        sqlite3_file* const below = File::of(file)->below;
        const int closed = below->pMethods->xClose(below);
        sqlite3_free(below);
        return closed;
    }

    static int read(sqlite3_file* file, void* into, int count, sqlite3_int64 at)
    {
        File& self = *File::of(file);
        auto* const bytes = static_cast<unsigned char*>(into);
        if (!self.isMain) {
            return self.readBelow(bytes, count, at);
        }
        if (self.pageSize == 0) {
            const int read = self.readBelow(bytes, count, at);
            if (read != SQLITE_OK || at != 0 || count < headLength) {
                return read;
            }
            self.pageSize = checksummedSize(bytes);
            if (count == headLength || count > largestPage) {
                return SQLITE_OK;
            }
            if (self.pageSize == 0) {
                return hidesItsChecksum({bytes, static_cast<std::size_t>(count)}) ? SQLITE_IOERR_DATA : SQLITE_OK;
            }
        }
        if (at + count <= headLength) {
            return self.readBelow(bytes, count, at);
        }
        const int within = static_cast<int>(at % self.pageSize);
        if (within == 0 && count == self.pageSize) {
            return self.readPage(bytes, at);
        }
        // Newer versions of SQLite read a long value past their cache: never more than a page has.
        if (within + count > self.pageSize) {
            return SQLITE_IOERR_DATA;
        }
        std::array<unsigned char, largestPage> page;
        const int read = self.readPage(page.data(), at - within);
        std::memcpy(into, page.data() + within, static_cast<std::size_t>(count));
        return read;
    }

    static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at)
    {
        File& self = *File::of(file);
        const auto* const bytes = static_cast<const unsigned char*>(from);
        if (self.isMain && at == 0 && count >= headLength) {
            self.pageSize = checksummedSize(bytes);
        }
        // SQLite writes whole pages or, where a page has no checksum yet, anything.
        if (self.pageSize == 0 || count != self.pageSize) {
            return self.below->pMethods->xWrite(self.below, from, count, at);
        }
        std::array<unsigned char, largestPage> page;
        std::memcpy(page.data(), bytes, static_cast<std::size_t>(count));
        const auto whole = std::span(page).first(static_cast<std::size_t>(count));
        qToBigEndian<quint64>(pageChecksum(whole, self.numberOf(at)), whole.last(checksumLength).data());
        return self.below->pMethods->xWrite(self.below, page.data(), count, at);
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        // Version 1: neither memory maps, which would be read past the checksums, nor shared memory.
        static constexpr sqlite3_io_methods methods{
            .iVersion = 1,
            .xClose = close,
            .xRead = read,
            .xWrite = write,
            .xTruncate = pass<&sqlite3_io_methods::xTruncate>,
            .xSync = pass<&sqlite3_io_methods::xSync>,
            .xFileSize = pass<&sqlite3_io_methods::xFileSize>,
            .xLock = pass<&sqlite3_io_methods::xLock>,
            .xUnlock = pass<&sqlite3_io_methods::xUnlock>,
            .xCheckReservedLock = pass<&sqlite3_io_methods::xCheckReservedLock>,
            .xFileControl = pass<&sqlite3_io_methods::xFileControl>,
            .xSectorSize = pass<&sqlite3_io_methods::xSectorSize>,
            .xDeviceCharacteristics = pass<&sqlite3_io_methods::xDeviceCharacteristics>,
        };
        file->pMethods = nullptr;
        sqlite3_vfs* const disk = sqlite3_vfs_find(nullptr);
        auto* const below = static_cast<sqlite3_file*>(sqlite3_malloc(disk->szOsFile));
        if (below == nullptr) {
            return SQLITE_NOMEM;
        }
        below->pMethods = nullptr;
        const int opened = disk->xOpen(disk, name, below, flags, outFlags);
        if (opened != SQLITE_OK) {
            if (below->pMethods != nullptr) {
                below->pMethods->xClose(below);
            }
            sqlite3_free(below);
            return opened;
        }
        new (file) File{{&methods}, below, (flags & SQLITE_OPEN_MAIN_DB) != 0, 0};
        return SQLITE_OK;
    }
};

} // namespace

QString withChecksummedPages(const QString& path)
{
    static sqlite3_vfs layer{
        .iVersion = 1,
        .szOsFile = static_cast<int>(sizeof(File)),
        .mxPathname = sqlite3_vfs_find(nullptr)->mxPathname,
        .zName = layerName,
        .xOpen = Methods::open,
        .xDelete = Methods::pass<&sqlite3_vfs::xDelete>,
        .xAccess = Methods::pass<&sqlite3_vfs::xAccess>,
        .xFullPathname = Methods::pass<&sqlite3_vfs::xFullPathname>,
        .xRandomness = Methods::pass<&sqlite3_vfs::xRandomness>,
        .xSleep = Methods::pass<&sqlite3_vfs::xSleep>,
        .xCurrentTime = Methods::pass<&sqlite3_vfs::xCurrentTime>,
        .xGetLastError = Methods::pass<&sqlite3_vfs::xGetLastError>,
    };
    if (sqlite3_vfs_find(layerName) == nullptr) {
        sqlite3_vfs_register(&layer, 0);
    }
    return QStringLiteral("file:%1?vfs=%2")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(path)), QLatin1StringView(layerName));
}

bool askForChecksums(sqlite3* connection)
{
    // In: what a VACUUM shall leave free; out: what is free now.
    int reserved = checksumLength;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    return reserved < checksumLength;
}

std::uint64_t pageChecksum(std::span<const unsigned char> page, std::uint64_t number)
{
    const std::size_t length = page.size() - checksumLength;
    const auto word = [&](std::size_t at) { return qFromLittleEndian<quint64>(page.data() + at); };
    std::array<std::uint64_t, 4> lanes{number + prime1 + prime2, number + prime2, number, number - prime1};
    std::size_t at = 0;
    for (; at + 32 <= length; at += 32) {
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            lanes[lane] = mixed(lanes[lane], word(at + 8 * lane));
        }
    }
    std::uint64_t hash =
        std::rotl(lanes[0], 1) + std::rotl(lanes[1], 7) + std::rotl(lanes[2], 12) + std::rotl(lanes[3], 18);
    for (const std::uint64_t lane : lanes) {
        hash = (hash ^ mixed(0, lane)) * prime1 + prime4;
    }
    hash += length;
    // A page has whole words only; the rest of the specification is for other lengths.
    for (; at < length; at += 8) {
        hash = std::rotl(hash ^ mixed(0, word(at)), 27) * prime1 + prime4;
    }
    hash = (hash ^ (hash >> 33)) * prime2;
    hash = (hash ^ (hash >> 29)) * prime3;
    return hash ^ (hash >> 32);
}

} // namespace voucher
