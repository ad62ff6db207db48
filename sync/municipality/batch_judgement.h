#pragma once

#include "sync/municipality/judgement.h"

#include <map>
#include <vector>

namespace voucher {

/// An entry of an earlier batch that this one takes back.
struct EarlierEntry
{
    EntryContent content;
    std::optional<Use> use; ///< what it takes from an account
    bool voided = false;    ///< already
};

/// All that the words on one batch depend on, as values: read in a few statements, whatever the batch's size.
struct BatchCase
{
    RegisteredTerminal terminal; ///< as it was when the batch arrived
    Instant received;
    const Bulletin* bulletin; ///< not null
    std::map<VoucherId, IssuedVoucher> vouchers;
    std::map<VoucherId, StatusHistory> statuses;
    std::map<VoucherId, AccountDays> accounts; ///< by account, before this batch
    std::map<Sequence, EarlierEntry> earlier;
};

/// One accepted entry of the batch.
struct ArrivedEntry
{
    Entry entry;
    bool attachmentGood = false; ///< the sealed voucher is here, opens, verifies and is this voucher
    bool ofACopy = false;        ///< signed by a copy of a tablet whose place was taken: judged as if suspended
};

/// What the register is to remember of a judged batch.
struct BatchOutcome
{
    std::vector<Use> uses;          ///< taken by this batch
    std::vector<Sequence> freed;    ///< earlier entries whose use is free again
    std::vector<Verdict> verdicts;  ///< without numbers
    std::vector<VoucherId> changed; ///< accounts, sorted, each once
    std::vector<VoucherId> named;   ///< vouchers whose accounts the receipt tells
};

/// The municipality's words on the accepted entries of one terminal, in their order: pure. The counting rule sees what
/// earlier entries of the same batch have used.
BatchOutcome judgeBatch(BatchCase batch, const std::vector<ArrivedEntry>& entries);

} // namespace voucher
