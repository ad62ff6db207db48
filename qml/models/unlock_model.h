#pragma once

#include <QList>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace voucher {

/// Who may open this tablet, as the screens see it: by number and pictogram, never by name; whether it is open, and why
/// the last try did not do.
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
    Q_PROPERTY(QList<int> operators READ operators NOTIFY changed)
    Q_PROPERTY(bool several READ several NOTIFY changed)
    Q_PROPERTY(int chosen READ chosen NOTIFY changed)
    Q_PROPERTY(int open READ open NOTIFY changed)
    Q_PROPERTY(bool isManager READ isManager NOTIFY changed)
    Q_PROPERTY(bool proved READ proved NOTIFY changed)
    Q_PROPERTY(bool canRecover READ canRecover NOTIFY changed)

public:
    enum Problem {
        None,
        Wrong,
        TooCommon,
        Wait,    ///< `waitSeconds` must pass first
        Locked,  ///< no tries left: a manager or the municipality helps
        NotKept, ///< the disk is full: nothing has changed
    };
    Q_ENUM(Problem)

    struct Operator
    {
        int number = 1;
        bool manages = true;
        bool blocked = false;
    };

    struct State
    {
        bool hasPin = false;
        bool unlocked = false;
        Problem problem = None;
        int triesLeft = 10;
        int waitSeconds = 0;
        std::vector<Operator> operators; ///< by rising number
        int open = 0;                    ///< who has opened it, 0 for nobody
        bool canRecover = false;         ///< the municipality has a code that opens it
    };

    using QObject::QObject;

    bool hasPin() const { return m_state.hasPin; }

    bool unlocked() const { return m_state.unlocked; }

    /// A PIN is being tried, which takes about a quarter of a second: further ones are ignored.
    bool working() const { return m_working; }

    /// Of the last answer; Locked also before the first try of an operator who has none.
    Problem problem() const;

    int triesLeft() const { return m_state.triesLeft; }

    int waitSeconds() const { return m_state.waitSeconds; }

    QList<int> operators() const;

    bool several() const { return m_state.operators.size() > 1; }

    /// Whose PIN is asked for; 0 while several may open and none is chosen.
    int chosen() const;

    int open() const { return m_state.open; }

    /// Whether a manager has opened it.
    bool isManager() const { return manages(m_state.open); }

    /// Whether who opened it has typed the PIN once more since `forget`.
    bool proved() const { return m_proved; }

    bool canRecover() const { return m_state.canRecover; }

    Q_INVOKABLE bool manages(int number) const;
    Q_INVOKABLE bool blocked(int number) const;
    /// The pictogram that stands for this operator on this tablet.
    Q_INVOKABLE int pictogram(int number) const;

    /// The worker's answer; ends `working`.
    void show(const State& state);

    /// Whose PIN comes next; 0 for someone else.
    Q_INVOKABLE void choose(int number);
    Q_INVOKABLE void unlock(const QString& pin);
    /// The first PIN, typed twice alike by the page.
    Q_INVOKABLE void begin(const QString& pin);
    Q_INVOKABLE void again(const QString& pin);
    Q_INVOKABLE void forget();
    Q_INVOKABLE void add(bool manages, const QString& name, const QString& pin);
    Q_INVOKABLE void renew(int number, const QString& pin);
    Q_INVOKABLE void remove(int number);
    Q_INVOKABLE void recover(const QString& code, const QString& pin);
    Q_INVOKABLE void lock();

signals:
    void changed();
    /// The last try did not do: the typed digits are to be cleared.
    void failed();
    /// What was asked has been done.
    void done();

    /// To the worker.
    void unlockRequested(int number, const QString& pin);
    void beginRequested(const QString& pin);
    void againRequested(const QString& pin);
    void addRequested(bool manages, const QString& name, const QString& pin);
    void renewRequested(int number, const QString& pin);
    void removeRequested(int number);
    void recoverRequested(const QString& code, int number, const QString& pin);
    void lockRequested();

private:
    enum class Asked : std::uint8_t { Nothing, Again, Other };

    const Operator* find(int number) const;
    bool ask(Asked what);

    State m_state;
    int m_chosen = 0;
    Asked m_asked = Asked::Nothing;
    bool m_proved = false;
    bool m_working = false;
};

} // namespace voucher
