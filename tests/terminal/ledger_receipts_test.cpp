#include "ledger_fixture.h"
#include "tests/support/simulated_disk.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QDate today(2026, 11, 22);

/// Everything a receipt can move.
struct Told
{
    Sequence upTo;
    std::int64_t cursor;
    std::vector<std::optional<VerdictKind>> verdicts;
    std::optional<Account> account;
    friend bool operator==(const Told&, const Told&) = default;
};

Told told(LedgerFixture& f)
{
    Told told{f.ledger->acknowledgedUpTo(),
              f.ledger->outgoing(0, 0)->verdictCursor,
              {},
              f.ledger->account(LedgerFixture::voucher(1))};
    for (const LedgerLine& line : f.ledger->lines(today, today, 1000)) {
        told.verdicts.push_back(line.verdict ? std::optional(line.verdict->kind) : std::nullopt);
    }
    return told;
}

Account accountOf(std::int64_t used, Sequence upTo)
{
    return {LedgerFixture::voucher(1), used, upTo, today, 1, used};
}

} // namespace

class LedgerReceiptsTest : public QObject
{
    Q_OBJECT
private slots:
    void movesTheOutboxAndKeepsVerdictsAndAccounts();
    void changesNothingWhenRepeated();
    void endsTheSameInAnyOrder();
    void keepsTheAccountThatCoversMore();
    void sendsAllAgainToARestoredRegister();
    void movesNothingBackForAnAnswerOfTheSameMoment();
    void stopsAtAReceiptForEntriesItDoesNotHave();
    void stopsAtAReceiptForAnotherChain();
    void sendsAgainWhatARegisterMayHaveAnotherOf();
    void storesAtMostAHundredVerdictsATransaction();
    void completesAnAnswerThatWasCutOff();
    void sendsWithinCountAndBytes();
    void sendsAttachmentsWithTheirEntries();
    void saysHowTheMonthStands();
};

void LedgerReceiptsTest::movesTheOutboxAndKeepsVerdictsAndAccounts()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    const Entry second = f.append(f.redemption(1));
    f.append(f.redemption(1));
    ReceiptContent content = f.upTo(2, second.hash(), 5);
    content.verdicts = {{1, 1, VerdictKind::Counted, VerdictReason::None},
                        {2, 2, VerdictKind::Review, VerdictReason::AboveDayLimit}};
    content.accounts = {accountOf(2, 2)};
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    for (int time = 0; time < 2; ++time, f.reopen()) {
        QCOMPARE(f.ledger->acknowledgedUpTo(), 2);
        QCOMPARE(f.ledger->outgoing(10, 100000)->entries.size(), 1u);
        QCOMPARE(f.ledger->outgoing(10, 100000)->verdictCursor, 2);
        QVERIFY(f.ledger->line(1)->sent && !f.ledger->line(3)->sent);
        QCOMPARE(f.ledger->line(2)->verdict->kind, VerdictKind::Review);
        QCOMPARE(f.ledger->line(2)->verdict->reason, VerdictReason::AboveDayLimit);
        QVERIFY(!f.ledger->line(3)->verdict);
        QVERIFY(f.ledger->account(f.voucher(1)) == accountOf(2, 2));
        QVERIFY(!f.ledger->account(f.voucher(2)));
        QCOMPARE(f.ledger->ownRecords(f.voucher(1), 2, today).redeemedAboveAccount, 1);
        QVERIFY(f.ledger->clockFloor()->signedTime == baseInstant + 5min);
    }
}

void LedgerReceiptsTest::changesNothingWhenRepeated()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Entry first = f.append(f.redemption(1));
    ReceiptContent content = f.upTo(1, first.hash(), 5);
    content.verdicts = {{1, 1, VerdictKind::Counted, VerdictReason::None}};
    content.accounts = {accountOf(1, 1)};
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    const Told once = told(f);
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    QVERIFY(told(f) == once);
    f.reopen();
    QVERIFY(told(f) == once);
}

void LedgerReceiptsTest::endsTheSameInAnyOrder()
{
    const auto run = [](std::array<int, 3> order) {
        LedgerFixture f;
        [&] { QVERIFY(f.enrol()); }();
        std::vector<Hash> heads;
        for (int entry = 0; entry < 3; ++entry) {
            heads.push_back(f.append(f.redemption(1)).hash());
        }
        std::array<ReceiptContent, 3> contents;
        for (int at = 0; at < 3; ++at) {
            contents[at] = f.upTo(at + 1, heads[at], 5 + at);
            contents[at].verdicts = {
                {at * 2 + 1, 1, at == 2 ? VerdictKind::Voided : VerdictKind::Review, VerdictReason::None},
                {at * 2 + 2, at + 1, VerdictKind::Counted, VerdictReason::None}};
            contents[at].accounts = {accountOf(at + 1, at + 1)};
        }
        for (const int at : order) {
            [&] { QVERIFY(f.ledger->acknowledge(f.receipt(contents[at]), f.reading())); }();
        }
        return told(f);
    };
    std::array<int, 3> order{0, 1, 2};
    const Told expected = run(order);
    QCOMPARE(expected.upTo, 3);
    QCOMPARE(expected.cursor, 6);
    QVERIFY(expected.verdicts.back() == VerdictKind::Voided);
    while (std::next_permutation(order.begin(), order.end())) {
        QVERIFY(run(order) == expected);
    }
}

