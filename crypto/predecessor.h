#pragma once

#include "crypto/entry.h"

#include <optional>
#include <vector>

namespace voucher {

/// An earlier terminal of the same tablet, whose file was damaged: what could still be read of its chain reaches to
/// this entry. The first entry of the terminal that took its place names it (design §6).
struct Predecessor
{
    TerminalId terminal;
    Sequence upTo = 0;
    Hash head; ///< hash of entry `upTo`
    friend bool operator==(const Predecessor&, const Predecessor&) = default;
};

/// A tablet whose file was damaged more often is not one to go on with; the detail of a notice holds that many.
inline constexpr std::size_t mostPredecessors = 12;

/// Deterministic CBOR `[[terminal, upTo, head], …]`: the detail of a notice `Salvaged`; one to `mostPredecessors`.
QByteArray encode(const std::vector<Predecessor>& predecessors);

/// The predecessors that a notice names; nothing for other bytes, none or too many, or a terminal named twice.
std::optional<std::vector<Predecessor>> predecessorsFrom(QByteArrayView detail);

} // namespace voucher
