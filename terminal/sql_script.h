#pragma once

#include <QStringList>
#include <QStringView>

namespace voucher {

/// The single statements of a script, without their semicolons: quotes, comments and the bodies of triggers keep
/// theirs. Drivers run one statement at a time.
QStringList statementsOf(QStringView script);

} // namespace voucher
