#pragma once

#include "qml/models/desk_model.h"
#include "qml/models/enrol_model.h"
#include "qml/models/group_model.h"
#include "qml/models/history_model.h"
#include "qml/models/start_model.h"
#include "qml/models/sync_model.h"
#include "qml/models/unlock_model.h"
#include "qml/models/worker.h"

namespace voucher {

/// The models of one window.
struct Models
{
    StartModel start;
    UnlockModel unlock;
    EnrolModel enrol;
    DeskModel desk;
    GroupModel group;
    HistoryModel history;
    SyncModel sync;
};

/// Connects what screens ask with the worker on its thread and what it answers with what screens show: all queued, so
/// that neither side waits.
void wireWorker(Models& models, Worker& worker);

} // namespace voucher
