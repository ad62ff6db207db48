#pragma once

#include "terminal/clock.h"
#include "terminal/database.h"

#include <QHash>

#include <optional>

namespace voucher {

/// The tablet file's single values, as read in one go.
class Settings
{
public:
    static tl::expected<Settings, DatabaseError> readAll(Database& database);

    /// Keeps a value under a name, in place of an older one.
    static tl::expected<void, DatabaseError> put(Database& database, const QString& name, const Value& value);
    static tl::expected<void, DatabaseError> remove(Database& database, const QString& name);

    std::optional<QByteArray> bytes(const QString& name) const;
    std::optional<QString> text(const QString& name) const;
    /// 0 where nothing is kept.
    std::int64_t integer(const QString& name) const;

private:
    QHash<QString, Value> m_values;
};

/// The clock's floor as one value.
QByteArray encode(const ClockFloor& floor);
std::optional<ClockFloor> clockFloorFrom(QByteArrayView bytes);

} // namespace voucher
