#include "sync/municipality/document_shelf.h"
#include "sync/municipality/http_queue.h"
#include "sync/municipality/metrics.h"
#include "sync/municipality/write_line.h"
#include "tests/support/town_office.h"

#include <QTest>

#include <atomic>
#include <future>
#include <set>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// Waits until as many threads as wanted stand before it, then lets all go.
class Gate
{
public:
    void pass()
    {
        ++m_inside;
        m_opened.wait();
    }

    void waitFor(int count) const { QTRY_COMPARE(m_inside.load(), count); }

    void open() { m_open.set_value(); }

private:
    std::atomic<int> m_inside = 0;
    std::promise<void> m_open;
    std::shared_future<void> m_opened = m_open.get_future().share();
};

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

/// What stands between many callers and one register.
class TrafficTest : public QObject
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
    void countsAnswersAndDurationsForPrometheus();
    void asksTheRegisterForADocumentOnceASecond();
    void givesTheDocumentItHasWhenTheRegisterDoesNotAnswer();
    void writesAllThatWaitTogether();
    void keepsTheOthersWhenOneOfThemFails();
    void readsNothingFromAFileWhileABatchIsWritten();
};

void TrafficTest::takesNoMoreConnectionsThanItHasThreadsAndPlaces()
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

void TrafficTest::makesAThreadBeyondTheUsualForWhoHasWaitedLong()
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

void TrafficTest::makesThreadsAlsoWhileNoMoreIsAccepted()
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

void TrafficTest::endsAThreadThatWasNotNeededForASecond()
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

void TrafficTest::tellsTheFirstCallHowLongItsConnectionWaited()
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

void TrafficTest::knowsWhetherOthersWait()
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

void TrafficTest::finishesEveryConnectionBeforeItStops()
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

void TrafficTest::countsAnswersAndDurationsForPrometheus()
{
    Metrics metrics;
    metrics.countAnswer("/v1/entries", 200, 4ms);
    metrics.countAnswer("/v1/entries", 200, 250ms);
    metrics.countAnswer("/v1/entries", 503, 9s);
    metrics.countEntries(41);
    const std::string text = metrics.text(3);
    for (const char* line : {"voucher_answers_total{route=\"/v1/entries\",status=\"200\"} 2\n",
                             "voucher_answers_total{route=\"/v1/entries\",status=\"503\"} 1\n",
                             "voucher_answer_seconds_bucket{route=\"/v1/entries\",le=\"0.005\"} 1\n",
                             "voucher_answer_seconds_bucket{route=\"/v1/entries\",le=\"0.25\"} 2\n",
                             "voucher_answer_seconds_bucket{route=\"/v1/entries\",le=\"+Inf\"} 3\n",
                             "voucher_answer_seconds_sum{route=\"/v1/entries\"} 9.254\n",
                             "voucher_answer_seconds_count{route=\"/v1/entries\"} 3\n", "voucher_entries_total 41\n",
                             "voucher_slot_waiting 3\n"})
        QVERIFY2(text.find(line) != std::string::npos, line);
}

void TrafficTest::asksTheRegisterForADocumentOnceASecond()
{
    DocumentShelf shelf;
    int asked = 0;
    std::optional<QByteArray> published;
    const DocumentShelf::Fetch fetch = [&] {
        ++asked;
        return Stored<std::optional<QByteArray>>(published);
    };
    QVERIFY(!shelf.current(baseInstant, fetch).value());
    published = "one";
    const auto one = shelf.current(baseInstant, fetch).value();
    QCOMPARE(one->body, std::string("one"));
    published = "two";
    QCOMPARE(shelf.current(baseInstant + 999ms, fetch).value(), one);
    QCOMPARE(asked, 2);
    const auto two = shelf.current(baseInstant + 1s, fetch).value();
    QCOMPARE(two->body, std::string("two"));
    QVERIFY(two->tag != one->tag);
    QCOMPARE(shelf.current(baseInstant - 1h, fetch).value(), two);
    QCOMPARE(asked, 4);
}

