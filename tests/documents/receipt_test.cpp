#include "crypto/receipt.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <functional>
#include <optional>

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

    /// A receipt up to 9 whose only verdict has these numbers.
    Outcome outcomeOfVerdict(std::int64_t kind, std::int64_t reason, qsizetype fields = 4, bool extra = false,
                             Sequence sequence = 2) const
    {
        CborWriter writer;
        writer.map(extra ? 8 : 7).integer(1).bytes(bytesOf(terminal)).integer(2).bytes(bytesOf(sha256("request")));
        writer.integer(3).integer(9).integer(4).bytes(QByteArray(32, 'h')).integer(5).array(1).array(fields);
        writer.integer(1).integer(sequence).integer(kind).integer(reason);
        for (qsizetype i = 4; i < fields; ++i)
            writer.integer(0);
        const std::int64_t now = std::chrono::floor<std::chrono::seconds>(baseInstant).time_since_epoch().count();
        writer.integer(6).array(0).integer(7).integer(now);
        if (extra)
            writer.integer(50).text(u"later");
        return outcome(sign1(m_municipality.receipt, Object::Receipt, writer.take()), m_list);
    }

    /// What becomes of a receipt whose content contradicts itself; the municipality's own writer asserts before that.
    Outcome outcomeOfContent(const ReceiptContent& content, std::optional<QByteArray> token = {}) const
    {
        const auto seconds = [](Instant instant) {
            return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
        };
        CborWriter writer;
        writer.map(token ? 8 : 7)
            .integer(1)
            .bytes(bytesOf(content.terminal))
            .integer(2)
            .bytes(bytesOf(content.request));
        writer.integer(3).integer(content.upTo).integer(4).bytes(bytesOf(content.head));
        writer.integer(5).array(static_cast<qsizetype>(content.verdicts.size()));
        for (const Verdict& verdict : content.verdicts)
            writer.array(4).integer(verdict.number).integer(verdict.sequence).integer(1).integer(0);
        writer.integer(6).array(static_cast<qsizetype>(content.accounts.size()));
        for (const Account& account : content.accounts) {
            writer.array(6).bytes(bytesOf(account.voucher)).integer(account.used).integer(account.upTo).null();
            writer.integer(account.usedThatDate).integer(account.usedThisMonth);
        }
        writer.integer(7).integer(seconds(content.serverTime));
        if (token)
            writer.integer(8).bytes(*token);
        return outcome(sign1(m_municipality.receipt, Object::Receipt, writer.take()), m_list);
    }

    bool malformed(const std::function<void(ReceiptContent&)>& change) const
    {
        ReceiptContent content = receiptContent();
        change(content);
        return outcomeOfContent(content) == Outcome(DocumentError::Malformed);
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
        QCOMPARE(outcomeOfVerdict(3, 16), Outcome());
        QCOMPARE(outcomeOfVerdict(3, 255), Outcome());
        QCOMPARE(outcomeOfVerdict(3, 1, 4, true), Outcome());
    }

    void refusesVerdictsThatDoNotRiseOrSpeakOfLaterEntries()
    {
        QVERIFY(!malformed([](ReceiptContent&) {}));
        QVERIFY(malformed([](ReceiptContent& content) { content.verdicts[0].number = 0; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.verdicts[1].number = 1; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.verdicts[2].number = 6; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.verdicts[0].sequence = 0; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.verdicts[0].sequence = 41; }));
        QVERIFY(!malformed([](ReceiptContent& content) { content.verdicts[0].sequence = 40; }));
    }

    void speaksOfAnEntryKeptAsideThatItDoesNotCover()
    {
        ReceiptContent content = receiptContent();
        content.verdicts.push_back({9, 41, VerdictKind::Review, VerdictReason::Gap});
        const auto receipt =
            verifyReceipt(signReceipt(content, m_municipality.receipt), m_list, terminal, sha256("request"));
        QVERIFY(receipt);
        QCOMPARE(receipt->content().verdicts.back().sequence, Sequence(41));
        QCOMPARE(receipt->content().verdicts.back().reason, VerdictReason::Gap);
        QCOMPARE(outcomeOfVerdict(3, 15, 4, false, 10), Outcome());
        QCOMPARE(outcomeOfVerdict(1, 15, 4, false, 10), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfVerdict(3, 14, 4, false, 10), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfVerdict(3, 16, 4, false, 10), Outcome(DocumentError::Malformed));
    }

    void refusesAccountsThatContradictThemselvesOrTheReceipt()
    {
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].upTo = 41; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].upTo = -1; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].used = -1; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].usedThatDate = -1; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].usedThatDate = 5; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].usedThisMonth = 5; }));
        QVERIFY(malformed([](ReceiptContent& content) { content.accounts[0].usedThisMonth = 0; }));
        const auto of = [](std::int64_t used) {
            return [used](ReceiptContent& content) { content.accounts[1].used = used; };
        };
        QVERIFY(!malformed(of(1'000'000'000)));
        QVERIFY(malformed(of(1'000'000'001)));
    }

    void refusesAHeadWhereNothingIsCovered()
    {
        const auto covering = [](Sequence upTo, Hash head) {
            return [=](ReceiptContent& content) {
                content.verdicts.clear();
                content.accounts.clear();
                content.upTo = upTo;
                content.head = head;
            };
        };
        QVERIFY(!malformed(covering(0, {})));
        QVERIFY(malformed(covering(0, sha256("head"))));
        QVERIFY(malformed(covering(-1, {})));
    }

    void takesAnUploadTokenOfAtMostSixtyFourBytes()
    {
        QCOMPARE(outcomeOfContent(receiptContent(), QByteArray(1, 'u')), Outcome());
        QCOMPARE(outcomeOfContent(receiptContent(), QByteArray(64, 'u')), Outcome());
        QCOMPARE(outcomeOfContent(receiptContent(), QByteArray(65, 'u')), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfContent(receiptContent(), QByteArray()), Outcome(DocumentError::Malformed));
    }

    void carriesFiftyThousandVerdictsAndAccountsAtMost()
    {
        const auto with = [](int verdicts, int accounts) {
            return [=](ReceiptContent& content) {
                content.accounts.assign(std::size_t(accounts), {});
                content.verdicts.clear();
                for (int number = 1; number <= verdicts; ++number)
                    content.verdicts.push_back({number, 1, VerdictKind::Counted, VerdictReason::None});
            };
        };
        QVERIFY(!malformed(with(50'000, 20'000)));
        QVERIFY(malformed(with(50'001, 0)));
        QVERIFY(!malformed(with(0, 50'000)));
        QVERIFY(malformed(with(0, 50'001)));
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
