#pragma once

#include "terminal/scan/luminance.h"

namespace voucher {

/// Dark for bright, for codes printed white on black: ZXing 1.4 does not look for them itself.
std::optional<Luminance> inverted(const Luminance& source);

/// Black and white by the mean of each pixel's neighbourhood, `window` pixels wide: a shadow's edge or a reflection
/// moves the threshold with it.
std::optional<Luminance> locallyThresholded(const Luminance& source, int window);

/// A neighbourhood for locallyThresholded that suits a code filling a good part of the picture.
int defaultWindow(QSize size);

/// Edges steepened (a 3×3 Laplacian), for pictures slightly out of focus.
std::optional<Luminance> sharpened(const Luminance& source);

/// Smoothly larger or smaller by `factor`; nothing when the result would be empty or too large.
std::optional<Luminance> scaled(const Luminance& source, double factor);

} // namespace voucher
