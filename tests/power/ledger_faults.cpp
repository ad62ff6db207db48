// ledger_faults cuts SEEDS [STATE]   the power goes at every operation of every scenario, each with SEEDS seeds; with a
//                                    file for its state an interrupted run continues where it was
// ledger_faults errors [once] [KIND…] the disk fails (io), is full, writes half (short), cannot sync, SQLite gets no
//                                    memory: at every place, once and from then on; those kinds alone
// ledger_faults lies SEEDS           the disk lies about syncs: what was recorded must be seen to be lost
// ledger_faults hunt [SCENARIO]      a little of everything, up to the first broken promise
// Exit 0 if every promise held, 1 if one was broken, 2 for wrong use.

#include "fault_runs.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>

using namespace voucher::test;

namespace {

using Fault = SimulatedDisk::Fault;
using Lasts = SimulatedDisk::Lasts;

/// Adds up what all scenarios have found and stops at the first broken promise.
class Tally
{
public:
    bool add(const Findings& findings)
    {
        m_cuts += findings.cuts;
        m_places += findings.places;
        if (findings.first) {
            std::printf("BROKEN after %lld disks: %s\n", static_cast<long long>(m_cuts), qPrintable(*findings.first));
        }
        return !findings.first;
    }

    int told(const char* what, bool held) const
    {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - m_start;
        std::printf("%s: %lld places, %lld disks looked at, %.1f s, %.0f a second: %s\n", what,
                    static_cast<long long>(m_places), static_cast<long long>(m_cuts), took.count(),
                    static_cast<double>(m_cuts) / took.count(), held ? "every promise held" : "BROKEN");
        std::fflush(stdout);
        return held ? 0 : 1;
    }

private:
    std::int64_t m_cuts = 0;
    std::int64_t m_places = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

std::uint64_t seedsDone(const QString& state)
{
    QFile file(state);
    return !state.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toULongLong() : 0;
}

void keepSeedsDone(const QString& state, std::uint64_t seeds)
{
    QFile file(state);
    if (!state.isEmpty() && file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.write(QByteArray::number(static_cast<qulonglong>(seeds)) + '\n');
    }
}

int cuts(FaultRuns& runs, std::uint64_t seeds, const QString& state)
{
    // One disk is cut once for this many seeds: small enough to be interrupted, large enough to be cheap.
    constexpr std::uint64_t block = 20;
    Tally tally;
    for (std::uint64_t from = seedsDone(state); from < seeds; from += block) {
        const std::uint64_t count = std::min(block, seeds - from);
        for (const Scenario& scenario : scenarios()) {
            if (!tally.add(runs.powerCuts(scenario, from, count))) {
                return tally.told("power cuts", false);
            }
        }
        keepSeedsDone(state, from + count);
    }
    return tally.told("power cuts", true);
}

struct Kind
{
    QLatin1String word;
    Fault fault; ///< none of the disk: it is the memory's turn
    const char* name;
};

constexpr Kind kinds[] = {{QLatin1String("io"), Fault::Error, "I/O error"},
                          {QLatin1String("full"), Fault::Full, "disk full"},
                          {QLatin1String("short"), Fault::ShortWrite, "short write"},
                          {QLatin1String("sync"), Fault::FailedSync, "failed sync"},
                          {QLatin1String("memory"), Fault::None, "out of memory"}};

int wrongUse()
{
    std::fprintf(stderr,
                 "usage: ledger_faults cuts SEEDS [STATE] | errors [once] [io] [full] [short] [sync] [memory] | "
                 "lies SEEDS | hunt [SCENARIO]\n");
    return 2;
}

/// Of the kinds that `words` name, or of all.
int errors(FaultRuns& runs, QStringList words)
{
    const bool onceOnly = words.removeAll(QStringLiteral("once")) > 0;
    std::vector<Kind> asked;
    std::copy_if(std::begin(kinds), std::end(kinds), std::back_inserter(asked),
                 [&words](const Kind& kind) { return words.removeAll(kind.word) > 0; });
    if (asked.empty()) {
        asked.assign(std::begin(kinds), std::end(kinds));
    }
    if (!words.isEmpty()) {
        return wrongUse();
    }
    bool held = true;
    for (const Lasts lasts : {Lasts::Once, Lasts::FromThenOn}) {
        if (lasts == Lasts::FromThenOn && onceOnly) {
            break;
        }
        const char* const how = lasts == Lasts::Once ? "once" : "from then on";
        for (const auto& [word, fault, name] : asked) {
            Tally tally;
            bool good = true;
            for (const Scenario& scenario : scenarios()) {
                if (scenario.repeats) {
                    continue;
                }
                good = tally.add(fault == Fault::None ? runs.memoryFaults(scenario, lasts)
                                                      : runs.diskFaults(scenario, fault, lasts)) &&
                       good;
            }
            tally.told(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(name), QLatin1String(how))), good);
            held = held && good;
        }
    }
    return held ? 0 : 1;
}

int hunt(FaultRuns& runs, const QString& only)
{
    constexpr std::uint64_t seeds = 8;
    Tally tally;
    for (const Scenario& scenario : scenarios()) {
        if (scenario.repeats || (!only.isEmpty() && only != QLatin1String(scenario.name))) {
            continue;
        }
        if (!tally.add(runs.powerCuts(scenario, 0, seeds)) ||
            !tally.add(runs.diskFaults(scenario, Fault::Error, Lasts::Once)) ||
            !tally.add(runs.diskFaults(scenario, Fault::FailedSync, Lasts::Once)) ||
            !tally.add(runs.memoryFaults(scenario, Lasts::Once))) {
            return 1;
        }
    }
    return tally.told("hunt", true);
}

int lies(FaultRuns& runs, std::uint64_t seeds)
{
    for (const Scenario& scenario : scenarios()) {
        if (!scenario.promisesMore || scenario.repeats) {
            continue;
        }
        // One seed for every place before the next one: where the loss shows matters more than how the sectors fell.
        std::optional<QString> loss;
        for (std::uint64_t seed = 0; seed < seeds && !loss; ++seed) {
            loss = runs.powerCuts(scenario, seed, 1, true).first;
        }
        if (!loss) {
            std::printf("BROKEN: a disk that lies about syncs lost nothing in “%s”\n", scenario.name);
            return 1;
        }
        std::printf("a lying disk is found out: %s\n", qPrintable(*loss));
    }
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    FailingMemory memory;
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    FaultRuns runs(memory);
    const QString verb = arguments.value(1);
    if (verb == u"errors") {
        return errors(runs, arguments.sliced(2));
    }
    if (verb == u"hunt") {
        return hunt(runs, arguments.value(2));
    }
    const std::uint64_t seeds = arguments.value(2).toULongLong();
    if (seeds > 0 && verb == u"cuts") {
        return cuts(runs, seeds, arguments.value(3));
    }
    if (seeds > 0 && verb == u"lies") {
        return lies(runs, seeds);
    }
    return wrongUse();
}
