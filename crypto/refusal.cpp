#include "crypto/refusal.h"

namespace voucher {

std::string_view nameOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::NotOurCode:
        return "NotOurCode";
    case Refusal::Unreadable:
        return "Unreadable";
    case Refusal::WrongKindOfCode:
        return "WrongKindOfCode";
    case Refusal::NewerFormat:
        return "NewerFormat";
    case Refusal::UnknownKey:
        return "UnknownKey";
    case Refusal::KeyRevoked:
        return "KeyRevoked";
    case Refusal::BadSignature:
        return "BadSignature";
    case Refusal::Malformed:
        return "Malformed";
    case Refusal::NotYetValid:
        return "NotYetValid";
    case Refusal::Expired:
        return "Expired";
    case Refusal::OtherProvider:
        return "OtherProvider";
    case Refusal::ProviderSuspended:
        return "ProviderSuspended";
    case Refusal::ServiceNotContracted:
        return "ServiceNotContracted";
    case Refusal::Revoked:
        return "Revoked";
    case Refusal::Suspended:
        return "Suspended";
    case Refusal::Replaced:
        return "Replaced";
    case Refusal::TerminalSuspended:
        return "TerminalSuspended";
    case Refusal::ListsExpired:
        return "ListsExpired";
    case Refusal::AlreadyRedeemed:
        return "AlreadyRedeemed";
    case Refusal::NothingLeft:
        return "NothingLeft";
    case Refusal::DayLimit:
        return "DayLimit";
    case Refusal::MonthLimit:
        return "MonthLimit";
    case Refusal::OfflineLimit:
        return "OfflineLimit";
    case Refusal::StorageFull:
        return "StorageFull";
    }
    return {};
}

std::string_view nameOf(Condition condition)
{
    switch (condition) {
    case Condition::ClockDoubtful:
        return "ClockDoubtful";
    case Condition::ClosedDay:
        return "ClosedDay";
    case Condition::ListsAgeing:
        return "ListsAgeing";
    case Condition::SoftLimit:
        return "SoftLimit";
    case Condition::EvidenceNeeded:
        return "EvidenceNeeded";
    case Condition::Practice:
        return "Practice";
    case Condition::NotConfirmed:
        return "NotConfirmed";
    }
    return {};
}

std::optional<Refusal> refusalFrom(std::uint64_t number)
{
    if (number > UINT8_MAX)
        return std::nullopt;
    const auto refusal = static_cast<Refusal>(number);
    return nameOf(refusal).empty() ? std::nullopt : std::optional(refusal);
}

} // namespace voucher
