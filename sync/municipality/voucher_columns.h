#pragma once

#include "sync/municipality/columns.h"
#include "sync/municipality/register.h"

// How an issued voucher stands in its row.
namespace voucher {

inline const QString selectVoucher =
    QStringLiteral("SELECT id, status_index, account, family, practice, programme, service, kind, "
                   "quantity, provider, issued_at, not_before, expires, message FROM voucher ");

inline IssuedVoucher voucherFrom(const Row& row)
{
    IssuedVoucher issued;
    issued.claims.id = idFromColumn<VoucherId>(row[0]);
    issued.claims.statusIndex = static_cast<std::uint64_t>(integerOf(row[1]));
    issued.account = idFromColumn<VoucherId>(row[2]);
    issued.family = textOf(row[3]);
    issued.claims.practice = integerOf(row[4]) != 0;
    issued.claims.programme = idFromColumn<ProgrammeId>(row[5]);
    issued.claims.service = idFromColumn<ServiceCode>(row[6]);
    issued.claims.kind = static_cast<AmountKind>(integerOf(row[7]));
    issued.claims.quantity = integerOf(row[8]);
    if (!isNull(row[9]))
        issued.claims.provider = idFromColumn<ProviderId>(row[9]);
    issued.claims.issuedAt = instantFromColumn(row[10]);
    issued.claims.notBefore = instantFromColumn(row[11]);
    issued.claims.expires = instantFromColumn(row[12]);
    issued.message = bytesValueOf(row[13]);
    return issued;
}

} // namespace voucher
