#pragma once

#include <QStringList>

#include <optional>

namespace voucher {

/// Each verb takes its arguments and returns the program's exit code, or nothing if the arguments are wrong.
using Verb = std::optional<int> (*)(const QStringList& arguments);

std::optional<int> inspectBase45(const QStringList& arguments);
std::optional<int> inspectCbor(const QStringList& arguments);
std::optional<int> inspectLedger(const QStringList& arguments);
std::optional<int> inspectQr(const QStringList& arguments);
std::optional<int> inspectSignature(const QStringList& arguments);
std::optional<int> inspectSign1(const QStringList& arguments);
std::optional<int> inspectVoucher(const QStringList& arguments);

} // namespace voucher
