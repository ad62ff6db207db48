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
    AmountKind kind;
    std::int64_t amount;
    Conditions conditions;
    std::uint8_t closedDayReason =
        0;                        ///< 0 none, else the operator's answer (1 agreed with the family, 2 event, 3 other)
    Hash voucherAttachment;       ///< SHA-256 of the voucher's sealed bytes
    std::optional<Hash> evidence; ///< SHA-256 of the sealed evidence
};

/// The child left: closes the open redemption.
struct DepartureBody
{
    Sequence redemption;
};

enum class AttendanceState : std::uint8_t { Present = 1, Absent, Excused, Closed, ForceMajeure };

struct AttendanceBody
{
    VoucherId voucher;
    AttendanceState state;
};

/// A guardian's signature over the listed entries of a month, or the reason why there was none.
struct ConfirmationBody
{
    std::vector<Sequence> entries;
    std::optional<Hash> evidence;
    std::uint8_t absenceReason = 0;
};

enum class NoteReason : std::uint8_t { NoPaper = 1, Refused, Unreadable, TypedNumber };

/// The operator's word that a visit took place without an offer; always in review.
struct NoteBody
{
    NoteReason reason;
    std::optional<VoucherId> voucher;
    std::optional<Refusal> refusal;
    std::optional<Hash> voucherAttachment;
};

/// Takes back an earlier redemption or note of the same terminal.
struct VoidBody
{
    Sequence voided;
};

struct RefusalBody
{
    Refusal refusal;
    VoucherId voucher;
};

enum class NoticeKind : std::uint8_t {
    Enrolled = 1,
    OperatorAdded,
    ClockSet,
    ClockFloorLowered,
    AttachmentsForgotten,
    Salvaged,
};

/// Something the municipality should know of this terminal. `detail` is opaque here (old terminal id and head, …).
struct NoticeBody
{
    NoticeKind notice;
    QByteArray detail;
};

using EntryBody = std::variant<RedemptionBody, DepartureBody, AttendanceBody, ConfirmationBody, NoteBody, VoidBody,
                               RefusalBody, NoticeBody>;

struct EntryContent
{
    TerminalId terminal;
    Sequence sequence; ///< from 1, gap-free
    Hash previous;     ///< hash of entry `sequence − 1`; all zero for the first
    Instant at;        ///< the tablet's now, in milliseconds on the wire
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

Entry signEntry(const EntryContent& content, const PrivateKey& terminalKey);

/// The entry in `message` if `terminalKey` signed it. Whether it continues a chain is the ledger's and intake's check.
tl::expected<Entry, DocumentError> verifyEntry(QByteArrayView message, const PublicKey& terminalKey);

} // namespace voucher
