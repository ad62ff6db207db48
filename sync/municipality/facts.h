#pragma once

#include "crypto/act.h"
#include "sync/municipality/register.h"

#include <QString>

#include <vector>

namespace voucher {

// What an act of the office vouches for: one hash a row, over all that must not change of it. A family's label is left
// out, so that it can be forgotten without touching the log. `crypto/wire.cddl` lays the hashed bytes down.

Fact factOf(const IssuedVoucher& voucher);
Fact factOf(VoucherId voucher, Instant from, VoucherStatus status);
Fact trustListFact(std::int64_t version, const QByteArray& message);
Fact bulletinFact(std::int64_t version, const QByteArray& message);
Fact factOf(const std::vector<Provider>& providers);
Fact invitationFact(const QByteArray& message);
/// The terminal's identity, which never changes.
Fact factOf(const RegisteredTerminal& terminal);
Fact suspensionFact(TerminalId terminal, Instant since);
/// The words of a proposal, as they are stored.
Fact wordsFact(const QByteArray& words);

/// Programme, roots and which root signs, as the register has them now.
Stored<Fact> programmeFact(Register& registerOfAll);
Stored<Fact> providersFact(Register& registerOfAll);
/// The documents in force; one must have been published.
Stored<Fact> currentTrustListFact(Register& registerOfAll);
Stored<Fact> currentBulletinFact(Register& registerOfAll);
/// What these vouchers' histories say from exactly this instant.
Stored<std::vector<Fact>> statusFacts(Register& registerOfAll, const std::vector<VoucherId>& vouchers, Instant from);

/// One thing that the register holds, and how a person finds it.
struct HeldFact
{
    Fact fact;
    QString name;
    bool byIntake = false; ///< a suspension that may follow from a fork, without an act
};

/// Everything that only the office's acts may have made.
Stored<std::vector<HeldFact>> heldFacts(Register& registerOfAll);

} // namespace voucher
