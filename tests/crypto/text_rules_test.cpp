#include "crypto/text_rules.h"

#include <QTest>

using namespace voucher;

class TextRulesTest : public QObject
{
    Q_OBJECT

private slots:

    void takesWhatPeopleWrite()
    {
        for (const QString& text : {QString(), QStringLiteral("Ωδείο «Άρκτος» 12ο"), QStringLiteral("عمر"),
                                    QStringLiteral("🐬🎈"), QStringLiteral("Ünal Çağlar")})
            QCOMPARE(plainText(text.toUtf8()), text);
    }

    void refusesWhatCouldBeReadAsSomethingElse_data()
    {
        QTest::addColumn<char32_t>("character");
        for (const char32_t character :
             {U'\0',     U'\t',     U'\n',     U'\x1f',   U'\x7f',       U'\x80',      U'\x85',
              U'\x9f',   U'\u061c', U'\u200e', U'\u200f', U'\u202a',     U'\u202e',    U'\u2066',
              U'\u2069', U'\ufdd0', U'\ufffe', U'\uffff', U'\U0001fffe', U'\U0010ffff'})
            QTest::newRow(qPrintable(QString::number(character, 16))) << character;
    }

    void refusesWhatCouldBeReadAsSomethingElse()
    {
        QFETCH(char32_t, character);
        const QByteArray utf8 = (u'a' + QString::fromUcs4(&character, 1) + u'b').toUtf8();
        QVERIFY(!plainText(utf8));
    }

    void takesTheNeighboursOfWhatItRefuses()
    {
        for (const char32_t character : {U' ', U'~', U'\u00a0', U'\u061b', U'\u200d', U'\u2010', U'\u2029', U'\u202f',
                                         U'\u2065', U'\u206a', U'\ufdcf', U'\ufdf0', U'\ufffd', U'\U0001fffd'}) {
            const QString text = u'a' + QString::fromUcs4(&character, 1) + u'b';
            QCOMPARE(plainText(text.toUtf8()), text);
        }
    }

    void refusesBytesThatAreNotUtf8()
    {
        for (const char* hex :
             {"80", "c080", "e08080", "eda080", "edbfbf", "f4908080", "f5808080", "c3", "ff", "61c3", "efbbbf61"})
            QVERIFY2(!plainText(QByteArray::fromHex(hex)), hex);
    }

    void refusesTextThatIsNotComposed()
    {
        QVERIFY(!plainText(QStringLiteral("e\u0301").toUtf8()));
        QVERIFY(!plainText(QStringLiteral("\u212b").toUtf8())); // the ångström sign has a composed form of its own
    }
};

QTEST_APPLESS_MAIN(TextRulesTest)
#include "text_rules_test.moc"
