#include "fault_runs.h"

#include "raw_ledger.h"

#include <algorithm>

namespace voucher::test {

namespace {

/// Where the first look costs little and the next one teaches little.
constexpr std::uint64_t goesOnEvery = 8;

/// So many images are held at once.
constexpr std::int64_t placesOfOneRun = 100;

/// What a power cut would find, and what had been said by then.
struct Cut
{
    DiskImage image;
    Told told;
};

QString placed(const Scenario& scenario, const QString& what, std::int64_t place, std::uint64_t seed)
{
    return QStringLiteral("%1, place %2, seed %3: %4")
        .arg(QString::fromLatin1(scenario.name), QString::number(place), QString::number(seed), what);
}

} // namespace

/// A tablet that has done what comes before, and the disk as it lay then.
struct FaultRuns::Stage
{
    explicit Stage(const Scenario& what) : scenario(what), tablet(disk)
    {
        if (!tablet.start()) {
            qFatal("a ledger on a sound disk did not open");
        }
        scenario.before(tablet);
        image = disk.image();
        told = tablet.told;
        if (tablet.told.enrolled) {
            tablet.wrong();
            tablet.before = readRaw(disk.image().at("/ledger").content.toString())->entries;
        }
        if (scenario.startsItself && !told.enrolled) {
            image.clear();
        }
    }

    /// As it was before; nothing of it is in doubt.
    void restore()
    {
        tablet.end();
        disk.heal();
        disk.load(image);
        tablet.told = told;
        tablet.resetClock();
        if (!scenario.startsItself) {
            tablet.start();
        }
    }

    /// Where the last places begin that are to be hit.
    std::int64_t firstPlace()
    {
        if (scenario.lastPlaces == 0) {
            return 0;
        }
        std::int64_t places = 0;
        restore();
        disk.whenChanging([&] { ++places; });
        scenario.during(tablet);
        disk.whenChanging({});
        return std::max<std::int64_t>(0, places - scenario.lastPlaces);
    }

    /// What power cuts at the places from `first` on would find; the last one comes when all is said.
    std::vector<Cut> cutsFrom(std::int64_t first, bool lies)
    {
        std::vector<Cut> cuts;
        std::int64_t place = 0;
        const auto look = [&] {
            if (place >= first && place < first + placesOfOneRun) {
                cuts.push_back({disk.image(), tablet.told});
            }
            ++place;
        };
        restore();
        disk.lieAboutSyncs(lies);
        disk.whenChanging(look);
        scenario.during(tablet);
        disk.whenChanging({});
        look();
        tablet.end();
        disk.lieAboutSyncs(false);
        return cuts;
    }

    std::optional<QString> wrong(bool exact)
    {
        return scenario.migrates ? tablet.wrongAfterMigration() : tablet.wrong(exact);
    }

    std::optional<QString> wrongAfterwards() { return scenario.migrates ? std::nullopt : tablet.wrongAfterwards(); }

    const Scenario& scenario;
    SimulatedDisk disk;
    Tablet tablet;
    DiskImage image;
    Told told;
};

/// One run on a sound disk shows what a cut would find at every place: the program does not live to see it.
Findings FaultRuns::powerCuts(const Scenario& scenario, std::uint64_t firstSeed, std::uint64_t seeds, bool lies)
{
    Stage stage(scenario);
    Findings findings;
    for (std::int64_t first = stage.firstPlace();; first += placesOfOneRun) {
        const std::vector<Cut> cuts = stage.cutsFrom(first, lies);
        findings.places += static_cast<std::int64_t>(cuts.size());
        for (std::size_t number = 0; number < cuts.size(); ++number) {
            const std::int64_t place = first + static_cast<std::int64_t>(number);
            for (std::uint64_t seed = firstSeed; seed < firstSeed + seeds; ++seed) {
                stage.disk.load(afterPowerCut(cuts[number].image, seed));
                stage.tablet.told = cuts[number].told;
                ++findings.cuts;
                auto wrong = stage.wrong(false);
                if (!wrong && (seed + static_cast<std::uint64_t>(place)) % goesOnEvery == 0) {
                    wrong = stage.wrongAfterwards();
                }
                stage.tablet.end();
                if (wrong) {
                    findings.first = placed(scenario, *wrong, place, seed);
                    return findings;
                }
            }
        }
        if (static_cast<std::int64_t>(cuts.size()) < placesOfOneRun) {
            return findings;
        }
    }
}

template <typename Arm, typename Heal>
Findings FaultRuns::faults(const Scenario& scenario, SimulatedDisk::Lasts lasts, const char* kind, Arm arm, Heal heal)
{
    Stage stage(scenario);
    Findings findings;
    for (std::int64_t place = 0;; ++place) {
        stage.restore();
        arm(stage.disk, place);
        scenario.during(stage.tablet);
        const bool hit = heal(stage.disk);
        // Entries that were asked for while nobody could say what the disk held may be there after all.
        const bool exact = lasts == SimulatedDisk::Lasts::Once;
        std::optional<QString> wrong;
        if (!scenario.migrates && !stage.tablet.ledger && !stage.tablet.start()) {
            wrong = QStringLiteral("the ledger does not open on the healed disk");
        }
        if (!wrong) {
            wrong = stage.wrongAfterwards();
        }
        const Told told = stage.tablet.told;
        const DiskImage running = stage.disk.image();
        if (!wrong) {
            wrong = stage.wrong(exact);
        }
        stage.tablet.end();
        if (!wrong) {
            stage.disk.load(afterPowerCut(running, static_cast<std::uint64_t>(place)));
            stage.tablet.told = told;
            wrong = stage.wrong(exact);
            stage.tablet.end();
        }
        ++findings.places;
        ++findings.cuts;
        if (wrong) {
            findings.first = placed(scenario, QStringLiteral("%1: %2").arg(QString::fromLatin1(kind), *wrong), place,
                                    static_cast<std::uint64_t>(place));
            return findings;
        }
        if (!hit) {
            return findings;
        }
    }
}

Findings FaultRuns::diskFaults(const Scenario& scenario, SimulatedDisk::Fault fault, SimulatedDisk::Lasts lasts)
{
    return faults(
        scenario, lasts, "disk", [&](SimulatedDisk& disk, std::int64_t place) { disk.failAfter(place, fault, lasts); },
        [](SimulatedDisk& disk) {
            disk.heal();
            return disk.hasFailed();
        });
}

Findings FaultRuns::memoryFaults(const Scenario& scenario, SimulatedDisk::Lasts lasts)
{
    return faults(
        scenario, lasts, "memory",
        [&](SimulatedDisk&, std::int64_t place) {
            m_memory.failAfter(place, lasts == SimulatedDisk::Lasts::FromThenOn);
        },
        [&](SimulatedDisk&) {
            m_memory.heal();
            return m_memory.hasFailed();
        });
}

} // namespace voucher::test
