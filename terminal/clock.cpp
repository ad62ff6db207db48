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

/// Within one boot both clocks run alike; where they differ, somebody or something has set the wall clock.
bool wallJumped(const ClockReading& reading, const ClockFloor& floor)
{
    return floor.wall && reading.boot == floor.boot &&
           !near((reading.wall - *floor.wall) - (reading.sinceBoot - floor.sinceBoot));
}

} // namespace

Instant reckoning(const ClockReading& reading, const ClockFloor& floor)
{
    const bool sameBoot = reading.boot == floor.boot;
    return floor.signedTime +
           (sameBoot ? std::max(reading.sinceBoot - floor.sinceBoot, milliseconds(0)) : reading.sinceBoot);
}

Now nowFrom(const ClockReading& reading, const std::optional<ClockFloor>& floor)
{
    if (!floor)
        return {reading.wall};
    const Instant least = reckoning(reading, *floor);
    const milliseconds ahead = reading.wall - least;
    // A jump that ends near the signed time is a repair, not a doubt.
    const bool jumped = wallJumped(reading, *floor) && !near(ahead);
    const bool fast = floor->answered && reading.boot == floor->boot && ahead > tolerance;
    return {std::max(reading.wall, least), ahead < -tolerance || jumped || fast};
}

ClockFloor raisedFloor(const std::optional<ClockFloor>& floor, Instant signedTime, const ClockReading& reading)
{
    if (!floor)
        return {signedTime, reading.sinceBoot, reading.boot, reading.wall};
    if (floor->signedTime >= signedTime)
        return *floor;
    // Where the reckoning has passed the newer time it stays as it is; after a reboot, when the time off is not known,
    // it begins from the newer time all the same.
    const milliseconds passed = std::max(reckoning(reading, *floor) - signedTime, milliseconds(0));
    // A jump stays one until an answer, or a time that the wall clock agrees with, has explained it.
    const bool doubted = wallJumped(reading, *floor) && !near(reading.wall - signedTime);
    const Instant wall = doubted ? *floor->wall + (reading.sinceBoot - floor->sinceBoot) : reading.wall;
    const bool answered = floor->answered && floor->boot == reading.boot && passed > milliseconds(0);
    return {signedTime, reading.sinceBoot - passed, reading.boot, wall - passed, answered};
}

bool mistaken(const std::optional<ClockFloor>& floor, Instant answer, const ClockReading& reading)
{
    return floor && reckoning(reading, *floor) - answer > tolerance;
}

ClockFloor answeredFloor(const std::optional<ClockFloor>& floor, Instant answer, const ClockReading& reading)
{
    ClockFloor answered = raisedFloor(mistaken(floor, answer, reading) ? std::nullopt : floor, answer, reading);
    answered.answered = answered.boot == reading.boot;
    return answered;
}

} // namespace voucher
