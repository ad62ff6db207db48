#pragma once

#include "terminal/scan/greek_layout.h"

#include <optional>

namespace voucher {

/// What the pressed key types on a US board, by its place alone; nothing where the place is unknown or types nothing. A
/// scanner that types speaks US unless somebody taught it otherwise, whatever layout the tablet has.
std::optional<QChar> asOnUsBoard(const TypedKey& typed);

} // namespace voucher
