#pragma once

#include <QByteArray>

namespace voucher {

/// What *recorded* sounds like: one soft tick and two rising notes, a quarter of a second. 16-bit samples in the
/// machine's byte order, one channel, `rate` a second. There is no sound for a refusal: nobody else shall hear of it.
QByteArray soundOfRecorded(int rate);

} // namespace voucher
