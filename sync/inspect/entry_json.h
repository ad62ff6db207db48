#pragma once

#include "crypto/entry.h"

#include <QJsonObject>

namespace voucher {

/// What an auditor compares of an entry: its kind, time, voucher number, amount and references. No terminal id.
QJsonObject entryJson(const EntryContent& content);

} // namespace voucher
