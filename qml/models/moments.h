#pragma once

#include "crypto/ids.h"

#include <QString>

#include <optional>

namespace voucher {

/// An instant as people of the programme read it, by the clock of Europe/Athens whatever the machine's time zone:
/// "17:42", "22/11/2026", "22/11/2026, 17:42". Empty for nothing.
QString timeText(std::optional<Instant> instant);
QString dateText(std::optional<Instant> instant);
QString dateTimeText(std::optional<Instant> instant);

} // namespace voucher
