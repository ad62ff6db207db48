#pragma once

#include "crypto/entry.h"
#include "terminal/database.h"

#include <QDate>

namespace voucher {

/// The kinds of `record`: what screens list.
enum class RecordKind : std::uint8_t { Redemption = 1, Attendance, Note };

/// The number of a month in `record`.
std::int64_t monthNumber(QDate day);

/// Updates what is derived from the ledger by one new entry. Runs inside the caller's transaction.
tl::expected<void, DatabaseError> derive(Database& database, const EntryContent& content);

/// Builds everything derived anew from the entries that `deviceKey` signed. Runs inside the caller's transaction;
/// Corrupt if an entry does not verify.
tl::expected<void, DatabaseError> deriveAll(Database& database, const PublicKey& deviceKey);

} // namespace voucher
