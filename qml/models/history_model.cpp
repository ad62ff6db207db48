#include "qml/models/history_model.h"

namespace voucher {

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = m_view.lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case FirstSign:
        return line.firstSign;
    case SecondSign:
        return line.secondSign;
    case SignKnown:
        return line.signKnown;
    case DaysAgo:
        return line.daysAgo;
    case DateText:
        return dateText(line.at);
    case TimeText:
        return timeText(line.at);
    case KindRole:
        return line.kind;
    case StateRole:
        return line.state;
    case VisitRole:
        return line.visit;
    case LeftRole:
        return line.left;
    }
    return {};
}

QHash<int, QByteArray> HistoryModel::roleNames() const
{
    return {{FirstSign, QByteArrayLiteral("firstSign")}, {SecondSign, QByteArrayLiteral("secondSign")},
            {SignKnown, QByteArrayLiteral("signKnown")}, {DaysAgo, QByteArrayLiteral("daysAgo")},
            {DateText, QByteArrayLiteral("date")},       {TimeText, QByteArrayLiteral("time")},
            {KindRole, QByteArrayLiteral("kind")},       {StateRole, QByteArrayLiteral("entryState")},
            {VisitRole, QByteArrayLiteral("visit")},     {LeftRole, QByteArrayLiteral("remaining")}};
}

void HistoryModel::show(View view)
{
    beginResetModel();
    m_view = std::move(view);
    endResetModel();
    emit changed();
}

} // namespace voucher
