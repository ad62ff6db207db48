#include "sync/municipality/register.h"

#include "sync/municipality/voucher_columns.h"

namespace voucher {

Stored<std::uint64_t> Register::nextStatusIndex()
{
    const auto rows = m_database->run(QStringLiteral("SELECT COALESCE(MAX(status_index) + 1, 0) FROM voucher"));
    if (!rows)
        return tl::unexpected(rows.error());
    return static_cast<std::uint64_t>(integerOf(rows->front()[0]));
}

Stored<void> Register::addVoucher(const IssuedVoucher& issued)
{
    const VoucherClaims& claims = issued.claims;
    return m_database
        ->run(
            QStringLiteral("INSERT INTO voucher(id, status_index, account, family, practice, programme, service, kind, "
                           "quantity, provider, issued_at, not_before, expires, message) "
                           "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {column(claims.id), static_cast<std::int64_t>(claims.statusIndex), column(issued.account), issued.family,
             Value{std::int64_t{claims.practice}}, column(claims.programme), column(claims.service),
             static_cast<std::int64_t>(claims.kind), claims.quantity, columnOrNull(claims.provider),
             column(claims.issuedAt), column(claims.notBefore), column(claims.expires), issued.message})
        .map([](const Rows&) {});
}

Stored<std::optional<IssuedVoucher>> Register::voucherById(VoucherId id)
{
    const auto rows = m_database->run(selectVoucher + QStringLiteral("WHERE id = ?"), {column(id)});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return voucherFrom(rows->front());
}

Stored<std::vector<IssuedVoucher>> Register::vouchers()
{
    const auto rows = m_database->run(selectVoucher + QStringLiteral("ORDER BY status_index"));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<IssuedVoucher> vouchers;
    vouchers.reserve(rows->size());
    for (const Row& row : *rows)
        vouchers.push_back(voucherFrom(row));
    return vouchers;
}

Stored<void> Register::setVoucherStatus(VoucherId id, VoucherStatus status, Instant from)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO voucher_status(voucher, from_time, status) VALUES(?, ?, ?) "
                             "ON CONFLICT(voucher, from_time) DO UPDATE SET status = excluded.status"),
              {column(id), column(from), static_cast<std::int64_t>(status)})
        .map([](const Rows&) {});
}

Stored<VoucherStatus> Register::voucherStatusAt(VoucherId id, Instant at)
{
    const auto rows = m_database->run(QStringLiteral("SELECT status FROM voucher_status WHERE voucher = ? AND "
                                                     "from_time <= ? ORDER BY from_time DESC LIMIT 1"),
                                      {column(id), column(at)});
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->empty() ? VoucherStatus::Valid : static_cast<VoucherStatus>(integerOf(rows->front()[0]));
}

} // namespace voucher
