#pragma once

#include "crypto/bulletin.h"
#include "crypto/trust_list.h"

#include <QString>

namespace voucher {

/// The built-in trust list and bulletin of practice: valid on every terminal before its enrolment, never after.
struct PracticeDocuments
{
    TrustList trustList;
    Bulletin bulletin;
};

const PracticeDocuments& practiceDocuments();

/// The provider that a terminal is before it is one.
inline constexpr ProviderId practiceProvider{1};

/// When practice takes place, whatever the clock says: the documents and the voucher are good then.
inline constexpr Instant practiceInstant = std::chrono::sys_days{std::chrono::January / 15 / 2026};

/// The text of the built-in practice voucher, as the first-start page lets one try it.
QString practiceVoucherText();

} // namespace voucher
