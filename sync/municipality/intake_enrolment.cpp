#include "sync/municipality/intake.h"

#include <utility>

namespace voucher {

namespace {

using namespace std::chrono_literals;

/// From the first contact until the officer's confirmation: long enough to read six words aloud.
constexpr auto contactWindow = 15min;

constexpr int statusAccepted = 202;
constexpr int statusBadRequest = 400;
constexpr int statusNotFound = 404;
constexpr int statusGone = 410;
constexpr int statusUnavailable = 503;

/// 32 bytes that nobody can foretell without the receipt key: Ed25519 signs deterministically (RFC 8032 §5.1.6). What
/// is signed here begins like no COSE message.
QByteArray uploadToken(const PrivateKey& receiptKey, const RegisteredInvitation& invitation)
{
    const QByteArray named = "EPT1/upload-token" + invitation.content.secret + invitation.terminalKey;
    return bytesOf(sha256(receiptKey.sign(named))).toByteArray();
}

} // namespace

IntakeAnswer Intake::enrol(QByteArrayView body, Instant now)
{
    const auto request = enrolmentRequestFrom(body);
    const auto scanned = request ? ScannedInvitation::fromText(invitationText(request->invitation)) : std::nullopt;
    const auto key = request ? PublicKey::fromSpki(Algorithm::ES256, request->terminalKey) : std::nullopt;
    if (!scanned || !key)
        return {statusBadRequest, {}};

    // Looked for before anything is locked: whoever guesses papers holds nobody up.
    const auto known = m_register.invitationBySecret(scanned->claimed().secret);
    if (!known)
        return {statusUnavailable, {}};
    if (!*known)
        return {statusNotFound, {}};
    auto transaction = Transaction::begin(m_register.database());
    if (!transaction)
        return {statusUnavailable, {}};
    auto found = m_register.invitationBySecret(scanned->claimed().secret);
    if (!found)
        return {statusUnavailable, {}};
    // The stored message is compared whole: nothing of the paper but what the office wrote is believed.
    if (!*found || !constantTimeEqual((*found)->message, request->invitation))
        return {statusNotFound, {}};
    RegisteredInvitation& invitation = **found;

    if (invitation.state == InvitationState::Open) {
        if (now >= invitation.content.expires)
            return {statusGone, {}};
        invitation.state = InvitationState::Contacted;
        invitation.terminalKey = key->spki();
        invitation.firstContact = now;
        if (!m_register.updateInvitation(invitation) || !transaction->commit())
            return {statusUnavailable, {}};
        return {statusAccepted, {}};
    }
    if (invitation.terminalKey != key->spki() || invitation.state == InvitationState::Spent)
        return {statusGone, {}};
    if (invitation.state == InvitationState::Contacted)
        return {now - *invitation.firstContact < contactWindow ? statusAccepted : statusGone, {}};

    const auto documentsNow = documents();
    auto terminal = invitation.terminal ? m_register.terminal(*invitation.terminal)
                                        : Stored<std::optional<RegisteredTerminal>>(std::nullopt);
    if (!documentsNow || !terminal || !*terminal)
        return {statusUnavailable, {}};
    // The same token however often it is asked for: a request that was held up on the way must not make the token of a
    // later answer useless. Only this key can make it; the register keeps its hash.
    const QByteArray token = uploadToken(m_keys.receipt, **found);
    (*terminal)->uploadTokenHash = bytesOf(sha256(token)).toByteArray();
    ReceiptContent receipt{(*terminal)->id, sha256(body), 0, {}, {}, {}, now, token};
    const EnrolmentAnswer answer{(*terminal)->id, (*documentsNow)->trustList.message(),
                                 (*documentsNow)->bulletin.message(), signReceipt(receipt, m_keys.receipt)};
    if (!m_register.updateTerminal(**terminal) || !transaction->commit())
        return {statusUnavailable, {}};
    return {200, encode(answer)};
}

} // namespace voucher
