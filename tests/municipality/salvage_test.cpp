#include "crypto/predecessor.h"
#include "tests/support/town_office.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// A tablet whose file was damaged, and the terminal that it became.
class Damaged : public TownOffice
{
public:
    /// Three visits with three vouchers; none has been sent.
    Damaged()
    {
        for (std::uint32_t number = 1; number <= 3; ++number) {
            vouchers.push_back(issue(town.claims(number)));
            old.redeem(vouchers.back());
        }
    }

    /// The first entry of the new terminal.
    std::optional<ReceiptContent> takePlace(WireTablet& tablet, const QByteArray& detail)
    {
        NoticeBody notice{NoticeKind::Salvaged, detail, {}, tablet.attach("a recovery code")};
        tablet.add(notice);
        return tablet.sync();
    }

    /// … which names the old one up to this entry.
    void takePlaceAt(Sequence upTo)
    {
        const Hash head = verifyEntry(old.entries[std::size_t(upTo) - 1], old.key.publicKey())->hash();
        if (takePlace(heir, encode(std::vector<Predecessor>{{old.id, upTo, head}}))->upTo != 1)
            qFatal("the first entry of the new terminal is not taken");
    }

    /// The old entries of these numbers, sent with another tablet's token.
    std::optional<ReceiptContent> salvaged(const std::vector<Sequence>& numbers, const WireTablet& sender)
    {
        std::vector<QByteArray> some;
        for (const Sequence number : numbers)
            some.push_back(old.entries[std::size_t(number) - 1]);
        const std::vector<QByteArray> all = std::exchange(old.entries, some);
        const QByteArray own = std::exchange(old.token, QByteArray(sender.token));
        auto receipt = old.sync();
        old.entries = all;
        old.token = own;
        return receipt;
    }

    std::optional<ReceiptContent> salvaged(const std::vector<Sequence>& numbers) { return salvaged(numbers, heir); }

    /// What a tablet is answered that asks for another terminal with its own token.
    int status(WireTablet& terminal, const WireTablet& sender)
    {
        const QByteArray own = std::exchange(terminal.token, QByteArray(sender.token));
        (void)terminal.sync();
        terminal.token = own;
        return terminal.status;
    }

    bool suspended() { return registerOfAll->terminal(old.id).value()->suspended.has_value(); }

    std::int64_t rows(const char* table)
    {
        const auto sql = QStringLiteral("SELECT COUNT(*) FROM \"%1\"").arg(QLatin1StringView(table));
        return integerOf(registerOfAll->database().run(sql)->front()[0]);
    }

    /// How much there is of everything that a batch may add to.
    std::vector<std::int64_t> counts()
    {
        std::vector<std::int64_t> all;
        for (const char* table : {"entry", "fork", "attachment", "use", "verdict", "change", "predecessor"})
            all.push_back(rows(table));
        return all;
    }

    std::vector<IssuedVoucher> vouchers;
    WireTablet old{*this, 1};
    WireTablet heir{*this, 2};
};

Judgement wordOf(const Verdict& verdict)
{
    return {verdict.kind, verdict.reason, false};
}

constexpr Judgement counted{VerdictKind::Counted, VerdictReason::None, false};
constexpr Judgement forked{VerdictKind::Review, VerdictReason::Fork, false};
constexpr Judgement afterAGap{VerdictKind::Review, VerdictReason::Gap, false};

} // namespace

class SalvageTest : public QObject
{
    Q_OBJECT

private slots:
    void opensExactlyTheTerminalsOfItsProviderThatTheFirstEntryNamed();
    void believesNoDetailThatItCannotReadAndNoLaterEntry();
    void countsOldEntriesUnderTheOldIdExactlyOnce();
    void takesEntriesWhoseAttachmentsAreLostForReview();
    void keepsAsideWhatStandsAfterAHoleAndSaysSoOnce();
    void keepsTheAttachmentsOfWhatItKeepsAside();
    void countsWhatWasKeptAsideOnceTheHoleIsFilled();
    void losesNothingOfAnotherHistory();
    void keepsBothEntriesThatBearTheLastNumber();
    void passesOverWhatTheOldKeyDidNotSign();
    void suspendsTheCopyThatLivesOn();
    void findsTwoHistoriesWhereAnotherEntryTakesThePlaceOfOneKeptAside();
    void findsTwoHistoriesAmongWhatIsKeptAside();
    void stopsATerminalsOwnBatchAtAHoleAsEver();
};

