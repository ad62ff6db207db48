#pragma once

#include <QList>
#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// How this device becomes a terminal of the municipality, as the screens see it.
class EnrolModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(voucher::EnrolModel::State state READ state NOTIFY changed)
    Q_PROPERTY(QList<int> words READ words NOTIFY changed)
    Q_PROPERTY(int provider READ provider NOTIFY changed)
    Q_PROPERTY(QString terminal READ terminal NOTIFY changed)
    Q_PROPERTY(bool notAnInvitation READ notAnInvitation NOTIFY changed)

public:
    enum State {
        None,            ///< no invitation scanned
        Waiting,         ///< invitation kept, no network yet
        AwaitingOfficer, ///< the officer compares the six words
        Refused,         ///< the invitation is not known any more, or it expired
        Done,
    };
    Q_ENUM(State)

    struct View
    {
        State state = None;
        QList<int> words; ///< six numbers 0 … 63, or none yet
        int provider = 0;
        QString terminal;             ///< the short name that the office also shows
        bool notAnInvitation = false; ///< the last scanned code was something else
    };

    using QObject::QObject;

    State state() const { return m_view.state; }

    QList<int> words() const { return m_view.words; }

    int provider() const { return m_view.provider; }

    QString terminal() const { return m_view.terminal; }

    bool notAnInvitation() const { return m_view.notAnInvitation; }

    void show(const View& view);

    /// Offers the built-in practice voucher, as if it had been scanned.
    Q_INVOKABLE void practise() { emit practiceRequested(); }

signals:
    void changed();

    /// To the worker.
    void practiceRequested();

private:
    View m_view;
};

} // namespace voucher
