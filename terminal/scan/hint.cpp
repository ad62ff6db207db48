#include "terminal/scan/hint.h"

#include <algorithm>

namespace voucher {

namespace {

/// Mean brightness below which a code on white paper cannot be told from noise; and the one at which it is light again.
constexpr int dark = 28;
constexpr int lightAgain = 44;
/// Pixels a module below which an unread code is unread for its size.
constexpr double smallModule = 2.3;
/// A voucher's side: version 10, quiet zone left out.
constexpr int voucherModules = 57;

/// Frames of the last ten that must agree before a hint is shown, and that keep it.
constexpr int enoughToShow = 5;
constexpr int enoughToKeep = 3;

} // namespace

ScanHint HintJudge::once(const Glimpse& glimpse, int brightness, QSize frame) const
{
    if (glimpse.sighting) {
        return glimpse.codes > 1 ? ScanHint::SeveralCodes : ScanHint::None;
    }
    if (brightness < (m_shown == ScanHint::TooDark ? lightAgain : dark)) {
        return ScanHint::TooDark;
    }
    if (glimpse.unread.module > 0) {
        if (glimpse.unread.glare) {
            return ScanHint::Glare;
        }
        if (glimpse.unread.module < smallModule) {
            return ScanHint::TooFar;
        }
        return glimpse.unread.blurred ? ScanHint::Blurred : ScanHint::None;
    }
    const int room = std::min(frame.width(), frame.height());
    return glimpse.finder * voucherModules > room ? ScanHint::TooNear : ScanHint::None;
}

ScanHint HintJudge::judge(const Glimpse& glimpse, int brightness, QSize frame)
{
    const ScanHint now = once(glimpse, brightness, frame);
    m_recent[m_next] = now;
    m_next = (m_next + 1) % m_recent.size();
    const auto count = [this](ScanHint hint) { return std::count(m_recent.begin(), m_recent.end(), hint); };
    // A read code needs no help any more.
    if (glimpse.sighting && glimpse.codes == 1) {
        reset();
    } else if (now != ScanHint::None && count(now) >= enoughToShow) {
        m_shown = now;
    } else if (count(m_shown) < enoughToKeep) {
        m_shown = ScanHint::None;
    }
    return m_shown;
}

void HintJudge::reset()
{
    m_recent.fill(ScanHint::None);
    m_shown = ScanHint::None;
}

} // namespace voucher
