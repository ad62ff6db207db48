#pragma once

#include "crypto/ids.h"
#include "terminal/database.h"

#include <QDate>

#include <optional>

// How the register's values stand in columns: ids and hashes as bytes, instants in milliseconds, days as Julian days.
namespace voucher {

template <typename IdType>
Value column(const IdType& id) requires requires
{
    id.value;
}

{
    if constexpr (requires { id.value.size(); })
        return bytesOf(id).toByteArray();
    else
        return static_cast<std::int64_t>(id.value);
}

inline Value column(Instant instant)
{
    return static_cast<std::int64_t>(instant.time_since_epoch().count());
}

inline Value column(QDate day)
{
    return static_cast<std::int64_t>(day.toJulianDay());
}

template <typename Type>
Value columnOrNull(const std::optional<Type>& value)
{
    return value ? column(*value) : Value{};
}

template <typename IdType>
IdType idFromColumn(const Value& value)
{
    if constexpr (requires { IdType{}.value.size(); })
        return idFrom<IdType>(bytesValueOf(value));
    else
        return IdType{static_cast<decltype(IdType{}.value)>(integerOf(value))};
}

inline Instant instantFromColumn(const Value& value)
{
    return Instant{std::chrono::milliseconds{integerOf(value)}};
}

inline QDate dayFromColumn(const Value& value)
{
    return QDate::fromJulianDay(integerOf(value));
}

} // namespace voucher
