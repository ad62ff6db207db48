#pragma once

#include "crypto/bulletin.h"
#include "crypto/entry.h"
#include "crypto/invitation.h"
#include "crypto/predecessor.h"
#include "crypto/receipt.h"
#include "crypto/trust_list.h"
#include "sync/municipality/account_days.h"
#include "terminal/database.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace voucher {

template <typename Type>
using Stored = tl::expected<Type, DatabaseError>;

/// A voucher as the register issued it.
struct IssuedVoucher
{
    VoucherClaims claims;
    QByteArray message;
    QString family;    ///< the office's label for the family, never in the QR
    VoucherId account; ///< the voucher whose account this one shares: itself, or the first of those it replaces
};

struct RegisteredTerminal
{
    TerminalId id;
    ProviderId provider;
    PublicKey key;
    QByteArray uploadTokenHash; ///< SHA-256; the token itself is not kept
    Sequence upTo = 0;
    Hash head;
    std::optional<Instant> suspended; ///< since when
    /// Its last entry that was still known when another terminal took its place; of several, what the least knew.
    std::optional<Sequence> succeededAt;
};

/// A terminal took the place of another, whose file was damaged.
struct Succession
{
    Predecessor old; ///< as the first entry of the other names it
    TerminalId terminal;
};

/// Open: nobody has come with it. Contacted: a key waits for the officer. Confirmed: the terminal may fetch its
/// identity, again if the answer was lost. Spent: the terminal has used its upload token; nothing more is given.
enum class InvitationState : std::uint8_t { Open = 0, Contacted, Confirmed, Spent };

struct RegisteredInvitation
{
    QByteArray message;
    InvitationContent content;
    InvitationState state = InvitationState::Open;
    QByteArray terminalKey; ///< SPKI, once contacted
    std::optional<Instant> firstContact;
    std::optional<TerminalId> terminal; ///< once confirmed
};

/// Which versions of the two documents are published; 0 for none.
struct DocumentVersions
{
    std::int64_t trustList = 0;
    std::int64_t bulletin = 0;
    friend bool operator==(const DocumentVersions&, const DocumentVersions&) = default;
};

/// One use of a voucher by an entry, as the counting rule sees it.
struct Use
{
    TerminalId terminal;
    Sequence sequence;
    VoucherId voucher;
    VoucherId account;
    std::int64_t amount;
    QDate day;
};

/// The dated status of one voucher.
using StatusHistory = std::map<Instant, VoucherStatus>;

/// An entry as the register keeps it.
struct StoredEntry
{
    Hash hash;
    QByteArray message;
};

/// The municipality's database: the same tables for the server and the office, each with its own connection. Writes
/// that belong together run inside the caller's `Transaction` on `database()`: an act of the office alone, the batches
/// of terminals beside each other. Roots, issuing and signing keys are never here.
class Register
{
public:
    /// `place` is a file of SQLite, or `postgresql:` and libpq's words for a database of a cluster, which must exist.
    static Stored<std::unique_ptr<Register>> open(const QString& place);
    /// Whether `place` is a database of a cluster.
    static bool inCluster(const QString& place);

    Database& database() { return *m_database; }

    // Settings of the programme.
    Stored<void> setSetting(const QString& name, const QByteArray& value);
    Stored<std::optional<QByteArray>> setting(const QString& name);

    // Providers with their contracts.
    Stored<void> putProvider(const Provider& provider);
    Stored<std::vector<Provider>> providers();

    // Vouchers and their dated status.
    Stored<std::uint64_t> nextStatusIndex();
    Stored<void> addVoucher(const IssuedVoucher& voucher);
    Stored<std::optional<IssuedVoucher>> voucherById(VoucherId id);
    Stored<std::vector<IssuedVoucher>> vouchers();
    Stored<void> setVoucherStatus(VoucherId id, VoucherStatus status, Instant from);
    Stored<VoucherStatus> voucherStatusAt(VoucherId id, Instant at);

    // Invitations and terminals.
    Stored<void> addInvitation(const QByteArray& message, const InvitationContent& content);
    Stored<std::optional<RegisteredInvitation>> invitationBySecret(const QByteArray& secret);
    Stored<std::vector<RegisteredInvitation>> invitations();
    Stored<void> updateInvitation(const RegisteredInvitation& invitation);
    /// The terminal has its identity: its paper gives nothing more.
    Stored<void> spendInvitation(TerminalId terminal);
    Stored<void> addTerminal(const RegisteredTerminal& terminal);
    Stored<std::optional<RegisteredTerminal>> terminal(TerminalId id);
    Stored<std::vector<RegisteredTerminal>> terminals();
    Stored<void> updateTerminal(const RegisteredTerminal& terminal);

