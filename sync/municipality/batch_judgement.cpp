#include "sync/municipality/batch_judgement.h"

#include "terminal/calendar.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// The tablet's own window for undoing; the intake honours it even when the redemption was already counted.
constexpr auto undoWindow = 15min;

VoucherStatus statusAt(const std::map<VoucherId, StatusHistory>& statuses, VoucherId voucher, Instant at)
{
    const auto history = statuses.find(voucher);
    if (history == statuses.end())
        return VoucherStatus::Valid;
    const auto later = history->second.upper_bound(at);
    return later == history->second.begin() ? VoucherStatus::Valid : std::prev(later)->second;
}

/// One batch on its way from what was known to what is to be remembered.
class Judge
{
public:
    explicit Judge(BatchCase batch) : m_case(std::move(batch)) {}

    void judgeEntry(const ArrivedEntry& arrived)
    {
        const EntryContent& content = arrived.entry.content();
        if (const auto* redemption = std::get_if<RedemptionBody>(&content.body))
            judgeRedemption(arrived, *redemption);
        else if (const auto* undo = std::get_if<VoidBody>(&content.body))
            judgeVoid(content, *undo);
        else if (const auto* note = std::get_if<NoteBody>(&content.body))
            judgeNote(content, *note);
        m_case.earlier.insert_or_assign(content.sequence, EarlierEntry{content, m_taken, false});
        m_taken.reset();
    }

    BatchOutcome take()
    {
        std::ranges::sort(m_outcome.changed);
        const auto repeated = std::unique(m_outcome.changed.begin(), m_outcome.changed.end());
        m_outcome.changed.erase(repeated, m_outcome.changed.end());
        return std::move(m_outcome);
    }

private:
    void say(Sequence sequence, VerdictKind kind, VerdictReason reason)
    {
        m_outcome.verdicts.push_back({0, sequence, kind, reason});
    }

    /// A note is the operator's word alone: the office reads it, and only the office can make it count.
    void judgeNote(const EntryContent& content, const NoteBody& note)
    {
        if (note.voucher)
            m_outcome.named.push_back(*note.voucher);
        say(content.sequence, VerdictKind::Review, VerdictReason::Note);
    }

    void judgeRedemption(const ArrivedEntry& arrived, const RedemptionBody& body)
    {
        const EntryContent& content = arrived.entry.content();
        const QDate day = athensDay(content.at);
        RedemptionCase redemption{&body,
                                  content.at,
                                  m_case.received,
                                  content.clockDoubtful,
                                  m_case.terminal.provider,
                                  m_case.terminal.suspended.has_value() || arrived.ofACopy,
                                  {},
                                  arrived.attachmentGood,
                                  statusAt(m_case.statuses, body.voucher, content.at),
                                  {},
                                  m_case.bulletin};
        const auto issued = m_case.vouchers.find(body.voucher);
        if (issued != m_case.vouchers.end()) {
            redemption.issued = issued->second;
            redemption.used = usedOf(m_case.accounts[issued->second.account], day);
            m_outcome.named.push_back(body.voucher);
        }
        const Judgement judgement = judge(redemption);
        say(content.sequence, judgement.kind, judgement.reason);
        if (!judgement.takes || !redemption.issued)
            return;
        const VoucherId account = redemption.issued->account;
        m_taken = Use{m_case.terminal.id, content.sequence, body.voucher, account, body.amount, day};
        m_outcome.uses.push_back(*m_taken);
        m_outcome.changed.push_back(account);
        DayUse& use = m_case.accounts[account][day];
        use.visits += 1;
        use.amount += body.amount;
    }

    void judgeVoid(const EntryContent& content, const VoidBody& body)
    {
        const auto voided = m_case.earlier.find(body.voided);
        const bool takesBack =
            voided != m_case.earlier.end() && (std::holds_alternative<RedemptionBody>(voided->second.content.body) ||
                                               std::holds_alternative<NoteBody>(voided->second.content.body));
        if (!takesBack || content.at < voided->second.content.at ||
            content.at > voided->second.content.at + undoWindow) {
            say(content.sequence, VerdictKind::Review, VerdictReason::VoidTooLate);
            return;
        }
        EarlierEntry& earlier = voided->second;
        if (std::exchange(earlier.voided, true))
            return;
        if (earlier.use)
            giveBack(body.voided, *earlier.use);
        say(body.voided, VerdictKind::Voided, VerdictReason::None);
    }

    void giveBack(Sequence sequence, const Use& use)
    {
        if (std::erase_if(m_outcome.uses, [&](const Use& own) { return own.sequence == sequence; }) == 0)
            m_outcome.freed.push_back(sequence);
        m_outcome.changed.push_back(use.account);
        m_outcome.named.push_back(use.voucher);
        AccountDays& days = m_case.accounts[use.account];
        DayUse& day = days[use.day];
        day.visits -= 1;
        day.amount -= use.amount;
        if (day.visits == 0)
            days.erase(use.day);
    }

    BatchCase m_case;
    BatchOutcome m_outcome;
    std::optional<Use> m_taken; ///< by the entry being judged
};

} // namespace

BatchOutcome judgeBatch(BatchCase batch, const std::vector<ArrivedEntry>& entries)
{
    Judge judge(std::move(batch));
    for (const ArrivedEntry& arrived : entries)
        judge.judgeEntry(arrived);
    return judge.take();
}

} // namespace voucher
