#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>

namespace voucher {

/// Base45 text of `bytes` (RFC 9285 §4).
QByteArray toBase45(QByteArrayView bytes);

/// The bytes of a Base45 text; nothing for a foreign character, a length of 3n+1, or a group above its range
/// (RFC 9285 §6: 65,536 triples and 256 pairs are accepted, no more).
std::optional<QByteArray> fromBase45(QStringView text);

} // namespace voucher
