#pragma once

#include <QByteArray>

#include <optional>
#include <string>
#include <vector>

namespace voucher::test {

/// A ledger's file as SQLite alone reads it, without our own code.
struct RawLedger
{
    std::vector<QByteArray> entries; ///< by sequence, from 1; empty bytes where one is missing
    std::int64_t redemptions = 0;    ///< rows of `record`
    std::int64_t voided = 0;
    std::int64_t notes = 0;
    std::int64_t attachments = 0;
    std::int64_t accounts = 0;
    std::int64_t highestVerdict = 0;
    std::int64_t verdictCursor = 0;
    std::int64_t visits = 0; ///< in the table that a version to come has
};

/// Reads the content of a file whose log has been written back. Nothing if it is no sound database.
std::optional<RawLedger> readRaw(const std::string& content);

} // namespace voucher::test
