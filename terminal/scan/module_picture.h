#pragma once

#include "terminal/scan/luminance.h"
#include "terminal/scan/module_places.h"
#include "terminal/scan/qr_layout.h"

#include <vector>

namespace voucher {

/// One number for each module of a code, row by row: above 0 for dark, below for light, 1 and −1 where it is certain.
using ModulePicture = std::vector<float>;

/// Looks at every module of the code at its place, and judges it by its neighbourhood.
ModulePicture sample(const Luminance& grey, const ModulePlaces& places, bool inverted);

/// The part of a code's modules that is as bright as a picture can be.
double whitePart(const Luminance& grey, const ModulePlaces& places);

/// How far dark and light stand apart where they alternate from module to module, in the worse direction: 1 when sharp.
double timingContrast(const ModulePicture& seen, const QrLayout& layout);

/// Undoes what lens, motion and ink have mixed into each module from its neighbours: the mixture is learnt from the
/// modules whose colour is known beforehand, then once more from all.
ModulePicture equalised(const ModulePicture& seen, const QrLayout& layout);
ModulePicture equalisedAgain(const ModulePicture& seen, const ModulePicture& decided, const QrLayout& layout);

} // namespace voucher
