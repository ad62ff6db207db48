#pragma once

#include "terminal/scan/decoder.h"

#include <QSize>

#include <array>
#include <cstddef>

namespace voucher {

/// What would help a person whose code is not read.
enum class ScanHint { None, TooDark, TooFar, TooNear, Glare, Blurred, SeveralCodes };

/// Turns looks at one frame after the other into a hint that does not flicker: shown once most of the last frames say
/// the same, taken back once hardly any does.
class HintJudge
{
public:
    /// `brightness` is the frame's mean, 0 to 255.
    ScanHint judge(const Glimpse& glimpse, int brightness, QSize frame);
    void reset();

private:
    ScanHint once(const Glimpse& glimpse, int brightness, QSize frame) const;

    std::array<ScanHint, 10> m_recent{};
    std::size_t m_next = 0;
    ScanHint m_shown = ScanHint::None;
};

} // namespace voucher
