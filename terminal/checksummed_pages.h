#pragma once

#include <QString>

#include <cstdint>
#include <span>

struct sqlite3;

namespace voucher {

/// Finds every byte of a tablet's file that the medium has changed, whatever it means: entries are signed, but what is
/// derived from them is not, and a spoilt number in a row looks like any other number. SQLite has room for that: a file
/// may reserve bytes at the end of each page, which it never touches and every SQLite reads past
/// (https://sqlite.org/fileformat2.html#the_database_header, offset 20). A layer between SQLite and the disk (a VFS,
/// https://sqlite.org/vfs.html) writes a checksum there when a page goes to the file and asks for it when one is read.

/// The same file with that layer in between, as a URI for SQLite. Pages without room for a checksum are read and
/// written as they are; of a page that is not as it was written the read answers SQLITE_IOERR_DATA. The layer below is
/// whatever is SQLite's default at that moment. Memory-mapped and shared-memory access are not offered: the file needs
/// locking_mode=EXCLUSIVE.
QString withChecksummedPages(const QString& path);

/// Asks for room for checksums from the next VACUUM on; false if every page has it already.
bool askForChecksums(sqlite3* connection);

/// XXH64 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md) of all but the last eight bytes of a page,
/// where it is kept (big-endian). The number of the page, from 1, is its seed: a page in the place of another one is
/// found too.
std::uint64_t pageChecksum(std::span<const unsigned char> page, std::uint64_t number);

} // namespace voucher
