#pragma once

#include "crypto/bulletin.h"
#include "crypto/invitation.h"
#include "crypto/keys.h"
#include "crypto/trust_list.h"
#include "crypto/voucher.h"

#include <functional>

namespace voucher::test {

/// The instant around which the test municipality's documents are built: 2026-11-22T10:00:00Z, a Sunday noon in Athens.
inline constexpr Instant baseInstant{std::chrono::milliseconds{1795341600000}};

/// Provider 7 has a contract for services 3 (speech) and 4 (sport); provider 8 for 4 only; provider 9 is suspended.
inline constexpr ProviderId ourProvider{7};
inline constexpr ProviderId otherProvider{8};
inline constexpr ProviderId suspendedProvider{9};
inline constexpr ServiceCode speech{3};
inline constexpr ServiceCode sport{4};
/// Asks for arrival and departure; provider 7 has a contract for it.
inline constexpr ServiceCode daycare{5};

/// A municipality's keys, newly made, and documents that are good at `baseInstant`. The functions take a change, so
/// that a test says only what is unusual about its document.
struct TestMunicipality
{
    PrivateKey rootActive = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey rootSpare = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey issuer = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey bulletinKey = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey enrolment = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey receipt = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey intake = PrivateKey::generate(Algorithm::EcdhEs);
    PrivateKey office = PrivateKey::generate(Algorithm::EcdhEs);

    Roots roots() const { return {rootActive.publicKey(), rootSpare.publicKey()}; }

    /// Version 1, issued a day before the base instant, for a year; every key valid from a year before to a year after.
    TrustListContent trustListContent() const;
    TrustList trustList(const std::function<void(TrustListContent&)>& change = {}) const;

    /// Version 1, issued an hour before the base instant, fresh for 3 days, good for 14; 1,000 valid vouchers.
    BulletinContent bulletinContent() const;
    Bulletin bulletin(const std::function<void(BulletinContent&)>& change = {}) const;

    /// Ten visits of `speech`, bound to `ourProvider`, valid from a month before to half a year after. The id and the
    /// status index are those of voucher `number`.
    VoucherClaims claims(std::uint32_t number = 1) const;
    static VoucherId idOf(std::uint32_t number);
    QString voucherText(const VoucherClaims& claims) const;
    VerifiedVoucher verifiedVoucher(const VoucherClaims& claims) const;

    /// For `ourProvider`, issued at the base instant, for seven days.
    InvitationContent invitationContent() const;
};

} // namespace voucher::test
