#pragma once

#include "crypto/ids.h"
#include "crypto/keys.h"
#include "crypto/refusal.h"
#include "crypto/trust_list.h"
#include "crypto/voucher.h"

#include <tl/expected.hpp>

#include <optional>
#include <variant>
#include <vector>

namespace voucher {

/// The kinds of entry; each body below says what it holds. Nothing in an entry directly identifies a person.

/// This service was given for this voucher.
struct RedemptionBody
{
    VoucherId voucher;
    ServiceCode service;
    AmountKind kind = AmountKind::Visits;
    std::int64_t amount = 1;
    Conditions conditions;
    /// 0 none, else the operator's answer: 1 agreed with the family, 2 event, 3 other.
    std::uint8_t closedDayReason = 0;
    Hash voucherAttachment;       ///< SHA-256 of the voucher's sealed bytes
    std::optional<Hash> evidence; ///< SHA-256 of the sealed evidence
};

/// The child left: closes the open redemption.
struct DepartureBody
{
    Sequence redemption = 0;
};

enum class AttendanceState : std::uint8_t { Present = 1, Absent, Excused, Closed, ForceMajeure };

struct AttendanceBody
{
    VoucherId voucher;
    AttendanceState state = AttendanceState::Present;
};

/// A guardian's signature over the listed entries of a month, or the reason why there was none.
struct ConfirmationBody
{
    std::vector<Sequence> entries; ///< rising, 1 … 400 of them
    std::optional<Hash> evidence;
    std::uint8_t absenceReason = 0; ///< not 0 exactly when there is no evidence
};

enum class NoteReason : std::uint8_t { NoPaper = 1, Refused, Unreadable, TypedNumber };

/// The operator's word that a visit took place without an offer; always in review.
struct NoteBody
{
    NoteReason reason = NoteReason::NoPaper;
    std::optional<VoucherId> voucher;
    std::optional<Refusal> refusal;
    std::optional<Hash> voucherAttachment;
};

/// Takes back an earlier redemption or note of the same terminal.
struct VoidBody
{
    Sequence voided = 0;
};

struct RefusalBody
{
    Refusal refusal = Refusal::NotOurCode;
    VoucherId voucher;
};

enum class NoticeKind : std::uint8_t {
    Enrolled = 1,
    OperatorAdded,
    ClockSet,
    ClockFloorLowered,
    // 5 stays free: it would have declared attachments forgotten, which nothing forgets before its receipt but damage,
    // and of that `Salvaged` tells.
    Salvaged = 6,
    OperatorRemoved,
    OperatorUnlocked, ///< with a new PIN, by a manager or (operator 0) by the municipality's recovery code
    RecoveryMade,     ///< a new recovery code, sealed for the office; earlier ones open nothing any more
};

/// Something the municipality should know of this terminal. `detail` is opaque here (old terminal id and head, …).
struct NoticeBody
{
    NoticeKind notice = NoticeKind::Enrolled;
    QByteArray detail;                   ///< at most 1,024 bytes
    std::optional<OperatorNumber> about; ///< who was added, removed, unlocked
    std::optional<Hash> attachment;      ///< SHA-256 of what is sealed for the office: a name, a recovery code
};

using EntryBody = std::variant<RedemptionBody, DepartureBody, AttendanceBody, ConfirmationBody, NoteBody, VoidBody,
                               RefusalBody, NoticeBody>;

/// The sealed attachments that an entry says it has.
std::vector<Hash> attachmentsOf(const EntryBody& body);

struct EntryContent
{
    TerminalId terminal;
    Sequence sequence = 1; ///< from 1, gap-free
    Hash previous;         ///< hash of entry `sequence − 1`; all zero for the first
    Instant at;            ///< the tablet's now, in milliseconds on the wire
    OperatorNumber operatorNumber;
    bool clockDoubtful = false;
    EntryBody body;
};

/// One link of a ledger, signed. Exists only as just made by `signEntry` or verified by `verifyEntry`.
class Entry
{
public:
    const EntryContent& content() const { return m_content; }

    const QByteArray& message() const { return m_message; }

    /// SHA-256 of the Sig_structure: what the next entry's `previous` holds.
    Hash hash() const { return m_hash; }

private:
    friend Entry signEntry(const EntryContent&, const PrivateKey&);
    friend tl::expected<Entry, DocumentError> verifyEntry(QByteArrayView, const PublicKey&);
    Entry() = default;
    EntryContent m_content;
    QByteArray m_message;
    Hash m_hash;
};

/// The signed entry. Content that `verifyEntry` would refuse (a reference that is not to an earlier entry, an amount
/// out of 1 … 1,000,000, …) is the caller's mistake and asserts.
Entry signEntry(const EntryContent& content, const PrivateKey& terminalKey);

/// The entry in `message` if `terminalKey`, an ES256 key, signed it. Errors: Malformed, also for keys unknown to this
/// program, since an entry is never extended by others; UnknownKey; BadSignature. Whether it continues a chain is the
/// ledger's and intake's check.
tl::expected<Entry, DocumentError> verifyEntry(QByteArrayView message, const PublicKey& terminalKey);

} // namespace voucher