void SalvageTest::opensExactlyTheTerminalsOfItsProviderThatTheFirstEntryNamed()
{
    Damaged town;
    WireTablet foreign(town, 3, otherProvider);
    WireTablet unnamed(town, 4);
    QCOMPARE(town.status(town.old, town.heir), 401);
    const std::vector<Predecessor> named{
        {town.old.id, 3, town.old.head}, {foreign.id, 1, {}}, {TerminalId{{9}}, 1, {}}, {town.heir.id, 1, {}}};
    QCOMPARE(town.takePlace(town.heir, encode(named))->upTo, Sequence(1));
    QCOMPARE(town.rows("predecessor"), 1);
    QCOMPARE(town.status(foreign, town.heir), 401);
    QCOMPARE(town.status(unnamed, town.heir), 401);
    QCOMPARE(town.status(town.old, unnamed), 401);
    QCOMPARE(town.status(town.old, foreign), 401);
    QCOMPARE(town.status(town.heir, town.old), 401);
    QVERIFY(town.registerOfAll->entries(town.old.id)->empty());
    QCOMPARE(town.status(town.old, town.heir), 200);
    QCOMPARE(town.registerOfAll->entries(town.old.id)->size(), std::size_t(3));
    // Whoever took its place later opens it too, and the first goes on.
    WireTablet third(town, 5);
    QVERIFY(town.takePlace(third, encode(std::vector<Predecessor>{named[0], {town.heir.id, 1, town.heir.head}})));
    QCOMPARE(town.status(town.old, third), 200);
    QCOMPARE(town.status(town.old, town.heir), 200);
    QCOMPARE(town.status(town.heir, third), 200);
    QCOMPARE(town.status(town.heir, town.heir), 200);
    QCOMPARE(town.status(town.old, town.old), 200);
}

void SalvageTest::believesNoDetailThatItCannotReadAndNoLaterEntry()
{
    Damaged town;
    const QByteArray detail = encode(std::vector<Predecessor>{{town.old.id, 3, town.old.head}});
    QCOMPARE(town.takePlace(town.heir, detail + 'x')->upTo, Sequence(1));
    QCOMPARE(town.takePlace(town.heir, detail)->upTo, Sequence(2));
    WireTablet enrolled(town, 3);
    enrolled.add(NoticeBody{NoticeKind::Enrolled, detail, {}, {}});
    QCOMPARE(enrolled.sync()->upTo, Sequence(1));
    QCOMPARE(town.rows("predecessor"), 0);
    QCOMPARE(town.status(town.old, town.heir), 401);
    QCOMPARE(town.status(town.old, enrolled), 401);
}

void SalvageTest::countsOldEntriesUnderTheOldIdExactlyOnce()
{
    Damaged town;
    QCOMPARE(town.old.sync()->upTo, Sequence(3));
    town.old.redeem(town.vouchers[0], baseInstant - 24h);
    town.old.redeem(town.vouchers[1], baseInstant - 24h);
    // What is sent in its stead is the damaged tablet's own, even beyond what its successor named.
    town.takePlaceAt(4);
    const auto receipt = town.salvaged({3, 4, 5});
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(5));
    QCOMPARE(receipt->head, town.old.head);
    QCOMPARE(town.registerOfAll->entries(town.old.id)->size(), std::size_t(5));
    QCOMPARE(town.registerOfAll->entries(town.heir.id)->size(), std::size_t(1));
    QCOMPARE(town.rows("use"), 5);
    for (Sequence sequence = 1; sequence <= 5; ++sequence)
        QCOMPARE(wordOf(town.old.word(sequence)), counted);
    QVERIFY(!town.suspended());
    const std::vector<std::int64_t> before = town.counts();
    for (const auto& again : {std::vector<Sequence>{1, 2, 3, 4, 5}, {5}, {}}) {
        QCOMPARE(town.salvaged(again)->upTo, Sequence(5));
        QCOMPARE(town.counts(), before);
    }
}

