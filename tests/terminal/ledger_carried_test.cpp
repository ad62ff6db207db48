#include "ledger_fixture.h"

#include "crypto/seal.h"
#include "terminal/put_aside.h"
#include "terminal/salvage.h"

#include <QFile>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

constexpr qsizetype manyBytes = 1 << 20;

Attachment sealedAs(const QByteArray& text, const TestMunicipality& town)
{
    const QByteArray sealed = seal(text, town.intake.publicKey(), voucherAttachment);
    return {sha256(sealed), sealed};
}

/// Spoils the first page, so that SQLite makes nothing of the file.
void damage(const QString& path)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write(QByteArray(4096, 'x')) == 4096);
}

} // namespace

/// What a damaged ledger still holds goes on in the one that takes its place, until the municipality has it.
class LedgerCarriedTest : public QObject
{
    Q_OBJECT

    LedgerFixture m_new;
    TerminalId m_old{{7, 7, 7, 7, 7, 7, 7, 7}};

    /// A ledger at the new one's place with this many redemptions, each with its attachment; damaged and put aside.
    std::vector<Entry> leaveDamaged(int count, TerminalId terminal)
    {
        m_new.ledger.reset();
        std::vector<Entry> entries;
        {
            LedgerFixture before(m_new.path());
            before.terminal = terminal;
            [&] { QVERIFY(before.enrol()); }();
            for (int number = 1; number <= count; ++number) {
                const Attachment attachment = sealedAs(QByteArray::number(number), before.town);
                RedemptionBody body = LedgerFixture::redemption(static_cast<std::uint8_t>(number));
                body.voucherAttachment = attachment.hash;
                entries.push_back(before.append(body, {attachment}));
            }
        }
        damage(m_new.path());
        [&] { QVERIFY(!putAside(m_new.path()).isEmpty()); }();
        m_new.reopen();
        return entries;
    }

    Receipt receiptFor(TerminalId terminal, ReceiptContent content) const
    {
        content.terminal = terminal;
        return verifyReceipt(signReceipt(content, m_new.town.receipt), m_new.town.trustList(), terminal, {}).value();
    }

    std::int64_t broughtOver() { return bringOver(*m_new.ledger, m_new.path()).value(); }

    static std::vector<QByteArray> messagesOf(const std::vector<Entry>& entries)
    {
        std::vector<QByteArray> messages;
        for (const Entry& entry : entries)
            messages.push_back(entry.message());
        return messages;
    }

private slots:

    void init()
    {
        m_new.ledger.reset();
        QFile::remove(m_new.path());
        QFile::remove(m_new.path() + QStringLiteral("-wal"));
        for (const QString& aside : filesPutAside(m_new.path()))
            QFile::remove(aside);
        m_new.reopen();
    }

    void offersEntriesAndAttachmentsUnderTheOldName()
    {
        const std::vector<Entry> entries = leaveDamaged(5, m_old);
        QCOMPARE(broughtOver(), 5);
        const auto outgoing = m_new.ledger->outgoingCarried(100, manyBytes);
        QVERIFY(outgoing && outgoing->terminal == m_old);
        QCOMPARE(outgoing->entries, messagesOf(entries));
        QCOMPARE(outgoing->attachments.size(), 5u);
        for (const Attachment& attachment : outgoing->attachments)
            QVERIFY(sha256(attachment.sealed) == attachment.hash);
        const Predecessor before{m_old, 5, entries.back().hash()};
        QVERIFY(m_new.ledger->predecessors() == std::vector{before});
    }

    void bringsOverAgainAfterACutInBetween()
    {
        leaveDamaged(3, m_old);
        QCOMPARE(broughtOver(), 3);
        m_new.reopen();
        QCOMPARE(broughtOver(), 3);
        QCOMPARE(m_new.ledger->predecessors().size(), 1u);
    }

    void stopsReadingOldFilesOnceAnEntryNamesThem()
    {
        leaveDamaged(3, m_old);
        QCOMPARE(broughtOver(), 3);
        QVERIFY(m_new.enrol());
        m_new.append(NoticeBody{NoticeKind::Salvaged, encode(m_new.ledger->predecessors()), {}, {}});
        QVERIFY(m_new.ledger->acknowledgeCarried(receiptFor(m_old, m_new.upTo(3, {}, 1))));
        m_new.reopen();
        QCOMPARE(broughtOver(), 0);
        QVERIFY(!m_new.ledger->carry({}));
    }

    void keepsTheFilesOfTwoDamagesApart()
    {
        const TerminalId older{{6, 6, 6, 6, 6, 6, 6, 6}};
        leaveDamaged(2, older);
        leaveDamaged(3, m_old);
        QCOMPARE(broughtOver(), 5);
        QCOMPARE(m_new.ledger->predecessors().size(), 2u);
        const auto latest = m_new.ledger->outgoingCarried(100, manyBytes);
        QVERIFY(latest && latest->terminal == m_old && latest->entries.size() == 3);
        QVERIFY(m_new.ledger->acknowledgeCarried(receiptFor(m_old, m_new.upTo(3, {}, 1))));
        const auto earlier = m_new.ledger->outgoingCarried(100, manyBytes);
        QVERIFY(earlier && earlier->terminal == older && earlier->entries.size() == 2);
    }

    void letsGoOfWhatAReceiptCovers()
    {
        const std::vector<Entry> entries = leaveDamaged(5, m_old);
        QCOMPARE(broughtOver(), 5);
        QVERIFY(m_new.ledger->acknowledgeCarried(receiptFor(m_old, m_new.upTo(2, {}, 1))).value());
        m_new.reopen();
        QCOMPARE(m_new.ledger->carriedWaiting(), 3);
        const auto outgoing = m_new.ledger->outgoingCarried(100, manyBytes);
        QCOMPARE(outgoing->entries, messagesOf({entries.begin() + 2, entries.end()}));
        QCOMPARE(outgoing->attachments.size(), 3u);
    }

    void letsGoOfWhatAVerdictNames()
    {
        leaveDamaged(5, m_old);
        QCOMPARE(broughtOver(), 5);
        ReceiptContent content = m_new.upTo(0, {}, 1);
        content.verdicts = {{1, 4, VerdictKind::Review, VerdictReason::Gap}};
        QVERIFY(m_new.ledger->acknowledgeCarried(receiptFor(m_old, content)).value());
        QCOMPARE(m_new.ledger->carriedWaiting(), 4);
        QCOMPARE(m_new.ledger->outgoingCarried(100, manyBytes)->verdictCursor, 1);
        // The same answer once more is nothing new.
        QVERIFY(!m_new.ledger->acknowledgeCarried(receiptFor(m_old, content)).value());
    }

    void asksForABatchAtATime()
    {
        leaveDamaged(5, m_old);
        QCOMPARE(broughtOver(), 5);
        QCOMPARE(m_new.ledger->outgoingCarried(2, manyBytes)->entries.size(), 2u);
        QCOMPARE(m_new.ledger->outgoingCarried(100, 1)->entries.size(), 1u);
    }

    void hasNothingToBringOverWhereNothingWasDamaged()
    {
        QCOMPARE(broughtOver(), 0);
        QVERIFY(m_new.ledger->predecessors().empty());
        const auto outgoing = m_new.ledger->outgoingCarried(100, manyBytes);
        QVERIFY(outgoing && outgoing->entries.empty());
    }
};

QTEST_GUILESS_MAIN(LedgerCarriedTest)
#include "ledger_carried_test.moc"
