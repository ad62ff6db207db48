// A bulletin for a whole country: its size beside the entropy of what it says, what a look-up costs, what a tablet
// needs to take it in; and every tablet fetching it at the same moment.

#include "tests/bench/fleet.h"
#include "tests/bench/fleet_away.h"
#include "tests/support/http_stage.h"
#include "tests/support/peak_memory.h"

#include "terminal/documents.h"

#include <httplib.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <latch>
#include <random>

namespace voucher::test {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t vouchers = 1'000'000;
constexpr int lookUps = 10'000'000;
/// Of a hundred that are set: revoked, replaced, suspended.
constexpr double shares[] = {0.5, 0.4, 0.1};

double millisecondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

QByteArray statusList(double set, std::mt19937_64& random)
{
    QByteArray list;
    setStatus(list, vouchers - 1, VoucherStatus::Valid);
    std::bernoulli_distribution isSet(set);
    std::discrete_distribution<int> which({shares[0], shares[1], shares[2]});
    constexpr VoucherStatus statuses[] = {VoucherStatus::Revoked, VoucherStatus::Replaced, VoucherStatus::Suspended};
    for (std::uint64_t index = 0; index < vouchers; ++index) {
        if (isSet(random))
            setStatus(list, index, statuses[which(random)]);
    }
    return list;
}

/// In bytes, of independent vouchers of which each is set with this chance.
double entropyBytes(double set)
{
    double bits = -set * std::log2(set) - (1 - set) * std::log2(1 - set);
    for (const double share : shares)
        bits -= set * share * std::log2(share);
    return bits * double(vouchers) / 8;
}

double nanosecondsPerLookUp(const Bulletin& bulletin, std::mt19937_64& random)
{
    // The indices are drawn outside the measured loop; a small ring of them would stay in the cache, so it is large.
    std::vector<std::uint32_t> indices(1U << 20U);
    std::generate(indices.begin(), indices.end(), [&random] { return std::uint32_t(random() % vouchers); });
    int set = 0;
    const auto begun = Clock::now();
    for (int at = 0; at < lookUps; ++at)
        set += bulletin.status(indices[std::size_t(at) % indices.size()], baseInstant) != VoucherStatus::Valid ? 1 : 0;
    const double took = millisecondsSince(begun) * 1e6 / lookUps;
    if (set == 0)
        qFatal("nothing is set");
    return took;
}

void download(int port, Clock::time_point begun, httplib::Headers headers, int expected, std::vector<double>& took,
              std::mutex& mutex, std::string& tag)
{
    httplib::SSLClient client("127.0.0.1", port);
    client.enable_server_certificate_verification(false);
    client.set_read_timeout(60);
    client.set_connection_timeout(60);
    const auto answer = client.Get("/v1/bulletin", headers);
    if (!answer || answer->status != expected)
        qFatal("a tablet got no bulletin");
    tag = answer->get_header_value("ETag");
    const std::lock_guard lock(mutex);
    took.push_back(millisecondsSince(begun));
}

} // namespace

int fleetBulletin(const FleetOptions& options)
{
    std::mt19937_64 random(options.seed);
    for (const double set : {0.01, 0.02, 0.05, 0.10}) {
        TownOffice office;
        const Bulletin bulletin = office.town.bulletin([&](BulletinContent& content) {
            content.version = 2;
            content.statusList = statusList(set, random);
        });
        const QTemporaryDir folder;
        const auto ledger = enrolledLedger(office, folder.filePath(QStringLiteral("ledger")), quickVault(), "token");
        const ClockReading reading{baseInstant, {}, QByteArrayLiteral("boot")};
        double took = 0;
        malloc_trim(0);
        const qint64 peak = peakMemory([&] {
            const auto begun = Clock::now();
            if (takeBulletin(*ledger, bulletin.message(), reading) != true)
                qFatal("the tablet did not take the bulletin");
            took = millisecondsSince(begun);
        });
        std::printf("{\"what\":\"bulletin\",\"vouchers\":%llu,\"setPercent\":%.0f,\"bytes\":%lld,\"perEntropy\":%.2f,"
                    "\"lookUpNs\":%.1f,\"takenInMs\":%.1f,\"takenInMB\":%.1f}\n",
                    static_cast<unsigned long long>(vouchers), set * 100,
                    static_cast<long long>(bulletin.message().size()),
                    double(bulletin.message().size()) / entropyBytes(set), nanosecondsPerLookUp(bulletin, random), took,
                    double(peak) / (1024 * 1024));
    }
    return EXIT_SUCCESS;
}

int fleetStampede(const FleetOptions& options)
{
    std::mt19937_64 random(options.seed);
    TownOffice office;
    const Bulletin bulletin = office.town.bulletin([&](BulletinContent& content) {
        content.version = 2;
        content.statusList = statusList(0.01, random);
    });
    must(office.registerOfAll->publishBulletin(2, bulletin.message()));
    const HttpStage stage(office, options.threads);
    std::string tag;
    for (const int expected : {200, 304}) {
        std::vector<double> took;
        std::mutex mutex;
        std::latch start(options.tablets + 1);
        std::vector<std::thread> tablets;
        const httplib::Headers headers =
            expected == 304 ? httplib::Headers{{"If-None-Match", tag}} : httplib::Headers{};
        std::vector<std::string> tags(std::size_t(options.tablets));
        auto begun = Clock::now();
        for (int tablet = 0; tablet < options.tablets; ++tablet) {
            tablets.emplace_back([&, tablet] {
                start.arrive_and_wait();
                download(stage.port, begun, headers, expected, took, mutex, tags[std::size_t(tablet)]);
            });
        }
        begun = Clock::now();
        start.arrive_and_wait();
        for (std::thread& tablet : tablets)
            tablet.join();
        tag = tags.front();
        std::ranges::sort(took);
        std::printf("{\"what\":\"stampede\",\"tablets\":%d,\"status\":%d,\"bytes\":%lld,\"allServedMs\":%.0f,"
                    "\"p50ms\":%.0f,\"p99ms\":%.0f}\n",
                    options.tablets, expected, static_cast<long long>(bulletin.message().size()), took.back(),
                    took[took.size() / 2], took[took.size() * 99 / 100]);
    }
    return EXIT_SUCCESS;
}

} // namespace voucher::test