void SalvageTest::takesEntriesWhoseAttachmentsAreLostForReview()
{
    Damaged town;
    const std::vector<Attachment> all = std::exchange(town.old.attachments, {});
    QCOMPARE(town.old.sync()->upTo, Sequence(0));
    town.takePlaceAt(3);
    QCOMPARE(town.old.sync()->upTo, Sequence(0));
    town.old.attachments = {all[1]};
    const auto receipt = town.salvaged({1, 2, 3});
    QCOMPARE(receipt->upTo, Sequence(3));
    const Judgement missing{VerdictKind::Review, VerdictReason::AttachmentMissing, false};
    QCOMPARE(wordOf(town.old.word(1)), missing);
    QCOMPARE(wordOf(town.old.word(2)), counted);
    QCOMPARE(wordOf(town.old.word(3)), missing);
    QCOMPARE(town.rows("use"), 3);
    QVERIFY(!town.suspended());
}

void SalvageTest::keepsAsideWhatStandsAfterAHoleAndSaysSoOnce()
{
    Damaged town;
    town.takePlaceAt(3);
    QCOMPARE(town.salvaged({1})->upTo, Sequence(1));
    const auto receipt = town.salvaged({3});
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(1));
    QCOMPARE(receipt->verdicts.back().sequence, Sequence(3));
    QCOMPARE(wordOf(receipt->verdicts.back()), afterAGap);
    QVERIFY(!town.suspended());
    QCOMPARE(town.rows("use"), 1);
    const auto kept = town.registerOfAll->keptAside(town.old.id, 1, 3).value();
    QCOMPARE(kept.size(), std::size_t(1));
    QCOMPARE(kept.begin()->second.message, town.old.entries[2]);

    const std::vector<std::int64_t> before = town.counts();
    const auto again = town.salvaged({1, 3, 3});
    QCOMPARE(town.counts(), before);
    QCOMPARE(again->verdicts.size(), std::size_t(2));
    QCOMPARE(again->verdicts.back().number, receipt->verdicts.back().number);
    town.old.cursor = receipt->verdicts.back().number;
    QVERIFY(town.salvaged({3})->verdicts.empty());
}

void SalvageTest::keepsTheAttachmentsOfWhatItKeepsAside()
{
    Damaged town;
    town.takePlaceAt(3);
    QVERIFY(town.salvaged({2}));
    QCOMPARE(town.registerOfAll->attachmentsAmong({town.old.attachments[1].hash})->size(), std::size_t(1));
    QVERIFY(town.registerOfAll->attachmentsAmong({town.old.attachments[0].hash})->empty());
    QVERIFY(town.salvaged({2, 3}));
    QCOMPARE(town.registerOfAll->attachmentsAmong({town.old.attachments[2].hash})->size(), std::size_t(1));
}

void SalvageTest::countsWhatWasKeptAsideOnceTheHoleIsFilled()
{
    Damaged town;
    town.takePlaceAt(3);
    QCOMPARE(town.salvaged({2, 3})->upTo, Sequence(0));
    QCOMPARE(wordOf(town.old.word(2)), afterAGap);
    const auto receipt = town.salvaged({1, 2, 3});
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(3));
    for (Sequence sequence = 1; sequence <= 3; ++sequence)
        QCOMPARE(wordOf(town.old.word(sequence)), counted);
    QCOMPARE(town.rows("use"), 3);
    QVERIFY(!town.suspended());
}

void SalvageTest::losesNothingOfAnotherHistory()
{
    Damaged town;
    QVERIFY(town.old.sync());
    const std::vector<QByteArray> first = town.old.entries;
    town.old.entries = {first[0]};
    town.old.head = verifyEntry(first[0], town.old.key.publicKey())->hash();
    for (int visit = 0; visit < 3; ++visit)
        town.old.redeem(town.vouchers[0], baseInstant - 24h * (visit + 1));
    town.takePlaceAt(4);
    const auto receipt = town.salvaged({1, 2, 3, 4});
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(3));
    QCOMPARE(wordOf(town.old.word(1)), counted);
    QCOMPARE(wordOf(town.old.word(2)), forked);
    QCOMPARE(wordOf(town.old.word(3)), forked);
    QCOMPARE(wordOf(town.old.word(4)), afterAGap);
    QCOMPARE(town.rows("fork"), 3);
    QVERIFY(town.suspended());
}

