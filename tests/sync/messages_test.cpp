#include "sync/messages.h"

#include <QTest>

using namespace voucher;

namespace {

EntriesRequest entriesRequest()
{
    EntriesRequest request;
    request.terminal = TerminalId{{1, 2, 3, 4, 5, 6, 7, 8}};
    request.nonce = QByteArrayLiteral("12345678");
    request.verdictCursor = 77;
    request.entries = {QByteArrayLiteral("one"), QByteArrayLiteral("two")};
    const QByteArray sealed = QByteArrayLiteral("sealed");
    request.attachments = {{sha256(sealed), sealed}};
    return request;
}

} // namespace

class MessagesTest : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatItWrote();
    void refusesEveryTruncationAndTrailingByte();
    void survivesEveryFlippedByte();
    void refusesOversizedBodies();
    void computesAttachmentHashesItself();
};

void MessagesTest::readsWhatItWrote()
{
    const auto entries = entriesRequestFrom(encode(entriesRequest()));
    QVERIFY(entries);
    QCOMPARE(entries->terminal, entriesRequest().terminal);
    QCOMPARE(entries->nonce, entriesRequest().nonce);
    QCOMPARE(entries->verdictCursor, 77);
    QCOMPARE(entries->entries, entriesRequest().entries);
    QCOMPARE(entries->attachments[0].sealed, QByteArrayLiteral("sealed"));
    const auto enrolment = enrolmentRequestFrom(encode(EnrolmentRequest{"invitation", "key"}));
    QCOMPARE(enrolment->invitation, QByteArrayLiteral("invitation"));
    QCOMPARE(enrolment->terminalKey, QByteArrayLiteral("key"));
    const auto answer = enrolmentAnswerFrom(encode(EnrolmentAnswer{TerminalId{{9}}, "list", "bulletin", "receipt"}));
    QCOMPARE(answer->terminal, TerminalId{{9}});
    QCOMPARE(answer->receipt, QByteArrayLiteral("receipt"));
    EntriesRequest empty = entriesRequest();
    empty.entries.clear();
    empty.attachments.clear();
    QVERIFY(entriesRequestFrom(encode(empty)));
}

void MessagesTest::refusesEveryTruncationAndTrailingByte()
{
    const QByteArray body = encode(entriesRequest());
    for (qsizetype size = 0; size < body.size(); ++size)
        QVERIFY(!entriesRequestFrom(body.first(size)));
    QVERIFY(!entriesRequestFrom(body + '\0'));
}

void MessagesTest::survivesEveryFlippedByte()
{
    const QByteArray body = encode(entriesRequest());
    for (qsizetype at = 0; at < body.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray flipped = body;
            flipped[at] = char(flipped[at] ^ (1 << bit));
            const auto read = entriesRequestFrom(flipped);
            // What is still a message is another one, told apart by every byte: the encoding has one form only.
            QVERIFY(!read || encode(*read) == flipped);
            QVERIFY(!enrolmentRequestFrom(flipped));
            QVERIFY(!enrolmentAnswerFrom(flipped));
        }
    }
}

void MessagesTest::refusesOversizedBodies()
{
    EntriesRequest request = entriesRequest();
    request.entries = {QByteArray(largestRequest, 'x')};
    QVERIFY(!entriesRequestFrom(encode(request)));
    request.entries.assign(30'000, QByteArrayLiteral("x"));
    QVERIFY(!entriesRequestFrom(encode(request)));
    QVERIFY(!enrolmentRequestFrom(encode(EnrolmentRequest{QByteArray(20'000, 'x'), "key"})));
}

void MessagesTest::computesAttachmentHashesItself()
{
    EntriesRequest request = entriesRequest();
    request.attachments[0].hash = {};
    QCOMPARE(entriesRequestFrom(encode(request))->attachments[0].hash, sha256("sealed"));
}

QTEST_GUILESS_MAIN(MessagesTest)
#include "messages_test.moc"
