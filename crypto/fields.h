#pragma once

#include "crypto/cbor.h"
#include "crypto/ids.h"

#include <QDate>

#include <initializer_list>
#include <vector>

namespace voucher {

/// Whether a map may hold keys that this program does not know: documents may grow, entries may not.
enum class UnknownKeys : std::uint8_t { Ignored, Refused };

/// Reads a map with integer keys. `field(key)` reads the value of a key that it knows and returns true. A key of
/// `required` (0 … 63) that is missing fails the cursor.
template <typename Field>
void readMap(CborCursor& cursor, UnknownKeys unknown, std::initializer_list<int> required, Field field)
{
    std::uint64_t seen = 0;
    for (qsizetype pairs = cursor.map(); pairs > 0 && cursor.ok(); --pairs) {
        const std::int64_t key = cursor.key();
        if (!cursor.ok())
            return;
        if (field(key)) {
            if (key >= 0 && key < 64)
                seen |= std::uint64_t{1} << key;
        } else if (unknown == UnknownKeys::Ignored) {
            cursor.skip();
        } else {
            cursor.fail();
        }
    }
    for (const int key : required) {
        if ((seen >> key & 1) == 0)
            cursor.fail();
    }
}

/// Reads an array of at most `most` elements, each with `element()`.
template <typename Element>
auto readArray(CborCursor& cursor, qsizetype most, Element element)
{
    std::vector<decltype(element())> elements;
    const qsizetype count = cursor.array();
    if (count > most)
        cursor.fail();
    for (qsizetype i = 0; i < count && cursor.ok(); ++i)
        elements.push_back(element());
    return elements;
}

/// Opens an array that must have exactly `count` elements.
void readArrayHead(CborCursor& cursor, qsizetype count);

/// An id that is a number of 32 bits: programme, provider, service, operator.
template <typename IdType>
IdType readNumber(CborCursor& cursor)
{
    return {static_cast<decltype(IdType::value)>(cursor.integer(0, 0xffffffff))};
}

/// The value true; false is not written, the key is left out instead.
bool readTrue(CborCursor& cursor);

/// Instants as whole seconds (documents) or milliseconds (entries) since 1970, to the year 9999.
Instant readSeconds(CborCursor& cursor);
Instant readMilliseconds(CborCursor& cursor);
/// Rounds down to the second.
void writeSeconds(CborWriter& writer, Instant instant);
void writeMilliseconds(CborWriter& writer, Instant instant);

/// Dates as days since 1970-01-01, to the year 9999.
QDate readDay(CborCursor& cursor);
void writeDay(CborWriter& writer, QDate date);

/// The highest sequence, version or verdict number: exact in every language that reads numbers as doubles.
inline constexpr std::int64_t highestNumber = (std::int64_t{1} << 53) - 1;

} // namespace voucher
