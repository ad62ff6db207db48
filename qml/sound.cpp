#include "qml/sound.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace voucher {

namespace {

struct Note
{
    double from;   ///< seconds
    double length; ///< seconds until it has faded
    double pitch;  ///< hertz
    double loudness;
};

constexpr double seconds = 0.25;
/// The tick, then E5 and A5.
constexpr Note notes[] = {{0.0, 0.012, 1900, 0.25}, {0.02, 0.12, 659.26, 0.3}, {0.09, 0.16, 880, 0.3}};

double sample(const Note& note, double time)
{
    const double inside = time - note.from;
    if (inside < 0 || inside > note.length)
        return 0;
    // Rises in 2 ms and fades to nothing: an edge would crack.
    const double rise = std::min(1.0, inside / 0.002);
    const double fade = 1 - inside / note.length;
    return note.loudness * rise * fade * fade * std::sin(2 * std::numbers::pi * note.pitch * inside);
}

} // namespace

QByteArray soundOfRecorded(int rate)
{
    const int count = static_cast<int>(seconds * rate);
    QByteArray bytes;
    bytes.reserve(2 * count);
    for (int index = 0; index < count; ++index) {
        double sum = 0;
        for (const Note& note : notes)
            sum += sample(note, double(index) / rate);
        const auto value = static_cast<std::int16_t>(std::lround(sum * 32767));
        bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    return bytes;
}

} // namespace voucher
