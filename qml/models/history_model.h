#pragma once

#include "qml/models/entry_state.h"
#include "qml/models/moments.h"

#include <QAbstractListModel>
#include <QDate>

#include <vector>

namespace voucher {

/// One month of this terminal: totals, a bar a day, and each visit by its sign, newest first.
class HistoryModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(int month READ month NOTIFY changed)
    Q_PROPERTY(int year READ year NOTIFY changed)
    Q_PROPERTY(int counted READ counted NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(int review READ review NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QList<int> countedByDay READ countedByDay NOTIFY changed)
    Q_PROPERTY(QList<int> waitingByDay READ waitingByDay NOTIFY changed)
    Q_PROPERTY(QList<int> reviewByDay READ reviewByDay NOTIFY changed)

public:
    enum Kind { Visit, Note, Absence, Practice };
    Q_ENUM(Kind)

    enum Role {
        FirstSign = Qt::UserRole,
        SecondSign,
        SignKnown,
        DaysAgo,
        DateText,
        TimeText,
        KindRole,
        StateRole,
        VisitRole,
        LeftRole
    };

    struct Line
    {
        bool signKnown = true;
        int firstSign = 0;
        int secondSign = 0;
        Instant at;
        int daysAgo = 0; ///< 0 today, 1 yesterday, by Athens days
        Kind kind = Visit;
        EntryState::Value state = EntryState::OnDevice;
        int visit = 0; ///< 0 if unknown
        int left = 0;
    };

    struct View
    {
        QDate month;
        int counted = 0;
        int waiting = 0;
        int review = 0;
        QList<int> countedByDay; ///< one figure for each day of the month up to today
        QList<int> waitingByDay;
        QList<int> reviewByDay;
        std::vector<Line> lines;
    };

    using QAbstractListModel::QAbstractListModel;

    int month() const { return m_view.month.month(); }

    int year() const { return m_view.month.year(); }

    int counted() const { return m_view.counted; }

    int waiting() const { return m_view.waiting; }

    int review() const { return m_view.review; }

    int count() const { return static_cast<int>(m_view.lines.size()); }

    QList<int> countedByDay() const { return m_view.countedByDay; }

    QList<int> waitingByDay() const { return m_view.waitingByDay; }

    QList<int> reviewByDay() const { return m_view.reviewByDay; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void show(View view);

    /// A page that shows the month has opened: it should be fresh.
    Q_INVOKABLE void open() { emit openRequested(); }

signals:
    void changed();

    /// To the worker.
    void openRequested();

private:
    View m_view;
};

} // namespace voucher
