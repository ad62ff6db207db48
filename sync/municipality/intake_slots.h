#pragma once

#include "sync/municipality/appointments.h"
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

    using SteadyNow = std::function<Appointments::Moment()>;

    /// Opens one connection a slot; the error of the first that could not be opened. `now` is asked by every thread.
    static tl::expected<std::unique_ptr<IntakeSlots>, DatabaseError>
    open(int count, const QString& registerPlace, const ServerKeys& keys, const Roots& roots, SteadyNow now);
    ~IntakeSlots();
    IntakeSlots(const IntakeSlots&) = delete;
    IntakeSlots& operator=(const IntakeSlots&) = delete;

    /// Runs `work` on a free slot and waits for it; nothing if none was free within `patience`, or if so many wait
    /// already that there is no use in waiting. A slot that has lost its connection opens a new one and does the work
    /// again.
    std::optional<IntakeAnswer> run(const std::function<IntakeAnswer(Desk&)>& work, std::chrono::milliseconds patience);

    std::size_t count() const { return m_threads.size(); }

    /// When a caller whose work was not done is to come again.
    std::chrono::seconds comeAgain();

    /// How many wait for a slot.
    std::size_t waiting() const;

private:
    /// A connection and what works on it.
    struct Slot
    {
        std::unique_ptr<Register> registerOfAll;
        Desk desk;
    };

    struct Job
    {
        const std::function<IntakeAnswer(Desk&)>* work;
        enum class Stage : std::uint8_t { Waiting, Running, Done } stage = Stage::Waiting;
        IntakeAnswer answer;
        std::condition_variable moved;
    };

    IntakeSlots(int count, QString registerPlace, const ServerKeys& keys, const Roots& roots, SteadyNow now);
    tl::expected<std::unique_ptr<Slot>, DatabaseError> openSlot();
    void work(std::unique_ptr<Slot> slot);
    IntakeAnswer answerOf(std::unique_ptr<Slot>& slot, const std::function<IntakeAnswer(Desk&)>& work);

    const QString m_place;
    const ServerKeys& m_keys;
    const Roots m_roots;
    const SteadyNow m_now;
    mutable std::mutex m_mutex;
    std::condition_variable m_jobArrived;
    std::deque<Job*> m_waiting;
    Appointments m_appointments;
    bool m_stopping = false;
    WriteLine m_line;
    std::vector<std::thread> m_threads;
};

} // namespace voucher
