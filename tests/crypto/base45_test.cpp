#include "crypto/base45.h"

#include <QTest>

using namespace voucher;

namespace {

const QString alphabet = QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:");

} // namespace

class Base45Test : public QObject
{
    Q_OBJECT

private slots:

    void writesTheExamplesOfTheSpecification_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("RFC 9285 §4.3 AB") << QByteArrayLiteral("AB") << QByteArrayLiteral("BB8");
        QTest::newRow("RFC 9285 §4.3 Hello!!") << QByteArrayLiteral("Hello!!") << QByteArrayLiteral("%69 VD92EX0");
        QTest::newRow("RFC 9285 §4.3 base-45") << QByteArrayLiteral("base-45") << QByteArrayLiteral("UJCLQE7W581");
        QTest::newRow("RFC 9285 §4.4 ietf!") << QByteArrayLiteral("ietf!") << QByteArrayLiteral("QED8WEX0");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }

    void writesTheExamplesOfTheSpecification()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(toBase45(bytes), text);
        QCOMPARE(fromBase45(QString::fromLatin1(text)), bytes);
    }

    void acceptsEachPairOfBytesInExactlyOneSpelling()
    {
        int accepted = 0;
        QString text(3, Qt::Uninitialized);
        for (const QChar first : alphabet) {
            for (const QChar second : alphabet) {
                for (const QChar third : alphabet) {
                    text[0] = first;
                    text[1] = second;
                    text[2] = third;
                    const auto bytes = fromBase45(text);
                    if (!bytes)
                        continue;
                    ++accepted;
                    QVERIFY(bytes->size() == 2 && toBase45(*bytes) == text.toLatin1());
                }
            }
        }
        QCOMPARE(accepted, 65536);
    }

    void acceptsEachSingleByteInExactlyOneSpelling()
    {
        int accepted = 0;
        for (const QChar first : alphabet) {
            for (const QChar second : alphabet) {
                const auto bytes = fromBase45(QString(first) + second);
                if (!bytes)
                    continue;
                ++accepted;
                QVERIFY(bytes->size() == 1 && toBase45(*bytes) == (QString(first) + second).toLatin1());
            }
        }
        QCOMPARE(accepted, 256);
    }

    void refusesALengthThatNoBytesHave()
    {
        QVERIFY(!fromBase45(u"0"));
        QVERIFY(!fromBase45(u"BB8B"));
    }

    void refusesEveryForeignCharacterInEveryPlace()
    {
        for (int unit = 0; unit <= 0xffff; ++unit) {
            const QChar character(static_cast<char16_t>(unit));
            if (alphabet.contains(character))
                continue;
            for (int place = 0; place < 3; ++place) {
                QString text = QStringLiteral("000");
                text[place] = character;
                QVERIFY(!fromBase45(text));
            }
        }
    }
};

QTEST_APPLESS_MAIN(Base45Test)
#include "base45_test.moc"
