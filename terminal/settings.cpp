#include "terminal/settings.h"

#include "crypto/cbor.h"

namespace voucher {

namespace {

std::int64_t countOf(Instant instant)
{
    return instant.time_since_epoch().count();
}

Instant instantFrom(std::int64_t count)
{
    return Instant(std::chrono::milliseconds(count));
}

} // namespace

tl::expected<Settings, DatabaseError> Settings::readAll(Database& database)
{
    const auto rows = database.run(QStringLiteral("SELECT name, value FROM setting"));
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    Settings settings;
    for (const Row& row : *rows) {
        settings.m_values.insert(textOf(row[0]), row[1]);
    }
    return settings;
}

tl::expected<void, DatabaseError> Settings::put(Database& database, const QString& name, const Value& value)
{
    return database
        .run(QStringLiteral("INSERT INTO setting(name, value) VALUES (?, ?) "
                            "ON CONFLICT(name) DO UPDATE SET value=excluded.value"),
             {name, value})
        .map([](const Rows&) {});
}

tl::expected<void, DatabaseError> Settings::remove(Database& database, const QString& name)
{
    return database.run(QStringLiteral("DELETE FROM setting WHERE name=?"), {name}).map([](const Rows&) {});
}

std::optional<QByteArray> Settings::bytes(const QString& name) const
{
    const Value value = m_values.value(name);
    const auto* bytes = std::get_if<QByteArray>(&value);
    return bytes != nullptr ? std::optional(*bytes) : std::nullopt;
}

std::optional<QString> Settings::text(const QString& name) const
{
    const Value value = m_values.value(name);
    const auto* text = std::get_if<QString>(&value);
    return text != nullptr ? std::optional(*text) : std::nullopt;
}

std::int64_t Settings::integer(const QString& name) const
{
    return integerOf(m_values.value(name));
}

QByteArray encode(const ClockFloor& floor)
{
    CborWriter writer;
    writer.array(5).integer(countOf(floor.signedTime)).integer(floor.sinceBoot.count()).bytes(floor.boot);
    if (floor.wall) {
        writer.integer(countOf(*floor.wall));
    } else {
        writer.null();
    }
    writer.boolean(floor.answered);
    return writer.take();
}

std::optional<ClockFloor> clockFloorFrom(QByteArrayView bytes)
{
    CborCursor cursor(bytes, {.bytes = 256, .depth = 2, .items = 8});
    ClockFloor floor{};
    const qsizetype count = cursor.array();
    floor.signedTime = instantFrom(cursor.integer());
    floor.sinceBoot = std::chrono::milliseconds(cursor.integer());
    floor.boot = cursor.bytes().toByteArray();
    if (!cursor.nullNext()) {
        floor.wall = instantFrom(cursor.integer());
    }
    // Four in a file of a program that knew no answers.
    floor.answered = count == 5 && cursor.boolean();
    return cursor.finish() && (count == 4 || count == 5) ? std::optional(floor) : std::nullopt;
}

} // namespace voucher
