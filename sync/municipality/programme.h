#pragma once

#include "crypto/bulletin.h"
#include "sync/municipality/register.h"

#include <QString>

#include <vector>

namespace voucher {

/// What the municipality has decided about its programme, apart from providers and vouchers: kept in the register as
/// one setting, published with the next bulletin.
struct Programme
{
    ProgrammeId id{1};
    QString title; ///< neutral short title, as printed on papers
    QString url;   ///< where terminals reach voucher-server
    std::vector<Service> services;
    std::vector<Tariff> tariffs;
    Limits limits;
    std::vector<QDate> localHolidays;
    QString helpLine;
    QString helpHours;
};

Stored<void> saveProgramme(Register& registerOfAll, const Programme& programme);

/// The programme; nothing if the office has not made one yet.
Stored<std::optional<Programme>> loadProgramme(Register& registerOfAll);

} // namespace voucher
