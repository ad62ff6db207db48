#pragma once

#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace voucher {

/// The library's connections on threads of ours, the oldest first. The library itself queues without bound and keeps a
/// thread for each open connection. Here a few threads do the usual work, since a crowd served at once is a crowd that
/// waits together for its last; only while the oldest connection has waited long, as behind callers that are far away
/// or slow, one more is made now and then. When `mostWaiting` connections wait, no further is accepted until one is
/// taken: the system's own queue then holds the rest, and drops what it cannot.
class HttpQueue : public httplib::TaskQueue
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    struct Bounds
    {
        std::size_t usualThreads;
        std::size_t mostThreads;
        std::size_t mostWaiting;
    };

    /// `now` is asked by every thread.
    HttpQueue(const Bounds& bounds, std::function<Moment()> now);
    ~HttpQueue() override;
    HttpQueue(const HttpQueue&) = delete;
    HttpQueue& operator=(const HttpQueue&) = delete;

    void enqueue(std::function<void()> connection) override;
    /// Makes a thread if one is needed, ends one that has not been for a second; to be called every few milliseconds
    /// while nobody knocks.
    void on_idle() override;
    /// Lets every connection that was accepted finish.
    void shutdown() override;

    /// How long the connection on this thread had waited for it. Told once: after that it is zero, as it is on a thread
    /// that is not of a queue.
    static std::chrono::milliseconds takeWaited();
    /// Whether others wait for this thread, so that its connection had better end with this call.
    static bool othersWait();

private:
    struct Waiting
    {
        std::function<void()> connection;
        Moment since;
    };

    std::size_t living() const { return m_threads.size() - m_ended.size(); }

    void makeThreadIfNeeded();
    void work();

    const Bounds m_bounds;
    const std::function<Moment()> m_now;
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::condition_variable m_taken;
    std::deque<Waiting> m_waiting;
    std::size_t m_idle = 0;
    std::size_t m_toEnd = 0; ///< idle threads that are asked to end
    Moment m_changed;        ///< when the number of threads was last changed
    bool m_stopping = false;
    std::map<std::thread::id, std::thread> m_threads;
    std::vector<std::thread::id> m_ended; ///< of `m_threads`: those to be joined
};

} // namespace voucher
