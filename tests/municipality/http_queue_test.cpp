#include "sync/municipality/http_queue.h"
#include "tests/municipality/gate.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// A clock that stands until it is moved, for threads.
class StandingClock
{
public:
    std::function<HttpQueue::Moment()> reader() const
    {
        return [this] { return HttpQueue::Moment(m_now.load()); };
    }

    void pass(std::chrono::milliseconds time) { m_now = m_now.load() + time; }

private:
    std::atomic<std::chrono::milliseconds> m_now = std::chrono::milliseconds(1h);
};

/// Counts the ends of the threads that have touched it.
struct Told
{
    std::atomic<int>* ended = nullptr;

    ~Told()
    {
        if (ended != nullptr)
            ++*ended;
    }
};

thread_local Told told;

} // namespace

/// Connections that wait for a thread.
class HttpQueueTest : public QObject
{
    Q_OBJECT
private slots:
    void takesNoMoreConnectionsThanItHasThreadsAndPlaces();
    void makesAThreadBeyondTheUsualForWhoHasWaitedLong();
    void makesThreadsAlsoWhileNoMoreIsAccepted();
    void endsAThreadThatWasNotNeededForASecond();
    void tellsTheFirstCallHowLongItsConnectionWaited();
    void knowsWhetherOthersWait();
    void finishesEveryConnectionBeforeItStops();
};

void HttpQueueTest::takesNoMoreConnectionsThanItHasThreadsAndPlaces()
{
    const StandingClock clock;
    HttpQueue queue({2, 2, 1}, clock.reader());
    Gate gate;
    std::atomic<int> done = 0;
    const auto connection = [&] {
        gate.pass();
        ++done;
    };
    queue.enqueue(connection);
    queue.enqueue(connection);
    gate.waitFor(2);
    queue.enqueue(connection);
    const auto fourth = std::async(std::launch::async, [&] { queue.enqueue(connection); });
    QCOMPARE(fourth.wait_for(50ms), std::future_status::timeout);
    gate.open();
    QCOMPARE(fourth.wait_for(20s), std::future_status::ready);
    queue.shutdown();
    QCOMPARE(done.load(), 4);
}

void HttpQueueTest::makesAThreadBeyondTheUsualForWhoHasWaitedLong()
{
    StandingClock clock;
    Gate gate;
    std::promise<void> begun[2];
    std::future<void> second = begun[0].get_future();
    std::future<void> third = begun[1].get_future();
    HttpQueue queue({1, 3, 10}, clock.reader());
    queue.enqueue([&] { gate.pass(); });
    gate.waitFor(1);
    for (std::promise<void>& one : begun) {
        queue.enqueue([&] {
            one.set_value();
            gate.pass();
        });
    }
    clock.pass(199ms);
    queue.on_idle();
    QCOMPARE(second.wait_for(50ms), std::future_status::timeout);
    clock.pass(1ms);
    queue.on_idle();
    QCOMPARE(second.wait_for(20s), std::future_status::ready);
    // One by one, so that a crowd is not let in at once after all.
    queue.on_idle();
    QCOMPARE(third.wait_for(50ms), std::future_status::timeout);
    clock.pass(20ms);
    queue.on_idle();
    QCOMPARE(third.wait_for(20s), std::future_status::ready);
    gate.open();
    queue.shutdown();
}

void HttpQueueTest::makesThreadsAlsoWhileNoMoreIsAccepted()
{
    StandingClock clock;
    Gate gate;
    HttpQueue queue({1, 3, 1}, clock.reader());
    const auto connection = [&] { gate.pass(); };
    queue.enqueue(connection);
    gate.waitFor(1);
    queue.enqueue(connection);
    const auto third = std::async(std::launch::async, [&] { queue.enqueue(connection); });
    QCOMPARE(third.wait_for(50ms), std::future_status::timeout);
    clock.pass(200ms);
    QCOMPARE(third.wait_for(20s), std::future_status::ready);
    gate.waitFor(2);
    gate.open();
    queue.shutdown();
}

void HttpQueueTest::endsAThreadThatWasNotNeededForASecond()
{
    std::atomic<int> ended = 0;
    StandingClock clock;
    HttpQueue queue({1, 2, 10}, clock.reader());
    const auto crowd = [&] {
        Gate gate;
        std::atomic<int> done = 0;
        const auto connection = [&] {
            told.ended = &ended;
            gate.pass();
            ++done;
        };
        queue.enqueue(connection);
        gate.waitFor(1);
        queue.enqueue(connection);
        clock.pass(1s);
        queue.on_idle();
        gate.waitFor(2);
        QCOMPARE(ended.load(), 0);
        gate.open();
        QTRY_COMPARE(done.load(), 2);
    };
    crowd();
    const auto lookAgain = [&] {
        clock.pass(1s);
        queue.on_idle();
        return ended.load();
    };
    QTRY_COMPARE(lookAgain(), 1);
    // The usual thread stays, and the other can be had again.
    QCOMPARE(lookAgain(), 1);
    ended = 0;
    crowd();
    queue.shutdown();
    QCOMPARE(ended.load(), 2);
}

void HttpQueueTest::tellsTheFirstCallHowLongItsConnectionWaited()
{
    StandingClock clock;
    HttpQueue queue({1, 1, 10}, clock.reader());
    Gate gate;
    std::vector<std::chrono::milliseconds> waited;
    const auto call = [&] { waited.push_back(HttpQueue::takeWaited()); };
    queue.enqueue([&] {
        gate.pass();
        call();
    });
    gate.waitFor(1);
    queue.enqueue([&] {
        call();
        call();
    });
    clock.pass(150ms);
    gate.open();
    queue.shutdown();
    QCOMPARE(waited, (std::vector<std::chrono::milliseconds>{0ms, 150ms, 0ms}));
    QCOMPARE(HttpQueue::takeWaited(), 0ms);
}

void HttpQueueTest::knowsWhetherOthersWait()
{
    const StandingClock clock;
    HttpQueue queue({1, 1, 10}, clock.reader());
    Gate gate;
    std::vector<bool> others;
    queue.enqueue([&] {
        gate.pass();
        others.push_back(HttpQueue::othersWait());
    });
    gate.waitFor(1);
    queue.enqueue([&] { others.push_back(HttpQueue::othersWait()); });
    gate.open();
    queue.shutdown();
    QCOMPARE(others, (std::vector<bool>{true, false}));
    QVERIFY(!HttpQueue::othersWait());
}

void HttpQueueTest::finishesEveryConnectionBeforeItStops()
{
    const StandingClock clock;
    HttpQueue queue({1, 1, 100}, clock.reader());
    Gate gate;
    std::atomic<int> done = 0;
    for (int count = 0; count < 50; ++count)
        queue.enqueue([&] {
            gate.pass();
            ++done;
        });
    gate.open();
    queue.shutdown();
    QCOMPARE(done.load(), 50);
}

QTEST_GUILESS_MAIN(HttpQueueTest)
#include "http_queue_test.moc"