    // Who took whose place: written once, never changed.
    Stored<void> addPredecessors(TerminalId terminal, const std::vector<Predecessor>& predecessors, Instant received);
    /// All that took this terminal's place.
    Stored<std::vector<RegisteredTerminal>> successorsOf(TerminalId old);
    /// All of them, in the order in which they became known.
    Stored<std::vector<Succession>> successions();

    // Signed documents: every published version stays.
    Stored<void> publishTrustList(std::int64_t version, const QByteArray& message);
    Stored<void> publishBulletin(std::int64_t version, const QByteArray& message);
    Stored<DocumentVersions> documentVersions();
    Stored<std::optional<QByteArray>> currentTrustList();
    Stored<std::optional<QByteArray>> currentBulletin();

    // One terminal's batch. All that it will change is locked first and in this order, so that batches that run beside
    // each other never wait in a circle: the terminal, its accounts, attachments, and the numbers of providers.
    Stored<std::optional<RegisteredTerminal>> lockTerminal(TerminalId id);
    /// Until the transaction ends nobody else counts on these accounts; sorted, each once.
    Stored<void> lockAccounts(const std::vector<VoucherId>& accounts);
    Stored<std::map<VoucherId, IssuedVoucher>> vouchersAmong(const std::vector<VoucherId>& ids);
    Stored<std::map<VoucherId, StatusHistory>> statusHistories(const std::vector<VoucherId>& ids);
    Stored<std::map<VoucherId, AccountDays>> accountDays(const std::vector<VoucherId>& accounts);
    Stored<std::map<Hash, QByteArray>> attachmentsAmong(const std::vector<Hash>& hashes);
    Stored<std::map<Sequence, StoredEntry>> entriesAt(TerminalId terminal, const std::vector<Sequence>& sequences);
    Stored<std::map<Sequence, Use>> usesAt(TerminalId terminal, const std::vector<Sequence>& sequences);
    Stored<std::set<Sequence>> voidedAmong(TerminalId terminal, const std::vector<Sequence>& sequences);
    Stored<void> addEntries(TerminalId terminal, const std::map<Sequence, StoredEntry>& entries, Instant received);
    Stored<void> addAttachments(const std::map<Hash, QByteArray>& attachments);
    Stored<void> addUses(const std::vector<Use>& uses);
    /// Frees what voided or rejected entries had taken.
    Stored<void> removeUses(TerminalId terminal, const std::vector<Sequence>& sequences);
    /// Keeps the other entry under a taken number, or one whose place in the chain is lost; false if it was kept
    /// before.
    Stored<bool> addFork(TerminalId terminal, Sequence sequence, Hash hash, const QByteArray& message,
                         Instant received);
    /// Writes the municipality's words down, and that accounts changed, each under its number: every voucher that
    /// shares an account is news for the provider that redeemed, for those it is bound to and for all that have used
    /// it. The numbers of these providers stay held, so nothing slow may follow.
    Stored<void> addNews(const RegisteredTerminal& terminal, const std::vector<Verdict>& verdicts,
                         const std::vector<VoucherId>& changed);
    /// The same for one account that the office changed.
    Stored<void> addAccountChange(VoucherId account);

    // What is asked of entries afterwards.
    Stored<std::optional<QByteArray>> entry(TerminalId terminal, Sequence sequence);
    Stored<std::vector<QByteArray>> entries(TerminalId terminal);
    /// What `addFork` kept under these numbers: beside an entry of the chain, or above its end.
    Stored<std::multimap<Sequence, StoredEntry>> keptAside(TerminalId terminal, Sequence first, Sequence last);
    Stored<std::vector<Verdict>> verdictsAbove(TerminalId terminal, std::int64_t number, std::size_t most);
    Stored<std::optional<Verdict>> verdictOf(TerminalId terminal, Sequence sequence);
    /// Vouchers whose account changed for a provider since this number; numbers are shared with the verdicts.
    Stored<std::vector<VoucherId>> changedAbove(ProviderId provider, std::int64_t number);
    /// The last number given to a verdict or change of this provider.
    Stored<std::int64_t> lastNumber(ProviderId provider);

private:
    explicit Register(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

    /// Which vouchers of these accounts are news for whom.
    Stored<std::map<ProviderId, std::vector<VoucherId>>> listenersOf(const std::vector<VoucherId>& accounts,
                                                                     const std::optional<ProviderId>& redeemer);
    /// The first of `count` fresh numbers; nothing for a provider that the register does not know, and so has no
    /// terminal to tell.
    Stored<std::optional<std::int64_t>> drawNumbers(ProviderId provider, std::int64_t count);
    Stored<void> addChanges(ProviderId provider, std::int64_t number, const std::vector<VoucherId>& vouchers);
    std::unique_ptr<Database> m_database;
};

} // namespace voucher
