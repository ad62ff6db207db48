#include "qml/models/views_of.h"
#include "qml/models/worker.h"

#include "terminal/put_aside.h"

#include <utility>

namespace voucher {

// The worker's side of the vault: who may open it, who has, and until when.

namespace {

UnlockModel::Problem problemOf(PinError error)
{
    switch (error) {
    case PinError::TooShort:
    case PinError::TooCommon:
        return UnlockModel::TooCommon;
    case PinError::Wrong:
        return UnlockModel::Wrong;
    case PinError::Wait:
        return UnlockModel::Wait;
    case PinError::NotKept:
        return UnlockModel::NotKept;
    case PinError::Locked:
    case PinError::Damaged:
        return UnlockModel::Locked;
    }
    Q_UNREACHABLE();
}

OperatorNumber operatorOf(int number)
{
    return OperatorNumber{static_cast<std::uint32_t>(number)};
}

} // namespace

void Worker::answerUnlock(const tl::expected<void, PinError>& result, OperatorNumber tried)
{
    UnlockModel::State state;
    state.hasPin = m_vault.has_value();
    state.unlocked = m_vault && m_vault->key();
    if (m_vault) {
        const std::vector<Operator> operators = m_vault->operators();
        for (const Operator& one : operators)
            state.operators.push_back(
                {static_cast<int>(one.number.value), one.role == OperatorRole::Manager, one.triesLeft == 0});
        const Operator who = m_vault->find(tried).value_or(operators.front());
        state.triesLeft = who.triesLeft;
        state.open = static_cast<int>(m_vault->open().value);
        state.canRecover = m_vault->hasRecovery();
        if (!result && result.error() == PinError::Wait)
            state.waitSeconds = secondsUntil(m_vault->nextTry(tried), m_desk->now().instant);
    }
    if (!result)
        state.problem = problemOf(result.error());
    // The last try has gone: it is said now, not at the next one.
    if (state.problem == UnlockModel::Wrong && state.triesLeft == 0 && tried != recoveryNumber)
        state.problem = UnlockModel::Locked;
    emit unlockAnswered(state);
}

void Worker::choosePin(const QString& pin)
{
    if (m_vault || !m_desk) {
        answerUnlock({});
        return;
    }
    auto vault = Vault::create(pin, m_edges.pinCost());
    if (!vault) {
        answerUnlock(tl::unexpected(vault.error()));
        return;
    }
    if (!m_ledger->storeVault(vault->stored(), vault->publicKey())) {
        if (!foundDamaged())
            emit started(StartModel::DiskFull);
        return;
    }
    m_vault = std::move(*vault);
    // Nothing came before this start.
    m_lastShown = true;
    startShift();
    answerUnlock({});
    m_courier->wake();
}

/// Stored before the answer is known: pulling the battery gives no free try.
bool Worker::mayTry(OperatorNumber number)
{
    if (!m_vault || !m_desk) {
        answerUnlock({});
        return false;
    }
    if (const auto allowed = m_vault->beginTry(number, m_desk->now().instant); !allowed) {
        answerUnlock(allowed, number);
        if (allowed.error() == PinError::Wait)
            openAfterWait(number);
        return false;
    }
    if (!m_ledger->storeVault(m_vault->stored(), m_vault->publicKey())) {
        answerUnlock({});
        if (!foundDamaged())
            emit started(StartModel::DiskFull);
        return false;
    }
    return true;
}

/// When the wait is over the pad opens by itself.
void Worker::openAfterWait(OperatorNumber number)
{
    const std::uint64_t round = ++m_waitRound;
    m_edges.clock->callAfter(m_vault->nextTry(number) - m_desk->now().instant, [this, round, number] {
        if (round == m_waitRound)
            answerUnlock({}, number);
    });
}

void Worker::unlock(int number, const QString& pin)
{
    if (!mayTry(operatorOf(number)))
        return;
    const auto result = m_vault->unlock(pin);
    if (result) {
        m_ledger->storeVault(m_vault->stored(), m_vault->publicKey());
        startShift();
        m_courier->wake();
    }
    answerUnlock(result, operatorOf(number));
    if (result)
        showLastAfterRestart();
}

void Worker::again(const QString& pin)
{
    const OperatorNumber who = m_vault ? m_vault->open() : recoveryNumber;
    if (who == recoveryNumber || !mayTry(who)) {
        if (who == recoveryNumber)
            answerUnlock({});
        return;
    }
    const auto result = m_vault->unlock(pin);
    if (result)
        m_ledger->storeVault(m_vault->stored(), m_vault->publicKey());
    answerUnlock(result, who);
    if (m_vault->find(who)->triesLeft == 0)
        lock();
}

void Worker::lock()
{
    if (m_vault)
        m_vault->lock();
    leave();
    closeGroup();
    ++m_shift;
    answerUnlock({});
    emit scanShown();
}

void Worker::startShift()
{
    // Whatever is due when a shift begins: the first entry of a new terminal, the municipality's recovery code.
    m_desk->opened();
    const std::uint64_t shift = ++m_shift;
    const auto& bulletin = m_ledger->bulletin();
    const std::chrono::hours hours{bulletin ? bulletin->content().limits.unlockHours : Limits{}.unlockHours};
    m_edges.clock->callAfter(hours, [this, shift] {
        if (shift == m_shift)
            lock();
    });
}

void Worker::answerAct(const tl::expected<void, PinError>& result)
{
    answerUnlock(result);
    m_courier->wake();
}

void Worker::addOperator(bool manages, const QString& name, const QString& pin)
{
    if (!m_desk)
        return;
    const OperatorRole role = manages ? OperatorRole::Manager : OperatorRole::Staff;
    answerAct(m_desk->addOperator(role, pin, name).map([](OperatorNumber) {}));
}

void Worker::renewOperator(int number, const QString& pin)
{
    if (m_desk)
        answerAct(m_desk->renewOperator(operatorOf(number), pin));
}

void Worker::removeOperator(int number)
{
    if (m_desk)
        answerAct(m_desk->removeOperator(operatorOf(number)));
}

void Worker::recover(const QString& code, int number, const QString& pin)
{
    if (!mayTry(recoveryNumber))
        return;
    if (const auto recovered = m_desk->recover(code, operatorOf(number), pin); !recovered) {
        answerUnlock(recovered, recoveryNumber);
        return;
    }
    unlock(number, pin);
}

/// Once a day, what a receipt covers and the bulletin's days have passed for.
void Worker::forgetOld()
{
    // The new version has been answered: the copy from before would only keep the PINs of those who have left.
    if (m_courier && m_courier->state().answered)
        forgetCopies(m_ledgerPath);
    const auto since = m_ledger->keptSince(m_edges.clock->read());
    if (!since || (m_forgotBefore && *since - *m_forgotBefore < std::chrono::hours{24}))
        return;
    if (m_ledger->forgetAttachments(*since))
        m_forgotBefore = since;
    // A file that was put aside holds the same, and nobody waits for it once all that could be read has arrived.
    if (m_ledger->carriedWaiting() == 0 && m_ledger->acknowledgedUpTo() > 0)
        forgetPutAside(m_ledgerPath, *since);
}

} // namespace voucher
