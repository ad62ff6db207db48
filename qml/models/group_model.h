#pragma once

#include "qml/models/desk_views.h"

#include <QAbstractListModel>

#include <vector>

namespace voucher {

/// A group as the screen sees it: one line a child, the latest first; requests out by signals. Holds no rules.
class GroupModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int children READ recordedChildren NOTIFY changed)
    Q_PROPERTY(int unsettled READ unsettled NOTIFY changed)
    Q_PROPERTY(QString said READ said NOTIFY changed)

public:
    enum State { Recorded, Noted, Asks, Refused, Removed };
    Q_ENUM(State)

    enum Role {
        Number = Qt::UserRole,
        SignKnown,
        FirstSign,
        SecondSign,
        StateRole,
        TimeText,
        Sentence,
        Step,
        Removable,
        CanOpen
    };

    struct Line
    {
        int number = 0; ///< steady while the group is open
        bool signKnown = false;
        int firstSign = 0; ///< 0 … 63
        int secondSign = 0;
        State state = Recorded;
        bool practice = false;
        std::optional<Instant> at;
        RefusedView refused;    ///< of a refused line
        Conditions asks;        ///< of an offer that asks
        bool departure = false; ///< the offer is a departure
        bool removable = false;
        bool canOpen = false; ///< its own page has something to answer or to note

        QString sentence() const;
        QString step() const;
    };

    struct View
    {
        bool open = false;
        std::vector<Line> lines; ///< in the order of the first scan
        Conditions said;
        std::optional<Instant> listsIssued; ///< for ListsAgeing
        int waiting = 0;                    ///< for SoftLimit
    };

    using QAbstractListModel::QAbstractListModel;

    bool isOpen() const { return m_view.open; }

    int count() const { return static_cast<int>(m_view.lines.size()); }

    /// Those of whom something is durable.
    int recordedChildren() const;
    /// Those whose line waits for an answer or a note.
    int unsettled() const;
    /// What is said of the terminal as a whole, a line each.
    QString said() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The worker's answer to everything.
    void show(const View& view);
    /// A code was taken: `number` is the line that tells what became of it.
    void tell(int number);

    Q_INVOKABLE void begin() { emit beginRequested(); }

    Q_INVOKABLE void finish() { emit finishRequested(); }

    Q_INVOKABLE void remove(int number) { emit removeRequested(number); }

    /// Shows one line on its own page: to answer, or to note.
    Q_INVOKABLE void openLine(int number) { emit lineRequested(number); }

signals:
    void changed();
    /// A code was taken: what became of it, and the row that keeps saying so.
    void told(int row, voucher::GroupModel::State state, const QString& time, bool signKnown, int first, int second);

    /// To the worker.
    void beginRequested();
    void finishRequested();
    void removeRequested(int number);
    void lineRequested(int number);

private:
    const Line& lineAt(int row) const { return m_view.lines[m_view.lines.size() - 1 - static_cast<std::size_t>(row)]; }

    View m_view;
};

} // namespace voucher
