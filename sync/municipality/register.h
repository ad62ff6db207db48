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

/// A voucher as the register issued it.
struct IssuedVoucher
{
    VoucherClaims claims;
    QByteArray message;
    QString family;    ///< the office's label for the family, never in the QR
    VoucherId account; ///< the voucher whose account this one shares: itself, or the one it replaced
};

struct RegisteredTerminal
{
    TerminalId id;
    ProviderId provider;
    PublicKey key;
    QByteArray uploadTokenHash; ///< SHA-256; the token itself is not kept
    Sequence upTo = 0;
    Hash head;
    bool suspended = false;
};

enum class InvitationState : std::uint8_t { Open, Contacted, Confirmed, Spent };

struct RegisteredInvitation
{
    QByteArray message;
    InvitationContent content;
    InvitationState state;
    std::optional<PublicKey> terminalKey; ///< once contacted
    std::optional<Instant> firstContact;
    std::optional<TerminalId> terminal; ///< once confirmed
};

/// The municipality's database: the same tables for the server and the office, each with its own connection.
/// Every call of a write runs inside the caller's `Transaction` on `database()`.
class Register
{
public:
    static tl::expected<std::unique_ptr<Register>, DatabaseError> open(const QString& path);

    Database& database() { return *m_database; }

    // Programme, providers, settings (root and signing keys lie in the key folder, never here).
    tl::expected<void, DatabaseError> setSetting(const QString& name, const QByteArray& value);
    tl::expected<std::optional<QByteArray>, DatabaseError> setting(const QString& name);
    tl::expected<void, DatabaseError> putProvider(const Provider& provider);
    tl::expected<std::vector<Provider>, DatabaseError> providers();

    // Vouchers and their dated status.
    tl::expected<std::uint64_t, DatabaseError> nextStatusIndex();
    tl::expected<void, DatabaseError> addVoucher(const IssuedVoucher& voucher);
    tl::expected<std::optional<IssuedVoucher>, DatabaseError> voucherById(VoucherId id);
    tl::expected<std::vector<IssuedVoucher>, DatabaseError> vouchers();
    tl::expected<void, DatabaseError> setVoucherStatus(VoucherId id, VoucherStatus status, Instant from);
    tl::expected<VoucherStatus, DatabaseError> voucherStatusAt(VoucherId id, Instant at);

    // Invitations and terminals.
    tl::expected<void, DatabaseError> addInvitation(const QByteArray& message, const InvitationContent& content);
    tl::expected<std::optional<RegisteredInvitation>, DatabaseError> invitationBySecret(const QByteArray& secret);
    tl::expected<std::vector<RegisteredInvitation>, DatabaseError> invitations();
    tl::expected<void, DatabaseError> updateInvitation(const RegisteredInvitation& invitation);
    tl::expected<void, DatabaseError> addTerminal(const RegisteredTerminal& terminal);
    tl::expected<std::optional<RegisteredTerminal>, DatabaseError> terminal(TerminalId id);
    tl::expected<std::vector<RegisteredTerminal>, DatabaseError> terminals();
    tl::expected<void, DatabaseError> updateTerminal(const RegisteredTerminal& terminal);

    // Signed documents, newest version last.
    tl::expected<void, DatabaseError> publishTrustList(std::int64_t version, const QByteArray& message);
    tl::expected<void, DatabaseError> publishBulletin(std::int64_t version, const QByteArray& message);
    tl::expected<std::optional<QByteArray>, DatabaseError> currentTrustList();
    tl::expected<std::optional<QByteArray>, DatabaseError> currentBulletin();

private:
    explicit Register(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

    std::unique_ptr<Database> m_database;
};

} // namespace voucher
