#include "tests/support/town_office.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// Every table as text: two equal dumps mean that nothing changed.
QByteArray dump(TownOffice& office)
{
    QByteArray all;
    Database& database = office.registerOfAll->database();
    for (const char* table : {"entry", "fork", "attachment", "use", "verdict", "change", "provider", "terminal"}) {
        const auto rows =
            database.run(QStringLiteral("SELECT * FROM \"%1\" ORDER BY 1, 2").arg(QLatin1StringView(table)));
        for (const Row& row : rows.value()) {
            for (const Value& value : row) {
                if (const auto* bytes = std::get_if<QByteArray>(&value))
                    all += bytes->toHex();
                else if (const auto* number = std::get_if<std::int64_t>(&value))
                    all += QByteArray::number(qlonglong(*number));
                all += ' ';
            }
            all += '\n';
        }
    }
    return all;
}

std::optional<Account> accountIn(const std::optional<ReceiptContent>& receipt, VoucherId voucher)
{
    const auto found = std::ranges::find(receipt->accounts, voucher, &Account::voucher);
    return found == receipt->accounts.end() ? std::nullopt : std::optional(*found);
}

} // namespace

class IntakeTest : public QObject
{
    Q_OBJECT

private slots:
    void countsTheFirstRedemptionAndTellsItsAccount();
    void repeatsChangeNothingAtAnyLaterPoint();
    void stopsAtAGapABrokenLinkAForeignSignatureAndAMissingAttachment();
    void takesAnEntryWhoseAttachmentIsForgottenByNowForReview();
    void keepsBothSidesOfAForkOnceAndSuspendsTheTerminal();
    void countsOneOfTwoTabletsOfAClubAndReviewsTheOther();
    void honoursAVoidWithinFifteenMinutesOnly();
    void takesASecondVoidWithoutAnotherWord();
    void countsTheWorkedExample();
    void countsAReplacementOnTheAccountOfTheLostPaper();
    void judgesRevocationByTheTimeOfTheService();
    void reviewsEverythingThatASuspendedTerminalSends();
    void rejectsPracticeAndUnknownVouchers();
    void putsEveryNoteIntoReview();
    void refusesAWrongTokenAndAnUnknownTerminal();
    void answersBadRequestsWithoutARegisterWrite();
    void tellsEverythingAgainToACursorItNeverGave();
    void isBusyWhileAnotherConnectionWrites();
};

void IntakeTest::countsTheFirstRedemptionAndTellsItsAccount()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet tablet(office, 1);
    tablet.redeem(voucher);
    const auto receipt = tablet.sync();
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(1));
    QCOMPARE(receipt->head, tablet.head);
    QCOMPARE(receipt->verdicts.size(), std::size_t(1));
    QCOMPARE(receipt->verdicts[0].kind, VerdictKind::Counted);
    QCOMPARE(receipt->accounts.size(), std::size_t(1));
    QCOMPARE(receipt->accounts[0].used, 1);
    QCOMPARE(receipt->accounts[0].upTo, Sequence(1));
    QCOMPARE(*receipt->accounts[0].lastDate, QDate(2026, 11, 22));
}

void IntakeTest::repeatsChangeNothingAtAnyLaterPoint()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    std::vector<QByteArray> requests;
    for (std::uint32_t number = 1; number <= 4; ++number) {
        const IssuedVoucher voucher = office.issue(office.town.claims(number));
        const Sequence sequence = tablet.redeem(voucher, baseInstant + 1min * number);
        if (number == 3)
            tablet.add(VoidBody{sequence}, baseInstant + 5min);
        requests.push_back(tablet.request(sequence));
        QVERIFY(tablet.send(requests.back()));
        const QByteArray before = dump(office);
        for (const QByteArray& old : requests) {
            const auto again = tablet.send(old, baseInstant + 2h);
            QVERIFY(again);
            QCOMPARE(again->upTo, Sequence(tablet.entries.size()));
            QCOMPARE(dump(office), before);
        }
        QVERIFY(tablet.sync());
        QCOMPARE(dump(office), before);
    }
}

