#pragma once

#include "sync/municipality/batch_judgement.h"

#include <map>
#include <vector>

namespace voucher {

/// A batch as it was read before anything was locked.
struct ReadBatch
{
    TerminalId terminal;
    std::vector<ArrivedEntry> entries; ///< signed by this terminal, up to the first that is not
    std::map<Hash, QByteArray> sent;   ///< attachments that came with it
    std::map<Hash, QByteArray> here;   ///< attachments of its entries that the register has already
    Hash request;                      ///< what the receipt answers
    std::int64_t cursor = 0;
    Instant received;
    const Bulletin* bulletin; ///< not null
};

/// What became of it.
struct TakenBatch
{
    ReceiptContent receipt;
    std::int64_t stored = 0; ///< entries that were not here before
};

/// Stores and judges the batch inside the caller's transaction; what its receipt is to say, once that is committed. The
/// batch stops at the first entry that breaks the chain or lacks its attachment. A second entry under a stored number
/// is a fork: kept, and the terminal is suspended. May be done again after a rollback.
Stored<TakenBatch> takeBatch(Register& registerOfAll, const ReadBatch& batch);

} // namespace voucher
