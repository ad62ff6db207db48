#pragma once

#include "crypto/entry.h"
#include "crypto/predecessor.h"

#include <optional>
#include <vector>

namespace voucher {

/// Bytes that belong to an entry but may be forgotten, sealed at capture.
struct Attachment
{
    Hash hash; ///< SHA-256 of `sealed`
    QByteArray sealed;
};

/// What one request carries: waiting entries with their attachments.
struct Outgoing
{
    TerminalId terminal;             ///< whose they are
    std::vector<QByteArray> entries; ///< signed bytes, in order of sequence
    std::vector<Attachment> attachments;
    std::int64_t verdictCursor = 0;
    std::int64_t end = 0; ///< asks for what comes after these
};

/// What could still be read of a damaged ledger: one terminal's entries, each with a good signature, by rising
/// sequence, and those of their attachments that are whole. Two entries with one number are both there only where
/// nothing says which one was recorded.
struct Salvaged
{
    std::vector<Entry> entries;
    std::vector<Attachment> attachments;

    /// How far the chain reaches; nothing without any entry.
    std::optional<Predecessor> predecessor() const;
};

} // namespace voucher
