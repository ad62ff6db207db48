#pragma once

#include <QByteArray>
#include <QList>

namespace voucher {

/// One of the device's cameras.
struct CameraOffer
{
    QByteArray id;
    bool back = false;     ///< looks away from whoever holds the tablet
    bool standard = false; ///< the system's own choice
};

/// The camera to take: the one a person chose before, if it is there; else one at the back, else the system's choice,
/// else the first. -1 without any.
int bestCamera(const QList<CameraOffer>& offers, const QByteArray& chosen);

/// The one after `current` in the order of the system, the first after the last. -1 if there is no other.
int nextCamera(const QList<CameraOffer>& offers, const QByteArray& current);

} // namespace voucher
