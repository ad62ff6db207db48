#include "tests/qml/stage.h"

#include <QQmlComponent>
#include <QTest>
#include <QtMath>

using namespace voucher;

namespace {

double luminance(const QColor& color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : qPow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

double contrast(const QColor& left, const QColor& right)
{
    const double a = luminance(left);
    const double b = luminance(right);
    return (qMax(a, b) + 0.05) / (qMin(a, b) + 0.05);
}

} // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private slots:

    void keepsTextLegibleOnItsTint()
    {
        for (const bool dark : {false, true}) {
            Stage stage(QStringLiteral("el"));
            QQuickWindow* window = stage.show(samples().front(), QSize(800, 1280), dark);
            QVERIFY(window);
            QQmlEngine* engine = qmlEngine(window);
            QVERIFY(engine);
            QQmlComponent probe(engine);
            probe.setData(QByteArrayLiteral("import QtQuick; import Voucher; QtObject { property var theme: Theme }"),
                          {});
            const std::unique_ptr<QObject> holder(probe.create());
            QVERIFY2(holder, qPrintable(probe.errorString()));
            auto* theme = holder->property("theme").value<QObject*>();
            QVERIFY(theme);
            const auto color = [theme](const char* name) { return theme->property(name).value<QColor>(); };
            for (const char* ground : {"paper", "card"}) {
                QVERIFY(contrast(color("ink"), color(ground)) >= 4.5);
                QVERIFY(contrast(color("soft"), color(ground)) >= 4.5);
            }
            QVERIFY(contrast(color("glassInk"), color("glass")) >= 4.5);
            for (const char* name : {"sea", "sand", "leaf", "stone", "plum"}) {
                auto* tone = theme->property(name).value<QObject*>();
                QVERIFY(tone);
                const QColor ink = tone->property("ink").value<QColor>();
                const QColor tint = tone->property("tint").value<QColor>();
                QVERIFY2(contrast(ink, tint) >= 4.5, name);
                QVERIFY2(contrast(ink, color("card")) >= 4.5, name);
                QVERIFY2(contrast(color("ink"), tint) >= 4.5, name);
            }
            auto* sea = theme->property("sea").value<QObject*>();
            QVERIFY(contrast(color("actInk"), sea->property("ink").value<QColor>()) >= 4.5);
        }
    }

    void asksOnceForTwoTaps()
    {
        DeskModel desk;
        desk.showOffer({});
        int asked = 0;
        connect(&desk, &DeskModel::confirmRequested, this, [&asked] { ++asked; });
        desk.confirm(0, false);
        desk.confirm(0, false);
        QCOMPARE(asked, 1);
    }

    void speaksOfEveryRefusalInGreek()
    {
        const auto all = [] {
            QStringList texts;
            for (int code = 1; code <= static_cast<int>(Refusal::StorageFull); ++code) {
                const RefusalFigures figures{.when = Instant(), .count = 3, .coupon = false, .helpLine = u"210"_qs};
                texts << refusalSentence(static_cast<Refusal>(code), figures);
                texts << refusalStep(static_cast<Refusal>(code), figures).before;
            }
            return texts;
        };
        const QStringList source = all();
        Stage stage(QStringLiteral("el"));
        const QStringList greek = all();
        for (qsizetype i = 0; i < source.size(); ++i) {
            QVERIFY2(source[i] != greek[i], qPrintable(source[i]));
            QVERIFY2(!greek[i].contains(u'{'), qPrintable(greek[i]));
        }
    }
};

QTEST_MAIN(PagesTest)
#include "pages_test.moc"
