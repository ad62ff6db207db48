#pragma once

#include "terminal/migration.h"
#include "terminal/schema.h"

#include <QFile>

namespace voucher::test {

/// Copies a closed ledger's file as the version wrote it that knew no checksums; nothing may lie at `to`.
inline void copyWithoutChecksums(const QString& from, const QString& to)
{
    std::vector<QString> scripts = ledgerSchema();
    scripts.resize(2);
    const auto older = Database::open(DatabaseKind::TabletCopy, to).value();
    (void)migrate(*older, scripts);
    older->run(QStringLiteral("ATTACH ? AS newer"), {from}).value();
    const Rows tables =
        older->run(QStringLiteral("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY rowid")).value();
    for (const Row& table : tables) {
        const QString name = textOf(table.front());
        // That version kept an attachment by its hash, which nothing but uniqueness was asked of.
        const QString columns = name == QStringLiteral("attachment")
                                    ? QStringLiteral("CAST(id AS BLOB), seq, at, sealed")
                                    : QStringLiteral("*");
        older->run(QStringLiteral("INSERT INTO main.%1 SELECT %2 FROM newer.%1 ORDER BY 1").arg(name, columns)).value();
    }
}

/// One byte of the first page of this table or index changes on the medium; the file is closed.
inline void spoilPageOf(const QString& path, const QString& name)
{
    const auto place = Database::open(DatabaseKind::TabletCopy, path)
                           .value()
                           ->run(QStringLiteral("SELECT rootpage FROM sqlite_schema WHERE name=?"), {name})
                           .value();
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(integerOf(place.at(0)[0]) * 4096 - 100) || !file.putChar('?')) {
        qFatal("the file cannot be spoilt");
    }
}

} // namespace voucher::test
