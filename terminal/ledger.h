#pragma once

#include "crypto/bulletin.h"
#include "crypto/entry.h"
#include "crypto/invitation.h"
#include "crypto/receipt.h"
#include "terminal/clock.h"
#include "terminal/database.h"
#include "terminal/decision.h"
#include "terminal/outgoing.h"

#include <tl/expected.hpp>

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace voucher {

/// Who this terminal is, once the municipality has confirmed it.
struct Enrolment
{
    TerminalId terminal;
    ProviderId provider;
    QString url;
    QByteArray uploadToken;
};

/// An entry as the screens list it, with the municipality's word if there is one.
struct LedgerLine
{
    EntryContent entry;
    std::optional<Verdict> verdict;
    bool sent = false;   ///< covered by a receipt
    bool voided = false; ///< a later void of this terminal takes it back
};

/// A few files a day for months.
inline constexpr std::size_t mostExported = 256;

/// The last entry of the chain.
struct Head
{
    Sequence sequence = 0;
    Hash hash;
    bool clockDoubtful = false; ///< as that entry says
};

/// How many entries wait to be sent, and how the visits (redemptions and notes, not voided) of a month stand.
struct Standing
{
    std::int64_t waiting = 0;          ///< every kind of entry above the last receipt
    std::int64_t counted = 0;          ///< of the Athens month, counted or remarked
    std::int64_t waitingThisMonth = 0; ///< of the Athens month, without a verdict yet
    std::int64_t review = 0;           ///< of the Athens month, in review
};

/// The append-only, hash-chained, signed record of one terminal, with everything derived from it, in one SQLite file
/// (design §6). One connection, one thread. After Io the ledger has reopened and reread its head before the next call;
/// while the disk goes on failing, its next read or write does, and until then it says what it knew.
class Ledger
{
public:
    /// Opens or creates the file, migrates it, rereads and checks the head. Corrupt: put aside with `salvage`.
    static tl::expected<std::unique_ptr<Ledger>, DatabaseError> open(const QString& path);

    Head head() const { return m_head; }

    const std::optional<Enrolment>& enrolment() const { return m_enrolment; }

    const std::optional<TrustList>& trustList() const { return m_trustList; }

    const std::optional<Bulletin>& bulletin() const { return m_bulletin; }

    const std::optional<ClockFloor>& clockFloor() const { return m_clockFloor; }

    /// A signed time that a receipt has shown to be a mistake, until a notice tells the municipality of it.
    std::optional<Instant> mistakenFloor() const { return m_mistakenFloor; }

    /// Something read since the file was opened is damaged: whatever was answered then is no answer, and nothing more
    /// is written. Put aside with `salvage`.
    bool damaged() const;

    /// A receipt covered entries that this file does not have: redeem nothing.
    bool halted() const { return m_halted; }

    /// Where the next entry goes: what it must name to continue the chain.
    struct Next
    {
        TerminalId terminal;
        Sequence sequence;
        Hash previous;
    };

    struct Appended
    {
        Entry entry;
        std::vector<Attachment> attachments;
        /// The vault as this entry says it was changed, stored with it; null to leave it.
        QByteArray vault;
    };

    /// Stores the entry durably and updates what is derived from it: when this returns an entry, a power cut can't undo
    /// it. `make` runs inside the IMMEDIATE transaction, may read this ledger (decide again) and then signs; when it
    /// returns nothing, all is rolled back and so is the answer: nothing. Needs an enrolment and a stored vault; an
    /// entry that does not continue the chain or that the device key did not sign is Constraint. If a read inside
    /// `make` failed, that error is the answer, whatever `make` decided.
    tl::expected<std::optional<Entry>, DatabaseError>
    append(const std::function<std::optional<Appended>(const Next&)>& make);

    /// How long a receipt was on its way. Prompt: it answers a request of a moment ago, and so tells what time it is.
    /// Late: somebody has brought it.
    enum class Arrival : std::uint8_t { Prompt, Late };

    /// Applies a verified receipt: moves the outbox, stores verdicts and accounts (at most 100 verdicts a transaction),
    /// raises the clock floor, or, by a prompt one, lowers it where an earlier signed time was a mistake.
    tl::expected<void, DatabaseError> acknowledge(const Receipt& receipt, const ClockReading& reading,
                                                  Arrival arrival = Arrival::Prompt);

    /// Stores a verified document with its version in one transaction and raises the clock floor; the caller has asked
    /// `mayReplace`.
    tl::expected<void, DatabaseError> store(const TrustList& trustList, const ClockReading& reading);
    tl::expected<void, DatabaseError> store(const Bulletin& bulletin, const ClockReading& reading);

    /// The invitation that was scanned and still waits for its enrolment.
    tl::expected<void, DatabaseError> keepInvitation(QByteArrayView message);

    std::optional<QByteArray> keptInvitation() const { return m_invitation; }

    /// Ends the enrolment: identity, pinned roots, both documents and receipt 0 in one transaction.
    tl::expected<void, DatabaseError> enrol(const Enrolment& enrolment, const Roots& roots, const TrustList& trustList,
                                            const Bulletin& bulletin, const Receipt& receipt,
                                            const ClockReading& reading);

    std::optional<Roots> pinnedRoots() const { return m_roots; }

    /// The entries above the last receipt, or above `after`, at most `count` and about `bytes`; empty when there are no
    /// more.
    tl::expected<Outgoing, DatabaseError> outgoing(int count, qsizetype bytes, std::optional<Sequence> after = {});

    /// Keeps the hashes of requests that are about to leave on a stick: a receipt that is brought back must answer one
    /// of them. The latest `mostExported` stay.
    tl::expected<void, DatabaseError> keepExported(const std::vector<Hash>& requests);

    /// The latest last.
    const std::vector<Hash>& exported() const { return m_exported; }

    Sequence acknowledgedUpTo() const { return m_acknowledged; }

    /// When the municipality gave its latest answer; nothing before the enrolment.
    std::optional<Instant> lastReceipt() const { return m_enrolment ? std::optional(m_receiptTime) : std::nullopt; }

    /// Keeps what was salvaged from damaged files of this tablet, each of another terminal, in place of what was kept
    /// before; until the first entry, which names those terminals (Constraint afterwards).
    tl::expected<void, DatabaseError> carry(const std::vector<Salvaged>& found);

    const std::vector<Predecessor>& predecessors() const { return m_predecessors; }

    /// How many salvaged entries the municipality has not confirmed yet.
    std::int64_t carriedWaiting() const { return m_carried; }

    /// The same of one terminal before this one; `after` is the `end` of the batch before, if any.
    tl::expected<Outgoing, DatabaseError> outgoingCarried(int count, qsizetype bytes, std::int64_t after = 0);
    /// Applies a verified receipt for a terminal before this one: what it covers, or gives its word on, is stored
    /// there. False if it told nothing new.
    tl::expected<bool, DatabaseError> acknowledgeCarried(const Receipt& receipt);

    std::optional<Account> account(VoucherId voucher);
    /// What was recorded here for the voucher, whose account covers the entries up to `upTo` (0 for none).
    OwnRecords ownRecords(VoucherId voucher, Sequence upTo, QDate today);
    Unsent unsent();
    /// The redemption or note with this sequence, voided or not (see `LedgerLine::voided`); nothing for other kinds.
    std::optional<LedgerLine> line(Sequence sequence);
    /// Redemptions, notes, attendances of the days from … until, newest first.
    std::vector<LedgerLine> lines(QDate from, QDate until, int limit);
    Standing standing(QDate month);
    /// True if this voucher was refused with this code that day: a refusal becomes an entry once.
    bool refusedThatDay(VoucherId voucher, Refusal refusal, QDate day);

    /// Whether a read of those above has failed since this was last asked: what they answered is no answer then.
    bool readFailed() { return std::exchange(m_failedRead, std::nullopt).has_value(); }

    /// Counts a foreign code, of which nothing else is kept.
    void countForeignCode();

    /// The vault as `Vault::stored()` gives it, with its public key, kept in the same file but outside the chain. Once
    /// entries exist the key can't change any more (Constraint): one terminal has one key for ever.
    tl::expected<void, DatabaseError> storeVault(const QByteArray& sealed, const PublicKey& deviceKey);
    std::optional<QByteArray> vault();

    const std::optional<PublicKey>& deviceKey() const { return m_deviceKey; }

    /// Attachments of entries recorded before this are kept no longer: the bulletin's days before the least time that
    /// the municipality's word allows (`reckoning`). A wall clock that is ahead must not take away what a register put
    /// back from a copy still asks for. Nothing without the municipality's word.
    std::optional<Instant> keptSince(const ClockReading& reading) const;
    /// Deletes the attachments of entries recorded before `before` that a receipt covers; overwritten on disk.
    tl::expected<void, DatabaseError> forgetAttachments(Instant before);

    /// Builds everything derived from the entries anew. For migrations of the derived tables.
    tl::expected<void, DatabaseError> rebuildDerived();

private:
    explicit Ledger(QString path) : m_path(std::move(path)) {}

    using Done = tl::expected<void, DatabaseError>;
    Done reopen();
    Done reread();
    void readDocuments(const std::optional<QByteArray>& trustList, const std::optional<QByteArray>& bulletin);
    Done change(const std::function<Done()>& writes);
    Rows read(const QString& sql, std::initializer_list<Value> values = {});
    std::optional<LedgerLine> lineFrom(const Row& row) const;
    tl::expected<bool, DatabaseError> sharesHistory(const ReceiptContent& receipt);
    Done halt();
    Done keepFloor(const ClockFloor& floor);
    Done takeBackTimesAbove(Instant serverTime);

    QString m_path;
    std::unique_ptr<Database> m_database; ///< null after a failed reopening: tried again by the next call
    std::optional<DatabaseError> m_failedRead;
    Head m_head;
    Sequence m_acknowledged = 0;
    std::int64_t m_verdictCursor = 0;
    Instant m_receiptTime;
    std::optional<Instant> m_mistakenFloor;
    bool m_halted = false;
    std::optional<Enrolment> m_enrolment;
    std::optional<PublicKey> m_deviceKey;
    std::optional<Roots> m_roots;
    std::optional<TrustList> m_trustList;
    std::optional<Bulletin> m_bulletin;
    std::optional<ClockFloor> m_clockFloor;
    std::optional<QByteArray> m_invitation;
    std::vector<Hash> m_exported;
    std::vector<Predecessor> m_predecessors;
    std::int64_t m_carried = 0;
    std::map<TerminalId, std::int64_t> m_carriedCursors; ///< verdicts that were told in this run of the program
};

} // namespace voucher
