#include "crypto/predecessor.h"

#include <QTest>

using namespace voucher;

namespace {

Predecessor predecessor(char number)
{
    return {idFrom<TerminalId>(QByteArray(8, number)), 40 + number, idFrom<Hash>(QByteArray(32, number))};
}

} // namespace

/// What a terminal says of those it took the place of.
class TestPredecessor : public QObject
{
    Q_OBJECT

private slots:

    void comeBackAsTheyWereNamed()
    {
        std::vector<Predecessor> named;
        for (char number = 1; named.size() < mostPredecessors; ++number)
            named.push_back(predecessor(number));
        const QByteArray detail = encode(named);
        // A notice has room for them.
        QVERIFY(detail.size() <= 1024);
        QVERIFY(predecessorsFrom(detail) == named);
        QVERIFY(predecessorsFrom(encode({predecessor(7)})) == std::vector{predecessor(7)});
    }

    void areNothingInOtherBytes()
    {
        const QByteArray detail = encode({predecessor(1), predecessor(2)});
        QVERIFY(!predecessorsFrom({}));
        QVERIFY(!predecessorsFrom(QByteArray("\x80", 1)));
        QVERIFY(!predecessorsFrom(detail + 'x'));
        for (qsizetype length = 0; length < detail.size(); ++length)
            QVERIFY(!predecessorsFrom(detail.first(length)));
    }

    void areNotNamedTwiceAndNotTooMany()
    {
        QVERIFY(!predecessorsFrom(encode({predecessor(1), predecessor(1)})));
        // An array of thirteen, made from one of twelve by its head.
        std::vector<Predecessor> twelve;
        for (char number = 1; twelve.size() < mostPredecessors; ++number)
            twelve.push_back(predecessor(number));
        QByteArray thirteen = encode(twelve);
        thirteen[0] = static_cast<char>(thirteen[0] + 1);
        thirteen += encode({predecessor(100)}).sliced(1);
        QVERIFY(!predecessorsFrom(thirteen));
    }

    void reachToAnEntry()
    {
        Predecessor none = predecessor(1);
        none.upTo = 0;
        QVERIFY(!predecessorsFrom(encode({none})));
    }
};

QTEST_APPLESS_MAIN(TestPredecessor)
#include "predecessor_test.moc"
