// How long a person waits at the desk. Each figure that depends on the machine stands beside the bare operation it
// cannot be faster than, measured in the same run: what counts is the ratio.

#include "tests/bench/screen_bench.h"
#include "tests/terminal/desk_fixture.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <ctime>
#include <functional>
#include <unistd.h>

using namespace voucher;
using namespace voucher::test;

namespace {

/// Where the ledger's file lies too.
QString folder()
{
    return QDir::tempPath();
}

void bareVerification(benchmark::State& state)
{
    const BareVerification verification;
    for (auto _ : state) {
        if (!verification.succeeds())
            state.SkipWithError("a good signature was refused");
    }
}

void textToVerifiedVoucher(benchmark::State& state)
{
    const TestMunicipality town;
    const TrustList trustList = town.trustList();
    const QString text = town.voucherText(town.claims());
    for (auto _ : state) {
        if (!verifyVoucher(text, trustList))
            state.SkipWithError("a good voucher was refused");
    }
}

/// 4 KiB made durable and one signature: less cannot record anything.
void bareSyncAndSignature(benchmark::State& state)
{
    QByteArray path = (folder() + QStringLiteral("/voucher-bench-XXXXXX")).toUtf8();
    const int file = mkstemp(path.data());
    const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    const QByteArray page(4096, 'p');
    const QByteArray message(250, 'm');
    for (auto _ : state) {
        if (write(file, page.constData(), 4096) != 4096 || fdatasync(file) != 0 || key.sign(message).isEmpty())
            state.SkipWithError("the disk refused");
    }
    close(file);
    unlink(path.constData());
}

/// One tablet whose ledger grows by an entry each time.
class DeskBench
{
public:
    DeskBench()
    {
        m_tablet.publish([](BulletinContent& content) {
            content.limits.softUnsent = content.limits.hardUnsent = 1'000'000;
            content.limits.hardUnsentCents = 1'000'000'000;
        });
    }

    void confirmToRecorded(benchmark::State& state)
    {
        for (auto _ : state) {
            state.PauseTiming();
            VoucherClaims claims = m_tablet.town.claims(++m_number);
            claims.statusIndex = 1;
            const auto offer = m_tablet.desk->check(m_tablet.town.voucherText(claims));
            state.ResumeTiming();
            if (!offer || !m_tablet.desk->redeem(*offer, {}))
                state.SkipWithError("not recorded");
        }
    }

private:
    DeskFixture m_tablet;
    std::uint32_t m_number = 0;
};

std::chrono::milliseconds threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::seconds{now.tv_sec} +
                                                                 std::chrono::nanoseconds{now.tv_nsec});
}

/// One PIN tried at the cost that was calibrated on this machine: what a guess costs whoever has the disk, too.
void onePinTried(benchmark::State& state, Vault& vault)
{
    for (auto _ : state) {
        if (!vault.beginTry(OperatorNumber{1}, baseInstant) || !vault.unlock(u"402917"))
            state.SkipWithError("the PIN did not open");
    }
}

double p95(const std::vector<double>& values)
{
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, sorted.size() * 95 / 100)];
}

void add(const char* name, const std::function<void(benchmark::State&)>& what, int iterations = 1,
         int repetitions = 200)
{
    benchmark::RegisterBenchmark(name, what)
        ->Unit(benchmark::kMicrosecond)
        ->UseRealTime()
        ->Iterations(iterations)
        ->Repetitions(repetitions)
        ->ComputeStatistics("p95", p95)
        ->ReportAggregatesOnly();
}

} // namespace

int main(int argc, char* argv[])
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    const QCoreApplication application(argc, argv);
    ScreenBench screen;
    DeskBench desk;
    Vault vault = Vault::create(u"402917", calibratedCost(threadTime)).value();
    add("scan/decodeAndSignature", [&](benchmark::State& state) { screen.decodeAndSignature(state); });
    add("scan/frameToOffer", [&](benchmark::State& state) { screen.frameToOffer(state); });
    add("verify/bareVerification", bareVerification, 20);
    add("verify/textToVerifiedVoucher", textToVerifiedVoucher, 20);
    add("record/bareSyncAndSignature", bareSyncAndSignature);
    add("record/confirmToRecorded", [&](benchmark::State& state) { desk.confirmToRecorded(state); });
    add(
        "vault/onePinTried", [&](benchmark::State& state) { onePinTried(state, vault); }, 1, 20);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
