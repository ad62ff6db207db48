#pragma once

#include "sync/municipality/office_log.h"

namespace voucher {

enum class ActError : std::uint8_t {
    RegisterTrouble,
    NoLog,        ///< nobody has opened it yet
    NotAnOfficer, ///< this key may not sign here
    NeedsSecond,  ///< takes effect only with another officer
    NotASecond,   ///< the same person, too early, or nothing of that kind waits there
    TooMuch,      ///< more facts than one act holds
};

/// Who signs: the officer who acts, and a second one who countersigns at once, if there is one.
struct Signers
{
    const PrivateKey& officer;
    const PrivateKey* second = nullptr;
};

/// Why these may not do this now, so that nothing is made in vain; nothing if they may. Facts do not matter.
std::optional<ActError> forbidden(Register& registerOfAll, const Signers& signers, const ActContent& what, Instant now);

/// What an officer does: kind, facts and, where they apply, `of`, `proposed` and `named`. The rest is filled in.
/// Appends it to the log inside the caller's transaction, or says why the two-person rule forbids it. Returns its
/// number.
tl::expected<Sequence, ActError> act(Register& registerOfAll, const Signers& signers, ActContent what, Instant now);

/// Begins the log of a register that has none: its first officer, and an adoption of all that it holds.
tl::expected<void, ActError> openLog(Register& registerOfAll, const PrivateKey& key, const QString& name, Instant now);

} // namespace voucher
