#include "terminal/scan/decoder.h"
#include "tests/support/qr_picture.h"
#include "tests/support/test_frames.h"

#include <QPainter>
#include <QTest>

using namespace voucher;

namespace {

/// As long as a voucher: version 10 or 11 at level Q.
const QString voucherLike = QStringLiteral("EPT1:") + QStringLiteral("6BF0 O%B*GT$E+C/Z9.A-K").repeated(9);

QrPicture card()
{
    QrPicture what;
    what.text = voucherLike;
    return what;
}

/// What a live scanner reads when the same sight is held before it for `frames` frames.
QString held(const QImage& image, int frames = 6)
{
    Decoder decoder;
    for (int i = 0; i < frames; ++i) {
        const auto frame = Luminance::of(image);
        if (const auto sighting = frame ? decoder.attempt(*frame) : std::nullopt) {
            return sighting->text;
        }
    }
    return {};
}

QStringList texts(const QList<Sighting>& sightings)
{
    QStringList all;
    for (const Sighting& sighting : sightings) {
        all.append(sighting.text);
    }
    return all;
}

} // namespace

class TestDecoder : public QObject
{
    Q_OBJECT

private slots:

    void readsACodeHoweverItIsHeld_data()
    {
        QTest::addColumn<double>("rotation");
        QTest::addColumn<double>("tilt");
        for (const double rotation : {0.0, 7.0, 45.0, 90.0, 133.0, 180.0, 270.0, 341.0}) {
            for (const double tilt : {0.0, 0.15, 0.25}) {
                QTest::addRow("%.0f degrees, tilt %.2f", rotation, tilt) << rotation << tilt;
            }
        }
    }

