#include "sync/municipality/http_queue.h"

#include <utility>

namespace voucher {

HttpQueue::HttpQueue(std::size_t mostThreads, std::size_t mostWaiting)
    : m_mostThreads(mostThreads), m_mostWaiting(mostWaiting)
{
}

HttpQueue::~HttpQueue()
{
    HttpQueue::shutdown();
}

void HttpQueue::enqueue(std::function<void()> connection)
{
    std::unique_lock lock(m_mutex);
    m_taken.wait(lock, [this] { return m_waiting.size() < m_mostWaiting || m_stopping; });
    m_waiting.push_back(std::move(connection));
    if (m_waiting.size() > m_idle && m_threads.size() < m_mostThreads)
        m_threads.emplace_back([this] { work(); });
    m_arrived.notify_one();
}

void HttpQueue::shutdown()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_arrived.notify_all();
    m_taken.notify_all();
    for (std::thread& thread : std::exchange(m_threads, {}))
        thread.join();
}

void HttpQueue::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_arrived.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        --m_idle;
        if (m_waiting.empty())
            return;
        const std::function<void()> connection = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_taken.notify_one();
        lock.unlock();
        connection();
        lock.lock();
    }
}

} // namespace voucher
