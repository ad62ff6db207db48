#include "qml/worker_wiring.h"

namespace voucher {

void wireWorker(Models& models, Worker& worker)
{
    const auto ask = [&worker](auto* model, auto request, auto answer) {
        QObject::connect(model, request, &worker, answer, Qt::QueuedConnection);
    };
    ask(&models.start, &StartModel::salvageRequested, &Worker::salvage);
    ask(&models.unlock, &UnlockModel::beginRequested, &Worker::choosePin);
    ask(&models.unlock, &UnlockModel::unlockRequested, &Worker::unlock);
    ask(&models.unlock, &UnlockModel::againRequested, &Worker::again);
    ask(&models.unlock, &UnlockModel::addRequested, &Worker::addOperator);
    ask(&models.unlock, &UnlockModel::renewRequested, &Worker::renewOperator);
    ask(&models.unlock, &UnlockModel::removeRequested, &Worker::removeOperator);
    ask(&models.unlock, &UnlockModel::recoverRequested, &Worker::recover);
    ask(&models.unlock, &UnlockModel::lockRequested, &Worker::lock);
    ask(&models.enrol, &EnrolModel::practiceRequested, &Worker::practise);
    ask(&models.desk, &DeskModel::confirmRequested, &Worker::confirm);
    ask(&models.desk, &DeskModel::left, &Worker::leave);
    ask(&models.desk, &DeskModel::undoRequested, &Worker::undo);
    ask(&models.desk, &DeskModel::noteRequested, &Worker::note);
    ask(&models.desk, &DeskModel::numberTyped, &Worker::typeNumber);
    ask(&models.desk, &DeskModel::noPaperRequested, &Worker::noPaper);
    ask(&models.group, &GroupModel::beginRequested, &Worker::beginGroup);
    ask(&models.group, &GroupModel::finishRequested, &Worker::finishGroup);
    ask(&models.group, &GroupModel::removeRequested, &Worker::removeFromGroup);
    ask(&models.group, &GroupModel::lineRequested, &Worker::openLine);
    ask(&models.history, &HistoryModel::openRequested, &Worker::openMonth);
    ask(&models.sync, &SyncModel::tryRequested, &Worker::tryNow);
    ask(&models.sync, &SyncModel::stickRequested, &Worker::readStick);
    ask(&models.sync, &SyncModel::saveRequested, &Worker::saveToStick);

    const auto show = [&worker](auto answer, auto* model, auto shown) {
        QObject::connect(&worker, answer, model, shown, Qt::QueuedConnection);
    };
    show(&Worker::started, &models.start, &StartModel::show);
    show(&Worker::unlockAnswered, &models.unlock, &UnlockModel::show);
    show(&Worker::enrolmentChanged, &models.enrol, &EnrolModel::show);
    show(&Worker::syncChanged, &models.sync, &SyncModel::show);
    show(&Worker::updateShown, &models.sync, &SyncModel::showUpdate);
    show(&Worker::savingShown, &models.sync, &SyncModel::showSaving);
    show(&Worker::scanShown, &models.desk, &DeskModel::showScan);
    show(&Worker::offered, &models.desk, &DeskModel::showOffer);
    show(&Worker::recorded, &models.desk, &DeskModel::showRecorded);
    show(&Worker::followed, &models.desk, &DeskModel::follow);
    show(&Worker::undoSecondsChanged, &models.desk, &DeskModel::setUndoSecondsLeft);
    show(&Worker::refused, &models.desk, &DeskModel::showRefused);
    show(&Worker::numberDoubtful, &models.desk, &DeskModel::showNumberDoubtful);
    show(&Worker::groupShown, &models.group, &GroupModel::show);
    show(&Worker::groupTold, &models.group, &GroupModel::tell);
    show(&Worker::monthShown, &models.history, &HistoryModel::show);
}

} // namespace voucher
