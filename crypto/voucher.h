#pragma once

#include "crypto/ids.h"
#include "crypto/refusal.h"
#include "crypto/trust_list.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace voucher {

enum class AmountKind : std::uint8_t { Visits = 0, Cents = 1 };

/// From its first to its last moment a voucher holds at most this long.
inline constexpr std::chrono::years longestVoucherLife{10};

struct VoucherClaims
{
    VoucherId id;
    Instant issuedAt;
    Instant notBefore;
    Instant expires; ///< the first instant at which it no longer holds
    ProgrammeId programme;
    std::uint64_t statusIndex = 0; ///< below 2^24
    ServiceCode service;
    AmountKind kind = AmountKind::Visits;
    std::int64_t quantity = 1; ///< 1 … 1,000,000 visits or cents; 1 visit is a coupon
    std::optional<ProviderId> provider;
    bool practice = false;
};

/// A voucher whose signature, key and claims are good. Whether it may be redeemed here and now is not said.
class VerifiedVoucher
{
public:
    const VoucherClaims& claims() const { return m_claims; }

    /// The signed bytes, as sealed into attachments and as the municipality verifies them again.
    const QByteArray& message() const { return m_message; }

    /// Why a list that may be another by now no longer holds it for good, if so: UnknownKey, KeyRevoked, or Malformed
    /// (iat outside the key's window). The signature under the same key was good before and is not computed again.
    std::optional<Refusal> refusalUnder(const TrustList& trustList) const;

private:
    friend tl::expected<VerifiedVoucher, Refusal> verifyVoucherMessage(QByteArrayView, const TrustList&);

    VerifiedVoucher() = default;

    VoucherClaims m_claims;
    QByteArray m_message;
    KeyId m_signer;
};

/// The one gate from untrusted text to a voucher. Refusals, in this order: NotOurCode (no prefix of the programme),
/// WrongKindOfCode (EPI1, EPL1, EPS1), NewerFormat (EPT2 …), Unreadable (not base45), Malformed, UnknownKey,
/// KeyRevoked, BadSignature, then NewerFormat (a claim unknown to this program) and Malformed (a claim out of range,
/// iat outside the key's window). An issuer key that expired still verifies what it signed in its window.
tl::expected<VerifiedVoucher, Refusal> verifyVoucher(QStringView text, const TrustList& trustList);

/// The same from the signed bytes, for the municipality's intake.
tl::expected<VerifiedVoucher, Refusal> verifyVoucherMessage(QByteArrayView message, const TrustList& trustList);

/// The signed message of new claims. Impossible claims are the caller's mistake and assert.
QByteArray signVoucher(const VoucherClaims& claims, const PrivateKey& issuer);
/// `EPT1:` and base45: what the QR code holds.
QString voucherText(QByteArrayView message);

/// The typed number: Crockford base32 of the id with a check character (mod 37), grouped "XXXX XXXX XXXX X-C" for
/// reading.
QString voucherNumber(VoucherId id);
/// The id of a typed number; spaces, hyphens, case and O/I/L are forgiven, a wrong check character is not.
std::optional<VoucherId> voucherIdFromNumber(QStringView number);

} // namespace voucher
