#pragma once

#include "qml/models/moments.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// The conversation with the municipality as the screens see it.
class SyncModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(voucher::SyncModel::Link link READ link NOTIFY changed)
    Q_PROPERTY(voucher::SyncModel::Lists lists READ lists NOTIFY changed)
    Q_PROPERTY(QString lastReceipt READ lastReceipt NOTIFY changed)
    Q_PROPERTY(QString listsIssued READ listsIssued NOTIFY changed)
    Q_PROPERTY(QString helpLine READ helpLine NOTIFY changed)
    Q_PROPERTY(voucher::SyncModel::Update update READ update NOTIFY updateChanged)
    Q_PROPERTY(int codesSeen READ codesSeen NOTIFY updateChanged)
    Q_PROPERTY(int codes READ codes NOTIFY updateChanged)
    Q_PROPERTY(voucher::SyncModel::Saving saving READ saving NOTIFY savingChanged)
    Q_PROPERTY(int savedRecords READ savedRecords NOTIFY savingChanged)

public:
    enum Link { Idle, Working, NoNetwork, NotTrusted, ServerTrouble, ClosedGate };
    Q_ENUM(Link)

    enum Lists { NoLists, Fresh, Ageing, Expired };
    Q_ENUM(Lists)

    /// What became of the municipality's update that a poster or a stick carried.
    enum Update {
        NoUpdate,
        PosterBegun, ///< some of a poster's codes were seen
        Taken,
        AlreadyHere, ///< this update or a newer one
        OutOfDate,   ///< its time is over
        NotForUs,
        NotStored,
        NoStick, ///< no stick with an update was found
    };
    Q_ENUM(Update)

    /// What became of the waiting records that were to be saved on a stick.
    enum Saving {
        NotAsked,
        Saved,
        NoStickToSave,
        NotSaved,
    };
    Q_ENUM(Saving)

    struct SavingView
    {
        Saving state = NotAsked;
        int records = 0;
    };

    struct UpdateView
    {
        Update state = NoUpdate;
        int codesSeen = 0;
        int codes = 0;
    };

    struct View
    {
        int waiting = 0; ///< entries above the last receipt
        Link link = Idle;
        Lists lists = NoLists;
        std::optional<Instant> lastReceipt;
        std::optional<Instant> listsIssued;
        QString helpLine;
    };

    using QObject::QObject;

    int waiting() const { return m_view.waiting; }

    Link link() const { return m_view.link; }

    Lists lists() const { return m_view.lists; }

    QString lastReceipt() const { return dateTimeText(m_view.lastReceipt); }

    QString listsIssued() const { return dateText(m_view.listsIssued); }

    QString helpLine() const { return m_view.helpLine; }

    Update update() const { return m_update.state; }

    int codesSeen() const { return m_update.codesSeen; }

    int codes() const { return m_update.codes; }

    Saving saving() const { return m_saving.state; }

    int savedRecords() const { return m_saving.records; }

    void show(const View& view);
    void showUpdate(const UpdateView& update);
    void showSaving(const SavingView& saving);

    /// Looks for the municipality's update on a USB stick.
    Q_INVOKABLE void readStick() { emit stickRequested(); }

    /// Saves what waits on a USB stick, for the office.
    Q_INVOKABLE void saveToStick() { emit saveRequested(); }

    Q_INVOKABLE void tryNow() { emit tryRequested(); }

signals:
    void changed();
    void updateChanged();
    void savingChanged();

    /// To the worker.
    void tryRequested();
    void stickRequested();
    void saveRequested();

private:
    View m_view;
    UpdateView m_update;
    SavingView m_saving;
};

} // namespace voucher
