#include "qml/models/unlock_model.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

/// Neighbours in number are no neighbours in the drawings: nobody is taken for the next one.
constexpr int pictograms = 64;
constexpr int stride = 11;

} // namespace

UnlockModel::Problem UnlockModel::problem() const
{
    const bool shut = !m_state.unlocked && m_state.problem == None && blocked(chosen());
    return shut ? Locked : m_state.problem;
}

QList<int> UnlockModel::operators() const
{
    QList<int> numbers;
    for (const Operator& one : m_state.operators)
        numbers += one.number;
    return numbers;
}

int UnlockModel::chosen() const
{
    if (several())
        return m_chosen;
    return m_state.operators.empty() ? 1 : m_state.operators.front().number;
}

const UnlockModel::Operator* UnlockModel::find(int number) const
{
    const auto found = std::find_if(m_state.operators.begin(), m_state.operators.end(),
                                    [number](const Operator& one) { return one.number == number; });
    return found == m_state.operators.end() ? nullptr : &*found;
}

bool UnlockModel::manages(int number) const
{
    const Operator* const one = find(number);
    return one && one->manages;
}

bool UnlockModel::blocked(int number) const
{
    const Operator* const one = find(number);
    return one && one->blocked;
}

int UnlockModel::pictogram(int number) const
{
    return (number - 1) * stride % pictograms;
}

void UnlockModel::show(const State& state)
{
    const bool answered = std::exchange(m_working, false);
    const Asked asked = std::exchange(m_asked, Asked::Nothing);
    m_state = state;
    if (state.unlocked || !find(m_chosen))
        m_chosen = 0;
    m_proved = state.unlocked && (m_proved || (asked == Asked::Again && state.problem == None));
    emit changed();
    if (!answered)
        return;
    if (state.problem == None && state.unlocked)
        emit done();
    else
        emit failed();
}

void UnlockModel::choose(int number)
{
    m_chosen = number;
    m_state.problem = None;
    emit changed();
}

void UnlockModel::unlock(const QString& pin)
{
    if (ask(Asked::Other))
        emit unlockRequested(chosen(), pin);
}

void UnlockModel::begin(const QString& pin)
{
    if (ask(Asked::Other))
        emit beginRequested(pin);
}

void UnlockModel::again(const QString& pin)
{
    if (ask(Asked::Again))
        emit againRequested(pin);
}

void UnlockModel::forget()
{
    m_proved = false;
    m_state.problem = None;
    emit changed();
}

void UnlockModel::add(bool manages, const QString& name, const QString& pin)
{
    if (ask(Asked::Other))
        emit addRequested(manages, name, pin);
}

void UnlockModel::renew(int number, const QString& pin)
{
    if (ask(Asked::Other))
        emit renewRequested(number, pin);
}

void UnlockModel::remove(int number)
{
    if (ask(Asked::Other))
        emit removeRequested(number);
}

void UnlockModel::recover(const QString& code, const QString& pin)
{
    if (ask(Asked::Other))
        emit recoverRequested(code, chosen(), pin);
}

void UnlockModel::lock()
{
    emit lockRequested();
}

bool UnlockModel::ask(Asked what)
{
    if (m_working)
        return false;
    m_working = true;
    m_asked = what;
    emit changed();
    return true;
}

} // namespace voucher
