#pragma once

#include "terminal/scan/module_picture.h"
#include "terminal/scan/qr_layout.h"

#include <optional>
#include <vector>

namespace voucher {

/// The modules of a code as they were printed, true for dark: its error correction done, with what is least to be
/// believed taken for lost, which it bears twice as much of. Nothing when too much is wrong. By chance a block passes
/// once in ten million times, or as seldom as the standard has it when nothing had to be taken for lost.
std::optional<std::vector<bool>> printedModules(const ModulePicture& seen, const QrLayout& layout);

} // namespace voucher
