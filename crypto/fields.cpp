#include "crypto/fields.h"

namespace voucher {

namespace {

constexpr std::int64_t lastSecond = 253402300799; // 9999-12-31T23:59:59Z
constexpr std::int64_t lastDay = 2932896;         // 9999-12-31

QDate epoch()
{
    return {1970, 1, 1};
}

} // namespace

void readArrayHead(CborCursor& cursor, qsizetype count)
{
    if (cursor.array() != count)
        cursor.fail();
}

bool readTrue(CborCursor& cursor)
{
    const bool value = cursor.boolean();
    if (!value)
        cursor.fail();
    return value;
}

Instant readSeconds(CborCursor& cursor)
{
    return Instant{std::chrono::seconds{cursor.integer(0, lastSecond)}};
}

Instant readMilliseconds(CborCursor& cursor)
{
    return Instant{std::chrono::milliseconds{cursor.integer(0, lastSecond * 1000 + 999)}};
}

void writeSeconds(CborWriter& writer, Instant instant)
{
    writer.integer(std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count());
}

void writeMilliseconds(CborWriter& writer, Instant instant)
{
    writer.integer(instant.time_since_epoch().count());
}

QDate readDay(CborCursor& cursor)
{
    return epoch().addDays(cursor.integer(0, lastDay));
}

void writeDay(CborWriter& writer, QDate date)
{
    writer.integer(epoch().daysTo(date));
}

} // namespace voucher
