#pragma once

#include "qml/models/desk_views.h"
#include "qml/models/enrol_model.h"
#include "qml/models/group_model.h"
#include "qml/models/history_model.h"
#include "qml/models/sync_model.h"

#include "sync/courier.h"
#include "terminal/group.h"

namespace voucher {

/// What the desk, the ledger and the courier say, as the plain values that the models show.
OfferView viewOf(const Offer& offer, Instant now);
RecordedView viewOf(const Recorded& recorded, bool note, bool signKnown);
RefusedView viewOf(const Refused& refused, const QString& helpLine);
GroupModel::View viewOf(const Group& group, const QString& helpLine, Instant now);
EntryState::Value stateOf(const LedgerLine& line);
HistoryModel::View monthOf(const std::vector<LedgerLine>& lines, const Standing& standing, QDate today);
EnrolModel::View viewOf(const CourierState& state, const std::optional<Enrolment>& enrolment);
SyncModel::View viewOf(const CourierState& state, const std::optional<Bulletin>& bulletin, Instant now);
SyncModel::Update viewOf(const tl::expected<bool, NotTaken>& taken);

/// Whole seconds from now until then, begun ones included; 0 when it has passed.
int secondsUntil(Instant then, Instant now);

} // namespace voucher
