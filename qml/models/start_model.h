#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// Whether the program has what it needs: its ledger.
class StartModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(voucher::StartModel::State state READ state NOTIFY changed)

public:
    enum State { Opening, Ready, Damaged, Newer, DiskFull, CannotOpen };
    Q_ENUM(State)

    using QObject::QObject;

    State state() const { return m_state; }

    void show(State state);

    /// Puts the damaged file aside and begins a new one with what can be read of it.
    Q_INVOKABLE void salvage() { emit salvageRequested(); }

signals:
    void changed();

    /// To the worker.
    void salvageRequested();

private:
    State m_state = Opening;
};

} // namespace voucher