void TrafficTest::givesTheDocumentItHasWhenTheRegisterDoesNotAnswer()
{
    DocumentShelf shelf;
    const DocumentShelf::Fetch silent = [] {
        return Stored<std::optional<QByteArray>>(tl::unexpected(DatabaseError::Busy));
    };
    QCOMPARE(shelf.current(baseInstant, silent).error(), DatabaseError::Busy);
    const auto one =
        shelf.current(baseInstant, [] { return Stored<std::optional<QByteArray>>(QByteArray("one")); }).value();
    QCOMPARE(shelf.current(baseInstant + 1h, silent).value(), one);
    // While one caller asks, the others are given what is here.
    Gate gate;
    auto asking = std::async(std::launch::async, [&] {
        return shelf.current(baseInstant + 2h, [&] {
            gate.pass();
            return Stored<std::optional<QByteArray>>(QByteArray("two"));
        });
    });
    gate.waitFor(1);
    QCOMPARE(shelf.current(baseInstant + 2h, silent).value(), one);
    gate.open();
    QCOMPARE(asking.get().value()->body, std::string("two"));
}

void TrafficTest::writesAllThatWaitTogether()
{
    const TownOffice office;
    WriteLine line;
    Gate gate;
    std::mutex mutex;
    std::set<const Register*> connections;
    const auto batch = [&](bool first) {
        const auto own = Register::open(office.place()).value();
        return line.run(*own, [&](Register& registerOfAll) -> Stored<TakenBatch> {
            if (first)
                gate.pass();
            const std::lock_guard lock(mutex);
            if (!first)
                connections.insert(&registerOfAll);
            return TakenBatch{};
        });
    };
    auto first = std::async(std::launch::async, batch, true);
    gate.waitFor(1);
    std::vector<std::future<Stored<TakenBatch>>> others;
    for (int count = 0; count < 5; ++count)
        others.push_back(std::async(std::launch::async, batch, false));
    QTRY_COMPARE(line.waiting(), std::size_t(5));
    gate.open();
    QVERIFY(first.get());
    for (auto& other : others)
        QVERIFY(other.get());
    QCOMPARE(connections.size(), std::size_t(1));
}

void TrafficTest::keepsTheOthersWhenOneOfThemFails()
{
    const TownOffice office;
    WriteLine line;
    Gate gate;
    const auto batch = [&](int number) {
        const auto own = Register::open(office.place()).value();
        return line.run(*own, [&](Register& registerOfAll) -> Stored<TakenBatch> {
            if (number == 0)
                gate.pass();
            const auto set = registerOfAll.setSetting(QString::number(number), "kept");
            if (!set || number == 3)
                return tl::unexpected(DatabaseError::Constraint);
            return TakenBatch{};
        });
    };
    std::vector<std::future<Stored<TakenBatch>>> turns;
    turns.push_back(std::async(std::launch::async, batch, 0));
    gate.waitFor(1);
    for (int number = 1; number < 6; ++number)
        turns.push_back(std::async(std::launch::async, batch, number));
    QTRY_COMPARE(line.waiting(), std::size_t(5));
    gate.open();
    for (int number = 0; number < 6; ++number) {
        QCOMPARE(turns[std::size_t(number)].get().has_value(), number != 3);
        QCOMPARE(office.registerOfAll->setting(QString::number(number)).value().has_value(), number != 3);
    }
}

void TrafficTest::readsNothingFromAFileWhileABatchIsWritten()
{
    const TownOffice office;
    WriteLine line;
    Gate gate;
    auto writing = std::async(std::launch::async, [&] {
        const auto own = Register::open(office.place()).value();
        return line.run(*own, [&](Register&) -> Stored<TakenBatch> {
            gate.pass();
            return TakenBatch{};
        });
    });
    gate.waitFor(1);
    const auto reading = std::async(std::launch::async, [&] { const auto held = line.reading(*office.registerOfAll); });
    QCOMPARE(reading.wait_for(50ms), std::future_status::timeout);
    gate.open();
    QCOMPARE(reading.wait_for(20s), std::future_status::ready);
    QVERIFY(writing.get());
}

QTEST_GUILESS_MAIN(TrafficTest)
#include "traffic_test.moc"
