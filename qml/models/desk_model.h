#pragma once

#include "qml/models/desk_views.h"

#include <QObject>

namespace voucher {

/// The desk as the screens see it: one page at a time, requests out by signals, answers in by `show…`. Holds no rules.
class DeskModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(voucher::DeskModel::Page page READ page NOTIFY pageChanged)
    Q_PROPERTY(bool working READ working NOTIFY workingChanged)
    Q_PROPERTY(voucher::OfferView offer READ offer NOTIFY offerChanged)
    Q_PROPERTY(voucher::RecordedView recorded READ recorded NOTIFY recordedChanged)
    Q_PROPERTY(voucher::RefusedView refused READ refused NOTIFY refusedChanged)
    Q_PROPERTY(int undoSecondsLeft READ undoSecondsLeft NOTIFY undoSecondsLeftChanged)
    Q_PROPERTY(bool numberDoubtful READ numberDoubtful NOTIFY numberDoubtfulChanged)

public:
    enum Page { Scan, Offer, Recorded, Refused };
    Q_ENUM(Page)

    using QObject::QObject;

    Page page() const { return m_page; }

    /// A request is on its way to the worker: every further tap is ignored.
    bool working() const { return m_working; }

    OfferView offer() const { return m_offer; }

    RecordedView recorded() const { return m_recorded; }

    RefusedView refused() const { return m_refused; }

    /// 0 when nothing can be taken back any more.
    int undoSecondsLeft() const { return m_undoSecondsLeft; }

    /// The typed voucher number has a wrong check character.
    bool numberDoubtful() const { return m_numberDoubtful; }

    /// The worker's answers. Each ends `working`.
    void showScan();
    void showOffer(const OfferView& offer);
    void showRecorded(const RecordedView& recorded, int undoSecondsLeft);
    void showRefused(const RefusedView& refused);
    void showNumberDoubtful();
    /// The entry shown came further on its way; ignored while another page is open.
    void follow(const RecordedView& recorded);
    void setUndoSecondsLeft(int seconds);

    /// Records the offer shown. `closedDayReason`: 0 none, 1 agreed with the family, 2 event, 3 other.
    Q_INVOKABLE void confirm(int closedDayReason, bool clockConfirmed);
    /// Back to scanning from offer, refusal or recorded; nothing is recorded by it.
    Q_INVOKABLE void next();
    Q_INVOKABLE void undo();
    /// "It took place, for review" after a refusal.
    Q_INVOKABLE void note();
    /// "It took place" by a typed voucher number, or without any.
    Q_INVOKABLE void typeNumber(const QString& number);
    Q_INVOKABLE void noPaper();

signals:
    void pageChanged();
    void workingChanged();
    void offerChanged();
    void recordedChanged();
    void refusedChanged();
    void undoSecondsLeftChanged();
    void numberDoubtfulChanged();

    /// To the worker.
    void confirmRequested(int closedDayReason, bool clockConfirmed);
    /// The page was left: whatever offer or refusal the worker holds is let go.
    void left();
    void undoRequested(qint64 sequence);
    void noteRequested();
    void numberTyped(const QString& number);
    void noPaperRequested();

private:
    void turnTo(Page page);
    bool begin();
    void end();

    Page m_page = Scan;
    bool m_working = false;
    bool m_numberDoubtful = false;
    int m_undoSecondsLeft = 0;
    OfferView m_offer;
    RecordedView m_recorded;
    RefusedView m_refused;
};

} // namespace voucher
