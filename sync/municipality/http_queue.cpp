#include "sync/municipality/http_queue.h"

#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// When the oldest connection has waited for so long, the threads are held up by callers, not by the work.
constexpr auto patience = 200ms;
/// Threads are made one by one, so that a crowd is not let in at once after all.
constexpr auto madeEvery = 20ms;
constexpr auto endedEvery = 1s;

thread_local HttpQueue* queueHere = nullptr;
thread_local std::chrono::milliseconds waitedHere = 0ms;

} // namespace

HttpQueue::HttpQueue(const Bounds& bounds, std::function<Moment()> now)
    : m_bounds(bounds), m_now(std::move(now)), m_changed(m_now())
{
}

HttpQueue::~HttpQueue()
{
    HttpQueue::shutdown();
}

std::chrono::milliseconds HttpQueue::takeWaited()
{
    return std::exchange(waitedHere, 0ms);
}

bool HttpQueue::othersWait()
{
    if (queueHere == nullptr)
        return false;
    const std::lock_guard lock(queueHere->m_mutex);
    return !queueHere->m_waiting.empty();
}

void HttpQueue::enqueue(std::function<void()> connection)
{
    std::unique_lock lock(m_mutex);
    // Who waits here is not idle: `on_idle` is not called meanwhile.
    while (!m_taken.wait_for(lock, madeEvery, [this] { return m_waiting.size() < m_bounds.mostWaiting || m_stopping; }))
        makeThreadIfNeeded();
    m_waiting.push_back({std::move(connection), m_now()});
    makeThreadIfNeeded();
    m_arrived.notify_one();
}

void HttpQueue::on_idle()
{
    std::vector<std::thread::id> ended;
    {
        const std::lock_guard lock(m_mutex);
        makeThreadIfNeeded();
        const bool spare = m_idle > m_toEnd && living() > m_bounds.usualThreads + m_toEnd;
        if (spare && m_now() - m_changed >= endedEvery) {
            m_changed = m_now();
            ++m_toEnd;
            m_arrived.notify_one();
        }
        ended = m_ended;
    }
    for (const std::thread::id id : ended)
        m_threads.at(id).join();
    const std::lock_guard lock(m_mutex);
    for (const std::thread::id id : ended) {
        m_threads.erase(id);
        std::erase(m_ended, id);
    }
}

void HttpQueue::shutdown()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_arrived.notify_all();
    m_taken.notify_all();
    for (auto& [id, thread] : m_threads)
        thread.join();
    m_threads.clear();
    m_ended.clear();
}

void HttpQueue::makeThreadIfNeeded()
{
    if (m_waiting.size() <= m_idle || living() >= m_bounds.mostThreads)
        return;
    const Moment now = m_now();
    const bool usual = living() < m_bounds.usualThreads;
    if (!usual && (now - m_waiting.front().since < patience || now - m_changed < madeEvery))
        return;
    m_changed = now;
    std::thread made([this] { work(); });
    const std::thread::id id = made.get_id();
    m_threads.emplace(id, std::move(made));
}

void HttpQueue::work()
{
    queueHere = this;
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_arrived.wait(lock, [this] { return m_stopping || !m_waiting.empty() || m_toEnd > 0; });
        --m_idle;
        if (m_waiting.empty()) {
            if (m_toEnd > 0)
                --m_toEnd;
            m_ended.push_back(std::this_thread::get_id());
            return;
        }
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_taken.notify_one();
        waitedHere = std::chrono::duration_cast<std::chrono::milliseconds>(m_now() - next.since);
        lock.unlock();
        next.connection();
        lock.lock();
    }
}

} // namespace voucher
