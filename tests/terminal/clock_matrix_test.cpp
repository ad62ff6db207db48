#include "crypto/cbor.h"
#include "tests/terminal/desk_fixture.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::chrono::milliseconds)

namespace {

constexpr auto year = 365 * 24h;

/// A tablet for whose lists and vouchers no wrong clock is too wrong, and the true time beside its clock.
class Venue : public DeskFixture
{
public:
    Venue()
    {
        must(trueBulletin([this](BulletinContent& content) {
            content.issued = trueTime;
            for (Provider& provider : content.providers) {
                for (Contract& contract : provider.contracts)
                    contract.from = QDate(2000, 1, 1), contract.until = QDate(2060, 1, 1);
            }
        }));
    }

    void pass(std::chrono::milliseconds time)
    {
        trueTime += time;
        clock.advance(time);
    }

    void move(std::chrono::milliseconds by) { clock.setWall(trueTime + by); }

    void correct() { clock.setWall(trueTime); }

    /// Switched off for a minute; offers and timers are gone.
    void reboot()
    {
        trueTime += 1min;
        clock.reboot(QByteArrayLiteral("another boot"), 1min);
        reopen();
    }

    /// The municipality's word of this moment, or of another.
    void bulletinArrives(std::chrono::milliseconds mistake = 0ms)
    {
        must(trueBulletin([&](BulletinContent& content) { content.issued = trueTime + mistake; }));
    }

    void receiptArrives()
    {
        ReceiptContent content{};
        content.upTo = ledger->head().sequence;
        content.head = ledger->head().hash;
        content.serverTime = trueTime;
        must(ledger->acknowledge(receipt(content), clock.read()));
    }

    EntryContent last() { return entry(ledger->head().sequence); }

    Instant trueTime = baseInstant;

private:
    static void must(const tl::expected<void, DatabaseError>& done)
    {
        if (!done)
            qFatal("the ledger of a test failed");
    }

    tl::expected<void, DatabaseError> trueBulletin(const std::function<void(BulletinContent&)>& change)
    {
        BulletinContent content = ledger->bulletin()->content();
        ++content.version;
        change(content);
        content.freshUntil = baseInstant + 12 * year;
        content.expires = baseInstant + 12 * year;
        return ledger->store(town.bulletin([&](BulletinContent& other) { other = content; }), clock.read());
    }
};

Conditions conditionsOf(const EntryContent& entry)
{
    return std::get<RedemptionBody>(entry.body).conditions;
}

} // namespace

/// The clock is moved by an hour to ten years, either way, at every step of a scan (design §5, "Clock").
class ClockMatrixTest : public QObject
{
    Q_OBJECT

private slots:

    void noVoucherIsTakenAfterASignedTimeBeyondItsEnd_data() { moves(); }

    void noVoucherIsTakenAfterASignedTimeBeyondItsEnd();

    void everyEntryOfADoubtfulClockIsFlagged_data() { moves(); }

    void everyEntryOfADoubtfulClockIsFlagged();

    void theBeginningOfADoubtIsToldOnce_data() { moves(); }

    void theBeginningOfADoubtIsToldOnce();

    void aCorrectedClockIsTrustedAgain_data() { moves(); }

    void aCorrectedClockIsTrustedAgain();
    void aTimeSignedByMistakeIsTakenBackByAReceipt_data();
    void aTimeSignedByMistakeIsTakenBackByAReceipt();

private:
    static void moves();
};

void ClockMatrixTest::moves()
{
    QTest::addColumn<std::chrono::milliseconds>("by");
    for (const std::chrono::milliseconds by :
         {std::chrono::milliseconds(1h), std::chrono::milliseconds(24h), std::chrono::milliseconds(30 * 24h),
          std::chrono::milliseconds(year), std::chrono::milliseconds(10 * year)}) {
        const auto hours = static_cast<long long>(by / 1h);
        QTest::addRow("%lld hours ahead", hours) << by;
        QTest::addRow("%lld hours back", hours) << -by;
    }
}