void IntakeTest::stopsAtAGapABrokenLinkAForeignSignatureAndAMissingAttachment()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet tablet(office, 1);
    tablet.redeem(voucher);
    tablet.redeem(voucher);

    const auto gap = tablet.send(tablet.request(2));
    QVERIFY(gap);
    QCOMPARE(gap->upTo, Sequence(0));

    const std::vector<Attachment> kept = std::exchange(tablet.attachments, {});
    const auto without = tablet.sync();
    QCOMPARE(without->upTo, Sequence(0));
    tablet.attachments = {kept[0]};
    const auto first = tablet.sync();
    QCOMPARE(first->upTo, Sequence(1));
    tablet.attachments = {kept[1]};

    const PrivateKey device = std::move(tablet.key);
    const std::vector<QByteArray> good = tablet.entries;
    const Hash goodHead = tablet.head;
    tablet.key = PrivateKey::generate(Algorithm::ES256);
    tablet.add(VoidBody{1});
    QCOMPARE(tablet.send(tablet.request(3))->upTo, Sequence(1));
    QCOMPARE(tablet.sync()->upTo, Sequence(2));

    tablet.key = twin(device, Algorithm::ES256);
    tablet.entries = good;
    tablet.head = sha256("another history");
    tablet.add(VoidBody{1});
    QCOMPARE(tablet.sync()->upTo, Sequence(2));
    tablet.entries = good;
    tablet.head = goodHead;
    tablet.add(VoidBody{2}, baseInstant + 1min);
    QCOMPARE(tablet.sync()->upTo, Sequence(3));
}

void IntakeTest::takesAnEntryWhoseAttachmentIsForgottenByNowForReview()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet tablet(office, 1);
    tablet.redeem(voucher);
    tablet.attachments.clear();
    const auto retention = 24h * office.town.bulletin().content().limits.retentionDays;

    QCOMPARE(tablet.send(tablet.request(1), baseInstant + retention)->upTo, Sequence(0));
    const auto later = tablet.send(tablet.request(1), baseInstant + retention + 1ms);
    QCOMPARE(later->upTo, Sequence(1));
    QCOMPARE(later->verdicts.size(), std::size_t(1));
    QCOMPARE(later->verdicts[0].kind, VerdictKind::Review);
    QCOMPARE(later->verdicts[0].reason, VerdictReason::AttachmentMissing);
    QCOMPARE(later->accounts[0].used, 1);
}

void IntakeTest::keepsBothSidesOfAForkOnceAndSuspendsTheTerminal()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet tablet(office, 1);
    tablet.redeem(voucher);
    QVERIFY(tablet.sync());
    const QByteArray first = tablet.entries[0];
    tablet.entries.clear();
    tablet.head = {};
    tablet.redeem(voucher, baseInstant + 1s);
    const auto receipt = tablet.sync();
    QVERIFY(receipt);
    QCOMPARE(receipt->upTo, Sequence(1));
    QVERIFY(receipt->head != tablet.head);
    QCOMPARE(receipt->verdicts.back().reason, VerdictReason::Fork);
    QCOMPARE(office.registerOfAll->entry(tablet.id, 1).value().value(), first);
    QVERIFY(office.registerOfAll->terminal(tablet.id).value()->suspended);
    const auto forks = office.registerOfAll->database().run(QStringLiteral("SELECT message FROM fork"));
    QCOMPARE(forks->size(), std::size_t(1));
    QCOMPARE(bytesValueOf(forks->front()[0]), tablet.entries[0]);
    const QByteArray before = dump(office);
    QVERIFY(tablet.sync(baseInstant + 3h));
    QCOMPARE(dump(office), before);
}

