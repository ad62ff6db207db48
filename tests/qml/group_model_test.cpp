#include "qml/models/group_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace voucher;

namespace {

GroupModel::View view(std::initializer_list<int> numbers)
{
    GroupModel::View result;
    result.open = true;
    for (const int number : numbers) {
        GroupModel::Line line;
        line.number = number;
        result.lines.push_back(line);
    }
    return result;
}

} // namespace

class GroupModelTest : public QObject
{
    Q_OBJECT

private slots:

    void showsTheLatestChildFirst()
    {
        GroupModel model;
        model.show(view({1, 2, 3}));
        QCOMPARE(model.data(model.index(0), GroupModel::Number).toInt(), 3);
        QCOMPARE(model.data(model.index(2), GroupModel::Number).toInt(), 1);
    }

    /// A list that is made anew for every child would jump under the finger.
    void aNewChildLeavesTheOthersWhereTheyAre()
    {
        GroupModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.show(view({1}));
        model.show(view({1, 2}));
        model.show(view({1, 2}));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(inserted.count(), 2);
        model.show(view({2, 3}));
        QCOMPARE(reset.count(), 1);
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }

    void tellsTheRowOfAChildThatIsThere()
    {
        GroupModel model;
        QSignalSpy told(&model, &GroupModel::told);
        model.show(view({1, 2, 5}));
        model.tell(2);
        model.tell(9);
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.front().front().toInt(), 1);
    }

    void countsOnlyWhatIsDurable()
    {
        GroupModel::View shown = view({1, 2, 3, 4, 5});
        shown.lines[1].state = GroupModel::Noted;
        shown.lines[2].state = GroupModel::Asks;
        shown.lines[3].state = GroupModel::Removed;
        shown.lines[4].state = GroupModel::Refused;
        GroupModel model;
        model.show(shown);
        QCOMPARE(model.recordedChildren(), 2);
    }
};

QTEST_GUILESS_MAIN(GroupModelTest)
#include "group_model_test.moc"
