#include "qml/models/views_of.h"
#include "qml/models/worker.h"

namespace voucher {

// The worker's side of a group: one child after the other, recorded at once.

namespace {

/// How soon a line of the group forgets that it could be taken off.
constexpr std::chrono::seconds groupTick{20};

} // namespace

void Worker::beginGroup()
{
    if (!m_desk || !m_ledger->enrolment() || !m_vault || !m_vault->key())
        return;
    leave();
    if (!m_group)
        m_group.emplace(*m_desk);
    showGroup();
}

void Worker::finishGroup()
{
    leave();
    closeGroup();
    emit scanShown();
}

void Worker::closeGroup()
{
    if (!m_group)
        return;
    m_group.reset();
    ++m_groupRound;
    emit groupShown({});
}

void Worker::scannedInGroup(const QString& text)
{
    showSaving({});
    // Whatever page was open, the child before the camera comes first; what asked stays in the list.
    if (m_offer || m_refusal || m_shown) {
        leave();
        emit scanShown();
    }
    const Sequence before = m_ledger->head().sequence;
    const GroupLine& line = m_group->scanned(text);
    const bool recordedNow = line.state == GroupLine::State::Recorded && line.recorded->sequence > before;
    const int number = line.number;
    showGroup();
    emit groupTold(number);
    if (recordedNow)
        emit kept();
    // A refusal may have become an entry, too.
    m_courier->wake();
}

void Worker::showGroup()
{
    if (!m_group || foundDamaged())
        return;
    emit groupShown(viewOf(*m_group, helpLine(), m_desk->now().instant));
    const std::uint64_t round = ++m_groupRound;
    m_edges.clock->callAfter(groupTick, [this, round] {
        if (round == m_groupRound)
            showGroup();
    });
}

void Worker::removeFromGroup(int number)
{
    if (!m_group)
        return;
    const auto removed = m_group->remove(number);
    if (!removed && removed.error() == Desk::UndoError::StorageFull)
        answerRefusal({Refusal::StorageFull, {}, {}});
    showGroup();
    m_courier->wake();
}

void Worker::openLine(int number)
{
    const GroupLine* line = m_group ? m_group->line(number) : nullptr;
    if (!line || line->text.isEmpty()) {
        emit scanShown();
        return;
    }
    const QString text = line->text;
    check(text);
}

} // namespace voucher
