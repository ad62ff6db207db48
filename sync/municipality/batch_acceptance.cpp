#include "sync/municipality/batch_acceptance.h"

#include <algorithm>
#include <chrono>

namespace voucher {

using namespace std::chrono_literals;

namespace {

/// Whether something has to be sent again with the entry.
bool lacksAttachment(const ReadBatch& batch, const EntryContent& content)
{
    // An older copy of this register may have been told of it once; the tablet has forgotten it since, as it should.
    const Instant forgotten = batch.received - 24h * batch.bulletin->content().limits.retentionDays;
    return content.at >= forgotten && std::ranges::any_of(attachmentsOf(content.body), [&batch](const Hash& hash) {
               return !batch.sent.contains(hash) && !batch.here.contains(hash);
           });
}

class Accepting
{
public:
    Accepting(const ReadBatch& batch, const RegisteredTerminal& before, const TakenNumbers& taken)
        : m_batch(batch), m_before(before)
    {
        m_acceptance.upTo = before.upTo;
        m_acceptance.head = before.head;
        for (const auto& [sequence, entry] : taken.chain)
            m_chain.emplace(sequence, entry.hash);
        for (const auto& [sequence, entry] : taken.aside)
            m_aside.emplace(sequence, entry.hash);
    }

    /// False where a terminal's own batch ends.
    bool take(const ArrivedEntry& arrived)
    {
        const EntryContent& content = arrived.entry.content();
        const auto there = m_chain.find(content.sequence);
        if (there != m_chain.end() && there->second == arrived.entry.hash())
            return true;
        if (there != m_chain.end()) {
            // The tablet was cloned or restored. Both signatures are the proof.
            m_acceptance.aside.push_back({&arrived, VerdictReason::Fork});
            m_acceptance.suspends = true;
            return m_batch.salvaged;
        }
        const bool continues = content.sequence == m_acceptance.upTo + 1 && content.previous == m_acceptance.head;
        if (m_batch.salvaged && !continues) {
            keepAside(arrived);
            return true;
        }
        if (!continues || (!m_batch.salvaged && lacksAttachment(m_batch, content)))
            return false;
        accept(arrived);
        return true;
    }

    Acceptance done() { return std::move(m_acceptance); }

private:
    void keepAside(const ArrivedEntry& arrived)
    {
        const Sequence sequence = arrived.entry.content().sequence;
        if (othersAside(arrived))
            m_acceptance.suspends = true;
        m_aside.emplace(sequence, arrived.entry.hash());
        m_acceptance.aside.push_back({&arrived, VerdictReason::Gap});
    }

    void accept(const ArrivedEntry& arrived)
    {
        const Sequence sequence = arrived.entry.content().sequence;
        m_acceptance.accepted.push_back(arrived);
        m_acceptance.upTo = sequence;
        m_acceptance.head = arrived.entry.hash();
        m_chain.emplace(sequence, arrived.entry.hash());
        if (othersAside(arrived)) {
            m_acceptance.forked.push_back(sequence);
            m_acceptance.suspends = true;
        }
        // The tablet whose place was taken signs no more: this is from a copy of it that lives on.
        if (!m_batch.salvaged && m_before.succeededAt && sequence > *m_before.succeededAt) {
            m_acceptance.accepted.back().ofACopy = true;
            m_acceptance.suspends = true;
        }
    }

    /// Whether another entry under this number was kept aside.
    bool othersAside(const ArrivedEntry& arrived) const
    {
        const auto [first, last] = m_aside.equal_range(arrived.entry.content().sequence);
        return std::any_of(first, last, [&arrived](const auto& one) { return one.second != arrived.entry.hash(); });
    }

    const ReadBatch& m_batch;
    const RegisteredTerminal& m_before;
    std::map<Sequence, Hash> m_chain;
    std::multimap<Sequence, Hash> m_aside;
    Acceptance m_acceptance;
};

} // namespace

Acceptance acceptBatch(const ReadBatch& batch, const RegisteredTerminal& before, const TakenNumbers& taken)
{
    Accepting accepting(batch, before, taken);
    for (const ArrivedEntry& arrived : batch.entries) {
        if (!accepting.take(arrived))
            break;
    }
    return accepting.done();
}

} // namespace voucher
