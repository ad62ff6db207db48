#pragma once

#include "sync/municipality/batch_taking.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <shared_mutex>

namespace voucher {

/// How batches get into the register. Into a cluster each on its own connection, beside the others. Into a file one
/// after the other in the order of coming, and those that wait while another is written go together in one transaction:
/// the disk is waited for once, however many there are. One line a process.
class WriteLine
{
public:
    /// What one batch does inside a transaction; may be asked again after a rollback, and on another's connection.
    using Work = std::function<Stored<TakenBatch>(Register&)>;

    /// When this returns a value, what `work` wrote is durable.
    Stored<TakenBatch> run(Register& own, const Work& work);

    /// Held while something is read before a batch has its turn. Nobody of this process writes into a file meanwhile:
    /// who meets a writer there is put to sleep by SQLite for longer than the writing takes. Nothing is held in a
    /// cluster.
    std::shared_lock<std::shared_mutex> reading(Register& own);

    /// How many wait while another is written.
    std::size_t waiting() const;

private:
    struct Turn
    {
        const Work& work;
        Stored<TakenBatch> result = tl::unexpected(DatabaseError::Busy);
        bool done = false;
    };

    void writeTogether(Register& own, const std::deque<Turn*>& turns);

    mutable std::mutex m_mutex;
    std::condition_variable m_moved;
    std::deque<Turn*> m_waiting;
    bool m_writing = false;
    std::shared_mutex m_file;
};

} // namespace voucher
