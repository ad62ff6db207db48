#include "ledger_fixture.h"
#include "tests/support/file_content.h"

#include <QTest>

#include <random>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

const QDate today(2026, 11, 22);

Rows dump(const QString& path)
{
    const auto database = Database::open(DatabaseKind::TabletFile, path).value();
    Rows rows = database->run(QStringLiteral("SELECT * FROM record ORDER BY seq")).value();
    const Rows refused = database->run(QStringLiteral("SELECT * FROM refused ORDER BY voucher, refusal, day")).value();
    rows.insert(rows.end(), refused.begin(), refused.end());
    return rows;
}

} // namespace

class LedgerDerivedTest : public QObject
{
    Q_OBJECT
private slots:
    void rebuildsWhatItMaintains();
    void answersFromWhatItDerived();
    void remembersARefusalForItsDay();
    void countsWhatWaitsByServiceAndConfirmation();
    void listsTheDaysAskedFor();
    void forgetsAttachmentsForGood();
};

void LedgerDerivedTest::rebuildsWhatItMaintains()
{
    std::mt19937 random(20261122);
    LedgerFixture f;
    QVERIFY(f.enrol());
    Hash head;
    for (Sequence sequence = 1; sequence <= 200; ++sequence) {
        const auto number = static_cast<std::uint8_t>(random() % 9);
        const Sequence earlier = sequence == 1 ? 1 : Sequence(random() % (sequence - 1)) + 1;
        const Instant at = baseInstant + std::chrono::hours(sequence * 5);
        const auto kind = sequence == 1 ? 0 : random() % 8;
        const EntryBody body = kind == 1   ? EntryBody(VoidBody{earlier})
                               : kind == 2 ? EntryBody(DepartureBody{earlier})
                               : kind == 3 ? EntryBody(AttendanceBody{f.voucher(number), AttendanceState::Absent})
                               : kind == 4 ? EntryBody(NoteBody{NoteReason::Refused, f.voucher(number), {}, {}})
                               : kind == 5 ? EntryBody(RefusalBody{Refusal::Expired, f.voucher(number)})
                               : kind == 6 ? EntryBody(NoticeBody{NoticeKind::ClockSet, {}})
                                           : EntryBody(f.redemption(number));
        head = f.append(body, {}, at).hash();
    }
    ReceiptContent content = f.upTo(200, head, 90000);
    for (Sequence sequence = 1; sequence <= 150; ++sequence) {
        content.verdicts.push_back({sequence, sequence, static_cast<VerdictKind>(random() % 5 + 1), {}});
    }
    QVERIFY(f.ledger->acknowledge(f.receipt(content), f.reading()));
    f.ledger.reset();
    const Rows maintained = dump(f.path());
    QVERIFY(maintained.size() > 100);
    f.reopen();
    QVERIFY(f.ledger->rebuildDerived());
    f.ledger.reset();
    QVERIFY(dump(f.path()) == maintained);
}

void LedgerDerivedTest::answersFromWhatItDerived()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1, {}, daycare));
    OwnRecords own = f.ledger->ownRecords(f.voucher(1), 0, today);
    QCOMPARE(own.redeemedAboveAccount, 1);
    QCOMPARE(own.unvoidedToday, 1);
    QCOMPARE(own.openVisit, std::optional<Sequence>(1));
    QVERIFY(own.lastUnvoided == baseInstant + 1min);
    f.append(DepartureBody{1});
    QVERIFY(!f.ledger->ownRecords(f.voucher(1), 0, today).openVisit);
    f.append(VoidBody{1});
    own = f.ledger->ownRecords(f.voucher(1), 0, today);
    QCOMPARE(own.voidedAboveAccount, 1);
    QCOMPARE(own.unvoidedToday, 0);
    QCOMPARE(own.todayAboveAccount, 0);
    QVERIFY(!own.lastUnvoided);
    // The account knows of the visit, not yet of the undoing.
    own = f.ledger->ownRecords(f.voucher(1), 2, today);
    QCOMPARE(own.redeemedAboveAccount, 0);
    QCOMPARE(own.voidedAboveAccount, 1);
    QCOMPARE(own.todayAboveAccount, -1);
    QCOMPARE(own.monthAboveAccount, -1);
    f.append(f.redemption(1));
    own = f.ledger->ownRecords(f.voucher(1), 3, today);
    QCOMPARE(own.redeemedAboveAccount, 1);
    QCOMPARE(own.voidedAboveAccount, 0);
    QCOMPARE(own.todayAboveAccount, 1);
    QVERIFY(own.lastUnvoided == baseInstant + 4min);
    QVERIFY(f.ledger->ownRecords(f.voucher(1), 4, today.addDays(1)).lastUnvoided == own.lastUnvoided);
    QVERIFY(!f.ledger->ownRecords(f.voucher(1), 0, today).openVisit);
    QCOMPARE(f.ledger->ownRecords(f.voucher(1), 0, today.addDays(1)).todayAboveAccount, 0);
    QCOMPARE(f.ledger->ownRecords(f.voucher(1), 0, today.addDays(1)).monthAboveAccount, 1);
    QCOMPARE(f.ledger->ownRecords(f.voucher(2), 0, today).redeemedAboveAccount, 0);
}

