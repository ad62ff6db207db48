#pragma once

#include "qml/models/moments.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// The conversation with the municipality as the screens see it.
class SyncModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(voucher::SyncModel::Link link READ link NOTIFY changed)
    Q_PROPERTY(voucher::SyncModel::Lists lists READ lists NOTIFY changed)
    Q_PROPERTY(QString lastReceipt READ lastReceipt NOTIFY changed)
    Q_PROPERTY(QString listsIssued READ listsIssued NOTIFY changed)
    Q_PROPERTY(QString helpLine READ helpLine NOTIFY changed)

public:
    enum Link { Idle, Working, NoNetwork, NotTrusted, ServerTrouble, ClosedGate };
    Q_ENUM(Link)

    enum Lists { NoLists, Fresh, Ageing, Expired };
    Q_ENUM(Lists)

    struct View
    {
        int waiting = 0; ///< entries above the last receipt
        Link link = Idle;
        Lists lists = NoLists;
        std::optional<Instant> lastReceipt;
        std::optional<Instant> listsIssued;
        QString helpLine;
    };

    using QObject::QObject;

    int waiting() const { return m_view.waiting; }

    Link link() const { return m_view.link; }

    Lists lists() const { return m_view.lists; }

    QString lastReceipt() const { return dateTimeText(m_view.lastReceipt); }

    QString listsIssued() const { return dateText(m_view.listsIssued); }

    QString helpLine() const { return m_view.helpLine; }

    void show(const View& view);

    Q_INVOKABLE void tryNow() { emit tryRequested(); }

signals:
    void changed();

    /// To the worker.
    void tryRequested();

private:
    View m_view;
};

} // namespace voucher
