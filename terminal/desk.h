#pragma once

#include "terminal/ledger.h"
#include "terminal/vault.h"

namespace voucher {

/// What was recorded, as the screen shows it.
struct Recorded
{
    Sequence sequence; ///< 0 for practice before enrolment: nothing is stored
    Instant at;
    VoucherId voucher;
    std::int64_t left = 0;  ///< after this one
    std::int64_t visit = 0; ///< which visit of the voucher this was, 1 for the first
    bool practice = false;
    Instant undoUntil;
};

/// The operator's answers to an offer's conditions.
struct Answers
{
    std::uint8_t closedDayReason = 0;
    bool clockConfirmed = false;
};

/// Where a scanned text becomes an offer and a confirmed offer a durable entry. Lives on the worker, with ledger and
/// vault (design §5, "Recording").
class Desk
{
public:
    Desk(Ledger& ledger, std::optional<Vault>& vault, Clock& clock);

    /// The terminal's now by clock and floor.
    Now now() const;

    /// Verifies and decides. A refusal after a good signature becomes an entry, once per voucher, code and day; a
    /// foreign code leaves a counter.
    tl::expected<Offer, Refused> check(QStringView text);

    /// Decides again and records in one transaction; when this returns a value the redemption is durable. StorageFull
    /// and every refusal of a second decision are possible.
    tl::expected<Recorded, Refused> redeem(const Offer& offer, const Answers& answers);

    enum class UndoError : std::uint8_t { TooLate, NotFound, AlreadyVoided, Locked, StorageFull };
    /// Takes back a redemption or note of this terminal within fifteen minutes, receipt or not.
    tl::expected<Recorded, UndoError> undo(Sequence sequence);

    /// The operator's word that the visit of the text just refused took place; StorageFull or TerminalSuspended
    /// (locked) are the only refusals.
    tl::expected<Recorded, Refused> noteRefused(QStringView text, Refusal refusal);
    /// … without a readable code: the typed number, or nothing (no paper).
    tl::expected<Recorded, Refused> note(NoteReason reason, std::optional<VoucherId> voucher);

    /// The last entry, for the screen after a restart.
    std::optional<LedgerLine> last();

    /// Called after unlocking: the first entry of a new terminal says that it was enrolled.
    tl::expected<void, Refused> opened();

private:
    Situation situation(const VoucherClaims& claims, const ClockReading& reading);
    Ledger& m_ledger;
    std::optional<Vault>& m_vault;
    Clock& m_clock;
};

/// The built-in trust list and bulletin of practice: valid on every terminal before its enrolment, never after.
struct PracticeDocuments
{
    TrustList trustList;
    Bulletin bulletin;
};

const PracticeDocuments& practiceDocuments();
/// The text of the built-in practice voucher, as the first-start page shows it to try.
QString practiceVoucherText();

} // namespace voucher
