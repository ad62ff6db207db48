// Month-end: every tablet sends its last batch at the same moment, over TLS, and comes again when it is told to.

#include "sync/backoff.h"
#include "tests/bench/fleet.h"
#include "tests/bench/fleet_town.h"
#include "tests/support/http_stage.h"

#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <latch>
#include <mutex>
#include <random>
#include <thread>

namespace voucher::test {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

struct Tally
{
    std::mutex mutex;
    std::vector<double> milliseconds; ///< of each answered batch, from the first byte sent to the receipt
    std::atomic<int> busy = 0;        ///< 503 with Retry-After
    std::atomic<int> broken = 0;      ///< no answer, or one that says nothing
};

/// One tablet: once all are ready it sends its batch until it has a receipt, and waits in between as the courier does.
void sendUntilReceipted(int port, const PreparedTablet& tablet, const PreparedBatch& batch, Tally& tally,
                        std::latch& start)
{
    Backoff backoff(2s, 5min);
    std::mt19937 random(std::random_device{}());
    std::uniform_real_distribution<double> share(0, 1);
    httplib::SSLClient client("127.0.0.1", port);
    client.enable_server_certificate_verification(false);
    client.set_read_timeout(60);
    client.set_connection_timeout(60);
    client.set_keep_alive(false);
    client.set_bearer_token_auth(tablet.token.toHex().toStdString());
    const std::string body = encode(batch.request).toStdString();
    start.arrive_and_wait();
    for (;;) {
        const auto begun = Clock::now();
        const auto answer = client.Post("/v1/entries", body, "application/cbor");
        const double took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
        if (answer && answer->status == 200) {
            const std::lock_guard lock(tally.mutex);
            tally.milliseconds.push_back(took);
            return;
        }
        if (answer && answer->status == 503 && answer->has_header("Retry-After")) {
            ++tally.busy;
            const std::chrono::seconds asked(std::stoi(answer->get_header_value("Retry-After")));
            std::this_thread::sleep_for(backoff.failed(share(random), asked));
        } else {
            ++tally.broken;
            std::this_thread::sleep_for(backoff.failed(share(random), {}));
        }
    }
}

} // namespace

int fleetBurst(const FleetOptions& options)
{
    TownOffice office;
    const auto fleet = prepareFleet(office, options.tablets, 1, options.size);
    const HttpStage stage(office, options.threads);
    Tally tally;
    std::latch start(options.tablets + 1);
    std::vector<std::thread> tablets;
    for (const PreparedTablet& tablet : fleet) {
        tablets.emplace_back([&] { sendUntilReceipted(stage.port, tablet, tablet.batches.front(), tally, start); });
    }
    start.arrive_and_wait();
    const auto begun = Clock::now();
    for (std::thread& tablet : tablets)
        tablet.join();
    const double drained = std::chrono::duration<double>(Clock::now() - begun).count();
    for (const PreparedTablet& tablet : fleet) {
        if (office.registerOfAll->terminal(tablet.id).value()->upTo != options.size)
            qFatal("an entry was lost");
    }
    std::ranges::sort(tally.milliseconds);
    const auto at = [&](double share) {
        return tally.milliseconds[std::size_t(share * double(tally.milliseconds.size() - 1))];
    };
    std::printf(
        "{\"what\":\"burst\",\"register\":\"%s\",\"tablets\":%d,\"entries\":%d,\"slots\":%d,\"drainedSeconds\":%.1f,"
        "\"p50ms\":%.0f,\"p99ms\":%.0f,\"busy\":%d,\"broken\":%d,\"lost\":0}\n",
        Register::inCluster(office.place()) ? "postgresql" : "sqlite", options.tablets, options.tablets * options.size,
        options.threads, drained, at(0.5), at(0.99), tally.busy.load(), tally.broken.load());
    return EXIT_SUCCESS;
}

} // namespace voucher::test
