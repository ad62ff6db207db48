#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace voucher::test {

/// Empty if there is no such file.
inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace voucher::test
