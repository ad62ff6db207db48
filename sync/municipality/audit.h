#pragma once

#include "sync/municipality/office_log.h"

namespace voucher {

/// An act as somebody has noted it: from then on no other past is believed.
struct KnownAct
{
    Sequence number;
    Hash hash;
};

/// What an auditor brings along from outside the register.
struct AuditAnchors
{
    std::optional<PublicKey> ownKey; ///< of an officer who knows to have signed here
    std::optional<KnownAct> known;
};

struct AuditReport
{
    std::vector<Finding> findings;
    Sequence acts = 0;
    Hash head;
    std::size_t officers = 0;
    std::size_t held = 0;       ///< things in the register that an act made
    std::size_t waiting = 0;    ///< second signatures that nobody had to give yet
    std::size_t samePerson = 0; ///< second signatures by the officer who acted
};

/// Follows the office's log from its first act and compares it with what the register holds. It sees the office's own
/// acts and what they made; entries of terminals prove themselves.
Stored<AuditReport> audit(Register& registerOfAll, const AuditAnchors& anchors, Instant now);

} // namespace voucher
