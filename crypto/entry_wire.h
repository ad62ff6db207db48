#pragma once

#include "crypto/cbor.h"
#include "crypto/entry.h"

namespace voucher {

/// What an entry may ask of the reader: a confirmation of 400 visits is the largest.
inline constexpr CborLimits entryLimits{.bytes = 8 * 1024, .depth = 6, .items = 600};

/// The payload of an entry, as `wire.cddl` has it.
QByteArray writeEntry(const EntryContent& content);
/// Nothing if the payload is not exactly that, or a value is out of range.
std::optional<EntryContent> readEntry(QByteArrayView payload);

/// The number of a kind of entry is its place among the alternatives, from 1.
std::int64_t kindOf(const EntryBody& body);
void writeBody(CborWriter& writer, const EntryBody& body);
/// Fails the cursor for what the kind does not allow; `sequence` is the entry's own.
EntryBody readBody(CborCursor& cursor, std::int64_t kind, Sequence sequence);

} // namespace voucher
