#pragma once

#include "crypto/entry.h"
#include "terminal/database.h"

#include <optional>
#include <vector>

namespace voucher {

/// What stands in a ledger's file, taken at its word: nothing in it is verified yet.
struct LedgerFile
{
    struct Row
    {
        Sequence sequence = 0;
        QByteArray bytes;
    };

    std::optional<PublicKey> deviceKey; ///< nothing if none is stored or it is not an ES256 key
    std::optional<Hash> head;           ///< hash of the last entry, kept apart from the entries
    std::vector<Row> rows;              ///< by sequence, rising
    std::vector<QByteArray> sealed;     ///< attachments, as far as they can be reached
    bool damaged = false;               ///< SQLite could not give every row
};

/// Reads a ledger's file without changing it or its log, whether or not a terminal is using it. Errors: CannotOpen;
/// Corrupt for what is not a ledger; TooNew; Busy if the file keeps changing; Full or Io from the temporary folder.
tl::expected<LedgerFile, DatabaseError> readLedgerFile(const QString& path);

/// What is wrong with one entry; the first that applies.
enum class EntryFault : std::uint8_t {
    Malformed,    ///< not an entry, or one of another terminal or place
    UnknownKey,   ///< another key signed it, or the file holds none
    BadSignature, ///< changed after it was signed
    Gap,          ///< the entries before it are missing
    BrokenLink,   ///< names another entry as the one before
};

struct EntryFinding
{
    Sequence sequence = 0;
    std::optional<EntryFault> fault;
    std::optional<EntryContent> content; ///< only what the device key signed
};

struct ChainReport
{
    std::vector<EntryFinding> findings; ///< one for each row
    std::size_t faults = 0;             ///< findings that have one
    Hash head;                          ///< of the last row that could be read; all zero without any
    bool endMatches = false;            ///< the last entry is the one that was appended last: no end was cut off

    /// Nothing is missing, nothing was changed.
    bool whole() const { return faults == 0 && endMatches; }
};

/// Checks every signature, link and number of a ledger's file.
ChainReport checkChain(const LedgerFile& file);

} // namespace voucher
