#pragma once

#include "terminal/scan/luminance.h"

namespace voucher {

/// Dark for bright, for codes printed white on black: ZXing 1.4 does not look for them itself.
std::optional<Luminance> inverted(const Luminance& source);

/// Black and white by the mean of each pixel's neighbourhood, `window` pixels wide: a shadow's edge or a reflection
/// moves the threshold with it. Ink is what is darker than `percent` of that mean: below 100 paper's own noise is not
/// ink, at 100 the faintest print is.
std::optional<Luminance> locallyThresholded(const Luminance& source, int window, int percent = 94);

/// A neighbourhood for locallyThresholded that suits a code filling a good part of the picture.
int defaultWindow(QSize size);

/// Edges steepened (a 3×3 Laplacian), for pictures slightly out of focus.
std::optional<Luminance> sharpened(const Luminance& source);

/// Half as large, each pixel the mean of four: a quarter of the work, half the noise.
std::optional<Luminance> halved(const Luminance& source);

/// Each pixel mixed with its neighbours (3×3, binomial): less noise for thresholds, little loss of detail.
std::optional<Luminance> smoothed(const Luminance& source);

/// Smoothly larger or smaller by `factor`; nothing when the result would be empty or too large.
std::optional<Luminance> scaled(const Luminance& source, double factor);

} // namespace voucher