void LedgerDerivedTest::remembersARefusalForItsDay()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(RefusalBody{Refusal::Expired, f.voucher(1)});
    f.append(RefusalBody{Refusal::Expired, f.voucher(1)});
    QVERIFY(f.ledger->refusedThatDay(f.voucher(1), Refusal::Expired, today));
    QVERIFY(!f.ledger->refusedThatDay(f.voucher(1), Refusal::Expired, today.addDays(1)));
    QVERIFY(!f.ledger->refusedThatDay(f.voucher(1), Refusal::Revoked, today));
    QVERIFY(!f.ledger->refusedThatDay(f.voucher(2), Refusal::Expired, today));
}

void LedgerDerivedTest::countsWhatWaitsByServiceAndConfirmation()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    std::int64_t price = 0;
    for (const Tariff& tariff : f.ledger->bulletin()->content().tariffs) {
        price = tariff.service == speech ? tariff.cents : price;
    }
    QVERIFY(price > 0);
    f.append(f.redemption(1));
    f.append(f.redemption(2, Condition::NotConfirmed));
    f.append(f.redemption(3, Condition::Practice));
    RedemptionBody euro = f.redemption(4);
    euro.kind = AmountKind::Cents;
    euro.amount = 1250;
    f.append(euro);
    f.append(f.redemption(5));
    f.append(VoidBody{5});
    const Unsent unsent = f.ledger->unsent();
    QCOMPARE(unsent.redemptions, 3);
    QCOMPARE(unsent.cents, 2 * price + 1250);
    QCOMPARE(unsent.unbound, 1);
    QCOMPARE(unsent.unboundCents, price);
    QVERIFY(unsent.oldest == baseInstant + 1min);
    QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(6, f.ledger->head().hash, 9)), f.reading()));
    QCOMPARE(f.ledger->unsent().redemptions, 0);
    QVERIFY(!f.ledger->unsent().oldest);
}

void LedgerDerivedTest::listsTheDaysAskedFor()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    for (int day = 0; day < 4; ++day) {
        f.append(f.redemption(1), {}, baseInstant + std::chrono::days(day));
    }
    f.append(RefusalBody{Refusal::Expired, f.voucher(1)}, {}, baseInstant);
    const auto lines = f.ledger->lines(today.addDays(1), today.addDays(2), 10);
    QCOMPARE(lines.size(), 2u);
    QCOMPARE(lines[0].entry.sequence, 3);
    QCOMPARE(lines[1].entry.sequence, 2);
    QCOMPARE(f.ledger->lines(today, today.addDays(9), 3).size(), 3u);
    QVERIFY(!f.ledger->line(5) && !f.ledger->line(6));
}

void LedgerDerivedTest::forgetsAttachmentsForGood()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const auto sealed = [](char fill) { return QByteArrayLiteral("MARK") + QByteArray(9000, fill); };
    const auto anywhere = [&](char fill) {
        const QByteArray part(500, fill);
        return contentOf(f.path()).contains(part) || contentOf(f.path() + QStringLiteral("-wal")).contains(part);
    };
    for (const char fill : {'A', 'B', 'C'}) {
        const QByteArray bytes = sealed(fill);
        f.append(f.redemption(1), {{sha256(bytes), bytes}}, baseInstant + std::chrono::days(fill - 'A'));
    }
    QVERIFY(f.ledger->forgetAttachments(baseInstant + std::chrono::days(9)));
    QVERIFY(anywhere('A') && anywhere('B') && anywhere('C')); // not sent yet
    const auto out = f.ledger->outgoing(2, 100000);
    const Hash second = verifyEntry(out->entries[1], f.device.publicKey())->hash();
    QVERIFY(f.ledger->acknowledge(f.receipt(f.upTo(2, second, 5)), f.reading()));
    QVERIFY(f.ledger->forgetAttachments(baseInstant + 1h));
    QVERIFY(!anywhere('A') && anywhere('B') && anywhere('C'));
    QVERIFY(f.ledger->forgetAttachments(baseInstant + std::chrono::days(9)));
    QVERIFY(!anywhere('B') && anywhere('C'));
    QCOMPARE(f.ledger->outgoing(5, 100000)->attachments.size(), 1u);
    f.reopen();
    QVERIFY(f.ledger);
    QCOMPARE(f.ledger->head().sequence, 3);
}

QTEST_GUILESS_MAIN(LedgerDerivedTest)
#include "ledger_derived_test.moc"
