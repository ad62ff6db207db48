#pragma once

#include "crypto/ids.h"
#include "crypto/refusal.h"

#include <QString>

#include <optional>

namespace voucher {

/// What a person can still do after a refusal.
enum class RefusalKind : std::uint8_t {
    Stop,    ///< nothing more to do
    Note,    ///< "it took place, for review"
    Connect, ///< network or poster cures it; the note too
};

/// The figures that a sentence may need.
struct RefusalFigures
{
    std::optional<Instant> when;
    std::int64_t count = 0;
    bool coupon = false;
    QString helpLine; ///< from the bulletin; empty while there is none
};

/// The next step, cut where the telephone stands so that it can be shown large; without one, `before` is all of it.
struct NextStep
{
    QString before;
    QString telephone;
    QString after;
};

RefusalKind kindOf(Refusal refusal);
/// Whether "it took place, for review" is possible; a full disk has no room for a note.
bool mayBeNoted(Refusal refusal);

/// One calm sentence in the reader's language; every code has its own.
QString refusalSentence(Refusal refusal, const RefusalFigures& figures);
NextStep refusalStep(Refusal refusal, const RefusalFigures& figures);

/// What an offer says or asks first.
QString conditionSentence(Condition condition, const RefusalFigures& figures);
QString conditionStep(Condition condition);

} // namespace voucher
