#pragma once

#include "qml/models/desk_model.h"
#include "qml/models/enrol_model.h"
#include "qml/models/group_model.h"
#include "qml/models/history_model.h"
#include "qml/models/pictures_model.h"
#include "qml/models/scan_model.h"
#include "qml/models/start_model.h"
#include "qml/models/sync_model.h"
#include "qml/models/unlock_model.h"

#include <QVariantMap>

#include <functional>
#include <vector>

namespace voucher {

/// All models of one screen, without a worker behind them.
struct SampleModels
{
    StartModel start;
    UnlockModel unlock;
    EnrolModel enrol;
    ScanModel scan;
    PicturesModel pictures;
    DeskModel desk;
    GroupModel group;
    HistoryModel history;
    SyncModel sync;

    QVariantMap properties();
};

/// One situation that a screen must be able to show.
struct Sample
{
    const char* name;
    int place; ///< where the person went from the scan page: 0 scan, 1 no paper, 2 month, 3 sending, 4 pictures
    std::function<void(SampleModels&)> arrange;
    const char* turned = nullptr; ///< a switch of the page itself that the person has turned on
};

/// Every page in every state that looks different, the longest texts among them.
const std::vector<Sample>& samples();

} // namespace voucher