void ClockMatrixTest::noVoucherIsTakenAfterASignedTimeBeyondItsEnd()
{
    QFETCH(std::chrono::milliseconds, by);
    const auto ended = [](const Venue& venue) {
        VoucherClaims claims = venue.town.claims(1);
        claims.expires = baseInstant + 30min;
        return claims;
    };
    const auto refused = [&](Venue& venue) {
        return venue.desk->check(venue.town.voucherText(ended(venue))).error().code;
    };
    {
        Venue venue;
        venue.pass(1h);
        venue.bulletinArrives();
        venue.move(by);
        QCOMPARE(refused(venue), Refusal::Expired);
        venue.reboot();
        QCOMPARE(refused(venue), Refusal::Expired);
        venue.move(by);
        QCOMPARE(refused(venue), Refusal::Expired);
        venue.receiptArrives();
        QCOMPARE(refused(venue), Refusal::Expired);
    }
    {
        Venue venue;
        venue.pass(1h);
        venue.move(by);
        venue.receiptArrives();
        QCOMPARE(refused(venue), Refusal::Expired);
        venue.move(-by);
        QCOMPARE(refused(venue), Refusal::Expired);
    }
    // Between the offer and its confirmation.
    for (const bool document : {true, false}) {
        Venue venue;
        const auto offer = venue.desk->check(venue.town.voucherText(ended(venue)));
        QVERIFY(offer);
        venue.pass(1h);
        document ? venue.bulletinArrives() : venue.receiptArrives();
        venue.move(by);
        QCOMPARE(venue.desk->redeem(*offer, {}).error().code, Refusal::Expired);
    }
}

void ClockMatrixTest::everyEntryOfADoubtfulClockIsFlagged()
{
    QFETCH(std::chrono::milliseconds, by);
    Venue venue;
    const auto check = [&](std::uint32_t number) {
        return venue.desk->check(venue.town.voucherText(venue.town.claims(number)));
    };
    venue.receiptArrives();
    // Before the scan. A clock that is ahead of the voucher's end is believed: it may be right.
    const bool beyondTheEnd = by > 180 * 24h;
    venue.move(by);
    auto offer = check(1);
    QCOMPARE(offer.has_value(), !beyondTheEnd);
    if (offer) {
        QVERIFY(offer->conditions().testFlag(Condition::ClockDoubtful));
        QVERIFY(venue.desk->redeem(*offer, {}));
        QVERIFY(conditionsOf(venue.last()).testFlag(Condition::ClockDoubtful));
    } else {
        QCOMPARE(offer.error().code, Refusal::Expired);
        QVERIFY(std::holds_alternative<RefusalBody>(venue.last().body));
    }
    QVERIFY(venue.last().clockDoubtful);
    // Between the offer and its confirmation.
    venue.correct();
    offer = check(2);
    QVERIFY(!offer->conditions().testFlag(Condition::ClockDoubtful));
    venue.move(by);
    const auto recorded = venue.desk->redeem(*offer, {});
    QCOMPARE(recorded.has_value(), !beyondTheEnd);
    if (recorded) {
        QVERIFY(venue.last().clockDoubtful);
        QVERIFY(conditionsOf(venue.last()).testFlag(Condition::ClockDoubtful));
    }
    // Between the visit and whatever follows it: a note, an undoing.
    venue.correct();
    const Sequence visit = venue.redeem(venue.town.claims(3)).sequence;
    QVERIFY(!venue.last().clockDoubtful);
    venue.move(by);
    QVERIFY(venue.desk->note(NoteReason::NoPaper, {}));
    QVERIFY(venue.last().clockDoubtful);
    if (const auto undone = venue.desk->undo(visit))
        QVERIFY(venue.last().clockDoubtful);
    else
        QVERIFY(by > 0ms && undone.error() == Desk::UndoError::TooLate);
    // A document that arrives meanwhile explains nothing.
    venue.correct();
    venue.receiptArrives();
    venue.move(by);
    venue.pass(1h);
    venue.bulletinArrives();
    QVERIFY(venue.desk->note(NoteReason::NoPaper, {}));
    QVERIFY(venue.last().clockDoubtful);
    // After a restart the time that it was off is not known: only a clock behind the municipality's word shows.
    venue.correct();
    venue.receiptArrives();
    venue.reboot();
    venue.move(by);
    QVERIFY(venue.desk->note(NoteReason::NoPaper, {}));
    QCOMPARE(venue.last().clockDoubtful, by < 0ms);
    // And from the next answer on, either way.
    venue.receiptArrives();
    QVERIFY(venue.desk->note(NoteReason::NoPaper, {}));
    QVERIFY(venue.last().clockDoubtful);
}

