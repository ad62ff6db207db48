#pragma once

#include "crypto/trust_list.h"

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace voucher {

struct InvitationContent
{
    Roots roots;
    QString url;       ///< https://host:port, no path
    Hash tlsAuthority; ///< SHA-256 of the authority's DER certificate
    ProviderId provider;
    QByteArray secret; ///< 16 random bytes, once only
    Instant issued;
    Instant expires; ///< seven days later
};

/// An invitation read from paper but not yet verified: its roots verify the trust list, which verifies it.
/// Enough to ask the server named in it, over TLS pinned to `tlsAuthority`; not enough to trust the answer.
class ScannedInvitation
{
public:
    /// From the text of the QR code (`EPI1:` …); nothing if it is not an invitation.
    static std::optional<ScannedInvitation> fromText(QStringView text);

    const InvitationContent& claimed() const { return m_claimed; }

    const QByteArray& message() const { return m_message; }

private:
    ScannedInvitation(InvitationContent claimed, QByteArray message)
        : m_claimed(std::move(claimed)), m_message(std::move(message))
    {
    }

    InvitationContent m_claimed;
    QByteArray m_message;
};

/// The trust list under the invitation's own roots, and the invitation under the list's enrolment key: together or not
/// at all. Errors of both; Expired if the invitation or the list is past its end. The roots to pin are those of the
/// list returned, which may have changed since the paper was printed.
tl::expected<TrustList, DocumentError> verifyInvitation(const ScannedInvitation& invitation, QByteArrayView trustList,
                                                        Instant now);

/// The signed message. Content that `ScannedInvitation` would refuse is the caller's mistake and asserts.
QByteArray signInvitation(const InvitationContent& content, const PrivateKey& enrolmentKey);
/// `EPI1:` and base45: what the QR code holds.
QString invitationText(QByteArrayView message);

/// Six numbers 0 … 63 (the sign pictograms, whose names people compare on both screens) over invitation and new key.
std::array<int, 6> comparisonWords(QByteArrayView invitationMessage, const PublicKey& terminalKey);

} // namespace voucher
