#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace voucher {

/// The library's connections on threads of ours. The library itself queues without bound and keeps a thread for each
/// open connection: here threads are made when they are needed, up to `mostThreads`, and when `mostWaiting` connections
/// wait for one, no further is accepted until one is free. The system's own queue then holds the rest, and drops what
/// it cannot: nothing here grows with the number of callers.
class HttpQueue : public httplib::TaskQueue
{
public:
    HttpQueue(std::size_t mostThreads, std::size_t mostWaiting);
    ~HttpQueue() override;
    HttpQueue(const HttpQueue&) = delete;
    HttpQueue& operator=(const HttpQueue&) = delete;

    void enqueue(std::function<void()> connection) override;
    /// Lets every connection that was accepted finish.
    void shutdown() override;

private:
    void work();

    const std::size_t m_mostThreads;
    const std::size_t m_mostWaiting;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_taken;
    std::deque<std::function<void()>> m_waiting;
    std::size_t m_idle = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace voucher
