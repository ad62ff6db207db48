#include "sync/municipality/appointments.h"

#include <algorithm>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// What a piece of work is taken to need before any was done: a batch of a day's visits.
constexpr Appointments::Duration firstGuess = 20ms;
/// A tablet waits for its receipt while a person watches; with the work itself this stays below what is felt.
constexpr Appointments::Duration longestWait = 100ms;
/// The newest piece of work counts for this much.
constexpr double newest = 1.0 / 8;
/// Half of the time is given away.
constexpr double room = 2;
constexpr std::chrono::seconds farthest = 5min;

} // namespace

Appointments::Appointments(int slotCount) : m_slotCount(slotCount), m_usual(firstGuess)
{
}

void Appointments::served(Duration took)
{
    m_usual += (took - m_usual) * newest;
}

bool Appointments::admits(std::size_t waiting) const
{
    const auto ahead = static_cast<double>(waiting);
    return ahead < m_slotCount || ahead * share() < longestWait;
}

std::chrono::seconds Appointments::book(Moment now)
{
    const auto next = std::max(m_booked, now) + std::chrono::duration_cast<Moment::duration>(share() * room);
    m_booked = std::min(next, now + farthest);
    return std::clamp<std::chrono::seconds>(std::chrono::ceil<std::chrono::seconds>(m_booked - now), 1s, farthest);
}

} // namespace voucher
