#pragma once

#include "tablet.h"

#include <functional>

namespace voucher::test {

/// Something that a tablet does with its disk, and what it has done before.
struct Scenario
{
    const char* name;
    /// On a sound disk. The ledger is left open: what lies only in its log lies there when the power comes back.
    std::function<void(Tablet&)> before;
    /// Runs on whatever answers come. Where it does not call `start`, the ledger is open already.
    std::function<void(Tablet&)> during;
    bool startsItself = false;
    bool migrates = false;       ///< looked at by `wrongAfterMigration`
    bool promisesMore = true;    ///< says afterwards that something is kept which was not there before
    bool repeats = false;        ///< does often what another scenario does once: only its power cuts are looked at
    std::int64_t lastPlaces = 0; ///< if not 0: only this many places, the last ones
};

const std::vector<Scenario>& scenarios();

} // namespace voucher::test
