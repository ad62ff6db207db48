#pragma once

#include "qml/models/desk_views.h"
#include "qml/models/enrol_model.h"
#include "qml/models/group_model.h"
#include "qml/models/history_model.h"
#include "qml/models/start_model.h"
#include "qml/models/sync_model.h"
#include "qml/models/unlock_model.h"
#include "qml/sticks.h"

#include "crypto/poster.h"
#include "sync/courier.h"
#include "terminal/group.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace voucher {

/// Desk, ledger, vault and courier on one thread, behind queued signals, so that the screen never waits for disk,
/// network or scrypt. Each request is answered by exactly one signal of its kind; what the municipality sends arrives
/// as the same signals unasked.
class Worker : public QObject
{
    Q_OBJECT
public:
    /// The edges, made on this thread by the composition root when `open` runs.
    struct Edges
    {
        std::unique_ptr<Clock> clock;
        std::unique_ptr<Transport> transport;
        std::function<double()> random;
        std::function<ScryptCost()> pinCost; ///< measured when the PIN is chosen
        /// The updates that lie on sticks now, none longer than `largestUpdate`.
        std::function<QByteArrayList()> sticks;
        std::function<StickAnswer(const QString& name, QByteArrayView bytes)> saveToStick;
    };

    Worker(QString ledgerPath, std::function<Edges()> makeEdges);
    ~Worker() override;

public slots:
    void open();
    /// For a damaged ledger: a new one in its place, with what could still be read. Nothing for a sound one.
    void salvage();
    void choosePin(const QString& pin);
    void unlock(int number, const QString& pin);
    void lock();
    /// The open operator's PIN once more, for what is not everybody's; ten wrong ones lock.
    void again(const QString& pin);
    /// A manager's acts, each answered like an unlocking.
    void addOperator(bool manages, const QString& name, const QString& pin);
    void renewOperator(int number, const QString& pin);
    void removeOperator(int number);
    /// By the municipality's code; opens with the new PIN.
    void recover(const QString& code, int number, const QString& pin);
    /// A text that camera, scanner or a person's file gave: an invitation before the enrolment, else a voucher or a
    /// part of the municipality's poster.
    void scanned(const QString& text);
    void practise();
    void confirm(int closedDayReason);
    void leave();
    void undo(qint64 sequence);
    void note();
    void typeNumber(const QString& number);
    void noPaper();
    void openMonth();
    void beginGroup();
    void finishGroup();
    void removeFromGroup(int number);
    /// One line of the group on a page of its own, as if it had been scanned alone.
    void openLine(int number);
    void tryNow();
    void readStick();
    /// What waits, as a file for the office.
    void saveToStick();
    void networkIsBack();
    /// Whether somebody pays for each byte of the network.
    void networkIsMetered(bool metered);

signals:
    void started(voucher::StartModel::State state);
    void unlockAnswered(const voucher::UnlockModel::State& state);
    void enrolmentChanged(const voucher::EnrolModel::View& view);
    void syncChanged(const voucher::SyncModel::View& view);
    void updateShown(const voucher::SyncModel::UpdateView& update);
    void savingShown(const voucher::SyncModel::SavingView& saving);
    void scanShown();
    void offered(const voucher::OfferView& view);
    void recorded(const voucher::RecordedView& view, int undoSecondsLeft);
    void followed(const voucher::RecordedView& view);
    void undoSecondsChanged(int seconds);
    void refused(const voucher::RefusedView& view);
    void numberDoubtful();
    /// A visit has just become durable: what *recorded* sounds like.
    void kept();
    void groupShown(const voucher::GroupModel::View& view);
    /// The group has taken a code; the line tells what became of it.
    void groupTold(int number);
    void monthShown(const voucher::HistoryModel::View& view);

private:
    void check(const QString& text);
    /// Whether the text belongs to a poster; then it has been answered.
    bool posterScanned(const QString& text);
    void beginAnew();
    /// Whether the ledger has turned out to be damaged while it was open: then the person has been told.
    bool foundDamaged();
    SyncModel::Update taken(QByteArrayView update);
    /// Nothing is told where nothing was and is shown.
    void showUpdate(const SyncModel::UpdateView& update);
    void showSaving(const SyncModel::SavingView& saving);
    void scannedInGroup(const QString& text);
    void showGroup();
    void closeGroup();
    void answer(const tl::expected<Recorded, Refused>& result, bool isNote, bool signKnown);
    void showRecorded(const Recorded& result, bool isNote, bool signKnown);
    void answerNothingAsked();
    /// `tried`: whose PIN it was, for what remains of the tries.
    void answerUnlock(const tl::expected<void, PinError>& result, OperatorNumber tried = {});
    void answerAct(const tl::expected<void, PinError>& result);
    /// Counts a try durably; false if it may not be made, which has been answered.
    bool mayTry(OperatorNumber number);
    void openAfterWait(OperatorNumber number);
    void forgetOld();
    void answerRefusal(const Refused& refused);
    void showLastAfterRestart();
    void startShift();
    void tickUndo();
    void followShown();
    void tellCourierState(const CourierState& state);
    QString helpLine() const;

    QString m_ledgerPath;
    std::function<Edges()> m_makeEdges;
    Edges m_edges;
    std::unique_ptr<Ledger> m_ledger;
    std::optional<Vault> m_vault;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<Courier> m_courier;
    PosterJoiner m_poster;
    SyncModel::Update m_update = SyncModel::NoUpdate; ///< on the screen
    SyncModel::Saving m_saving = SyncModel::NotAsked; ///< on the screen
    std::optional<Group> m_group;                     ///< open from its beginning to its end, a lock or a restart
    std::uint64_t m_groupRound = 0;

    std::optional<Offer> m_offer;        ///< on the screen, waiting for the person
    QString m_text;                      ///< of the refusal on the screen, for its note
    std::optional<Refusal> m_refusal;    ///< on the screen
    std::optional<RecordedView> m_shown; ///< the entry on the screen, followed on its way
    Instant m_undoUntil;
    std::uint64_t m_shift = 0;
    std::uint64_t m_waitRound = 0;
    bool m_metered = false;
    std::optional<Instant> m_forgotBefore; ///< of what time attachments were last looked through
    std::uint64_t m_undoRound = 0;
    bool m_notAnInvitation = false;
    bool m_lastShown = false;
};

} // namespace voucher