void IntakeTest::countsOneOfTwoTabletsOfAClubAndReviewsTheOther()
{
    TownOffice office;
    const IssuedVoucher voucher = office.issue(office.town.claims());
    WireTablet one(office, 1);
    WireTablet two(office, 2);
    one.redeem(voucher);
    two.redeem(voucher, baseInstant - 1h);
    QCOMPARE(one.sync()->verdicts[0].kind, VerdictKind::Counted);
    const auto second = two.sync();
    QCOMPARE(second->verdicts[0].kind, VerdictKind::Review);
    QCOMPARE(second->verdicts[0].reason, VerdictReason::AboveDayLimit);
    QVERIFY(office.registerOfAll->entry(one.id, 1).value());
    QVERIFY(office.registerOfAll->entry(two.id, 1).value());
    one.cursor = one.word(1).number;
    const auto news = one.send(one.request(2));
    QCOMPARE(accountIn(news, voucher.claims.id)->used, 2);
    QCOMPARE(accountIn(news, voucher.claims.id)->upTo, Sequence(1));
}

void IntakeTest::honoursAVoidWithinFifteenMinutesOnly()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    const IssuedVoucher early = office.issue(office.town.claims(1));
    const IssuedVoucher late = office.issue(office.town.claims(2));
    tablet.redeem(early);
    QVERIFY(tablet.sync());
    tablet.add(VoidBody{1}, baseInstant + 15min);
    tablet.redeem(late);
    tablet.add(VoidBody{3}, baseInstant + 15min + 1ms);
    const auto receipt = tablet.sync();
    QCOMPARE(tablet.word(1).kind, VerdictKind::Voided);
    QCOMPARE(accountIn(receipt, early.claims.id)->used, 0);
    QCOMPARE(tablet.word(3).kind, VerdictKind::Counted);
    QCOMPARE(tablet.word(4).reason, VerdictReason::VoidTooLate);
    QCOMPARE(accountIn(receipt, late.claims.id)->used, 1);
}

void IntakeTest::takesASecondVoidWithoutAnotherWord()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    tablet.add(VoidBody{1}, baseInstant + 1min);
    tablet.add(VoidBody{1}, baseInstant + 2min);
    const auto receipt = tablet.sync();
    QCOMPARE(receipt->upTo, Sequence(3));
    QCOMPARE(receipt->verdicts.size(), std::size_t(2));
    QCOMPARE(tablet.word(1).kind, VerdictKind::Voided);
}

void IntakeTest::countsTheWorkedExample()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    WireTablet second(office, 2);
    const IssuedVoucher voucher = office.issue(office.town.claims());
    for (int filler = 0; filler < 4; ++filler)
        tablet.add(NoticeBody{NoticeKind::OperatorAdded, {}});
    QCOMPARE(tablet.redeem(voucher), Sequence(5));
    const auto first = accountIn(tablet.sync(), voucher.claims.id);
    QCOMPARE(first->used, 1);
    QCOMPARE(first->upTo, Sequence(5));
    QCOMPARE(accountIn(second.sync(), voucher.claims.id)->used, 1);
    tablet.add(VoidBody{5}, baseInstant + 1min);
    const auto then = accountIn(tablet.sync(), voucher.claims.id);
    QCOMPARE(then->used, 0);
    QCOMPARE(then->upTo, Sequence(6));
}

void IntakeTest::countsAReplacementOnTheAccountOfTheLostPaper()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    const IssuedVoucher lost = office.issue(office.town.claims(1));
    const IssuedVoucher fresh = office.issue(office.town.claims(2), lost.claims.id);
    tablet.redeem(lost, baseInstant - 48h);
    tablet.redeem(fresh, baseInstant - 24h);
    const auto receipt = tablet.sync();
    QCOMPARE(accountIn(receipt, fresh.claims.id)->used, 2);
    QCOMPARE(accountIn(receipt, lost.claims.id)->used, 2);
}

void IntakeTest::judgesRevocationByTheTimeOfTheService()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    const IssuedVoucher before = office.issue(office.town.claims(1));
    const IssuedVoucher after = office.issue(office.town.claims(2));
    for (const IssuedVoucher& voucher : {before, after})
        must(office.registerOfAll->setVoucherStatus(voucher.claims.id, VoucherStatus::Revoked, baseInstant));
    tablet.redeem(before, baseInstant - 1ms);
    tablet.redeem(after, baseInstant);
    QVERIFY(tablet.sync());
    QCOMPARE(tablet.word(1).kind, VerdictKind::Counted);
    QCOMPARE(tablet.word(2).kind, VerdictKind::Review);
    QCOMPARE(tablet.word(2).reason, VerdictReason::NotValidThen);
}

