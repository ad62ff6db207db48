#include "sync/municipality/batch_taking.h"

#include "sync/messages.h"
#include "terminal/calendar.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace voucher {

using namespace std::chrono_literals;

namespace {

/// One batch inside its transaction.
class Taking
{
public:
    Taking(Register& registerOfAll, const ReadBatch& batch, RegisteredTerminal terminal)
        : m_register(registerOfAll), m_batch(batch), m_before(terminal), m_terminal(std::move(terminal))
    {
    }

    Stored<void> accept();
    Stored<void> judgeAccepted();
    Stored<void> keep();
    Stored<TakenBatch> receipt();

private:
    Stored<void> keepAside();
    void addAttachments(const EntryBody& body);
    Stored<void> keepAttachments();
    Stored<void> keepPredecessors();
    Stored<BatchCase> caseOf(const std::set<VoucherId>& redeemed, const std::vector<Sequence>& voided);

    Register& m_register;
    const ReadBatch& m_batch;
    const RegisteredTerminal m_before;
    RegisteredTerminal m_terminal; ///< moves with the entries that continue its chain
    Acceptance m_acceptance;
    std::vector<Verdict> m_aside;             ///< the words on what does not go into the chain, or on both there
    std::map<Hash, QByteArray> m_attachments; ///< that came with what is taken
    BatchOutcome m_outcome;
    std::map<VoucherId, VoucherId> m_accountOf; ///< of the vouchers that were read already
};

/// Takes the entries that continue the chain, and keeps aside what may not be lost.
Stored<void> Taking::accept()
{
    std::vector<Sequence> numbers;
    Sequence last = m_before.upTo;
    for (const ArrivedEntry& arrived : m_batch.entries) {
        const Sequence sequence = arrived.entry.content().sequence;
        if (sequence <= m_before.upTo)
            numbers.push_back(sequence);
        last = std::max(last, sequence);
    }
    TakenNumbers taken;
    auto chain = m_register.entriesAt(m_before.id, numbers);
    if (!chain)
        return tl::unexpected(chain.error());
    taken.chain = std::move(*chain);
    // Above the end of its chain something is kept only of a terminal whose place was taken.
    if (m_before.succeededAt) {
        auto aside = m_register.keptAside(m_before.id, m_before.upTo + 1, last);
        if (!aside)
            return tl::unexpected(aside.error());
        taken.aside = std::move(*aside);
    }
    m_acceptance = acceptBatch(m_batch, m_before, taken);
    m_terminal.upTo = m_acceptance.upTo;
    m_terminal.head = m_acceptance.head;
    if (m_acceptance.suspends && !m_terminal.suspended)
        m_terminal.suspended = m_batch.received;
    return keepAside();
}

Stored<void> Taking::keepAside()
{
    for (const auto& [arrived, reason] : m_acceptance.aside) {
        const Entry& entry = arrived->entry;
        const Sequence sequence = entry.content().sequence;
        const auto fresh = m_register.addFork(m_before.id, sequence, entry.hash(), entry.message(), m_batch.received);
        if (!fresh)
            return tl::unexpected(fresh.error());
        if (!*fresh)
            continue;
        m_aside.push_back({0, sequence, VerdictKind::Review, reason});
        if (m_batch.salvaged)
            addAttachments(entry.content().body);
    }
    for (const Sequence sequence : m_acceptance.forked)
        m_aside.push_back({0, sequence, VerdictKind::Review, VerdictReason::Fork});
    return {};
}

Stored<void> Taking::judgeAccepted()
{
    std::set<VoucherId> redeemed;
    std::vector<Sequence> voided;
    for (const ArrivedEntry& arrived : m_acceptance.accepted) {
        const EntryBody& body = arrived.entry.content().body;
        if (const auto* redemption = std::get_if<RedemptionBody>(&body))
            redeemed.insert(redemption->voucher);
        else if (const auto* undo = std::get_if<VoidBody>(&body); undo != nullptr && undo->voided <= m_before.upTo)
            voided.push_back(undo->voided);
    }
    auto batch = caseOf(redeemed, voided);
    if (!batch)
        return tl::unexpected(batch.error());
    m_outcome = judgeBatch(std::move(*batch), m_acceptance.accepted);
    m_outcome.verdicts.insert(m_outcome.verdicts.end(), m_aside.begin(), m_aside.end());
    return {};
}

/// Reads what the words depend on; the accounts are held from here on.
Stored<BatchCase> Taking::caseOf(const std::set<VoucherId>& redeemed, const std::vector<Sequence>& voided)
{
    BatchCase batch{m_before, m_batch.received, m_batch.bulletin, {}, {}, {}, {}};
    const std::vector<VoucherId> ids(redeemed.begin(), redeemed.end());
    auto vouchers = m_register.vouchersAmong(ids);
    if (!vouchers)
        return tl::unexpected(vouchers.error());
    batch.vouchers = std::move(*vouchers);
    for (const auto& [id, issued] : batch.vouchers)
        m_accountOf.emplace(id, issued.account);
    auto statuses = m_register.statusHistories(ids);
    if (!statuses)
        return tl::unexpected(statuses.error());
    batch.statuses = std::move(*statuses);
    const auto messages = m_register.entriesAt(m_before.id, voided);
    const auto uses = m_register.usesAt(m_before.id, voided);
    const auto voidedBefore = m_register.voidedAmong(m_before.id, voided);
    if (!messages || !uses || !voidedBefore)
        return tl::unexpected(!messages ? messages.error() : !uses ? uses.error() : voidedBefore.error());
    std::set<VoucherId> accounts;
    for (const auto& [id, issued] : batch.vouchers)
        accounts.insert(issued.account);
    for (const auto& [sequence, stored] : *messages) {
        const auto entry = verifyEntry(stored.message, m_before.key);
        if (!entry)
            return tl::unexpected(DatabaseError::Corrupt);
        EarlierEntry earlier{entry->content(), {}, voidedBefore->contains(sequence)};
        if (const auto use = uses->find(sequence); use != uses->end()) {
            earlier.use = use->second;
            accounts.insert(use->second.account);
        }
        batch.earlier.emplace(sequence, std::move(earlier));
    }
    const std::vector<VoucherId> sorted(accounts.begin(), accounts.end());
    if (const auto locked = m_register.lockAccounts(sorted); !locked)
        return tl::unexpected(locked.error());
    auto days = m_register.accountDays(sorted);
    if (!days)
        return tl::unexpected(days.error());
    batch.accounts = std::move(*days);
    return batch;
}

Stored<void> Taking::keep()
{
    std::map<Sequence, StoredEntry> entries;
    for (const ArrivedEntry& arrived : m_acceptance.accepted) {
        const Entry& entry = arrived.entry;
        entries.emplace(entry.content().sequence, StoredEntry{entry.hash(), entry.message()});
        addAttachments(entry.content().body);
    }
    return m_register.addEntries(m_before.id, entries, m_batch.received)
        .and_then([&] { return keepAttachments(); })
        .and_then([&] { return keepPredecessors(); })
        .and_then([&] { return m_register.updateTerminal(m_terminal); })
        .and_then([&] { return m_register.addUses(m_outcome.uses); })
        .and_then([&] { return m_register.removeUses(m_before.id, m_outcome.freed); })
        .and_then([&] { return m_register.addNews(m_terminal, m_outcome.verdicts, m_outcome.changed); });
}

void Taking::addAttachments(const EntryBody& body)
{
    for (const Hash& hash : attachmentsOf(body)) {
        const auto sent = m_batch.sent.find(hash);
        if (sent != m_batch.sent.end() && !m_batch.here.contains(hash))
            m_attachments.insert(*sent);
    }
}

Stored<void> Taking::keepAttachments()
{
    // What was kept aside once brought its attachments then.
    if (m_before.succeededAt && !m_attachments.empty()) {
        std::vector<Hash> hashes;
        for (const auto& [hash, sealed] : m_attachments)
            hashes.push_back(hash);
        const auto kept = m_register.attachmentsAmong(hashes);
        if (!kept)
            return tl::unexpected(kept.error());
        for (const auto& [hash, sealed] : *kept)
            m_attachments.erase(hash);
    }
    return m_register.addAttachments(m_attachments);
}

/// A first entry may say that the tablet's file was damaged and which terminals it was. Whatever else it names gives no
/// right to anything, and is no reason to lose the entry.
Stored<void> Taking::keepPredecessors()
{
    const auto& accepted = m_acceptance.accepted;
    if (accepted.empty() || accepted.front().entry.content().sequence != 1)
        return {};
    const auto* notice = std::get_if<NoticeBody>(&accepted.front().entry.content().body);
    if (notice == nullptr || notice->notice != NoticeKind::Salvaged)
        return {};
    std::vector<Predecessor> predecessors;
    for (const Predecessor& named : predecessorsFrom(notice->detail).value_or(std::vector<Predecessor>{})) {
        const auto old = m_register.terminal(named.terminal);
        if (!old)
            return tl::unexpected(old.error());
        if (*old && (*old)->provider == m_before.provider && (*old)->id != m_before.id)
            predecessors.push_back(named);
    }
    return m_register.addPredecessors(m_before.id, predecessors, m_batch.received);
}

Stored<TakenBatch> Taking::receipt()
{
    const auto last = m_register.lastNumber(m_before.provider);
    if (!last)
        return tl::unexpected(last.error());
    // A number that was never given: this register is an older copy of itself. Everything is news then.
    const std::int64_t seen = m_batch.cursor > *last ? 0 : m_batch.cursor;
    // In this order: what the verdicts' numbers cover is committed before they are read (README, "Accounts and
    // numbers").
    auto verdicts = m_register.verdictsAbove(m_before.id, seen, mostNews);
    const auto changed = m_register.changedAbove(m_before.provider, seen);
    if (!verdicts || !changed)
        return tl::unexpected(verdicts ? changed.error() : verdicts.error());
    std::vector<VoucherId> named = std::move(m_outcome.named);
    named.insert(named.end(), changed->begin(), changed->end());
    std::ranges::sort(named);
    const auto repeated = std::unique(named.begin(), named.end());
    named.erase(repeated, named.end());
    std::vector<VoucherId> unknown;
    std::ranges::copy_if(named, std::back_inserter(unknown),
                         [this](const VoucherId& id) { return !m_accountOf.contains(id); });
    const auto others = m_register.vouchersAmong(unknown);
    if (!others)
        return tl::unexpected(others.error());
    for (const auto& [id, issued] : *others)
        m_accountOf.emplace(id, issued.account);
    std::map<VoucherId, VoucherId> told;
    std::vector<VoucherId> accounts;
    for (const VoucherId& id : named) {
        if (const auto known = m_accountOf.find(id); known != m_accountOf.end()) {
            told.insert(*known);
            accounts.push_back(known->second);
        }
    }
    auto days = m_register.accountDays(accounts);
    if (!days)
        return tl::unexpected(days.error());

    ReceiptContent content{
        m_before.id, m_batch.request, m_terminal.upTo, m_terminal.head, std::move(*verdicts), {}, m_batch.received, {}};
    for (const auto& [id, account] : told)
        content.accounts.push_back(accountFrom(id, (*days)[account], m_terminal.upTo, athensDay(m_batch.received)));
    return TakenBatch{std::move(content), std::ssize(m_acceptance.accepted)};
}

} // namespace

Stored<TakenBatch> takeBatch(Register& registerOfAll, const ReadBatch& batch)
{
    auto terminal = registerOfAll.lockTerminal(batch.terminal);
    if (!terminal)
        return tl::unexpected(terminal.error());
    if (!*terminal)
        return tl::unexpected(DatabaseError::Other);
    if ((*terminal)->upTo == 0) {
        if (const auto spent = registerOfAll.spendInvitation(batch.terminal); !spent)
            return tl::unexpected(spent.error());
    }
    Taking taking(registerOfAll, batch, std::move(**terminal));
    return taking.accept()
        .and_then([&] { return taking.judgeAccepted(); })
        .and_then([&] { return taking.keep(); })
        .and_then([&] { return taking.receipt(); });
}

} // namespace voucher
