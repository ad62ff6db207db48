#pragma once

#include <QString>

#include <vector>

namespace voucher {

/// The register's numbered migrations.
const std::vector<QString>& registerSchema();

} // namespace voucher
