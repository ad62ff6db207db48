#include "terminal/clock.h"

#include <algorithm>

namespace voucher {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds tolerance = std::chrono::minutes(10);

bool near(milliseconds difference)
{
    return difference >= -tolerance && difference <= tolerance;
}

/// The time that must at least have come, by the floor and the clock that nobody can set.
Instant reckoning(const ClockReading& reading, const ClockFloor& floor)
{
    const bool sameBoot = reading.boot == floor.boot;
    return floor.signedTime +
           (sameBoot ? std::max(reading.sinceBoot - floor.sinceBoot, milliseconds(0)) : reading.sinceBoot);
}

/// Within one boot both clocks run alike; where they differ, somebody or something has set the wall clock.
bool wallJumped(const ClockReading& reading, const ClockFloor& floor)
{
    return floor.wall && reading.boot == floor.boot &&
           !near((reading.wall - *floor.wall) - (reading.sinceBoot - floor.sinceBoot));
}

} // namespace

Now nowFrom(const ClockReading& reading, const std::optional<ClockFloor>& floor)
{
    if (!floor)
        return {reading.wall};
    const Instant least = reckoning(reading, *floor);
    const milliseconds ahead = reading.wall - least;
    // A jump that ends near the signed time is a repair, not a doubt.
    return {std::max(reading.wall, least), ahead < -tolerance || (wallJumped(reading, *floor) && !near(ahead))};
}

ClockFloor raisedFloor(const std::optional<ClockFloor>& floor, Instant signedTime, const ClockReading& reading)
{
    if (floor && reckoning(reading, *floor) >= signedTime)
        return *floor;
    return {signedTime, reading.sinceBoot, reading.boot, reading.wall};
}

} // namespace voucher
