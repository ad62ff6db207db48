#include "crypto/voucher.h"

#include <QTest>
#include <QtEndian>

#include <random>

using namespace voucher;

namespace {

const QString alphabet = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U");

VoucherId idOf(quint64 number)
{
    VoucherId id;
    qToBigEndian(number, id.value.data());
    return id;
}

std::vector<VoucherId> manyIds()
{
    std::vector<VoucherId> ids{idOf(0), idOf(1), idOf(36), idOf(37), idOf(~quint64{0}), idOf(quint64{1} << 63)};
    std::mt19937_64 random(20261122);
    for (int i = 0; i < 300; ++i)
        ids.push_back(idOf(random()));
    return ids;
}

QString plain(VoucherId id)
{
    return voucherNumber(id).remove(u' ').remove(u'-');
}

} // namespace

class VoucherNumberTest : public QObject
{
    Q_OBJECT

private slots:

    void writesTheNumberInGroups()
    {
        QCOMPARE(voucherNumber(idOf(0)), QStringLiteral("0000 0000 0000 0-0"));
        QCOMPARE(voucherNumber(idOf(36)), QStringLiteral("0000 0000 0001 4-U"));
        QCOMPARE(voucherNumber(idOf(~quint64{0})), QStringLiteral("FZZZ ZZZZ ZZZZ Z-B"));
    }

    void givesBackTheId()
    {
        for (const VoucherId id : manyIds()) {
            QCOMPARE(voucherIdFromNumber(voucherNumber(id)), std::optional(id));
            QCOMPARE(voucherIdFromNumber(plain(id).toLower()), std::optional(id));
        }
    }

    void forgivesLettersThatLookLikeDigits()
    {
        const QString number = voucherNumber(idOf(0x0101010101010101));
        for (const QChar one : {u'I', u'l', u'L', u'i'}) {
            QString typed = number;
            typed.replace(u'1', one).replace(u'0', u'o');
            QCOMPARE(voucherIdFromNumber(typed), std::optional(idOf(0x0101010101010101)));
        }
    }

    void noticesEverySingleWrongCharacter()
    {
        for (const VoucherId id : manyIds()) {
            const QString right = plain(id);
            for (qsizetype place = 0; place < right.size(); ++place) {
                for (const QChar wrong : alphabet) {
                    if (wrong == right[place])
                        continue;
                    QString typed = right;
                    typed[place] = wrong;
                    QVERIFY2(!voucherIdFromNumber(typed), qPrintable(typed));
                }
            }
        }
    }

    void noticesEverySwapOfNeighbours()
    {
        for (const VoucherId id : manyIds()) {
            const QString right = plain(id);
            for (qsizetype place = 0; place + 1 < right.size(); ++place) {
                QString typed = right;
                std::swap(typed[place], typed[place + 1]);
                if (typed != right)
                    QVERIFY2(!voucherIdFromNumber(typed), qPrintable(typed));
            }
        }
    }

    void refusesTooFewTooManyAndTooLarge()
    {
        const QString right = plain(idOf(12345));
        QVERIFY(!voucherIdFromNumber({}));
        QVERIFY(!voucherIdFromNumber(right.chopped(1)));
        QVERIFY(!voucherIdFromNumber(right + u'0'));
        QVERIFY(!voucherIdFromNumber(u"G000 0000 0000 0-0"));
        QVERIFY(!voucherIdFromNumber(u"ΑΒΓΔ 0000 0000 0-0"));
        QVERIFY(!voucherIdFromNumber(QString(100000, u'0')));
    }
};

QTEST_APPLESS_MAIN(VoucherNumberTest)
#include "voucher_number_test.moc"
