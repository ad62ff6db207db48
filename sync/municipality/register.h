#pragma once

#include "crypto/bulletin.h"
#include "crypto/entry.h"
#include "crypto/invitation.h"
#include "crypto/receipt.h"
#include "crypto/trust_list.h"
#include "terminal/counting.h"
#include "terminal/database.h"

#include <QString>

#include <memory>
#include <optional>
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

/// The municipality's database: the same tables for the server and the office, each with its own connection. Writes
/// that belong together run inside the caller's `Transaction` on `database()`. Roots, issuing and signing keys are
/// never here.
class Register
{
public:
    static Stored<std::unique_ptr<Register>> open(const QString& path);

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

    // Signed documents: every published version stays.
    Stored<void> publishTrustList(std::int64_t version, const QByteArray& message);
    Stored<void> publishBulletin(std::int64_t version, const QByteArray& message);
    Stored<DocumentVersions> documentVersions();
    Stored<std::optional<QByteArray>> currentTrustList();
    Stored<std::optional<QByteArray>> currentBulletin();

    // Entries, as the intake stores and judges them.
    Stored<void> addEntry(TerminalId terminal, Sequence sequence, Hash hash, const QByteArray& message,
                          Instant received);
    Stored<std::optional<QByteArray>> entry(TerminalId terminal, Sequence sequence);
    Stored<std::vector<QByteArray>> entries(TerminalId terminal);
    /// Keeps the other entry under a taken number; false if it was kept before.
    Stored<bool> addFork(TerminalId terminal, Sequence sequence, Hash hash, const QByteArray& message,
                         Instant received);
    Stored<void> addAttachment(Hash hash, const QByteArray& sealed);
    Stored<bool> hasAttachment(Hash hash);
    Stored<std::optional<QByteArray>> attachment(Hash hash);

    Stored<void> addUse(const Use& use);
    /// Frees what a voided or rejected entry had taken. Its voucher, if it had taken something.
    Stored<std::optional<Use>> removeUse(TerminalId terminal, Sequence sequence);
    /// What the account had used, in all, on that Athens day and in that month.
    Stored<Used> usedOf(VoucherId account, QDate day);
    /// The account of a voucher as a terminal that has sent entries up to `upTo` is told it; its last date is no later
    /// than `today`, so that a tablet whose clock ran ahead hides nothing.
    Stored<Account> accountOf(VoucherId voucher, VoucherId account, Sequence upTo, QDate today);

    /// Writes the municipality's word down under the next number and returns it with that number.
    Stored<Verdict> addVerdict(TerminalId terminal, Sequence sequence, VerdictKind kind, VerdictReason reason);
    Stored<std::vector<Verdict>> verdictsAbove(TerminalId terminal, std::int64_t number, std::size_t most);
    Stored<std::optional<Verdict>> verdictOf(TerminalId terminal, Sequence sequence);
    /// Remembers that an account changed: every voucher that shares it is news for the provider that redeemed, for
    /// those it is bound to and for all that have used it.
    Stored<void> addAccountChange(VoucherId account, const std::optional<ProviderId>& redeemer);
    /// Vouchers whose account changed for a provider since this number; numbers are shared with the verdicts.
    Stored<std::vector<VoucherId>> changedAbove(ProviderId provider, std::int64_t number);
    /// The last number given to a verdict or change.
    Stored<std::int64_t> lastNumber();

private:
    explicit Register(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

    Stored<std::int64_t> nextNumber();
    std::unique_ptr<Database> m_database;
};

} // namespace voucher
