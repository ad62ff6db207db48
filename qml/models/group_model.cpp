#include "qml/models/group_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace voucher {

QString GroupModel::Line::sentence() const
{
    if (state == Refused)
        return refused.sentence();
    if (state == Recorded && practice)
        return conditionSentence(Condition::Practice, {});
    if (state != Asks)
        return {};
    if (departure)
        //: A group's list: the child is scanned again, its visit has not ended yet.
        return QCoreApplication::translate("Group", "This visit has not ended yet.");
    for (const Condition condition : {Condition::ClockDoubtful, Condition::ClosedDay, Condition::EvidenceNeeded}) {
        if (asks.testFlag(condition))
            return conditionSentence(condition, refused.figures);
    }
    return {};
}

QString GroupModel::Line::step() const
{
    if (state == Asks)
        //: A group's list: this child's offer has a question; "Open" is the button beside it.
        return QCoreApplication::translate("Group", "Open it to answer.");
    if (state != Refused)
        return {};
    const QStringList parts{refused.stepBefore(), refused.telephone(), refused.stepAfter()};
    QString text;
    for (const QString& part : parts) {
        if (!part.isEmpty())
            text += (text.isEmpty() || part.front().isPunct() ? QString() : QStringLiteral(" ")) + part;
    }
    return text;
}

int GroupModel::recordedChildren() const
{
    return static_cast<int>(std::count_if(m_view.lines.begin(), m_view.lines.end(), [](const Line& line) {
        return line.state == Recorded || line.state == Noted;
    }));
}

int GroupModel::unsettled() const
{
    return static_cast<int>(
        std::count_if(m_view.lines.begin(), m_view.lines.end(), [](const Line& line) { return line.canOpen; }));
}

QString GroupModel::said() const
{
    QStringList texts;
    for (const Condition condition : {Condition::ListsAgeing, Condition::SoftLimit}) {
        if (!m_view.said.testFlag(condition))
            continue;
        const RefusalFigures figures{
            .when = m_view.listsIssued, .count = m_view.waiting, .coupon = false, .helpLine = {}};
        texts += conditionSentence(condition, figures) + u' ' + conditionStep(condition);
    }
    return texts.join(u'\n');
}

int GroupModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant GroupModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = lineAt(index.row());
    switch (role) {
    case Number:
        return line.number;
    case SignKnown:
        return line.signKnown;
    case FirstSign:
        return line.firstSign;
    case SecondSign:
        return line.secondSign;
    case StateRole:
        return line.state;
    case TimeText:
        return timeText(line.at);
    case Sentence:
        return line.sentence();
    case Step:
        return line.step();
    case Removable:
        return line.removable;
    case CanOpen:
        return line.canOpen;
    }
    return {};
}

QHash<int, QByteArray> GroupModel::roleNames() const
{
    return {{Number, QByteArrayLiteral("number")},        {SignKnown, QByteArrayLiteral("signKnown")},
            {FirstSign, QByteArrayLiteral("firstSign")},  {SecondSign, QByteArrayLiteral("secondSign")},
            {StateRole, QByteArrayLiteral("childState")}, {TimeText, QByteArrayLiteral("time")},
            {Sentence, QByteArrayLiteral("sentence")},    {Step, QByteArrayLiteral("step")},
            {Removable, QByteArrayLiteral("removable")},  {CanOpen, QByteArrayLiteral("canOpen")}};
}

void GroupModel::show(const View& view)
{
    const auto sameLine = [](const Line& left, const Line& right) { return left.number == right.number; };
    const std::vector<Line>& before = m_view.lines;
    const bool kept =
        view.lines.size() >= before.size() && std::equal(before.begin(), before.end(), view.lines.begin(), sameLine);
    const int added = static_cast<int>(view.lines.size()) - count();
    // A new line glides in and the others stay: nothing on the page is made anew.
    if (!kept) {
        beginResetModel();
        m_view = view;
        endResetModel();
    } else if (added > 0) {
        beginInsertRows({}, 0, added - 1);
        m_view = view;
        endInsertRows();
    } else {
        m_view = view;
    }
    if (kept && count() > added)
        emit dataChanged(index(added), index(count() - 1));
    emit changed();
}

void GroupModel::tell(int number)
{
    for (int row = 0; row < count(); ++row) {
        const Line& line = lineAt(row);
        if (line.number == number)
            emit told(row, line.state, timeText(line.at), line.signKnown, line.firstSign, line.secondSign);
    }
}

} // namespace voucher
