#pragma once

#include "terminal/database.h"

namespace voucher {

/// Brings a database to the newest version: numbered scripts, each with its version in one transaction that nobody else
/// can be in. A file that has a version already is copied aside before; a cluster has its own backups. A tablet's file
/// that is brought to a newer version gets checksums in its pages, if it has none. TooNew for a newer database.
tl::expected<void, DatabaseError> migrate(Database& database, const std::vector<QString>& scripts);

} // namespace voucher