void ClockMatrixTest::theBeginningOfADoubtIsToldOnce()
{
    QFETCH(std::chrono::milliseconds, by);
    Venue venue;
    const auto entriesOfANote = [&] {
        const Sequence before = venue.ledger->head().sequence;
        return venue.desk->note(NoteReason::NoPaper, {}) ? venue.ledger->head().sequence - before : 0;
    };
    venue.receiptArrives();
    QCOMPARE(entriesOfANote(), 1);
    venue.pass(1h);
    venue.move(by);
    QCOMPARE(entriesOfANote(), 2);
    const EntryContent told = venue.entry(venue.ledger->head().sequence - 1);
    const auto* body = std::get_if<NoticeBody>(&told.body);
    QVERIFY(body != nullptr && body->notice == NoticeKind::ClockSet);
    QVERIFY(told.clockDoubtful);
    QCOMPARE(body->detail, CborWriter()
                               .array(2)
                               .integer((venue.trueTime + by).time_since_epoch().count())
                               .integer(venue.trueTime.time_since_epoch().count())
                               .take());
    QCOMPARE(entriesOfANote(), 1);
    venue.reopen();
    QCOMPARE(entriesOfANote(), 1);
    venue.correct();
    QCOMPARE(entriesOfANote(), 1);
    QVERIFY(!venue.last().clockDoubtful);
    venue.move(by);
    QCOMPARE(entriesOfANote(), 2);
}

void ClockMatrixTest::aCorrectedClockIsTrustedAgain()
{
    QFETCH(std::chrono::milliseconds, by);
    for (const bool rebooted : {false, true}) {
        for (const char* meanwhile : {"nothing", "an entry", "a bulletin", "a receipt", "all of them"}) {
            Venue venue;
            if (rebooted)
                venue.reboot();
            venue.move(by);
            const QByteArray what(meanwhile);
            const bool all = what == "all of them";
            if (all || what == "an entry")
                QVERIFY(venue.desk->note(NoteReason::NoPaper, {}));
            if (all || what == "a bulletin")
                venue.bulletinArrives();
            if (all || what == "a receipt")
                venue.receiptArrives();
            venue.pass(1h);
            venue.correct();
            const auto offer = venue.desk->check(venue.town.voucherText(venue.town.claims(2)));
            QVERIFY2(offer, meanwhile);
            QVERIFY2(!offer->conditions().testFlag(Condition::ClockDoubtful), meanwhile);
            const auto recorded = venue.desk->redeem(*offer, {});
            QVERIFY2(recorded && recorded->at == venue.trueTime, meanwhile);
            QVERIFY2(!venue.last().clockDoubtful, meanwhile);
        }
    }
}

void ClockMatrixTest::aTimeSignedByMistakeIsTakenBackByAReceipt_data()
{
    QTest::addColumn<std::chrono::milliseconds>("mistake");
    QTest::newRow("an hour") << std::chrono::milliseconds(1h);
    QTest::newRow("a day") << std::chrono::milliseconds(24h);
    QTest::newRow("a hundred days") << std::chrono::milliseconds(100 * 24h);
}

void ClockMatrixTest::aTimeSignedByMistakeIsTakenBackByAReceipt()
{
    QFETCH(std::chrono::milliseconds, mistake);
    Venue venue;
    venue.bulletinArrives(mistake);
    const auto check = [&](std::uint32_t number) {
        return venue.desk->check(venue.town.voucherText(venue.town.claims(number)));
    };
    QVERIFY(check(1)->conditions().testFlag(Condition::ClockDoubtful));
    venue.pass(1min);
    venue.receiptArrives();
    QCOMPARE(venue.ledger->mistakenFloor(), std::optional(venue.trueTime - 1min + mistake));
    venue.reopen();
    const auto offer = check(1);
    QVERIFY(!offer->conditions().testFlag(Condition::ClockDoubtful));
    const Sequence before = venue.ledger->head().sequence;
    const auto recorded = venue.desk->redeem(*offer, {});
    QVERIFY(recorded && recorded->at == venue.trueTime);
    // The municipality is told once, before the next entry.
    const EntryContent notice = venue.entry(before + 1);
    const auto* body = std::get_if<NoticeBody>(&notice.body);
    QVERIFY(body != nullptr && body->notice == NoticeKind::ClockFloorLowered);
    QCOMPARE(body->detail.toHex().toUpper(),
             QByteArray("1B") +
                 QByteArray::number(qulonglong((venue.trueTime - 1min + mistake).time_since_epoch().count()), 16)
                     .rightJustified(16, '0')
                     .toUpper());
    QVERIFY(!venue.ledger->mistakenFloor());
    QCOMPARE(venue.ledger->head().sequence, before + 2);
    venue.reopen();
    venue.redeem(venue.town.claims(2));
    QCOMPARE(venue.ledger->head().sequence, before + 3);
}

QTEST_GUILESS_MAIN(ClockMatrixTest)
#include "clock_matrix_test.moc"
