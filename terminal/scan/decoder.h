#pragma once

#include "terminal/scan/luminance.h"
#include "terminal/scan/symbol_reader.h"

#include <QList>

#include <chrono>
#include <functional>
#include <optional>

namespace voucher {

/// What one look at a frame told.
struct Glimpse
{
    /// Of several codes the one nearest to the centre.
    std::optional<Sighting> sighting;
    /// How many codes were read.
    int codes = 0;
    SymbolReader::Unread unread;
    /// Pixels a module of the largest finder pattern seen; 0 for none.
    double finder = 0;
};

/// Reads QR codes and nothing else. One decoder belongs to one thread.
class Decoder
{
public:
    using SteadyNow = std::function<std::chrono::steady_clock::time_point()>;

    /// When this much has passed, no further way is tried on the same frame: on a slow tablet the next frame, which is
    /// newer, is worth more.
    static constexpr std::chrono::milliseconds budget{40};
    /// The part of all time that looks may take on average. What quiet frames leave is saved for when a code comes, up
    /// to `mostSaved`.
    static constexpr double share = 0.3;
    static constexpr std::chrono::milliseconds mostSaved{300};
    /// When looks have taken more than their share, none begins before this much has passed since the last one began:
    /// of thirty frames a second each second one is looked at.
    static constexpr std::chrono::milliseconds pace{60};

    /// Without a clock every look takes the time it takes.
    explicit Decoder(SteadyNow now = {});

    /// One look at a live frame: module by module, and when that fails and time is left, by ZXing's own search. How the
    /// frame is prepared changes with each frame, because the frames of a hand-held code differ little and the ways
    /// fail on different ones. A frame that is left out tells what the one before told, without its code.
    Glimpse look(const Luminance& frame);

    std::optional<Sighting> attempt(const Luminance& frame) { return look(frame).sighting; }

    /// Everything that can be read in a still picture, by every way and scale; seconds on a large one.
    static QList<Sighting> decodePicture(const QImage& picture);

private:
    QList<Sighting> zxingWay(const Luminance& frame);
    QList<Sighting> moduleWay(const Luminance& frame, Glimpse& glimpse, const MayGoOn& mayGoOn);

    /// Until when the look that begins `now` may try further ways.
    std::chrono::steady_clock::time_point endOfLook(std::chrono::steady_clock::time_point now);

    SteadyNow m_now;
    SymbolReader m_symbols;
    unsigned m_turn = 0;
    unsigned m_zxingTurn = 0;
    std::chrono::steady_clock::time_point m_lastFrame{};
    std::chrono::steady_clock::time_point m_lastLook{};
    Glimpse m_last;
    std::chrono::nanoseconds m_saved{mostSaved};
};

} // namespace voucher
