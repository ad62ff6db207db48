#pragma once

#include "sync/municipality/batch_judgement.h"

#include <map>
#include <vector>

namespace voucher {

/// A batch as it was read before anything was locked.
struct ReadBatch
{
    TerminalId terminal;
    std::vector<ArrivedEntry> entries; ///< signed by this terminal; unless salvaged, up to the first that is not
    std::map<Hash, QByteArray> sent;   ///< attachments that came with it
    std::map<Hash, QByteArray> here;   ///< attachments of its entries that the register has already
    Hash request;                      ///< what the receipt answers
    std::int64_t cursor = 0;
    Instant received;
    const Bulletin* bulletin; ///< not null
    bool salvaged = false;    ///< what was left on a damaged tablet, sent by the terminal that took the place
};

/// What the register has under the numbers of a batch.
struct TakenNumbers
{
    std::map<Sequence, StoredEntry> chain;
    std::multimap<Sequence, StoredEntry> aside; ///< above the chain's end
};

/// An entry that does not go into the chain and must not be lost: beside another under its number, or after a hole.
struct AsideEntry
{
    const ArrivedEntry* arrived; ///< not null; of the batch
    VerdictReason reason = VerdictReason::Fork;
};

/// What becomes of a batch's entries before anything is judged.
struct Acceptance
{
    std::vector<ArrivedEntry> accepted; ///< continue the chain
    std::vector<AsideEntry> aside;
    std::vector<Sequence> forked; ///< accepted under a number that an entry kept aside bears too
    Sequence upTo = 0;            ///< of the chain from now on
    Hash head;
    bool suspends = false; ///< two tablets act as this terminal
};

/// Goes through the batch in its order: pure. A terminal's own batch stops at the first entry that breaks the chain or
/// lacks its attachment: the tablet sends it again, with what was missing. A salvaged batch has no other chance, so
/// each of its entries is accepted, kept aside, or here already.
Acceptance acceptBatch(const ReadBatch& batch, const RegisteredTerminal& before, const TakenNumbers& taken);

} // namespace voucher
