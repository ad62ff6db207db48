#pragma once

#include "scenario.h"
#include "tests/support/failing_memory.h"

namespace voucher::test {

/// What a run of faults has found.
struct Findings
{
    std::int64_t cuts = 0;        ///< disks that were started again and looked at
    std::int64_t places = 0;      ///< operations or requests that were hit
    std::optional<QString> first; ///< what was wrong, with the place and the seed that show it again
};

/// Runs scenarios again and again from the same disk, each time with one fault at another place.
class FaultRuns
{
public:
    explicit FaultRuns(FailingMemory& memory) : m_memory(memory) {}

    /// The power goes at every operation that changes the disk; each place is looked at with `seeds` seeds from
    /// `firstSeed`. A disk that lies about syncs must be found out.
    Findings powerCuts(const Scenario& scenario, std::uint64_t firstSeed, std::uint64_t seeds, bool lies = false);

    /// The disk fails at every operation; afterwards it is sound again, the program goes on, and then the power goes.
    Findings diskFaults(const Scenario& scenario, SimulatedDisk::Fault fault, SimulatedDisk::Lasts lasts);

    /// SQLite gets no memory at every request.
    Findings memoryFaults(const Scenario& scenario, SimulatedDisk::Lasts lasts);

private:
    struct Stage;
    template <typename Arm, typename Heal>
    Findings faults(const Scenario& scenario, SimulatedDisk::Lasts lasts, const char* kind, Arm arm, Heal heal);

    FailingMemory& m_memory;
};

} // namespace voucher::test
