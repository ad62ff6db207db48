#pragma once

#include "sync/municipality/intake.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace voucher {

/// A few threads, each with its own connection to the register, that do the work for many cheap HTTP threads.
class IntakeSlots
{
public:
    /// What one slot works with; made and used on the slot's own thread only.
    struct Desk
    {
        Register& registerOfAll;
        Intake intake;
    };

    /// Opens one connection a slot; the error of the first that could not be opened.
    static tl::expected<std::unique_ptr<IntakeSlots>, DatabaseError> open(int count, const QString& registerPath,
                                                                          const ServerKeys& keys, const Roots& roots);
    ~IntakeSlots();
    IntakeSlots(const IntakeSlots&) = delete;
    IntakeSlots& operator=(const IntakeSlots&) = delete;

    /// Runs `work` on a free slot and waits for it; nothing if none was free within `patience`.
    std::optional<IntakeAnswer> run(const std::function<IntakeAnswer(Desk&)>& work, std::chrono::milliseconds patience);

private:
    struct Job
    {
        const std::function<IntakeAnswer(Desk&)>* work;
        enum class Stage : std::uint8_t { Waiting, Running, Done } stage = Stage::Waiting;
        IntakeAnswer answer;
    };

    IntakeSlots() = default;
    void work(Desk& desk);

    std::mutex m_mutex;
    std::condition_variable m_jobArrived;
    std::condition_variable m_jobMoved;
    std::deque<Job*> m_waiting;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace voucher
