#include "sync/municipality/intake_slots.h"

#include <algorithm>
#include <future>
#include <utility>

namespace voucher {

tl::expected<std::unique_ptr<IntakeSlots>, DatabaseError> IntakeSlots::open(int count, const QString& registerPath,
                                                                            const ServerKeys& keys, const Roots& roots)
{
    std::unique_ptr<IntakeSlots> pool(new IntakeSlots);
    for (int index = 0; index < count; ++index) {
        std::promise<tl::expected<void, DatabaseError>> opened;
        auto whenOpened = opened.get_future();
        pool->m_threads.emplace_back(
            [&owner = *pool, &keys, roots, registerPath, opened = std::move(opened)]() mutable {
                const auto connection = Register::open(registerPath);
                if (!connection) {
                    opened.set_value(tl::unexpected(connection.error()));
                    return;
                }
                Desk desk{**connection, Intake(**connection, keys, roots)};
                opened.set_value({});
                owner.work(desk);
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
    m_waiting.push_back(&job);
    m_jobArrived.notify_one();
    if (!m_jobMoved.wait_for(lock, patience, [&job] { return job.stage != Job::Stage::Waiting; })) {
        std::erase(m_waiting, &job);
        return std::nullopt;
    }
    m_jobMoved.wait(lock, [&job] { return job.stage == Job::Stage::Done; });
    return std::move(job.answer);
}

void IntakeSlots::work(Desk& desk)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_jobArrived.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        Job& job = *m_waiting.front();
        m_waiting.pop_front();
        job.stage = Job::Stage::Running;
        m_jobMoved.notify_all();
        lock.unlock();
        IntakeAnswer answer = (*job.work)(desk);
        lock.lock();
        job.answer = std::move(answer);
        job.stage = Job::Stage::Done;
        m_jobMoved.notify_all();
    }
}

} // namespace voucher
