#pragma once

#include "crypto/ids.h"

#include <QStringList>

#include <functional>
#include <optional>

namespace voucher {

/// The machine's clocks, which only main reads.
struct Clocks
{
    std::function<Instant()> wall;
    std::function<std::chrono::nanoseconds()> steady; ///< for how long a decision took
};

/// Each verb takes its arguments and returns the program's exit code, or nothing if the arguments are wrong.
using Verb = std::optional<int> (*)(const QStringList& arguments, const Clocks& clocks);

std::optional<int> inspectBase45(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectCbor(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectLedger(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectQr(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectSignature(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectSign1(const QStringList& arguments, const Clocks& clocks);
std::optional<int> inspectVoucher(const QStringList& arguments, const Clocks& clocks);

} // namespace voucher
