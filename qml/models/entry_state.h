#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

/// How far one entry has come on its way to the municipality, as a screen shows it.
namespace voucher::EntryState {

Q_NAMESPACE
QML_ELEMENT

enum Value {
    OnDevice, ///< durable here, not yet sent
    Sent,     ///< a receipt covers it, no verdict yet
    Counted,
    Remarked, ///< counted, with a remark
    Review,
    Rejected,
    Voided, ///< taken back here or by the office
};
Q_ENUM_NS(Value)

} // namespace voucher::EntryState