void LedgerReceiptsTest::keepsTheAccountThatCoversMore()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Hash first = f.append(f.redemption(1)).hash();
    const Hash second = f.append(f.redemption(1)).hash();
    const auto tell = [&](Sequence upTo, std::int64_t used, int minutes) {
        ReceiptContent content = f.upTo(upTo, upTo == 1 ? first : second, minutes);
        content.accounts = {accountOf(used, upTo)};
        return f.ledger->acknowledge(f.receipt(content), f.reading()).has_value();
    };
    QVERIFY(tell(2, 2, 5));
    QVERIFY(tell(1, 1, 4));
    QVERIFY(f.ledger->account(f.voucher(1)) == accountOf(2, 2));
    QVERIFY(tell(2, 7, 6));
    QVERIFY(f.ledger->account(f.voucher(1)) == accountOf(7, 2));
    QVERIFY(tell(2, 3, 5));
    QVERIFY(f.ledger->account(f.voucher(1)) == accountOf(7, 2));
}

void LedgerReceiptsTest::sendsAllAgainToARestoredRegister()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Hash first = f.append(f.redemption(1)).hash();
    const Hash second = f.append(f.redemption(1)).hash();
    ReceiptContent content = f.upTo(2, second, 5);
    content.verdicts = {{1, 1, VerdictKind::Counted, VerdictReason::None},
                        {2, 2, VerdictKind::Counted, VerdictReason::None}};
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    QVERIFY(f.ledger->outgoing(10, 100000)->entries.empty());
    ReceiptContent restored = f.upTo(1, first, 9);
    restored.verdicts = {{7, 1, VerdictKind::Counted, VerdictReason::None}};
    QVERIFY(f.ledger->acknowledge(f.receipt(restored), f.reading()));
    QVERIFY(!f.ledger->halted());
    for (int time = 0; time < 2; ++time, f.reopen()) {
        QCOMPARE(f.ledger->acknowledgedUpTo(), 1);
        QCOMPARE(f.ledger->outgoing(10, 100000)->entries.size(), 1u);
        QCOMPARE(f.ledger->outgoing(10, 100000)->verdictCursor, 0);
    }
    QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(0, {}, 10)), f.reading()));
    QCOMPARE(f.ledger->outgoing(10, 100000)->entries.size(), 2u);
}

void LedgerReceiptsTest::movesNothingBackForAnAnswerOfTheSameMoment()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Hash first = f.append(f.redemption(1)).hash();
    const Hash second = f.append(f.redemption(1)).hash();
    ReceiptContent content = f.upTo(2, second, 5);
    content.verdicts = {{4, 2, VerdictKind::Counted, VerdictReason::None}};
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(1, first, 5)), f.reading()));
    QCOMPARE(f.ledger->acknowledgedUpTo(), 2);
    QCOMPARE(f.ledger->outgoing(0, 0)->verdictCursor, 4);
}

void LedgerReceiptsTest::stopsAtAReceiptForEntriesItDoesNotHave()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const Hash first = f.append(f.redemption(1)).hash();
    QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(2, first, 5)), f.reading()));
    for (int time = 0; time < 2; ++time, f.reopen()) {
        QVERIFY(f.ledger->halted());
        QCOMPARE(f.ledger->acknowledgedUpTo(), 0);
    }
}

void LedgerReceiptsTest::stopsAtAReceiptForAnotherChain()
{
    for (const Sequence upTo : {1, 2}) {
        LedgerFixture f;
        QVERIFY(f.enrol());
        f.append(f.redemption(1));
        f.append(f.redemption(2));
        QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(upTo, sha256(QByteArrayLiteral("other")), 5)), f.reading()));
        QVERIFY(f.ledger->halted());
        QCOMPARE(f.ledger->acknowledgedUpTo(), 0);
    }
}

void LedgerReceiptsTest::sendsAgainWhatARegisterMayHaveAnotherOf()
{
    for (const Sequence upTo : {1, 2, 3}) {
        LedgerFixture f;
        QVERIFY(f.enrol());
        f.append(f.redemption(1));
        const Hash second = f.append(f.redemption(2)).hash();
        QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(2, second, 5)), f.reading()));
        QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(upTo, sha256(QByteArrayLiteral("other")), 9)), f.reading()));
        for (int time = 0; time < 2; ++time, f.reopen()) {
            QVERIFY(f.ledger->halted());
            QCOMPARE(f.ledger->acknowledgedUpTo(), std::min<Sequence>(upTo, 2) - 1);
        }
    }
}

