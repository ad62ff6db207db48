#pragma once

#include "qml/models/entry_state.h"
#include "qml/models/moments.h"
#include "qml/models/refusal_text.h"

#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// What the offer screen says. Plain values: made on the worker, shown on the GUI thread.
struct OfferView
{
    Q_GADGET
    QML_VALUE_TYPE(offerView)
    Q_PROPERTY(int firstSign MEMBER firstSign)
    Q_PROPERTY(int secondSign MEMBER secondSign)
    Q_PROPERTY(bool cents MEMBER cents)
    Q_PROPERTY(int amount MEMBER amount)
    Q_PROPERTY(int quantity MEMBER quantity)
    Q_PROPERTY(int used READ used)
    Q_PROPERTY(int left MEMBER left)
    Q_PROPERTY(int usedThisMonth MEMBER usedThisMonth)
    Q_PROPERTY(QString validUntil READ validUntilText)
    Q_PROPERTY(QString now READ nowText)
    Q_PROPERTY(bool asksClosedDay READ asksClosedDay)
    Q_PROPERTY(bool asksClock READ asksClock)
    Q_PROPERTY(bool practice READ practice)
    Q_PROPERTY(QStringList sentences READ sentences)

public:
    int firstSign = 0; ///< 0 … 63
    int secondSign = 0;
    bool cents = false; ///< amounts are euro cents, not visits
    int amount = 1;     ///< what this redemption takes
    int quantity = 0;
    int left = 0; ///< before this one
    int usedThisMonth = 0;
    std::optional<Instant> validUntil;
    std::optional<Instant> nowInstant; ///< the terminal's now, to be confirmed when it is doubtful
    Conditions conditions;
    std::optional<Instant> listsIssued; ///< for ListsAgeing
    int waiting = 0;                    ///< for SoftLimit

    int used() const { return quantity - left; }

    QString validUntilText() const { return dateText(validUntil); }

    QString nowText() const { return dateTimeText(nowInstant); }

    bool asksClosedDay() const { return conditions.testFlag(Condition::ClosedDay); }

    bool asksClock() const { return conditions.testFlag(Condition::ClockDoubtful); }

    bool practice() const { return conditions.testFlag(Condition::Practice); }

    /// One sentence for each condition that is only said, not asked.
    QStringList sentences() const;
};

/// What the screen after recording says; it follows the entry until the next child.
struct RecordedView
{
    Q_GADGET
    QML_VALUE_TYPE(recordedView)
    Q_PROPERTY(bool signKnown MEMBER signKnown)
    Q_PROPERTY(int firstSign MEMBER firstSign)
    Q_PROPERTY(int secondSign MEMBER secondSign)
    Q_PROPERTY(bool cents MEMBER cents)
    Q_PROPERTY(bool note MEMBER note)
    Q_PROPERTY(bool practice MEMBER practice)
    Q_PROPERTY(int visit MEMBER visit)
    Q_PROPERTY(bool leftKnown MEMBER leftKnown)
    Q_PROPERTY(int left MEMBER left)
    Q_PROPERTY(QString recordedTime READ recordedTime)
    Q_PROPERTY(QString recordedAt READ recordedAtText)
    Q_PROPERTY(QString sentTime READ sentTime)
    Q_PROPERTY(QString judgedTime READ judgedTime)
    Q_PROPERTY(voucher::EntryState::Value state MEMBER state)

public:
    qint64 sequence = 0;   ///< 0 for practice before enrolment: nothing is stored
    bool signKnown = true; ///< a note without paper has no sign
    int firstSign = 0;     ///< 0 … 63
    int secondSign = 0;
    bool cents = false;
    bool note = false; ///< the operator's word, always in review
    bool practice = false;
    int visit = 0;         ///< 1 for the first
    bool leftKnown = true; ///< not after a restart: the tablet forgets what the paper says
    int left = 0;          ///< after this one
    std::optional<Instant> at;
    std::optional<Instant> sentAt;
    std::optional<Instant> judgedAt;
    EntryState::Value state = EntryState::OnDevice;

    QString recordedTime() const { return timeText(at); }

    QString recordedAtText() const { return dateTimeText(at); }

    QString sentTime() const { return timeText(sentAt); }

    QString judgedTime() const { return timeText(judgedAt); }
};

/// What the screen of a refusal says. The sentences have one home: refusal_text.
struct RefusedView
{
    Q_GADGET
    QML_VALUE_TYPE(refusedView)
    Q_PROPERTY(QString sentence READ sentence)
    Q_PROPERTY(QString stepBefore READ stepBefore)
    Q_PROPERTY(QString telephone READ telephone)
    Q_PROPERTY(QString stepAfter READ stepAfter)
    Q_PROPERTY(bool childMayStay READ childMayStay)
    Q_PROPERTY(bool canNote READ canNote)
    Q_PROPERTY(bool canConnect READ canConnect)

public:
    Refusal code = Refusal::NotOurCode;
    RefusalFigures figures;

    QString sentence() const { return refusalSentence(code, figures); }

    QString stepBefore() const { return refusalStep(code, figures).before; }

    QString telephone() const { return refusalStep(code, figures).telephone; }

    QString stepAfter() const { return refusalStep(code, figures).after; }

    bool childMayStay() const { return kindOf(code) != RefusalKind::Stop; }

    bool canNote() const { return mayBeNoted(code); }

    bool canConnect() const { return kindOf(code) == RefusalKind::Connect; }
};

} // namespace voucher
