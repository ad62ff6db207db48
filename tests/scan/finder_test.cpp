#include "terminal/scan/finder.h"

#include <QImage>
#include <QTest>

#include <cmath>

using namespace voucher;

namespace {

/// The three patterns of a code of 37 modules, four pixels each, and what one more line found in its corner.
std::vector<FinderPattern> patternsWith(const FinderPattern& more)
{
    return {{{20, 20}, 4, false, 9}, {{140, 20}, 4, false, 9}, {{20, 140}, 4, false, 9}, more};
}

} // namespace

class FinderTest : public QObject
{
    Q_OBJECT

private slots:
    void findsTheThreePatternsOfACode();
    void believesWhatManyLinesCrossBeforeWhatLiesStraighter();
    void makesNothingOfTwoPatternsAtOnePlace();
    void knowsNoModuleAlongAWayWithoutLength();
};

void FinderTest::findsTheThreePatternsOfACode()
{
    const auto triples = finderTriples(patternsWith({{20, 20}, 4, true, 9}), 10);
    QVERIFY(!triples.empty());
    QCOMPARE(triples.front().corner.middle, QPointF(20, 20));
    QCOMPARE(triples.front().right.middle, QPointF(140, 20));
    QCOMPARE(triples.front().below.middle, QPointF(20, 140));
    QCOMPARE(std::lround(triples.front().modules), 37L);
}

void FinderTest::believesWhatManyLinesCrossBeforeWhatLiesStraighter()
{
    const FinderPattern slantedCorner{{100, 100}, 4.7, false, 7};
    const FinderPattern slantedRight{{365, 55}, 7.9, false, 10};
    const FinderPattern slantedBelow{{255, 303}, 3.3, false, 5};
    const auto byChance = [](QPointF middle) { return FinderPattern{middle, 1.3, false, 1}; };
    const auto triples = finderTriples(
        {byChance({600, 300}), byChance({700, 300}), byChance({600, 400}), slantedCorner, slantedRight, slantedBelow},
        3);
    QCOMPARE(triples.size(), std::size_t{3});
    for (const FinderTriple& triple : triples) {
        QVERIFY(triple.corner.lines > 1 && triple.right.lines > 1 && triple.below.lines > 1);
    }
}

void FinderTest::makesNothingOfTwoPatternsAtOnePlace()
{
    for (const FinderTriple& triple : finderTriples(patternsWith({{20, 20}, 8, false, 3}), 100)) {
        QVERIFY(std::isfinite(triple.strain) && std::isfinite(triple.modules));
        QVERIFY(triple.corner.middle != triple.right.middle && triple.corner.middle != triple.below.middle);
    }
}

void FinderTest::knowsNoModuleAlongAWayWithoutLength()
{
    QImage picture(60, 60, QImage::Format_Grayscale8);
    picture.fill(Qt::white);
    for (const auto& [side, colour] : {std::pair(28, 0), std::pair(20, 255), std::pair(12, 0)}) {
        for (int y = 30 - side / 2; y < 30 + side / 2; ++y) {
            std::fill_n(picture.scanLine(y) + 30 - side / 2, side, static_cast<uchar>(colour));
        }
    }
    const auto luminance = Luminance::of(picture);
    const FinderPattern pattern{{30, 30}, 4, false, 9};
    QCOMPARE(moduleAlong(*luminance, pattern, {1, 0}), std::optional(4.0));
    QVERIFY(!moduleAlong(*luminance, pattern, {}));
}

QTEST_APPLESS_MAIN(FinderTest)
#include "finder_test.moc"
