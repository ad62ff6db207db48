#include "terminal/scan/hint.h"

#include <QTest>

using namespace voucher;

namespace {

constexpr QSize frame{1280, 720};
constexpr int bright = 120;

Glimpse nothing()
{
    return {};
}

Glimpse unread(double module, bool glare = false, bool blurred = false)
{
    Glimpse glimpse;
    glimpse.unread = {module, glare, blurred};
    glimpse.finder = module;
    return glimpse;
}

Glimpse read(int codes)
{
    Glimpse glimpse;
    glimpse.sighting = Sighting{QStringLiteral("EPT1:"), {}};
    glimpse.codes = codes;
    return glimpse;
}

Glimpse near()
{
    Glimpse glimpse;
    glimpse.finder = 20;
    return glimpse;
}

ScanHint after(HintJudge& judge, int frames, const Glimpse& glimpse, int brightness = bright)
{
    ScanHint hint = ScanHint::None;
    for (int i = 0; i < frames; ++i) {
        hint = judge.judge(glimpse, brightness, frame);
    }
    return hint;
}

} // namespace

class TestHint : public QObject
{
    Q_OBJECT

private slots:

    void saysWhatWouldHelpWithinAThirdOfASecond()
    {
        const std::pair<Glimpse, ScanHint> cases[] = {
            {unread(1.8), ScanHint::TooFar},
            {unread(5, true), ScanHint::Glare},
            {unread(5, false, true), ScanHint::Blurred},
            {near(), ScanHint::TooNear},
            {read(2), ScanHint::SeveralCodes},
        };
        for (const auto& [glimpse, expected] : cases) {
            HintJudge judge;
            QCOMPARE(after(judge, 10, glimpse), expected);
        }
        HintJudge judge;
        QCOMPARE(after(judge, 10, nothing(), 20), ScanHint::TooDark);
    }

    void doesNotFlickerWhenFramesDisagree()
    {
        HintJudge judge;
        QCOMPARE(after(judge, 1, unread(1.8)), ScanHint::None);
        after(judge, 9, unread(1.8));
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(after(judge, 1, i % 2 == 0 ? nothing() : unread(1.8)), ScanHint::TooFar);
        }
        QCOMPARE(after(judge, 10, nothing()), ScanHint::None);
    }

    void stopsAtOnceWhenTheCodeIsRead()
    {
        HintJudge judge;
        after(judge, 10, unread(5, true));
        QCOMPARE(after(judge, 1, read(1)), ScanHint::None);
    }

    void staysDarkUntilItIsClearlyLight()
    {
        HintJudge judge;
        after(judge, 10, nothing(), 20);
        QCOMPARE(after(judge, 10, nothing(), 40), ScanHint::TooDark);
        QCOMPARE(after(judge, 10, nothing(), 50), ScanHint::None);
    }

    void saysNothingOfAnEmptyTable()
    {
        HintJudge judge;
        QCOMPARE(after(judge, 30, nothing()), ScanHint::None);
    }
};

QTEST_GUILESS_MAIN(TestHint)
#include "hint_test.moc"
