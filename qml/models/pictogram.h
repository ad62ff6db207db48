#pragma once

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// One of the 64 pictograms that signs and comparison words are made of, by its number.
class PictogramItem : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Pictogram)
    Q_PROPERTY(int number READ number WRITE setNumber NOTIFY numberChanged)
    Q_PROPERTY(QUrl source READ source NOTIFY numberChanged)
    Q_PROPERTY(QString name READ name NOTIFY numberChanged)

public:
    using QObject::QObject;

    int number() const { return m_number; }

    void setNumber(int number);

    /// The drawing, or empty for a number that no pictogram has.
    QUrl source() const;
    /// One word in the reader's language.
    QString name() const;

signals:
    void numberChanged();

private:
    int m_number = -1;
};

} // namespace voucher
