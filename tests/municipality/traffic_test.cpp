#include "sync/municipality/document_shelf.h"
#include "sync/municipality/metrics.h"
#include "sync/municipality/write_line.h"
#include "tests/municipality/gate.h"
#include "tests/support/town_office.h"

#include <QTest>

#include <future>
#include <set>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

/// What stands between many callers and one register.
class TrafficTest : public QObject
{
    Q_OBJECT

private slots:
    void countsAnswersAndDurationsForPrometheus();
    void asksTheRegisterForADocumentOnceASecond();
    void givesTheDocumentItHasWhenTheRegisterDoesNotAnswer();
    void writesAllThatWaitTogether();
    void keepsTheOthersWhenOneOfThemFails();
    void readsNothingFromAFileWhileABatchIsWritten();
};

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
