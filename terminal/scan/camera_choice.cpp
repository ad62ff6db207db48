#include "terminal/scan/camera_choice.h"

#include <algorithm>

namespace voucher {

namespace {

int placeOf(const QList<CameraOffer>& offers, const QByteArray& id)
{
    const auto found =
        std::find_if(offers.begin(), offers.end(), [&id](const CameraOffer& offer) { return offer.id == id; });
    return found == offers.end() ? -1 : static_cast<int>(found - offers.begin());
}

int rank(const CameraOffer& offer, const QByteArray& chosen)
{
    if (!chosen.isEmpty() && offer.id == chosen) {
        return 3;
    }
    return offer.back ? 2 : offer.standard ? 1 : 0;
}

} // namespace

int bestCamera(const QList<CameraOffer>& offers, const QByteArray& chosen)
{
    const auto best = std::max_element(offers.begin(), offers.end(), [&chosen](const auto& left, const auto& right) {
        return rank(left, chosen) < rank(right, chosen);
    });
    return best == offers.end() ? -1 : static_cast<int>(best - offers.begin());
}

int nextCamera(const QList<CameraOffer>& offers, const QByteArray& current)
{
    const int place = placeOf(offers, current);
    if (offers.size() < 2) {
        return place < 0 && !offers.isEmpty() ? 0 : -1;
    }
    return (place + 1) % static_cast<int>(offers.size());
}

} // namespace voucher
