#include "qml/models/pictogram.h"

#include "crypto/signs/sign.h"

#include <QLocale>

namespace voucher {

namespace {

bool exists(int number)
{
    return number >= 0 && number < pictogramCount;
}

} // namespace

void PictogramItem::setNumber(int number)
{
    if (m_number == number)
        return;
    m_number = number;
    emit numberChanged();
}

QUrl PictogramItem::source() const
{
    return exists(m_number) ? QUrl(QStringLiteral("qrc") + pictogramPath(m_number)) : QUrl();
}

QString PictogramItem::name() const
{
    if (!exists(m_number))
        return {};
    const Pictogram& picture = pictogram(m_number);
    return QString::fromUtf8(QLocale().language() == QLocale::Greek ? picture.greek : picture.english);
}

} // namespace voucher
