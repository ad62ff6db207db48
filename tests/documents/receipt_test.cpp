#include "crypto/receipt.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <functional>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Outcome = OutcomeOf<DocumentError>;

const TerminalId terminal{{9, 8, 7, 6, 5, 4, 3, 2}};
const VoucherId voucherId{{1, 2, 3, 4, 5, 6, 7, 8}};

ReceiptContent receiptContent()
{
    ReceiptContent content;
    content.terminal = terminal;
    content.request = sha256("request");
    content.upTo = 40;
    content.head = sha256("head");
    content.verdicts = {{1, 3, VerdictKind::Counted, VerdictReason::None},
                        {7, 40, VerdictKind::Review, VerdictReason::Fork},
                        {8, 3, VerdictKind::Voided, VerdictReason::VoidTooLate}};
    content.accounts = {{voucherId, 4, 40, QDate(2026, 11, 22), 1, 3}, {VoucherId{}, 0, 0, {}, 0, 0}};
    content.serverTime = baseInstant;
    return content;
}

} // namespace

class ReceiptTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    TrustList m_list = m_municipality.trustList();

    Outcome outcome(QByteArrayView message, const TrustList& list) const
    {
        const auto receipt = verifyReceipt(message, list, terminal, sha256("request"));
        return Outcome(receipt);
    }

    /// A receipt whose only verdict has these numbers.
    Outcome outcomeOfVerdict(std::int64_t kind, std::int64_t reason, qsizetype fields = 4, bool extra = false) const
    {
        CborWriter writer;
        writer.map(extra ? 8 : 7).integer(1).bytes(bytesOf(terminal)).integer(2).bytes(bytesOf(sha256("request")));
        writer.integer(3).integer(9).integer(4).bytes(QByteArray(32, 'h')).integer(5).array(1).array(fields);
        writer.integer(1).integer(2).integer(kind).integer(reason);
        for (qsizetype i = 4; i < fields; ++i)
            writer.integer(0);
        const std::int64_t now = std::chrono::floor<std::chrono::seconds>(baseInstant).time_since_epoch().count();
        writer.integer(6).array(0).integer(7).integer(now);
        if (extra)
            writer.integer(50).text(u"later");
        return outcome(sign1(m_municipality.receipt, Object::Receipt, writer.take()), m_list);
    }

private slots:

    void givesBackEverything()
    {
        ReceiptContent content = receiptContent();
        content.uploadToken = QByteArray(32, 'u');
        const QByteArray message = signReceipt(content, m_municipality.receipt);
        const auto receipt = verifyReceipt(message, m_list, terminal, sha256("request"));
        QVERIFY(receipt);
        QCOMPARE(receipt->message(), message);
        const ReceiptContent& read = receipt->content();
        QVERIFY(read.terminal == terminal && read.request == content.request && read.head == content.head);
        QVERIFY(read.upTo == 40 && read.serverTime == baseInstant && read.accounts == content.accounts);
        QCOMPARE(read.uploadToken, content.uploadToken);
        QCOMPARE(read.verdicts.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(read.verdicts[i].number, content.verdicts[i].number);
            QCOMPARE(read.verdicts[i].sequence, content.verdicts[i].sequence);
            QVERIFY(read.verdicts[i].kind == content.verdicts[i].kind);
            QVERIFY(read.verdicts[i].reason == content.verdicts[i].reason);
        }
    }

    void takesReceiptZeroOfAnEnrolment()
    {
        ReceiptContent content;
        content.terminal = terminal;
        content.request = sha256("request");
        content.serverTime = baseInstant;
        content.uploadToken = QByteArray(32, 'u');
        QCOMPARE(outcome(signReceipt(content, m_municipality.receipt), m_list), Outcome());
    }

    void refusesAnotherTerminalsOrAnotherRequestsReceipt()
    {
        const QByteArray message = signReceipt(receiptContent(), m_municipality.receipt);
        const auto other = verifyReceipt(message, m_list, TerminalId{}, sha256("request"));
        QVERIFY(!other && other.error() == DocumentError::NotForUs);
        const auto replayed = verifyReceipt(message, m_list, terminal, sha256("next request"));
        QVERIFY(!replayed && replayed.error() == DocumentError::NotForUs);
    }

    void refusesKeysThatMayNotSignReceipts()
    {
        for (const PrivateKey* key : {&m_municipality.issuer, &m_municipality.bulletinKey, &m_municipality.rootActive})
            QCOMPARE(outcome(signReceipt(receiptContent(), *key), m_list), Outcome(DocumentError::UnknownKey));
        const QByteArray message = signReceipt(receiptContent(), m_municipality.receipt);
        const auto under = [&](const std::function<void(TrustedKey&)>& change) {
            return outcome(message,
                           m_municipality.trustList([&](TrustListContent& content) { change(content.keys[3]); }));
        };
        QCOMPARE(under([](TrustedKey& key) { key.revoked = baseInstant; }), Outcome(DocumentError::KeyRevoked));
        QCOMPARE(under([](TrustedKey& key) { key.notAfter = baseInstant; }), Outcome());
        QCOMPARE(under([](TrustedKey& key) { key.notAfter = baseInstant - 1s; }), Outcome(DocumentError::UnknownKey));
        QCOMPARE(under([](TrustedKey& key) { key.notBefore = baseInstant + 1s; }), Outcome(DocumentError::UnknownKey));
    }

    void refusesEveryFlippedBit()
    {
        const QByteArray message = signReceipt(receiptContent(), m_municipality.receipt);
        for (qsizetype bit = 0; bit < message.size() * 8; ++bit) {
            QByteArray flipped = message;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
            QVERIFY(outcome(flipped, m_list) != Outcome());
        }
    }

    void readsALaterReasonAsNoneAndIgnoresLaterFields()
    {
        QCOMPARE(outcomeOfVerdict(3, 15), Outcome());
        QCOMPARE(outcomeOfVerdict(3, 255), Outcome());
        QCOMPARE(outcomeOfVerdict(3, 1, 4, true), Outcome());
    }

    void refusesVerdictsOutOfRange()
    {
        const Outcome malformed(DocumentError::Malformed);
        QCOMPARE(outcomeOfVerdict(0, 0), malformed);
        QCOMPARE(outcomeOfVerdict(6, 0), malformed);
        QCOMPARE(outcomeOfVerdict(1, -1), malformed);
        QCOMPARE(outcomeOfVerdict(1, 256), malformed);
        QCOMPARE(outcomeOfVerdict(1, 0, 5), malformed);
    }
};

QTEST_APPLESS_MAIN(ReceiptTest)
#include "receipt_test.moc"
