#pragma once

#include "terminal/database.h"

#include <QString>

#include <vector>

namespace voucher {

/// The register's numbered migrations, in the words of its database.
std::vector<QString> registerSchema(DatabaseKind kind);

} // namespace voucher
