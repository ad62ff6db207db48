#include "terminal/scan/key_strokes.h"

#include <QTest>

using namespace voucher;
using namespace std::chrono_literals;

namespace {

const QString every = QStringLiteral("EPT1:ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:");
/// The same keys under a Greek layout, dead keys left out of composition.
const QString everyGreek = QStringLiteral("ΕΠΤ1¨ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠ:ΡΣΤΘΩ\u03a3ΧΥΖ0123456789 $%*+-./¨");

TypedKey typed(QChar character)
{
    return {QString(character), 0, 0};
}

TypedKey enter()
{
    return {QStringLiteral("\r"), 36, Qt::Key_Return};
}

} // namespace

class TestKeyStrokes : public QObject
{
    Q_OBJECT

    KeyStrokes m_strokes;
    KeyStrokes::Time m_now{1000s};

    std::optional<QString> type(const QString& text, std::chrono::milliseconds gap = 5ms)
    {
        std::optional<QString> result;
        for (const QChar character : text) {
            result = m_strokes.press(typed(character), m_now);
            m_now += gap;
        }
        return result;
    }

    std::optional<QString> pressEnter() { return m_strokes.press(enter(), m_now); }

private slots:

    void init()
    {
        m_strokes = {};
        m_now = KeyStrokes::Time{1000s};
    }

    void returnsWhatAScannerTypedAtEnter()
    {
        QVERIFY(!type(every));
        QCOMPARE(pressEnter(), every);
        QVERIFY(!pressEnter());
    }

    void endsAtWhateverTheScannerWasSetTo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << QStringLiteral("\r") << int(Qt::Key_Return);
        QTest::newRow("Enter of the number pad") << QStringLiteral("\r") << int(Qt::Key_Enter);
        QTest::newRow("Tab") << QStringLiteral("\t") << int(Qt::Key_Tab);
        QTest::newRow("line feed") << QStringLiteral("\n") << 0;
    }

    void endsAtWhateverTheScannerWasSetTo()
    {
        QFETCH(QString, text);
        QFETCH(int, key);
        type(every);
        QCOMPARE(m_strokes.press({text, 0, key}, m_now), every);
        QVERIFY(!m_strokes.press({text, 0, key}, m_now));
        QVERIFY(!m_strokes.settle(m_now + 900ms));
    }

    void returnsItAfterASilenceWithoutEnter()
    {
        type(every);
        const auto last = m_now - 5ms;
        QVERIFY(!m_strokes.settle(last + 199ms));
        QCOMPARE(m_strokes.settle(last + 200ms), every);
        QVERIFY(!m_strokes.settle(last + 900ms));
    }

    void leavesFingersAlone()
    {
        type(every, 81ms);
        QVERIFY(!pressEnter());
        QVERIFY(!m_strokes.isCollecting());
    }

    void forgetsWhatFingersTypedBefore()
    {
        type(QStringLiteral("hello"));
        m_now += 81ms;
        type(QStringLiteral("EPT1:SCANNED"));
        QVERIFY(m_strokes.isCollecting());
        QCOMPARE(pressEnter(), QStringLiteral("EPT1:SCANNED"));
    }

    void takesAFewQuickKeysForNothing()
    {
        type(QStringLiteral("EPT1:AB"));
        QVERIFY(!pressEnter());
    }

    void ignoresShiftBetweenTheCharacters()
    {
        for (const QChar character : every) {
            m_strokes.press({{}, 50, Qt::Key_Shift}, m_now);
            m_strokes.press(typed(character), m_now + 2ms);
            m_now += 4ms;
        }
        QCOMPARE(pressEnter(), every);
    }

    void repairsAGreekLayoutByTheKeysPlaceOnTheBoard()
    {
        constexpr quint32 keyOfS = 39;
        constexpr quint32 keyOfW = 25;
        int sigmas = 0;
        for (const QChar character : everyGreek) {
            TypedKey key = typed(character);
            // Only the key's place tells the two capital sigmas apart.
            if (character == u'Σ') {
                key.scanCode = sigmas++ == 0 ? keyOfS : keyOfW;
            }
            m_strokes.press(key, m_now);
            m_now += 5ms;
        }
        QCOMPARE(pressEnter(), every);
    }

    void repairsDeadKeys()
    {
        type(QStringLiteral("ΕΠΤ1"));
        m_strokes.press({{}, 47, Qt::Key_Dead_Diaeresis}, m_now);
        type(QStringLiteral("ΑΒΨΔ"));
        QCOMPARE(pressEnter(), QStringLiteral("EPT1:ABCD"));
    }

    void repairsADeadKeyThatMeltedIntoItsVowel()
    {
        type(QStringLiteral("ΕΠΤ1ΪΒΨΔϋ"));
        QCOMPARE(pressEnter(), QStringLiteral("EPT1:IBCD:y"));
    }

    void keepsTheCaseOfGreekKeys()
    {
        type(QStringLiteral("επτ1¨αςσ;ζ"));
        QCOMPARE(pressEnter(), QStringLiteral("ept1:awsqz"));
    }

    void leavesColonsAloneUnderALatinLayout()
    {
        type(QStringLiteral("EPT1:;:;:"));
        QCOMPARE(pressEnter(), QStringLiteral("EPT1:;:;:"));
    }

    void dropsMoreThanAnyCodeHolds()
    {
        type(QStringLiteral("A").repeated(4297), 1ms);
        QVERIFY(!pressEnter());
        m_now += 1s;
        type(QStringLiteral("A").repeated(4296), 1ms);
        QCOMPARE(pressEnter()->size(), 4296);
    }
};

QTEST_GUILESS_MAIN(TestKeyStrokes)
#include "key_strokes_test.moc"
