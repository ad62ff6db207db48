#include "qml/key_scanner.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <vector>

using namespace voucher;
using namespace std::chrono_literals;

namespace {

/// A window that counts what reaches it, a scanner before it, and time by hand.
class Desk : public QWindow
{
public:
    Desk()
    {
        QObject::connect(&scanner, &KeyScanner::codeTyped, this, [this](const QString& text) { typed << text; });
    }

    void press(const QString& text, int key, std::chrono::milliseconds later, quint32 scanCode = 0, bool shift = false)
    {
        now += later;
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, key, shift ? Qt::ShiftModifier : Qt::NoModifier, scanCode, 0, 0, text);
            event.setTimestamp(static_cast<quint64>(now.count()));
            if (!scanner.eventFilter(this, &event) && type == QEvent::KeyPress)
                reached << key;
        }
    }

    void type(const QString& text, std::chrono::milliseconds gap)
    {
        for (const QChar character : text)
            press(character, character.unicode(), gap);
    }

    void enter(std::chrono::milliseconds gap) { press(QStringLiteral("\r"), Qt::Key_Return, gap); }

    /// As long as it takes until everything that waits has come.
    void wait()
    {
        const auto due = std::exchange(waiting, {});
        for (const auto& then : due)
            then();
    }

    std::vector<std::function<void()>> waiting;
    bool wanted = true;
    KeyScanner scanner{
        [this](std::chrono::milliseconds, std::function<void()> then) { waiting.push_back(std::move(then)); },
        [this] { return wanted; }};
    std::chrono::milliseconds now{1000};
    QStringList typed;
    QList<int> reached;
};

const QString code = QStringLiteral("EPT1:6BFOXN TS3DH0YOJ58S");

} // namespace

class KeyScannerTest : public QObject
{
    Q_OBJECT

private slots:

    void aScannerThatEndsWithEnterIsReadAndItsEnterPressesNothing()
    {
        Desk desk;
        desk.type(code, 5ms);
        desk.enter(5ms);
        QCOMPARE(desk.typed, QStringList{code});
        QVERIFY(!desk.reached.contains(Qt::Key_Return));
        QVERIFY(desk.reached.size() <= 2);
        desk.wait();
        QCOMPARE(desk.typed.size(), 1);
    }

    void aScannerWithoutATerminatorIsReadAfterASilence()
    {
        Desk desk;
        desk.type(code, 5ms);
        QVERIFY(desk.typed.isEmpty());
        desk.wait();
        QCOMPARE(desk.typed, QStringList{code});
    }

    void twoCodesInARowAreTwo()
    {
        Desk desk;
        desk.type(code, 5ms);
        desk.enter(5ms);
        desk.enter(5ms);
        desk.type(code + u'X', 5ms);
        desk.enter(5ms);
        QCOMPARE(desk.typed, (QStringList{code, code + u'X'}));
        QVERIFY(!desk.reached.contains(Qt::Key_Return));
    }

    /// As an X server with the layout "gr" delivers EPT1:6B:A:BW;S: the colon is a dead key that no letter follows up.
    void aScannerUnderAGreekLayoutIsReadAsItWasPrinted()
    {
        Desk desk;

        struct Press
        {
            const char16_t* typed;
            int key;
            quint32 place;
            bool shift = true;
        };

        for (const Press& key :
             {Press{u"Ε", 0x395, 26}, Press{u"Π", 0x3a0, 33}, Press{u"Τ", 0x3a4, 28}, Press{u"1", Qt::Key_1, 10, false},
              Press{u"", Qt::Key_Dead_Diaeresis, 47}, Press{u"6", Qt::Key_6, 15, false}, Press{u"Β", 0x392, 56},
              Press{u"", Qt::Key_Dead_Diaeresis, 47}, Press{u"Α", 0x391, 38}, Press{u"", Qt::Key_Dead_Diaeresis, 47},
              Press{u"Β", 0x392, 56}, Press{u"Σ", 0x3a3, 25}, Press{u"", Qt::Key_Dead_Acute, 47, false},
              Press{u"Σ", 0x3a3, 39}}) {
            if (key.shift)
                desk.press({}, Qt::Key_Shift, 1ms, 50);
            desk.press(QString::fromUtf16(key.typed), key.key, 5ms, key.place, key.shift);
        }
        desk.wait();
        QCOMPARE(desk.typed, QStringList{QStringLiteral("EPT1:6B:A:BW;S")});
    }

    void aScannerThatSendsEmptyLinesSaysNothing()
    {
        Desk desk;
        for (int line = 0; line < 3; ++line) {
            desk.enter(5ms);
            desk.press(QStringLiteral("\n"), Qt::Key_Enter, 5ms);
        }
        desk.wait();
        QVERIFY(desk.typed.isEmpty());
        desk.type(code, 5ms);
        desk.enter(5ms);
        desk.press(QStringLiteral("\n"), Qt::Key_Enter, 5ms);
        desk.enter(5ms);
        desk.wait();
        QCOMPARE(desk.typed, QStringList{code});
    }

    /// French letters: the key of Q types A, digits need Shift, M lies elsewhere. The scanner speaks US all the same.
    void aScannerUnderAnyOtherLayoutIsReadByThePlacesOfItsKeys()
    {
        Desk desk;

        struct Press
        {
            const char16_t* typed;
            quint32 place;
            bool shift;
        };

        for (const Press& key :
             {Press{u"E", 26, true}, Press{u"P", 33, true}, Press{u"T", 28, true}, Press{u"&", 10, false},
              Press{u"M", 47, true}, Press{u"A", 24, true}, Press{u"?", 58, true}, Press{u"à", 19, false},
              Press{u"4", 13, true}, Press{u"*", 51, false}})
            desk.press(QString::fromUtf16(key.typed), 0x41, 5ms, key.place, key.shift);
        desk.enter(5ms);
        QCOMPARE(desk.typed, QStringList{QStringLiteral("EPT1:QM0$\\")});
    }

    void whatAlreadyReadsAsOursIsLeftAsItIs()
    {
        Desk desk;
        for (const QChar character : QStringLiteral("EPT1:ABCD"))
            desk.press(character, character.unicode(), 5ms, 24);
        desk.enter(5ms);
        QCOMPARE(desk.typed, QStringList{QStringLiteral("EPT1:ABCD")});
    }

    void fingersReachThePage()
    {
        Desk desk;
        desk.type(QStringLiteral("283917"), 120ms);
        desk.enter(300ms);
        desk.wait();
        QCOMPARE(desk.reached.size(), 7);
        QVERIFY(desk.typed.isEmpty());
    }

    void anEnterLongAfterAFewFastKeysReachesThePage()
    {
        Desk desk;
        desk.type(QStringLiteral("abc"), 20ms);
        desk.wait();
        desk.enter(2s);
        QVERIFY(desk.reached.contains(Qt::Key_Return));
    }

    void nothingIsToldWhileNobodyWantsCodes()
    {
        Desk desk;
        desk.wanted = false;
        desk.type(code, 5ms);
        desk.enter(5ms);
        QVERIFY(desk.typed.isEmpty());
        QVERIFY(!desk.reached.contains(Qt::Key_Return));
    }

    void moreKeysThanAnyCodeHoldsAreDroppedWhole()
    {
        Desk desk;
        desk.type(QString(5000, u'A'), 1ms);
        desk.enter(1ms);
        QVERIFY(desk.typed.isEmpty());
        desk.type(code, 5ms);
        desk.enter(5ms);
        QCOMPARE(desk.typed, QStringList{code});
    }
};

QTEST_MAIN(KeyScannerTest)
#include "key_scanner_test.moc"