    void readsACodeHoweverItIsHeld()
    {
        QFETCH(double, rotation);
        QFETCH(double, tilt);
        QrPicture what = card();
        what.rotation = rotation;
        what.tilt = tilt;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsWhiteOnBlack()
    {
        QrPicture what = card();
        what.inverted = true;
        QCOMPARE(held(draw(what)), voucherLike);
        QCOMPARE(texts(Decoder::decodePicture(draw(what))), QStringList{voucherLike});
    }

    void readsACodeInAMirror()
    {
        QrPicture what = card();
        what.mirrored = true;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsAFadedCode()
    {
        QrPicture what = card();
        what.contrast = 0.12;
        what.noise = 2;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsACodeHalfInTheShade()
    {
        QrPicture what = card();
        what.shade = 0.85;
        what.noise = 3;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsASmallCode()
    {
        QrPicture what = card();
        what.moduleSize = 2.5;
        what.noise = 3;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsModulesOfLittleMoreThanAPixel()
    {
        for (const int number : {9, 12, 26}) {
            const TestFrame frame = testFrame(Trouble::Small, 101, number);
            QVERIFY2(held(frame.image) == frame.text, qPrintable(QString::number(number)));
        }
    }

    void readsASheetThatSlantsUntilNearModulesAreTwiceTheFarOnes()
    {
        for (const int number : {0, 8}) {
            const TestFrame frame = testFrame(Trouble::Perspective, 102, number);
            QVERIFY2(held(frame.image) == frame.text, qPrintable(QString::number(number)));
        }
    }

    void readsACodeSlightlyOutOfFocus()
    {
        QrPicture what = card();
        what.blur = 2;
        what.noise = 4;
        QCOMPARE(held(draw(what)), voucherLike);
    }

    void readsACodeWithOneOfItsThreeCornersCovered_data()
    {
        QTest::addColumn<QPointF>("corner");
        QTest::newRow("top left") << QPointF(-25, -25);
        QTest::newRow("top right") << QPointF(25, -25);
        QTest::newRow("bottom left") << QPointF(-25, 25);
    }

    void readsACodeWithOneOfItsThreeCornersCovered()
    {
        QFETCH(QPointF, corner);
        const QrPicture what = card();
        QImage image = draw(what);
        QPainter painter(&image);
        painter.setBrush(Qt::gray);
        painter.drawEllipse(QPointF(640, 360) + corner * what.moduleSize, 33, 33);
        painter.end();
        QCOMPARE(held(image), voucherLike);
    }

    void takesNoMoreThanItsShareOfTheTimeWhereMuchLooksLikeACode()
    {
        using namespace std::chrono_literals;
        std::chrono::steady_clock::time_point time{1h};
        std::chrono::nanoseconds spent{};
        bool looking = false;
        // A tablet on which each step between two glances at the clock takes 2 ms.
        Decoder decoder([&] {
            if (looking) {
                time += 2ms;
                spent += 2ms;
            }
            return time;
        });
        const QImage image = frameWithoutCode(3, 6, {320, 180});
        constexpr int frames = 150;
        for (int i = 0; i < frames; ++i) {
            const auto next = time + 33ms;
            looking = true;
            QVERIFY(!decoder.attempt(*Luminance::of(image)));
            looking = false;
            time = std::max(time, next);
        }
        const auto most = Decoder::mostSaved + std::chrono::nanoseconds(frames * 33ms) * 45 / 100;
        QVERIFY2(spent < most, qPrintable(QString::number(spent / 1ms)));
    }

    void looksTwelveTimesASecondThoughEachLookTakesMoreThanItsShare()
    {
        using namespace std::chrono_literals;
        std::chrono::steady_clock::time_point time{1h};
        int glances = 0;
        // A frame that is left out costs one glance at the clock; what comes between two glances takes 30 ms.
        Decoder decoder([&] {
            time += glances++ == 0 ? 0ms : 30ms;
            return time;
        });
        QImage image(320, 180, QImage::Format_Grayscale8);
        image.fill(Qt::white);
        const auto begin = time;
        int looks = 0;
        for (auto frame = begin; frame < begin + 4s; frame += 33ms) {
            if (frame < time) {
                continue;
            }
            time = frame;
            glances = 0;
            QVERIFY(!decoder.attempt(*Luminance::of(image)));
            // What was saved for a code is spent by then.
            looks += glances > 1 && frame >= begin + 2s;
        }
        QVERIFY2(looks >= 2 * 12, qPrintable(QString::number(looks)));
    }

    void choosesTheCodeNearestToTheCentre()
    {
        QrPicture aside = card();
        aside.text = QStringLiteral("ASIDE");
        aside.middle = {0.15, 0.5};
        QrPicture central = card();
        central.text = QStringLiteral("CENTRAL");
        QImage both = draw(aside);
        QPainter(&both).drawImage(QRect(400, 120, 480, 480), draw(central), QRect(400, 120, 480, 480));
        QCOMPARE(held(both), QStringLiteral("CENTRAL"));

        QStringList all = texts(Decoder::decodePicture(both));
        all.sort();
        QCOMPARE(all, QStringList({QStringLiteral("ASIDE"), QStringLiteral("CENTRAL")}));
    }

    void saysWhereTheCodeIs()
    {
        QrPicture what = card();
        what.middle = {0.4, 0.5};
        const QList<Sighting> sightings = Decoder::decodePicture(draw(what));
        QCOMPARE(sightings.size(), 1);
        const auto& corners = sightings.first().corners;
        const QPointF middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
        QVERIFY(QLineF(middle, QPointF(0.4 * 1280, 360)).length() < 6);
        QVERIFY(corners[0].x() < corners[1].x() && corners[0].y() < corners[3].y());
    }

    void keepsBytesThatAreNotAscii_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("greek") << QStringLiteral("Επιταγή 12 €");
        QTest::newRow("right to left override") << QStringLiteral("abc\u202Edef");
        QTest::newRow("controls") << QStringLiteral("a\tb\u0001c\r\n");
        QTest::newRow("byte order mark") << QStringLiteral("\uFEFFEPT1:");
    }

    void keepsBytesThatAreNotAscii()
    {
        QFETCH(QString, text);
        QrPicture what = card();
        what.text = text;
        QCOMPARE(held(draw(what)), text);
    }

    void readsPaperThatBendsMoreThanAModuleBetweenItsPatterns_data()
    {
        QTest::addColumn<int>("trouble");
        QTest::addColumn<int>("number");
        for (const int number : {7, 12, 22}) {
            QTest::addRow("creased %d", number) << static_cast<int>(Trouble::Crease) << number;
        }
        for (const int number : {2, 3, 14}) {
            QTest::addRow("curved %d", number) << static_cast<int>(Trouble::Curved) << number;
        }
    }

    void readsPaperThatBendsMoreThanAModuleBetweenItsPatterns()
    {
        QFETCH(int, trouble);
        QFETCH(int, number);
        const TestFrame frame = testFrame(static_cast<Trouble>(trouble), 101, number);
        QCOMPARE(held(frame.image), frame.text);
    }

    void readsTurnedMirroredAndLightOnDarkLikeUpright()
    {
        for (int number = 0; number < 1; ++number) {
            for (const Trouble trouble :
                 {Trouble::Upright, Trouble::Rotation, Trouble::Mirrored, Trouble::LightOnDark}) {
                const TestFrame frame = testFrame(trouble, 11, number);
                QVERIFY2(held(frame.image) == frame.text, qPrintable(nameOf(trouble)));
            }
        }
    }

    void readsOneOfTwoCodesThatTakeTurnsAndNeverAThirdText()
    {
        QrPicture one = card();
        one.noise = 70;
        QrPicture other = one;
        other.text = card().text + QStringLiteral(" OTHER");
        Decoder decoder;
        for (unsigned turn = 0; turn < 12; ++turn) {
            QrPicture& what = turn % 2 == 0 ? one : other;
            what.seed = turn;
            const QImage image = draw(what);
            if (const auto sighting = decoder.attempt(*Luminance::of(image))) {
                QVERIFY(sighting->text == one.text || sighting->text == other.text);
            }
        }
    }

    void survivesWhateverASensorSends()
    {
        Dice dice(5);
        Decoder decoder;
        for (int i = 0; i < 150; ++i) {
            QImage image(1 + dice.below(120), 1 + dice.below(120), QImage::Format_Grayscale8);
            image.fill(Qt::white);
            for (int y = 0; y < image.height(); ++y) {
                // Runs of all lengths, so that some look like finder patterns.
                for (int x = 0; x < image.width();) {
                    const int until = std::min(image.width(), x + 1 + dice.below(9));
                    const auto grey = static_cast<uchar>(dice.below(256));
                    std::fill(image.scanLine(y) + x, image.scanLine(y) + until, grey);
                    x = until;
                }
                if (y > 0 && dice.chance(0.7)) {
                    std::copy_n(image.constScanLine(y - 1), image.width(), image.scanLine(y));
                }
            }
            QVERIFY(!decoder.attempt(*Luminance::of(image)));
        }
    }

    void readsNothingInFramesWithoutACode()
    {
        Decoder decoder;
        for (int number = 0; number < 30; ++number) {
            QVERIFY(!decoder.attempt(*Luminance::of(frameWithoutCode(3, number, {640, 360}))));
        }
    }

    void readsNothingInNoise()
    {
        for (unsigned seed = 1; seed <= 8; ++seed) {
            QCOMPARE(held(noisePicture({640, 480}, seed)), QString());
        }
        QVERIFY(Decoder::decodePicture(noisePicture({320, 240}, 9)).isEmpty());
    }

    void readsNothingInATinyPicture()
    {
        for (const int side : {1, 2, 3, 7}) {
            QVERIFY(Decoder::decodePicture(noisePicture({side, side}, 1)).isEmpty());
            QVERIFY(Decoder::decodePicture(noisePicture({side, 2000}, 1)).isEmpty());
        }
        QVERIFY(Decoder::decodePicture(QImage()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "decoder_test.moc"
