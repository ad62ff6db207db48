#pragma once

#include <chrono>
#include <cstddef>

namespace voucher {

/// Who may wait for one of a few slots, and when everybody else comes again, judged by how long the work has taken of
/// late. Its caller guards it against other threads.
class Appointments
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::duration<double>;

    explicit Appointments(int slotCount);

    /// One piece of work has kept a slot for so long.
    void served(Duration took);

    /// Whether one more may join as many as wait already: as many as there are slots always, further ones only while
    /// they are served before anybody would notice that they wait.
    bool admits(std::size_t waiting) const;

    /// When somebody who was not admitted is to come, in whole seconds from now. Each is told a little later than the
    /// one before, so that those who were sent away together do not come together, and half of the time stays free for
    /// whoever comes without an appointment. From one second to five minutes.
    std::chrono::seconds book(Moment now);

private:
    Duration share() const { return m_usual / m_slotCount; }

    const double m_slotCount;
    Duration m_usual;
    Moment m_booked;
};

} // namespace voucher