void LedgerReceiptsTest::storesAtMostAHundredVerdictsATransaction()
{
    SimulatedDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    Hash head;
    for (int entry = 0; entry < 201; ++entry) {
        head = f.append(f.redemption(1)).hash();
    }
    ReceiptContent content = f.upTo(201, head, 5);
    for (int entry = 1; entry <= 201; ++entry) {
        content.verdicts.push_back({entry, entry, VerdictKind::Counted, VerdictReason::None});
    }
    const int before = disk.syncs();
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    QVERIFY(disk.syncs() - before >= 3);
    QCOMPARE(f.ledger->outgoing(0, 0)->verdictCursor, 201);
    QCOMPARE(f.ledger->standing(today).counted, 201);
    QCOMPARE(f.ledger->standing(today).waiting, 0);
    f.ledger.reset();
}

void LedgerReceiptsTest::completesAnAnswerThatWasCutOff()
{
    SimulatedDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    Hash head;
    for (int entry = 0; entry < 150; ++entry) {
        head = f.append(f.redemption(1)).hash();
    }
    ReceiptContent content = f.upTo(150, head, 5);
    for (int entry = 1; entry <= 150; ++entry) {
        content.verdicts.push_back({entry, entry, VerdictKind::Counted, VerdictReason::None});
    }
    bool cutInBetween = false;
    for (int writes = 0;; ++writes) {
        disk.failAfter(writes, SimulatedDisk::Fault::Error, SimulatedDisk::Lasts::FromThenOn);
        const auto answer = f.ledger->acknowledge(f.receipt(content), f.reading());
        disk.heal();
        if (answer) {
            break;
        }
        QCOMPARE(answer.error(), DatabaseError::Io);
        f.reopen();
        const std::int64_t cursor = f.ledger->outgoing(0, 0)->verdictCursor;
        QVERIFY(cursor == 0 || cursor == 100 || cursor == 150);
        QCOMPARE(f.ledger->acknowledgedUpTo(), cursor == 0 ? 0 : 150);
        QCOMPARE(f.ledger->standing(today).counted, cursor);
        cutInBetween = cutInBetween || cursor == 100;
    }
    QVERIFY(cutInBetween);
    QCOMPARE(f.ledger->standing(today).counted, 150);
    f.ledger.reset();
}

void LedgerReceiptsTest::sendsWithinCountAndBytes()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    QVERIFY(f.ledger->outgoing(10, 100000)->entries.empty());
    std::vector<QByteArray> messages;
    for (int entry = 0; entry < 5; ++entry) {
        messages.push_back(f.append(f.redemption(1)).message());
    }
    const qsizetype size = messages.front().size();
    const auto sent = [&](int count, qsizetype bytes) { return f.ledger->outgoing(count, bytes)->entries; };
    QCOMPARE(sent(10, 100000), messages);
    QCOMPARE(sent(2, 100000), std::vector<QByteArray>(messages.begin(), messages.begin() + 2));
    QCOMPARE(sent(10, 3 * size).size(), 3u);
    QCOMPARE(sent(10, 3 * size - 1).size(), 2u);
    QCOMPARE(sent(10, 1).size(), 1u);
    QCOMPARE(sent(0, 100000).size(), 0u);
}

void LedgerReceiptsTest::sendsAttachmentsWithTheirEntries()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const QByteArray sealed(5000, 's');
    const QByteArray evidence(300, 'e');
    f.append(f.redemption(1), {{sha256(sealed), sealed}, {sha256(evidence), evidence}});
    f.append(f.redemption(2));
    const auto out = f.ledger->outgoing(10, 100000);
    QCOMPARE(out->entries.size(), 2u);
    QCOMPARE(out->attachments.size(), 2u);
    for (const Attachment& attachment : out->attachments) {
        QVERIFY(attachment.hash == sha256(attachment.sealed));
        QVERIFY(attachment.sealed == sealed || attachment.sealed == evidence);
    }
    QCOMPARE(f.ledger->outgoing(10, 5000)->entries.size(), 1u);
    QCOMPARE(f.ledger->outgoing(10, 5000)->attachments.size(), 2u);
}

void LedgerReceiptsTest::saysHowTheMonthStands()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    Hash head;
    for (std::uint8_t number = 1; number <= 6; ++number) {
        head = f.append(f.redemption(number)).hash();
    }
    ReceiptContent content = f.upTo(6, head, 9);
    const std::array kinds{VerdictKind::Counted, VerdictKind::Remarked, VerdictKind::Review, VerdictKind::Rejected,
                           VerdictKind::Voided};
    for (std::size_t at = 0; at < kinds.size(); ++at) {
        content.verdicts.push_back({std::int64_t(at) + 1, Sequence(at) + 1, kinds[at], VerdictReason::None});
    }
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    f.append(NoteBody{NoteReason::NoPaper, {}, {}, {}});
    f.append(VoidBody{2});
    const Standing standing = f.ledger->standing(today);
    QCOMPARE(standing.waiting, 2);
    QCOMPARE(standing.counted, 1);
    QCOMPARE(standing.review, 1);
    QCOMPARE(standing.waitingThisMonth, 2);
    QCOMPARE(f.ledger->standing(QDate(2026, 12, 1)).counted, 0);
    QVERIFY(f.ledger->line(2)->voided && !f.ledger->line(8));
}

QTEST_GUILESS_MAIN(LedgerReceiptsTest)
#include "ledger_receipts_test.moc"
