#include "sync/municipality/intake_slots.h"

#include <algorithm>
#include <future>
#include <utility>

namespace voucher {

IntakeSlots::IntakeSlots(int count, QString registerPlace, const ServerKeys& keys, const Roots& roots, SteadyNow now)
    : m_place(std::move(registerPlace)), m_keys(keys), m_roots(roots), m_now(std::move(now)), m_appointments(count)
{
}

tl::expected<std::unique_ptr<IntakeSlots::Slot>, DatabaseError> IntakeSlots::openSlot()
{
    auto connection = Register::open(m_place);
    if (!connection)
        return tl::unexpected(connection.error());
    Register& registerOfAll = **connection;
    return std::unique_ptr<Slot>(
        new Slot{std::move(*connection), {registerOfAll, Intake(registerOfAll, m_line, m_keys, m_roots)}});
}

tl::expected<std::unique_ptr<IntakeSlots>, DatabaseError>
IntakeSlots::open(int count, const QString& registerPlace, const ServerKeys& keys, const Roots& roots, SteadyNow now)
{
    std::unique_ptr<IntakeSlots> pool(new IntakeSlots(count, registerPlace, keys, roots, std::move(now)));
    for (int index = 0; index < count; ++index) {
        std::promise<tl::expected<void, DatabaseError>> opened;
        auto whenOpened = opened.get_future();
        pool->m_threads.emplace_back([&owner = *pool, opened = std::move(opened)]() mutable {
            auto slot = owner.openSlot();
            if (!slot) {
                opened.set_value(tl::unexpected(slot.error()));
                return;
            }
            opened.set_value({});
            owner.work(std::move(*slot));
        });
        if (const auto result = whenOpened.get(); !result)
            return tl::unexpected(result.error());
    }
    return pool;
}

IntakeSlots::~IntakeSlots()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_jobArrived.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

std::optional<IntakeAnswer> IntakeSlots::run(const std::function<IntakeAnswer(Desk&)>& work,
                                             std::chrono::milliseconds patience)
{
    Job job{&work};
    std::unique_lock lock(m_mutex);
    if (!m_appointments.admits(m_waiting.size()))
        return std::nullopt;
    m_waiting.push_back(&job);
    m_jobArrived.notify_one();
    if (!job.moved.wait_for(lock, patience, [&job] { return job.stage != Job::Stage::Waiting; })) {
        std::erase(m_waiting, &job);
        return std::nullopt;
    }
    job.moved.wait(lock, [&job] { return job.stage == Job::Stage::Done; });
    return std::move(job.answer);
}

std::chrono::seconds IntakeSlots::comeAgain()
{
    const std::lock_guard lock(m_mutex);
    return m_appointments.book(m_now());
}

std::size_t IntakeSlots::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

void IntakeSlots::work(std::unique_ptr<Slot> slot)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_jobArrived.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Job& job = *m_waiting.front();
        m_waiting.pop_front();
        job.stage = Job::Stage::Running;
        lock.unlock();
        const auto begun = m_now();
        IntakeAnswer answer = answerOf(slot, *job.work);
        lock.lock();
        m_appointments.served(m_now() - begun);
        job.answer = std::move(answer);
        job.stage = Job::Stage::Done;
        // Under the lock: the job lives on the stack of who waits for it.
        job.moved.notify_one();
    }
}

/// All work may be done twice: what is stored already is found again.
IntakeAnswer IntakeSlots::answerOf(std::unique_ptr<Slot>& slot, const std::function<IntakeAnswer(Desk&)>& work)
{
    IntakeAnswer answer = work(slot->desk);
    if (!slot->registerOfAll->database().lost())
        return answer;
    if (auto fresh = openSlot()) {
        slot = std::move(*fresh);
        answer = work(slot->desk);
    }
    return answer;
}

} // namespace voucher
