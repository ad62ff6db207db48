#pragma once

#include "qml/models/desk_views.h"
#include "qml/models/group_model.h"
#include "qml/models/history_model.h"
#include "qml/models/unlock_model.h"

#include <chrono>
#include <vector>

/// What the samples show, as the worker would give it.
namespace voucher::sample {

inline constexpr Instant now = Instant(std::chrono::milliseconds(1795362120000)); ///< 22/11/2026, 17:42 in Athens

Instant before(std::chrono::minutes minutes);
/// So many people: the first manages, the third is blocked.
std::vector<UnlockModel::Operator> people(int count);
OfferView offer(Conditions conditions = {});
RecordedView recorded(EntryState::Value state);
HistoryModel::View month();
/// A child of a group whose code is refused.
GroupModel::Line refusedChild(int number, Refusal code);
GroupModel::View group(Conditions said = {});

} // namespace voucher::sample
