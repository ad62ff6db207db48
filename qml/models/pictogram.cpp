#include "qml/models/pictogram.h"

#include <QDir>

namespace voucher {

void PictogramItem::setNumber(int number)
{
    if (m_number == number)
        return;
    m_number = number;
    emit numberChanged();
}

QUrl PictogramItem::source() const
{
    if (m_number < 0)
        return {};
    const QString prefix = QStringLiteral("%1-*.svg").arg(m_number, 2, 10, QLatin1Char('0'));
    const QStringList files = QDir(QStringLiteral(":/signs")).entryList({prefix});
    return files.isEmpty() ? QUrl() : QUrl(QStringLiteral("qrc:/signs/") + files.first());
}

QString PictogramItem::name() const
{
    return m_number < 0 ? QString() : QString::number(m_number);
}

} // namespace voucher
