#include "terminal/scan/decoder.h"

#include "terminal/scan/preparation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace voucher {

namespace {

/// Which three finder patterns belong together is seldom doubtful in a live frame.
constexpr std::size_t liveGuesses = 3;

QPointF centreOf(const Sighting& sighting)
{
    return (sighting.corners[0] + sighting.corners[1] + sighting.corners[2] + sighting.corners[3]) / 4;
}

double distance(QPointF from, QPointF to)
{
    return std::hypot(from.x() - to.x(), from.y() - to.y());
}

QList<Sighting> note(SymbolReader::Result result, Glimpse& glimpse)
{
    if (result.unread.module > 0) {
        glimpse.unread = result.unread;
    }
    glimpse.finder = std::max(glimpse.finder, result.finder);
    return std::move(result.sightings);
}

} // namespace

Decoder::Decoder(SteadyNow now) : m_now(std::move(now))
{
    m_symbols.remember(true);
}

QList<Sighting> Decoder::firstWay(const Luminance& frame, Glimpse& glimpse, const MayGoOn& mayGoOn)
{
    const int window = defaultWindow(frame.size());
    std::optional<Luminance> blackAndWhite;
    if (m_turn % 2 == 0) {
        // Faint and noisy codes want a wide neighbourhood of a calmer picture,
        const auto smooth = smoothed(frame);
        blackAndWhite = smooth ? locallyThresholded(*smooth, window, 100) : std::nullopt;
    } else {
        // small and unsharp ones a narrow one of all there is.
        blackAndWhite = locallyThresholded(frame, window / 3 | 1, 97);
    }
    return blackAndWhite ? note(m_symbols.read(frame, *blackAndWhite, 1, liveGuesses, mayGoOn), glimpse)
                         : QList<Sighting>();
}

QList<Sighting> Decoder::secondWay(const Luminance& frame, Glimpse& glimpse, const MayGoOn& mayGoOn)
{
    constexpr unsigned ways = 3;
    switch (m_turn / 2 % ways) {
    case 0:
        return zxingFinds(frame, Ink::Grey);
    case 1:
        if (const auto small = halved(frame)) {
            if (const auto blackAndWhite = locallyThresholded(*small, defaultWindow(small->size()), 100)) {
                return note(m_symbols.read(frame, *blackAndWhite, 2, liveGuesses, mayGoOn), glimpse);
            }
        }
        break;
    case 2:
        if (const auto blackAndWhite = locallyThresholded(frame, defaultWindow(frame.size()))) {
            return zxingFinds(*blackAndWhite, Ink::BlackAndWhite);
        }
        break;
    }
    return {};
}

Glimpse Decoder::look(const Luminance& frame)
{
    const auto end = m_now ? m_now() + budget : std::chrono::steady_clock::time_point::max();
    const MayGoOn mayGoOn = [&] { return !m_now || m_now() < end; };
    Glimpse glimpse;
    QList<Sighting> sightings = firstWay(frame, glimpse, mayGoOn);
    // On each second frame, which halves what it costs.
    if (sightings.isEmpty() && m_turn % 4 % 3 == 0 && mayGoOn()) {
        sightings = secondWay(frame, glimpse, mayGoOn);
    }
    ++m_turn;
    const QPointF middle(frame.width() / 2.0, frame.height() / 2.0);
    const auto nearest = std::min_element(sightings.begin(), sightings.end(), [&](const auto& left, const auto& right) {
        return distance(centreOf(left), middle) < distance(centreOf(right), middle);
    });
    glimpse.codes = static_cast<int>(sightings.size());
    if (nearest != sightings.end()) {
        glimpse.sighting = std::move(*nearest);
    }
    return glimpse;
}

} // namespace voucher