void IntakeTest::reviewsEverythingThatASuspendedTerminalSends()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    auto terminal = office.registerOfAll->terminal(tablet.id).value().value();
    terminal.suspended = baseInstant;
    must(office.registerOfAll->updateTerminal(terminal));
    tablet.redeem(office.issue(office.town.claims()), baseInstant - 24h);
    QVERIFY(tablet.sync());
    QCOMPARE(tablet.word(1).reason, VerdictReason::TerminalSuspended);
}

void IntakeTest::rejectsPracticeAndUnknownVouchers()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    VoucherClaims practice = office.town.claims(1);
    practice.practice = true;
    tablet.redeem(office.issue(practice));
    IssuedVoucher unknown;
    unknown.claims = office.town.claims(2);
    unknown.message = signVoucher(unknown.claims, office.town.issuer);
    tablet.redeem(unknown);
    QVERIFY(tablet.sync());
    QCOMPARE(tablet.word(1).reason, VerdictReason::Practice);
    QCOMPARE(tablet.word(1).kind, VerdictKind::Rejected);
    QCOMPARE(tablet.word(2).reason, VerdictReason::UnknownVoucher);
    QCOMPARE(office.registerOfAll->accountDays({practice.id})->size(), std::size_t(0));
}

void IntakeTest::putsEveryNoteIntoReview()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    const IssuedVoucher voucher = office.issue(office.town.claims());
    NoteBody note{};
    note.voucher = voucher.claims.id;
    tablet.add(note);
    const auto receipt = tablet.sync();
    QCOMPARE(tablet.word(1).kind, VerdictKind::Review);
    QCOMPARE(tablet.word(1).reason, VerdictReason::Note);
    QCOMPARE(accountIn(receipt, voucher.claims.id)->used, 0);
}

void IntakeTest::refusesAWrongTokenAndAnUnknownTerminal()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    tablet.token = QByteArray(32, 'x');
    QVERIFY(!tablet.sync());
    QCOMPARE(tablet.status, 401);
    tablet.token = {};
    QVERIFY(!tablet.sync());
    QCOMPARE(tablet.status, 401);
    tablet.id = TerminalId{{9}};
    QVERIFY(!tablet.sync());
    QCOMPARE(tablet.status, 401);
    QVERIFY(office.registerOfAll->entries(TerminalId{{1, 1, 1, 1, 1, 1, 1, 1}})->empty());
}

void IntakeTest::answersBadRequestsWithoutARegisterWrite()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    const QByteArray body = tablet.request();
    const QByteArray before = dump(office);
    for (qsizetype at = 0; at < body.size(); ++at) {
        const IntakeAnswer answer = office.intake->entries(QByteArrayView(body).first(at), tablet.token, baseInstant);
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.isEmpty());
    }
    QCOMPARE(dump(office), before);
    QCOMPARE(office.intake->enrol(body, baseInstant).status, 400);
}

void IntakeTest::tellsEverythingAgainToACursorItNeverGave()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    QVERIFY(tablet.sync());
    tablet.cursor = 1'000'000;
    QCOMPARE(tablet.sync()->verdicts.size(), std::size_t(1));
}

void IntakeTest::isBusyWhileAnotherConnectionWrites()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    tablet.redeem(office.issue(office.town.claims()));
    const auto other = Register::open(office.place()).value();
    {
        const auto writing = Transaction::begin(other->database());
        QVERIFY(writing);
        QVERIFY(!tablet.sync());
        QCOMPARE(tablet.status, 503);
    }
    QVERIFY(tablet.sync());
}

QTEST_GUILESS_MAIN(IntakeTest)
#include "intake_test.moc"
