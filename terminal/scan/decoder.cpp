#include "terminal/scan/decoder.h"

#include "terminal/scan/preparation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace voucher {

namespace {

/// Which three finder patterns belong together is seldom doubtful in a live frame.
constexpr std::size_t liveTriples = 3;
constexpr std::size_t liveSizes = 2;

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

QList<Sighting> Decoder::zxingWay(const Luminance& frame)
{
    constexpr unsigned preparations = 3;
    std::optional<Luminance> prepared;
    switch (m_zxingTurn++ % preparations) {
    case 0:
        return zxingFinds(frame, Ink::Grey);
    case 1:
        prepared = locallyThresholded(frame, defaultWindow(frame.size()));
        return prepared ? zxingFinds(*prepared, Ink::BlackAndWhite) : QList<Sighting>();
    case 2:
        prepared = inverted(frame);
        return prepared ? zxingFinds(*prepared, Ink::Grey) : QList<Sighting>();
    }
    return {};
}

QList<Sighting> Decoder::moduleWay(const Luminance& frame, Glimpse& glimpse, const MayGoOn& mayGoOn)
{
    constexpr unsigned neighbourhoods = 3;
    const int window = defaultWindow(frame.size());
    std::optional<Luminance> picture;
    std::optional<Luminance> blackAndWhite;
    double scale = 1;
    switch (m_turn % neighbourhoods) {
    case 0:
        // Faint and noisy codes want a wide neighbourhood of a calmer picture,
        picture = smoothed(frame);
        blackAndWhite = picture ? locallyThresholded(*picture, window, 100) : std::nullopt;
        break;
    case 1:
        // small and unsharp ones a narrow one of all there is, the smallest of steeper edges too,
        if (m_turn % 2 == 0) {
            picture = sharpened(frame);
        }
        blackAndWhite = locallyThresholded(picture ? *picture : frame, window / 3 | 1, 97);
        break;
    case 2:
        // and large ones are found in less time where there is less to look at.
        picture = halved(frame);
        blackAndWhite = picture ? locallyThresholded(*picture, defaultWindow(picture->size()), 100) : std::nullopt;
        scale = 2;
        break;
    }
    return blackAndWhite
               ? note(m_symbols.read(frame, *blackAndWhite, scale, {liveTriples, liveSizes, mayGoOn}), glimpse)
               : QList<Sighting>();
}

std::chrono::steady_clock::time_point Decoder::endOfLook(std::chrono::steady_clock::time_point now)
{
    const auto earned = std::chrono::duration_cast<std::chrono::nanoseconds>((now - m_lastFrame) * share);
    m_saved = std::min<std::chrono::nanoseconds>(m_saved + earned, mostSaved);
    m_lastFrame = now;
    return now + std::min<std::chrono::nanoseconds>(m_saved, budget);
}

Glimpse Decoder::look(const Luminance& frame)
{
    const auto start = m_now ? m_now() : std::chrono::steady_clock::time_point{};
    const auto end = m_now ? endOfLook(start) : std::chrono::steady_clock::time_point::max();
    const MayGoOn mayGoOn = [&] { return !m_now || m_now() < end; };
    if (m_now && m_saved.count() < 0 && start - m_lastLook < pace) {
        return m_last;
    }
    m_lastLook = start;
    Glimpse glimpse;
    QList<Sighting> sightings = moduleWay(frame, glimpse, mayGoOn);
    // Where we see nothing like a code ZXing seldom does, but a small one it may.
    constexpr unsigned seldom = 3;
    const bool something = glimpse.finder > 0 || m_turn % seldom == 0;
    if (sightings.isEmpty() && something && mayGoOn()) {
        sightings = zxingWay(frame);
    }
    if (m_now) {
        m_saved -= m_now() - start;
    }
    ++m_turn;
    m_last = glimpse;
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
