#pragma once

#include "terminal/database.h"

#include <QStringList>

namespace voucher {

/// In what SQLite and PostgreSQL differ. Statements are written so that both take them as they stand; what is left of
/// the difference is here and in `Database`, and nowhere else.

/// From SQLite's result code (https://sqlite.org/rescode.html); its low byte is the primary code.
DatabaseError sqliteErrorOf(int code);

/// From a SQLSTATE (PostgreSQL 15, appendix A); empty where the connection broke.
DatabaseError postgresErrorOf(QStringView state);

/// What every new connection of this kind sets first.
QStringList settingsOf(DatabaseKind kind);

/// The driver's own options: how long SQLite waits for a lock.
QString connectOptionsOf(DatabaseKind kind);

/// One statement that inserts all rows, with one array a column as its values.
struct ArrayInsert
{
    QString sql;
    std::vector<Value> values;
};

/// `rows` side by side through `unnest`: two to three times as fast as a long VALUES list. Qt's driver binds no arrays,
/// so each travels as a text that the database casts. A column without any value is left out.
ArrayInsert arrayInsert(const QString& table, const QStringList& columns, const std::vector<Row>& rows);

} // namespace voucher
