#pragma once

#include "crypto/bulletin.h"
#include "crypto/cbor.h"

namespace voucher {

/// What a bulletin may ask of the reader.
inline constexpr CborLimits bulletinLimits{.bytes = 4 * 1024 * 1024, .depth = 8, .items = 400000};

/// The payload of a bulletin, as `wire.cddl` has it.
QByteArray writeBulletin(const BulletinContent& content);
/// Nothing if the payload is not exactly that, or a value is out of range.
std::optional<BulletinContent> readBulletin(QByteArrayView payload);

} // namespace voucher
