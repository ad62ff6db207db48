#pragma once

#include <QList>
#include <QSize>

namespace voucher {

/// One of the ways in which a camera can deliver.
struct FormatOffer
{
    QSize size;
    /// Frames a second.
    float rate = 0;
    /// Every frame must be decompressed before it can be read.
    bool compressed = false;
};

/// The offer to take: the fastest with at least 720 lines, then the smallest of those, then an uncompressed one. When
/// none has 720 lines, the one with most pixels. -1 without offers.
int bestOffer(const QList<FormatOffer>& offers);

} // namespace voucher
