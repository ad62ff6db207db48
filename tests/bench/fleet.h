#pragma once

#include <cstdint>

namespace voucher::test {

struct FleetOptions
{
    int tablets = 20;
    int batches = 5;
    int size = 100; ///< entries in a batch
    int threads = 2;
    std::int64_t stored = 0; ///< entries that the register has from before
    int entries = 100'000;   ///< of the tablet that was away
    std::uint64_t seed = 5;
};

int fleetIntake(const FleetOptions& options);
int fleetBurst(const FleetOptions& options);
int fleetCatchUp(const FleetOptions& options);
int fleetBulletin(const FleetOptions& options);
int fleetStampede(const FleetOptions& options);

} // namespace voucher::test
