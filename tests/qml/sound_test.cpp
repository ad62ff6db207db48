#include "qml/sound.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace voucher;

namespace {

std::vector<std::int16_t> samples()
{
    const QByteArray bytes = soundOfRecorded(44100);
    std::vector<std::int16_t> result(static_cast<std::size_t>(bytes.size()) / 2);
    std::memcpy(result.data(), bytes.constData(), result.size() * 2);
    return result;
}

} // namespace

class SoundTest : public QObject
{
    Q_OBJECT

private slots:

    void isShortSoftAndNeverClipped()
    {
        const auto sound = samples();
        QVERIFY(sound.size() <= 44100 * 3 / 10);
        const int loudest = std::abs(*std::max_element(
            sound.begin(), sound.end(), [](int left, int right) { return std::abs(left) < std::abs(right); }));
        QVERIFY2(loudest > 4000 && loudest < 20000, qPrintable(QString::number(loudest)));
    }

    void beginsAndEndsInSilenceWithoutACrack()
    {
        const auto sound = samples();
        QVERIFY(std::abs(sound.front()) < 200);
        QVERIFY(std::all_of(sound.end() - 20, sound.end(), [](int value) { return std::abs(value) < 200; }));
        for (std::size_t index = 1; index < sound.size(); ++index)
            QVERIFY2(std::abs(sound[index] - sound[index - 1]) < 5000, qPrintable(QString::number(index)));
    }
};

QTEST_GUILESS_MAIN(SoundTest)
#include "sound_test.moc"
