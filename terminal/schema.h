#pragma once

#include <QString>

#include <vector>

namespace voucher {

/// The numbered scripts that make a tablet's file; script n brings version n − 1 to version n.
std::vector<QString> ledgerSchema();

} // namespace voucher
