#pragma once

#include "tests/support/town_office.h"

#include <vector>

namespace voucher::test {

/// Ready to be sent: signed, sealed and encoded, so that a measurement holds nothing of the tablet's own work.
struct PreparedBatch
{
    EntriesRequest request; ///< with the cursor of a tablet that was told nothing yet
    Sequence upTo = 0;      ///< what its receipt must say
    std::vector<StoredEntry> entries;
    std::vector<Attachment> attachments;
    qsizetype stored = 0; ///< bytes of entries and attachments
};

struct PreparedTablet
{
    TerminalId id;
    QByteArray token;
    PrivateKey key;
    std::vector<PreparedBatch> batches;
};

/// `tablets` enrolled terminals of one municipality, two of each provider, with `batches` of `size` redemptions each:
/// every entry names a voucher of its own that the register has issued.
std::vector<PreparedTablet> prepareFleet(TownOffice& office, int tablets, int batches, int size);

/// Rows of `count` entries from before, with all that belongs to them: what a register looks like after years.
void fillRegister(TownOffice& office, std::int64_t count, std::uint64_t seed);

} // namespace voucher::test
