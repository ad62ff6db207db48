#pragma once

#include "crypto/ids.h"
#include "crypto/keys.h"
#include "crypto/trust_list.h"

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace voucher {

using OfficerNumber = Id<std::uint32_t, struct OfficerNumberTag>;

/// Somebody of the office who signs acts, with a key that signs nothing else.
struct Officer
{
    OfficerNumber number;
    QString name; ///< 1 … 200 UTF-16 units
    PublicKey key;
};

/// What an officer did. Numbers stand in signed acts: append, never renumber.
enum class ActKind : std::uint8_t {
    Opened = 1,   ///< the first act: it names the first officer
    Adopted,      ///< directly after it: what a register held before it had a log
    OfficerAdded, ///< somebody may sign from the next act on
    OfficerRemoved,
    Proposed,      ///< what another officer may carry out
    Countersigned, ///< the second signature under an earlier act
    ProviderPut,
    Issued,
    Reprinted,
    Replaced,
    Revoked,
    Suspended,
    Resumed,
    Invited,
    Confirmed,
    TerminalSuspended,
    BulletinPublished,
    TrustListPublished,
    KeyChanged,
    KeyRevoked,
    RecoveryCodeRead,
    OperatorsRead,
    EntriesImported, ///< from a file that a terminal signed
};

/// What an act made, or touched, in the register.
enum class FactKind : std::uint8_t {
    Voucher = 1, ///< with an account of its own
    Replacement, ///< a voucher that shares another one's account
    Status,
    Revocation,
    TrustList,
    Bulletin,
    Providers, ///< all of them, as they are; before and after
    Programme, ///< the settings, as they are; before and after
    Invitation,
    Terminal,
    Suspension,
    Words, ///< what was proposed
};

/// One thing in the register, by a hash over all that must not change of it.
struct Fact
{
    FactKind kind = FactKind::Voucher;
    Hash hash;
    friend auto operator<=>(const Fact&, const Fact&) = default;
};

/// The most facts of one act.
inline constexpr std::size_t mostFacts = 50'000;

struct ActContent
{
    Sequence number = 1; ///< from 1, gap-free
    Hash previous;       ///< hash of act `number − 1`; all zero for the first
    Instant at;          ///< in milliseconds on the wire
    OfficerNumber officer;
    ActKind kind = ActKind::Opened;
    std::vector<Fact> facts;
    std::optional<Sequence> of;      ///< the act that is countersigned, or the proposal that is carried out
    std::optional<ActKind> proposed; ///< of a proposal alone
    std::optional<Officer> named;    ///< who comes or goes
};

/// One act of an officer, signed. Exists only as just made by `signAct` or verified by `verifyAct`.
class Act
{
public:
    const ActContent& content() const { return m_content; }

    const QByteArray& message() const { return m_message; }

    /// SHA-256 of the Sig_structure: what the next act's `previous` holds.
    Hash hash() const { return m_hash; }

private:
    friend Act signAct(const ActContent&, const PrivateKey&);
    friend tl::expected<Act, DocumentError> verifyAct(QByteArrayView, const std::vector<Officer>&);
    Act() = default;
    ActContent m_content;
    QByteArray m_message;
    Hash m_hash;
};

/// The signed act. Content that `verifyAct` would refuse is the caller's mistake and asserts.
Act signAct(const ActContent& content, const PrivateKey& officerKey);

/// The act in `message` if one of these officers signed it under the own number. Errors: Malformed, also for keys
/// unknown to this program, since a log is never extended by others; UnknownKey; BadSignature. Whether it continues
/// the log is not asked here.
tl::expected<Act, DocumentError> verifyAct(QByteArrayView message, const std::vector<Officer>& officers);

/// The hash of an act that is not verified, for following a log past it; nothing if it is no message of the profile.
std::optional<Hash> claimedActHash(QByteArrayView message);

} // namespace voucher
