#include "terminal/scan/printed_modules.h"
#include "terminal/scan/reed_solomon.h"
#include "tests/support/held_sheet.h"

#include <QTest>

#include <qrencode.h>

#include <memory>

using namespace voucher;

namespace {

/// A code as an independent writer draws it, and as a camera would see it without any fault.
struct Written
{
    Written(int version, int level)
    {
        const QByteArray text = QByteArray("EPT1").append(QByteArray(version, 'x'));
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString(text.constData(), version, static_cast<QRecLevel>(level), QR_MODE_8, 1), &QRcode_free);
        side = code ? code->width : 0;
        for (int i = 0; i < side * side; ++i) {
            dark.push_back((code->data[i] & 1) != 0);
            seen.push_back(dark.back() ? 0.9F : -0.9F);
        }
    }

    float& at(int column, int row) { return seen[static_cast<std::size_t>(row * side + column)]; }

    void cover(int column, int row, int size, float value)
    {
        for (int y = row; y < row + size; ++y) {
            for (int x = column; x < column + size; ++x) {
                at(x, y) = value;
            }
        }
    }

    int side = 0;
    std::vector<bool> dark;
    ModulePicture seen;
};

constexpr int q = 2;

} // namespace

class TestPrintedModules : public QObject
{
    Q_OBJECT

private slots:

    void knowsEverySizeAndLevelOfAnIndependentWriter()
    {
        for (int level = 0; level < 4; ++level) {
            for (int version = 1; version <= 40; ++version) {
                const Written code(version, level);
                QVERIFY(code.side == 17 + 4 * version);
                const auto printed = printedModules(code.seen, QrLayout(code.side));
                QVERIFY2(printed && *printed == code.dark, qPrintable(QString::number(version)));
            }
        }
    }

    void restoresWhatALampOrATornPieceCovers()
    {
        for (const float value : {-1.0F, 1.0F}) {
            Written code(10, q);
            // A third of all modules: more than error correction bears without knowing where.
            code.cover(15, 17, 33, value);
            const auto printed = printedModules(code.seen, QrLayout(code.side));
            QVERIFY(printed && *printed == code.dark);
        }
    }

    void restoresWhatTheCodeSaysAboutItself()
    {
        Written code(10, q);
        code.cover(0, 0, 9, -1);
        for (int i = 0; i < 6; ++i) {
            code.at(code.side - 9, i) = -1;
        }
        const auto printed = printedModules(code.seen, QrLayout(code.side));
        QVERIFY(printed && *printed == code.dark);
    }

    void neverMakesUpACode()
    {
        Dice dice(7);
        int restored = 0;
        for (int round = 0; round < 60; ++round) {
            Written code(10, q);
            const QrLayout layout(code.side);
            // From what is borne to what nobody can know.
            const double wrong = dice.between(0, 0.5);
            for (float& value : code.seen) {
                value = static_cast<float>(dice.chance(wrong) ? -value : value * dice.between(0, 1));
            }
            code.cover(dice.below(30), dice.below(30), dice.below(26), dice.chance(0.5) ? 1.0F : -1.0F);
            const auto printed = printedModules(code.seen, layout);
            QVERIFY(!printed || *printed == code.dark);
            restored += printed.has_value();
        }
        QVERIFY(restored > 0 && restored < 60);
    }

    void correctsHalfOfTheCheckAndTwiceThatWhenToldWhere()
    {
        constexpr std::size_t check = 24;
        std::vector<std::uint8_t> valid(43, 0);
        std::vector<std::size_t> erased;
        std::vector<std::uint8_t> spoilt = valid;
        for (std::size_t i = 0; i < 12; ++i) {
            spoilt[3 * i] = static_cast<std::uint8_t>(i + 1);
        }
        auto block = spoilt;
        QCOMPARE(correctBlock(block, check, {}), std::optional(12));
        QVERIFY(block == valid);
        for (std::size_t i = 0; i < 12; ++i) {
            spoilt[3 * i + 1] = static_cast<std::uint8_t>(90 + i);
            erased.push_back(3 * i + 1);
        }
        block = spoilt;
        QVERIFY(!correctBlock(block, check, {}));
        QVERIFY(block == spoilt);
        // 12 told and 12 not told cost 12 + 24.
        QVERIFY(!correctBlock(block, check, erased));
        for (std::size_t i = 6; i < 12; ++i) {
            block[3 * i] = 0;
        }
        QCOMPARE(correctBlock(block, check, erased), std::optional(6));
        QVERIFY(block == valid);
    }
};

QTEST_GUILESS_MAIN(TestPrintedModules)
#include "printed_modules_test.moc"
