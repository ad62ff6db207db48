#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// The PIN as the screens see it: whether one exists, whether it is open, and why the last try did not do.
class UnlockModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(bool hasPin READ hasPin NOTIFY changed)
    Q_PROPERTY(bool unlocked READ unlocked NOTIFY changed)
    Q_PROPERTY(bool working READ working NOTIFY changed)
    Q_PROPERTY(voucher::UnlockModel::Problem problem READ problem NOTIFY changed)
    Q_PROPERTY(int triesLeft READ triesLeft NOTIFY changed)
    Q_PROPERTY(int waitSeconds READ waitSeconds NOTIFY changed)

public:
    enum Problem {
        None,
        Wrong,
        TooCommon,
        Wait,   ///< `waitSeconds` must pass first
        Locked, ///< no tries left: the municipality helps
    };
    Q_ENUM(Problem)

    struct State
    {
        bool hasPin = false;
        bool unlocked = false;
        Problem problem = None;
        int triesLeft = 10;
        int waitSeconds = 0;
    };

    using QObject::QObject;

    bool hasPin() const { return m_state.hasPin; }

    bool unlocked() const { return m_state.unlocked; }

    /// A PIN is being tried, which takes about a quarter of a second: further ones are ignored.
    bool working() const { return m_working; }

    Problem problem() const { return m_state.problem; }

    int triesLeft() const { return m_state.triesLeft; }

    int waitSeconds() const { return m_state.waitSeconds; }

    /// The worker's answer; ends `working`.
    void show(const State& state);

    Q_INVOKABLE void unlock(const QString& pin);
    /// The first PIN, typed twice alike by the page.
    Q_INVOKABLE void choose(const QString& pin);
    Q_INVOKABLE void lock();

signals:
    void changed();
    /// The last try did not do: the typed digits are to be cleared.
    void failed();

    /// To the worker.
    void unlockRequested(const QString& pin);
    void choiceRequested(const QString& pin);
    void lockRequested();

private:
    bool begin();

    State m_state;
    bool m_working = false;
};

} // namespace voucher
