#include "qml/models/desk_model.h"

namespace voucher {

void DeskModel::showScan()
{
    end();
    turnTo(Scan);
}

void DeskModel::showOffer(const OfferView& offer)
{
    end();
    m_offer = offer;
    emit offerChanged();
    turnTo(Offer);
}

void DeskModel::showRecorded(const RecordedView& recorded, int undoSecondsLeft)
{
    end();
    m_recorded = recorded;
    emit recordedChanged();
    setUndoSecondsLeft(undoSecondsLeft);
    turnTo(Recorded);
}

void DeskModel::showRefused(const RefusedView& refused)
{
    end();
    m_refused = refused;
    emit refusedChanged();
    turnTo(Refused);
}

void DeskModel::showNumberDoubtful()
{
    end();
    m_numberDoubtful = true;
    emit numberDoubtfulChanged();
}

void DeskModel::follow(const RecordedView& recorded)
{
    if (m_page != Recorded || recorded.sequence != m_recorded.sequence)
        return;
    m_recorded = recorded;
    emit recordedChanged();
}

void DeskModel::setUndoSecondsLeft(int seconds)
{
    if (m_undoSecondsLeft == seconds)
        return;
    m_undoSecondsLeft = seconds;
    emit undoSecondsLeftChanged();
}

void DeskModel::confirm(int closedDayReason, bool clockConfirmed)
{
    if (m_page == Offer && begin())
        emit confirmRequested(closedDayReason, clockConfirmed);
}

void DeskModel::next()
{
    // An entry being written is shown before anyone may turn the page.
    if (m_working)
        return;
    turnTo(Scan);
    emit left();
}

void DeskModel::undo()
{
    if (m_page == Recorded && m_undoSecondsLeft > 0 && begin())
        emit undoRequested(m_recorded.sequence);
}

void DeskModel::note()
{
    if (m_page == Refused && m_refused.canNote() && begin())
        emit noteRequested();
}

void DeskModel::typeNumber(const QString& number)
{
    if (begin())
        emit numberTyped(number);
}

void DeskModel::noPaper()
{
    if (begin())
        emit noPaperRequested();
}

void DeskModel::turnTo(Page page)
{
    if (m_page == page)
        return;
    m_page = page;
    emit pageChanged();
}

bool DeskModel::begin()
{
    if (m_working)
        return false;
    m_working = true;
    emit workingChanged();
    return true;
}

void DeskModel::end()
{
    if (m_numberDoubtful) {
        m_numberDoubtful = false;
        emit numberDoubtfulChanged();
    }
    if (!m_working)
        return;
    m_working = false;
    emit workingChanged();
}

} // namespace voucher