void SalvageTest::keepsBothEntriesThatBearTheLastNumber()
{
    Damaged town;
    town.takePlaceAt(3);
    // A transaction that never ended leaves an entry in the file that the next one did not know of.
    const std::vector<QByteArray> told = town.old.entries;
    town.old.entries.resize(2);
    town.old.head = verifyEntry(told[1], town.old.key.publicKey())->hash();
    town.old.redeem(town.vouchers[2], baseInstant - 1min);
    town.old.entries.insert(town.old.entries.end() - 1, told[2]);
    QCOMPARE(town.salvaged({1, 2, 3, 4})->upTo, Sequence(3));
    QCOMPARE(town.registerOfAll->entry(town.old.id, 3).value().value(), told[2]);
    const auto kept = town.registerOfAll->keptAside(town.old.id, 1, 3).value();
    QCOMPARE(kept.size(), std::size_t(1));
    QCOMPARE(kept.begin()->second.message, town.old.entries[3]);
    QCOMPARE(wordOf(town.old.word(3)), forked);
    QCOMPARE(wordOf(town.old.word(2)), counted);
    QVERIFY(town.suspended());
}

void SalvageTest::passesOverWhatTheOldKeyDidNotSign()
{
    Damaged town;
    town.takePlaceAt(3);
    town.old.entries[1] = town.heir.entries[0];
    QCOMPARE(town.salvaged({1, 2, 3})->upTo, Sequence(1));
    QCOMPARE(wordOf(town.old.word(3)), afterAGap);
    QCOMPARE(town.rows("fork"), 1);
}

void SalvageTest::suspendsTheCopyThatLivesOn()
{
    Damaged town;
    town.takePlaceAt(2);
    QCOMPARE(town.salvaged({1})->upTo, Sequence(1));
    const std::vector<QByteArray> all = town.old.entries;
    town.old.entries.resize(2);
    QCOMPARE(town.old.sync()->upTo, Sequence(2));
    QCOMPARE(wordOf(town.old.word(2)), counted);
    QVERIFY(!town.suspended());

    town.old.entries = all;
    QCOMPARE(town.old.sync()->upTo, Sequence(3));
    QCOMPARE(wordOf(town.old.word(2)), counted);
    const Judgement inReview{VerdictKind::Review, VerdictReason::TerminalSuspended, false};
    QCOMPARE(wordOf(town.old.word(3)), inReview);
    QVERIFY(town.suspended());
    QVERIFY(!town.registerOfAll->terminal(town.heir.id).value()->suspended);
}

void SalvageTest::findsTwoHistoriesWhereAnotherEntryTakesThePlaceOfOneKeptAside()
{
    Damaged town;
    town.takePlaceAt(3);
    QCOMPARE(town.salvaged({1, 3})->upTo, Sequence(1));
    QVERIFY(!town.suspended());
    town.old.entries.resize(2);
    town.old.head = verifyEntry(town.old.entries[1], town.old.key.publicKey())->hash();
    town.old.redeem(town.vouchers[0], baseInstant - 24h);
    QCOMPARE(town.old.sync()->upTo, Sequence(3));
    QCOMPARE(wordOf(town.old.word(2)), counted);
    QCOMPARE(wordOf(town.old.word(3)), forked);
    QVERIFY(town.suspended());
}

void SalvageTest::findsTwoHistoriesAmongWhatIsKeptAside()
{
    Damaged town;
    town.takePlaceAt(3);
    QVERIFY(town.salvaged({3}));
    QVERIFY(!town.suspended());
    town.old.entries.resize(2);
    town.old.redeem(town.vouchers[0], baseInstant - 24h);
    QCOMPARE(town.salvaged({3})->upTo, Sequence(0));
    QCOMPARE(town.rows("fork"), 2);
    QVERIFY(town.suspended());
}

void SalvageTest::stopsATerminalsOwnBatchAtAHoleAsEver()
{
    Damaged town;
    town.takePlaceAt(3);
    QCOMPARE(town.salvaged({2, 3}, town.old)->upTo, Sequence(0));
    QCOMPARE(town.rows("fork"), 0);
    QCOMPARE(town.old.word(3).number, 0);
}

QTEST_GUILESS_MAIN(SalvageTest)
#include "salvage_test.moc"
