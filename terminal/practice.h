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

/// The text of the built-in practice voucher, as the first-start page lets one try it.
QString practiceVoucherText();

} // namespace voucher
