#include "terminal/scan/camera_format.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace voucher {

namespace {

auto rank(const FormatOffer& offer)
{
    const int lines = std::min(offer.size.width(), offer.size.height());
    const qint64 pixels = qint64{offer.size.width()} * offer.size.height();
    const bool fine = lines >= 720;
    // 29.97 and 30 are the same speed to us.
    const long rate = std::lround(offer.rate);
    return fine ? std::tuple(true, rate, -pixels, !offer.compressed)
                : std::tuple(false, static_cast<long>(0), pixels, !offer.compressed);
}

} // namespace

int bestOffer(const QList<FormatOffer>& offers)
{
    const auto best = std::max_element(offers.begin(), offers.end(),
                                       [](const auto& left, const auto& right) { return rank(left) < rank(right); });
    return best == offers.end() ? -1 : static_cast<int>(best - offers.begin());
}

} // namespace voucher
