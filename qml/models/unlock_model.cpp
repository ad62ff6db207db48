#include "qml/models/unlock_model.h"

namespace voucher {

void UnlockModel::show(const State& state)
{
    const bool answered = m_working;
    m_working = false;
    m_state = state;
    emit changed();
    if (answered && !state.unlocked)
        emit failed();
}

void UnlockModel::unlock(const QString& pin)
{
    if (begin())
        emit unlockRequested(pin);
}

void UnlockModel::choose(const QString& pin)
{
    if (begin())
        emit choiceRequested(pin);
}

void UnlockModel::lock()
{
    emit lockRequested();
}

bool UnlockModel::begin()
{
    if (m_working)
        return false;
    m_working = true;
    emit changed();
    return true;
}

} // namespace voucher
