#pragma once

#include "terminal/ledger.h"
#include "terminal/vault.h"

namespace voucher {

/// How long a redemption or note of this terminal can be taken back here.
inline constexpr std::chrono::minutes undoWindow{15};

/// What was recorded, as the screen shows it.
struct Recorded
{
    Sequence sequence = 0; ///< 0 for practice before enrolment: nothing is stored
    Instant at;
    VoucherId voucher; ///< all zero where the entry names none
    AmountKind kind = AmountKind::Visits;
    std::optional<std::int64_t> left;  ///< after this one; only a redemption just made knows it
    std::optional<std::int64_t> visit; ///< which visit of the voucher this was, 1 for the first; cents don't tell
    bool practice = false;
    Instant undoUntil; ///< the epoch where nothing can be taken back
};

/// The operator's answers to an offer's conditions that are kept. A doubtful clock is flagged whatever was answered.
struct Answers
{
    std::uint8_t closedDayReason = 0; ///< 0 … 3 as in `RedemptionBody`; kept only with the condition ClosedDay
};

/// What an offer may ask before it is recorded; the other conditions are only said.
inline constexpr Conditions askingConditions =
    Conditions(Condition::ClockDoubtful) | Condition::ClosedDay | Condition::EvidenceNeeded;

/// Whether a person must answer something before this offer is recorded: a condition, or that a visit has ended.
bool asksFirst(const Offer& offer);

/// A code that is not a voucher at all: nothing of it is kept but a counter.
bool isForeign(Refusal refusal);

/// Where a scanned text becomes an offer and a confirmed offer a durable entry. Lives on the worker, with ledger and
/// vault (design §5, "Recording").
class Desk
{
public:
    Desk(Ledger& ledger, std::optional<Vault>& vault, Clock& clock);

    /// The terminal's now by clock and floor.
    Now now() const;

    /// Whether this terminal may record nothing more: the office has suspended it, or a receipt knew of entries that
    /// this file does not have.
    bool suspended() const;
    /// Whether a suspended terminal is shown a new invitation for its own provider, and so is to be enrolled anew.
    bool beginsAnew(QStringView text) const;

    /// Verifies and decides. A refusal after a good signature becomes an entry, once per voucher, code and day; a
    /// foreign code leaves a counter.
    tl::expected<Offer, Refused> check(QStringView text);

    /// Decides again and records in one transaction; when this returns a value the redemption is durable. StorageFull,
    /// TerminalSuspended (locked) and every refusal of a second decision are possible; nothing is stored then.
    tl::expected<Recorded, Refused> redeem(const Offer& offer, const Answers& answers);

    /// The voucher that this text holds, if its signature is good here and now. Says nothing of whether it may be
    /// redeemed.
    std::optional<VoucherId> voucherIn(QStringView text) const;

    enum class UndoError : std::uint8_t { TooLate, NotFound, AlreadyVoided, Locked, StorageFull };
    /// Takes back a redemption or note of this terminal within fifteen minutes, receipt or not. AlreadyVoided also when
    /// the office did.
    tl::expected<Recorded, UndoError> undo(Sequence sequence);

    /// The operator's word that the visit of the text just refused took place, with what the code holds sealed for the
    /// office, also when nothing here can verify it. StorageFull or TerminalSuspended (locked, or not enrolled: a word
    /// that nobody keeps must not look kept) are the only refusals.
    tl::expected<Recorded, Refused> noteRefused(QStringView text, Refusal refusal);
    /// … without a readable code: the typed number, or nothing (no paper).
    tl::expected<Recorded, Refused> note(NoteReason reason, std::optional<VoucherId> voucher);

    /// The newest redemption or note if it can still be undone: what a screen that went dark was about to show. Entries
    /// of other kinds after it change nothing; one that was taken back is not shown again.
    std::optional<LedgerLine> last();

