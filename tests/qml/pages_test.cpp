#include "tests/qml/stage.h"

#include <QQmlComponent>
#include <QQuickItem>
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

void collectTexts(QQuickItem* item, QList<QQuickItem*>& texts)
{
    if (!item->isVisible() || qFuzzyIsNull(item->opacity()))
        return;
    if (item->inherits("QQuickText") && !item->property("text").toString().isEmpty())
        texts << item;
    for (QQuickItem* child : item->childItems())
        collectTexts(child, texts);
}

} // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private slots:

    void showsEveryPageWithoutComplaint_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Greek") << QStringLiteral("el");
        QTest::newRow("English") << QStringLiteral("en");
    }

    void showsEveryPageWithoutComplaint()
    {
        QFETCH(QString, language);
        Stage stage(language);
        for (const Sample& sample : samples())
            QVERIFY2(stage.show(sample, QSize(800, 1280), false), sample.name);
        QCOMPARE(stage.complaints(), QStringList());
    }

    /// Sideways nothing may be cut at any size; downwards a body may be pushed.
    void clipsNoTextSideways_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size :
             {QSize(360, 640), QSize(640, 360), QSize(800, 1280), QSize(1280, 800), QSize(1024, 768)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }

    void clipsNoTextSideways()
    {
        QFETCH(QSize, size);
        QStringList cut;
        for (const QString& language : {QStringLiteral("el"), QStringLiteral("en")}) {
            Stage stage(language);
            for (const Sample& sample : samples()) {
                QQuickWindow* window = stage.show(sample, size, false);
                QVERIFY2(window, sample.name);
                QList<QQuickItem*> texts;
                collectTexts(window->contentItem(), texts);
                QVERIFY2(!texts.isEmpty(), sample.name);
                for (QQuickItem* text : texts) {
                    const QRectF place = text->mapRectToScene(QRectF(0, 0, text->width(), text->height()));
                    const bool wide = text->property("contentWidth").toReal() > text->width() + 1;
                    if (wide || text->property("truncated").toBool() || place.left() < -1 ||
                        place.right() > size.width() + 1)
                        cut << QLatin1String(sample.name) + u' ' + language + u": "_qs +
                                   text->property("text").toString();
                }
            }
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }

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
