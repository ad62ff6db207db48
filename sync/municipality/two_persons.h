#pragma once

#include "crypto/act.h"

#include <map>

namespace voucher {

// The two-person rule, from values. An office of one may countersign its own acts, on a later Athens day; where there
// are two officers or more, only another one may.

/// Whether a second officer signs for acts of this kind.
bool needsTwo(ActKind kind);
/// … before it takes effect, where the office has two officers. What revokes never waits: it takes effect at once.
bool waitsForSecond(ActKind kind);

/// An act that needs a second signature, or a proposal that another officer may carry out.
struct FirstSigned
{
    ActKind kind; ///< of a proposal: what is proposed
    bool proposal;
    OfficerNumber officer;
    Instant at;
    bool alone; ///< the same officer may be the second, on a later day
    std::optional<Sequence> second;
    bool samePerson = false;
};

/// A proposal that nobody carries out ends after a week, so that no old order comes true by surprise.
bool hasEnded(const FirstSigned& standing, Instant now);
/// Whether this officer may give the second signature now.
bool maySecond(const FirstSigned& standing, OfficerNumber officer, Instant now);

/// What waits for a second signature, as the acts come by.
class TwoPersons
{
public:
    /// The next act, with the number of officers before it. False if it is a second signature that the rule forbids.
    bool take(const ActContent& act, std::size_t officers);

    const std::map<Sequence, FirstSigned>& standing() const { return m_standing; }

private:
    bool second(const ActContent& act);
    std::map<Sequence, FirstSigned> m_standing;
};

} // namespace voucher
