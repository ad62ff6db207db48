#pragma once

#include "crypto/ids.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace voucher {

/// What the machine's clocks say at one moment.
struct ClockReading
{
    Instant wall;
    std::chrono::milliseconds sinceBoot; ///< includes suspended time (CLOCK_BOOTTIME)
    QByteArray boot;                     ///< identity of this boot
};

/// The clock with its timers, an edge passed in from main: the only way to the time.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual ClockReading read() const = 0;
    /// Runs `action` on the caller's thread once `delay` has passed. Never earlier, never from within this call.
    virtual void callAfter(std::chrono::milliseconds delay, std::function<void()> action) = 0;
};

/// The latest time that the municipality has signed, with the machine's clocks at the moment it was stored.
struct ClockFloor
{
    Instant signedTime;
    std::chrono::milliseconds sinceBoot;
    QByteArray boot;
    std::optional<Instant> wall; ///< the wall clock at that moment: a jump within the same boot shows against it
    bool answered = false;       ///< it answered our own request: at that moment it was the true time
    friend bool operator==(const ClockFloor&, const ClockFloor&) = default;
};

/// The time that must at least have come, by the floor and the clock that nobody can set; after a reboot it knows
/// nothing of the time off.
Instant reckoning(const ClockReading& reading, const ClockFloor& floor);

/// The terminal's now, and whether a person should be asked about it.
struct Now
{
    Instant instant;
    bool doubtful = false;
};

/// Now = max(wall clock, floor + time since the floor was stored); after a reboot, floor + time since boot. Doubtful
/// when the wall clock is more than ten minutes below the floor's reckoning, or was set by more than ten minutes within
/// the floor's boot and does not agree with the reckoning, or is as far above an answer of this boot (design §5,
/// "Clock").
Now nowFrom(const ClockReading& reading, const std::optional<ClockFloor>& floor);

/// The floor after seeing `signedTime`: raised, never lowered. A time that the floor's reckoning has already passed
/// leaves the reckoning as it is, so that Now never runs backwards.
ClockFloor raisedFloor(const std::optional<ClockFloor>& floor, Instant signedTime, const ClockReading& reading);

/// Whether the floor's reckoning is more than ten minutes later than an answer that was just given to our own request:
/// then a time that was signed earlier was a mistake.
bool mistaken(const std::optional<ClockFloor>& floor, Instant answer, const ClockReading& reading);

/// The floor after that answer: raised by it, and lowered to it if it was mistaken; nothing else lowers it.
ClockFloor answeredFloor(const std::optional<ClockFloor>& floor, Instant answer, const ClockReading& reading);

} // namespace voucher
