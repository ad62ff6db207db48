#include "sync/municipality/write_line.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

Stored<TakenBatch> writeAlone(Register& own, const WriteLine::Work& work)
{
    auto transaction = Transaction::beginBeside(own.database());
    if (!transaction)
        return tl::unexpected(transaction.error());
    auto result = work(own);
    if (!result)
        return result;
    if (const auto committed = transaction->commit(); !committed)
        return tl::unexpected(committed.error());
    return result;
}

} // namespace

Stored<TakenBatch> WriteLine::run(Register& own, const Work& work)
{
    if (own.database().kind() == DatabaseKind::RegisterCluster)
        return writeAlone(own, work);
    Turn turn{work};
    std::unique_lock lock(m_mutex);
    m_waiting.push_back(&turn);
    m_moved.wait(lock, [&] { return turn.done || !m_writing; });
    if (turn.done)
        return std::move(turn.result);
    // Nobody is writing: this thread writes for all that wait.
    m_writing = true;
    const std::deque<Turn*> turns = std::exchange(m_waiting, {});
    lock.unlock();
    writeTogether(own, turns);
    lock.lock();
    for (Turn* each : turns)
        each->done = true;
    m_writing = false;
    m_moved.notify_all();
    return std::move(turn.result);
}

std::shared_lock<std::shared_mutex> WriteLine::reading(Register& own)
{
    if (own.database().kind() == DatabaseKind::RegisterCluster)
        return {};
    return std::shared_lock(m_file);
}

std::size_t WriteLine::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

/// If one of them fails, or all at the commit, nothing of the transaction stays, and each is written alone.
void WriteLine::writeTogether(Register& own, const std::deque<Turn*>& turns)
{
    const std::unique_lock file(m_file);
    if (turns.size() > 1) {
        auto transaction = Transaction::beginBeside(own.database());
        const auto written = [&own](Turn* turn) {
            turn->result = turn->work(own);
            return turn->result.has_value();
        };
        if (transaction && std::ranges::all_of(turns, written) && transaction->commit())
            return;
    }
    for (Turn* turn : turns)
        turn->result = writeAlone(own, turn->work);
}

} // namespace voucher
