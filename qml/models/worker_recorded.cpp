#include "qml/models/views_of.h"
#include "qml/models/worker.h"
#include "terminal/calendar.h"

#include <utility>

namespace voucher {

using namespace std::chrono_literals;

// The worker's side of what is recorded: shown, followed on its way, taken back, listed.

namespace {

/// A month of one tablet on one screen.
constexpr int monthLines = 1000;

} // namespace

void Worker::showLastAfterRestart()
{
    if (std::exchange(m_lastShown, true))
        return;
    const auto last = m_desk->last();
    if (!last)
        return;
    Recorded recorded{last->entry.sequence, last->entry.at};
    recorded.undoUntil = last->entry.at + undoWindow;
    bool signKnown = true;
    if (const auto* redemption = std::get_if<RedemptionBody>(&last->entry.body)) {
        recorded.voucher = redemption->voucher;
        recorded.kind = redemption->kind;
        recorded.practice = redemption->conditions.testFlag(Condition::Practice);
    }
    const auto* note = std::get_if<NoteBody>(&last->entry.body);
    if (note) {
        signKnown = note->voucher.has_value();
        recorded.voucher = note->voucher.value_or(VoucherId{});
    }
    showRecorded(recorded, note != nullptr, signKnown);
    m_shown->state = stateOf(*last);
    emit followed(*m_shown);
}

/// A second tap asks for what is done already: its page stays.
void Worker::answerNothingAsked()
{
    if (m_shown)
        emit recorded(*m_shown, secondsUntil(m_undoUntil, m_desk->now().instant));
    else
        emit scanShown();
}

void Worker::answer(const tl::expected<Recorded, Refused>& result, bool isNote, bool signKnown)
{
    if (!result) {
        answerRefusal(result.error());
        return;
    }
    if (m_group) {
        m_group->took(m_text, *result, isNote);
        showGroup();
    }
    m_refusal.reset();
    m_text.clear();
    showRecorded(*result, isNote, signKnown);
    emit kept();
    m_courier->wake();
}

void Worker::showRecorded(const Recorded& result, bool isNote, bool signKnown)
{
    m_shown = viewOf(result, isNote, signKnown);
    m_undoUntil = result.undoUntil;
    emit recorded(*m_shown, secondsUntil(m_undoUntil, m_desk->now().instant));
    ++m_undoRound;
    tickUndo();
}

void Worker::tickUndo()
{
    const std::uint64_t round = m_undoRound;
    m_edges.clock->callAfter(1s, [this, round] {
        if (!m_shown || round != m_undoRound)
            return;
        const int left = secondsUntil(m_undoUntil, m_desk->now().instant);
        emit undoSecondsChanged(left);
        if (left > 0)
            tickUndo();
    });
}

void Worker::undo(qint64 sequence)
{
    const auto result = m_desk->undo(sequence);
    std::optional<RecordedView> shown = m_shown;
    leave();
    if (!result && result.error() == Desk::UndoError::StorageFull) {
        answerRefusal({Refusal::StorageFull, {}, {}});
        return;
    }
    if (result && m_group) {
        m_group->tookBack(sequence);
        showGroup();
    }
    if (result && shown) {
        shown->state = EntryState::Voided;
        emit recorded(*shown, 0);
    } else {
        // Too late or already voided: the month shows how it stands.
        emit scanShown();
    }
    openMonth();
    m_courier->wake();
}

void Worker::followShown()
{
    // The enrolment may just have been finished: its first entry is due.
    if (m_vault && m_vault->key())
        m_desk->opened();
    forgetOld();
    openMonth();
    tellCourierState(m_courier->state());
    if (!m_shown || m_shown->sequence == 0)
        return;
    const auto line = m_ledger->line(m_shown->sequence);
    if (!line)
        return;
    // Only a step seen here has a time.
    const Instant now = m_desk->now().instant;
    if (line->sent && m_shown->state == EntryState::OnDevice)
        m_shown->sentAt = now;
    if (line->verdict && (m_shown->state == EntryState::OnDevice || m_shown->state == EntryState::Sent))
        m_shown->judgedAt = now;
    m_shown->state = stateOf(*line);
    emit followed(*m_shown);
}

void Worker::openMonth()
{
    if (!m_desk)
        return;
    const QDate today = athensDay(m_desk->now().instant);
    const QDate first(today.year(), today.month(), 1);
    const HistoryModel::View month =
        monthOf(m_ledger->lines(first, today, monthLines), m_ledger->standing(today), today);
    if (!foundDamaged())
        emit monthShown(month);
}

} // namespace voucher
