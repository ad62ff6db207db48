#pragma once

#include "sync/municipality/batch_acceptance.h"

namespace voucher {

/// What became of it.
struct TakenBatch
{
    ReceiptContent receipt;
    std::int64_t stored = 0; ///< entries that were not here before
};

/// Stores and judges the batch inside the caller's transaction; what its receipt is to say, once that is committed. A
/// second entry under a stored number is a fork: kept, and the terminal is suspended. The first entry of a terminal may
/// name those whose place it takes. May be done again after a rollback.
Stored<TakenBatch> takeBatch(Register& registerOfAll, const ReadBatch& batch);

} // namespace voucher
