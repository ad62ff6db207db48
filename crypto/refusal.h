#pragma once

#include <QFlags>

#include <cstdint>
#include <optional>
#include <string_view>

namespace voucher {

/// The one reason why nothing may be redeemed now; in the order in which they are looked for.
/// The numbers are written into entries: append, never renumber.
enum class Refusal : std::uint8_t {
    NotOurCode = 1,
    Unreadable,
    WrongKindOfCode,
    NewerFormat,
    UnknownKey,
    KeyRevoked,
    BadSignature,
    Malformed,
    NotYetValid,
    Expired,
    OtherProvider,
    ProviderSuspended,
    ServiceNotContracted,
    Revoked,
    Suspended,
    Replaced,
    TerminalSuspended,
    ListsExpired,
    AlreadyRedeemed,
    NothingLeft,
    DayLimit,
    MonthLimit,
    OfflineLimit,
    StorageFull,
};

/// What an offer asks or says first. Kept as flags in the entry: append, never renumber.
enum class Condition : std::uint32_t {
    ClockDoubtful = 1u << 0,
    ClosedDay = 1u << 1,
    ListsAgeing = 1u << 2,
    SoftLimit = 1u << 3,
    EvidenceNeeded = 1u << 4,
    Practice = 1u << 5,
    /// The voucher names no provider and no account is known here: the full quantity is "not confirmed".
    NotConfirmed = 1u << 6,
};
Q_DECLARE_FLAGS(Conditions, Condition)
Q_DECLARE_OPERATORS_FOR_FLAGS(Conditions)

/// The code's name as the design writes it, e.g. "NotOurCode"; for machine-readable output, never for a person.
std::string_view nameOf(Refusal refusal);
std::string_view nameOf(Condition condition);

/// The refusal with this number, or nothing for a number that no refusal has.
std::optional<Refusal> refusalFrom(std::uint64_t number);

} // namespace voucher
