#pragma once

#include "crypto/keys.h"
#include "terminal/database.h"
#include "terminal/outgoing.h"

#include <optional>
#include <vector>

namespace voucher {

class Ledger;

/// Reads a file that was put aside with its log; changes nothing. Without `deviceKey` the key is looked for in the file
/// too, and of several the one that signed most is the terminal's.
Salvaged salvage(const QString& place, const std::optional<PublicKey>& deviceKey = {});

/// Brings everything readable of the files that were put aside from `path` into the ledger that has taken their place,
/// and returns how many entries wait in it. Does nothing once that ledger has an entry of its own: its first one names
/// the terminals before it. May be done again at each opening, so that a power cut in between loses nothing.
tl::expected<std::int64_t, DatabaseError> bringOver(Ledger& ledger, const QString& path);

} // namespace voucher
