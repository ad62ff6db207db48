#include "tests/support/municipality_keys.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;

class FlippedBitsTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    TrustList m_list = m_municipality.trustList();
    QByteArray m_message = signVoucher(m_municipality.claims(), m_municipality.issuer);

private slots:

    void acceptsTheVoucherItself()
    {
        QVERIFY(verifyVoucher(voucherText(m_message), m_list));
        QVERIFY(verifyVoucherMessage(m_message, m_list));
    }

    void refusesEveryFlippedBitOfTheText()
    {
        const QByteArray text = voucherText(m_message).toLatin1();
        for (qsizetype bit = 0; bit < text.size() * 8; ++bit) {
            QByteArray flipped = text;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
            QVERIFY2(!verifyVoucher(QString::fromLatin1(flipped), m_list), qPrintable(QString::number(bit)));
        }
    }

    void refusesEveryFlippedBitOfTheMessage()
    {
        for (qsizetype bit = 0; bit < m_message.size() * 8; ++bit) {
            QByteArray flipped = m_message;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
            QVERIFY2(!verifyVoucherMessage(flipped, m_list), qPrintable(QString::number(bit)));
        }
    }

    void refusesEveryShorterAndLongerMessage()
    {
        for (qsizetype length = 0; length < m_message.size(); ++length)
            QVERIFY(!verifyVoucherMessage(m_message.first(length), m_list));
        for (int byte = 0; byte < 256; ++byte)
            QVERIFY(!verifyVoucherMessage(m_message + static_cast<char>(byte), m_list));
    }
};

QTEST_APPLESS_MAIN(FlippedBitsTest)
#include "flipped_bits_test.moc"
