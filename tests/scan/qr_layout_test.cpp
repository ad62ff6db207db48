#include "terminal/scan/qr_layout.h"

#include <QTest>

#include <qrencode.h>

#include <memory>

using namespace voucher;

class TestQrLayout : public QObject
{
    Q_OBJECT

private slots:

    void knowsWhatAnIndependentWriterDrawsInEverySize()
    {
        // libqrencode marks each module: colour, timing, alignment, finder with separator.
        constexpr int dark = 1;
        constexpr int timing = 1 << 4;
        constexpr int alignment = 1 << 5;
        constexpr int finder = 1 << 6;
        for (int version = 1; version <= 40; ++version) {
            const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
                QRcode_encodeString("EPT1", version, QR_ECLEVEL_L, QR_MODE_8, 1), &QRcode_free);
            QVERIFY(code);
            const QrLayout layout(code->width);
            for (int y = 0; y < code->width; ++y) {
                for (int x = 0; x < code->width; ++x) {
                    const int module = code->data[y * code->width + x];
                    const bool fixed = (module & (timing | alignment | finder)) != 0;
                    const bool alwaysDark = x == 8 && y == code->width - 8;
                    const auto expected = !fixed && !alwaysDark  ? QrLayout::Known::Nothing
                                          : (module & dark) != 0 ? QrLayout::Known::Dark
                                                                 : QrLayout::Known::Light;
                    if (layout.at(x, y) != expected) {
                        QFAIL(qPrintable(QStringLiteral("version %1 at %2, %3").arg(version).arg(x).arg(y)));
                    }
                }
            }
        }
    }

    void acceptsTheSizesThereAre()
    {
        QVERIFY(QrLayout::isSize(21) && QrLayout::isSize(57) && QrLayout::isSize(177));
        QVERIFY(!QrLayout::isSize(17) && !QrLayout::isSize(58) && !QrLayout::isSize(181));
    }
};

QTEST_GUILESS_MAIN(TestQrLayout)
#include "qr_layout_test.moc"