    /// The child left: closes the open visit that an offer named. AlreadyRedeemed if that visit is no longer open.
    tl::expected<Recorded, Refused> depart(Sequence redemption);
    /// The child did not come, or another state of the day; takes nothing.
    tl::expected<Recorded, Refused> attend(VoucherId voucher, AttendanceState state);
    /// A guardian's signature over visits of a month, sealed for the office, or the reason (not 0) why there was none.
    /// Malformed unless 1 … 400 unvoided visits are named in rising order and the signature fits an attachment.
    tl::expected<Recorded, Refused> confirm(const std::vector<Sequence>& visits, QByteArrayView signature,
                                            std::uint8_t absenceReason);

    /// Called after unlocking: the first entry of a new terminal says that it was enrolled, and the municipality gets a
    /// code that opens a blocked terminal, once. Nothing to do otherwise.
    tl::expected<void, Refused> opened();

    /// A manager's acts. Each is an entry, and the vault changes in the same transaction or not at all. Errors: Locked
    /// for whom is not a manager, a PIN that may not be chosen, NotKept. `name` is sealed for the office and kept
    /// nowhere else.
    tl::expected<OperatorNumber, PinError> addOperator(OperatorRole role, QStringView pin, const QString& name);
    /// A new PIN with all tries, for one who is blocked or has forgotten his.
    tl::expected<void, PinError> renewOperator(OperatorNumber number, QStringView pin);
    /// Not oneself, and never the last manager.
    tl::expected<void, PinError> removeOperator(OperatorNumber number);
    /// Like `renewOperator`, by the municipality's code; its try has been begun and stored. The code has served then:
    /// the municipality gets another one. The vault is locked afterwards.
    tl::expected<void, PinError> recover(QStringView code, OperatorNumber number, QStringView pin);

private:
    struct Body
    {
        EntryBody body;
        std::vector<Attachment> attachments;
        QByteArray vault; ///< as the entry says it was changed; null to leave it
    };

    bool enrolled() const { return m_ledger.enrolment().has_value(); }

    bool hasLists() const { return m_ledger.trustList() && m_ledger.bulletin(); }

    Situation situation(const VoucherClaims& claims, const Now& now);
    tl::expected<Offer, Refused> decideAgain(const VerifiedVoucher& voucher, const Now& now);
    /// Signs and stores one entry, before it the notices of a lowered floor and of a changed clock where they are due.
    tl::expected<Entry, Refused> record(const Now& now, const std::function<tl::expected<Body, Refused>()>& body);
    std::optional<QByteArray> clockChanged(const Now& now) const;
    /// Signs and stores one entry; `body` runs inside the transaction and may still refuse.
    tl::expected<Entry, Refused> append(const Now& now, const std::function<tl::expected<Body, Refused>()>& body);
    tl::expected<Recorded, Refused> recordSimple(const EntryBody& body, VoucherId voucher,
                                                 std::vector<Attachment> attachments = {});
    std::optional<Attachment> sealedFor(KeyRole role, QByteArrayView plain, QByteArrayView context,
                                        const Now& now) const;
    /// The voucher's bytes sealed for the intake: those sealed at its scan, or anew where the key has changed since.
    std::optional<Attachment> takeSealed(const VerifiedVoucher& voucher, const Now& now);
    void recordRefusal(const VerifiedVoucher& voucher, const Refused& refused, const Now& now);
    /// Records `notice` and keeps the changed vault.
    tl::expected<void, PinError> keep(Vault changed, NoticeBody notice, std::vector<Attachment> attachments);
    /// Puts a new recovery code into `vault` and seals it; nothing, and no code, where no office key is in force.
    std::optional<Attachment> makeRecovery(Vault& vault, const Now& now) const;

    Ledger& m_ledger;
    std::optional<Vault>& m_vault;
    Clock& m_clock;

    struct Sealed
    {
        Hash message; ///< SHA-256 of what was sealed: an offer that nobody confirms leaves no voucher in memory
        Attachment attachment;
    };

    /// Of the voucher offered last: whoever confirms shall wait for nothing but the disk.
    std::optional<Sealed> m_sealed;
};

} // namespace voucher
