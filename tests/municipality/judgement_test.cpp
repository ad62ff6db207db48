#include "sync/municipality/judgement.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// A redemption that is counted; each test spoils one thing.
struct Good
{
    Good()
    {
        issued.claims = town.claims();
        issued.account = issued.claims.id;
        body.voucher = issued.claims.id;
        body.service = issued.claims.service;
        body.kind = issued.claims.kind;
        body.amount = 1;
    }

    Judgement judged() const
    {
        RedemptionCase redemption{&body,          at,     received, clockDoubtful, provider, suspended, std::nullopt,
                                  attachmentGood, status, used,     &bulletin};
        if (known)
            redemption.issued = issued;
        return judge(redemption);
    }

    TestMunicipality town;
    Bulletin bulletin = town.bulletin();
    IssuedVoucher issued;
    RedemptionBody body;
    Instant at = baseInstant;
    Instant received = baseInstant;
    bool clockDoubtful = false;
    ProviderId provider = ourProvider;
    bool suspended = false;
    bool known = true;
    bool attachmentGood = true;
    VoucherStatus status = VoucherStatus::Valid;
    Used used;
};

const Judgement counted{VerdictKind::Counted, VerdictReason::None, true};

Judgement review(VerdictReason reason)
{
    return {VerdictKind::Review, reason, true};
}

} // namespace

class JudgementTest : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatIsInOrder();
    void rejectsOnlyWhatWasNeverAVoucherThatCounts();
    void reviewsWhatDidNotHoldAtServiceTime();
    void reviewsWhatBreaksTheCountingRule();
    void reviewsTheFutureAndRemarksADoubtfulClock();
    void remarksAClosedDay();
    void reviewsWithoutAGoodAttachment();
};

void JudgementTest::countsWhatIsInOrder()
{
    QCOMPARE(Good().judged(), counted);
    Good last;
    last.used = {9, 0, 9};
    QCOMPARE(last.judged(), counted);
}

void JudgementTest::rejectsOnlyWhatWasNeverAVoucherThatCounts()
{
    Good unknown;
    unknown.known = false;
    QCOMPARE(unknown.judged(), (Judgement{VerdictKind::Rejected, VerdictReason::UnknownVoucher, false}));
    Good practice;
    practice.issued.claims.practice = true;
    QCOMPARE(practice.judged(), (Judgement{VerdictKind::Rejected, VerdictReason::Practice, false}));
}

void JudgementTest::reviewsWhatDidNotHoldAtServiceTime()
{
    const Judgement expected = review(VerdictReason::NotValidThen);
    Good early;
    early.at = early.issued.claims.notBefore - 1ms;
    QCOMPARE(early.judged(), expected);
    early.at += 1ms;
    QCOMPARE(early.judged(), counted);
    Good late;
    late.received = late.at = late.issued.claims.expires;
    QCOMPARE(late.judged(), expected);
    late.at -= 1ms;
    QCOMPARE(late.judged(), counted);
    Good other;
    other.provider = otherProvider;
    QCOMPARE(other.judged(), expected);
    Good service;
    service.body.service = sport;
    QCOMPARE(service.judged(), expected);
    Good uncontracted;
    uncontracted.issued.claims.service = uncontracted.body.service = ServiceCode{99};
    QCOMPARE(uncontracted.judged(), expected);
    for (const VoucherStatus status : {VoucherStatus::Revoked, VoucherStatus::Suspended, VoucherStatus::Replaced}) {
        Good held;
        held.status = status;
        QCOMPARE(held.judged(), expected);
    }
}

void JudgementTest::reviewsWhatBreaksTheCountingRule()
{
    Good quantity;
    quantity.used = {10, 0, 0};
    QCOMPARE(quantity.judged(), review(VerdictReason::AboveQuantity));
    Good day;
    day.used = {1, 1, 1};
    QCOMPARE(day.judged(), review(VerdictReason::AboveDayLimit));
    Good month;
    month.bulletin = month.town.bulletin([](BulletinContent& content) { content.limits.visitsPerMonth = 4; });
    month.used = {4, 0, 4};
    QCOMPARE(month.judged(), review(VerdictReason::AboveMonthLimit));
    Good suspended;
    suspended.suspended = true;
    QCOMPARE(suspended.judged(), review(VerdictReason::TerminalSuspended));
}

void JudgementTest::reviewsTheFutureAndRemarksADoubtfulClock()
{
    Good ahead;
    ahead.at = ahead.received + 10min;
    QCOMPARE(ahead.judged(), counted);
    ahead.at += 1ms;
    QCOMPARE(ahead.judged(), review(VerdictReason::ClockDoubtful));
    Good doubtful;
    doubtful.clockDoubtful = true;
    QCOMPARE(doubtful.judged(), (Judgement{VerdictKind::Remarked, VerdictReason::ClockDoubtful, true}));
}

void JudgementTest::remarksAClosedDay()
{
    Good closed;
    closed.at = baseInstant + 33 * 24h;
    closed.received = closed.at;
    QCOMPARE(closed.judged(), (Judgement{VerdictKind::Remarked, VerdictReason::ClosedDay, true}));
}

void JudgementTest::reviewsWithoutAGoodAttachment()
{
    Good bare;
    bare.attachmentGood = false;
    QCOMPARE(bare.judged(), review(VerdictReason::AttachmentMissing));
}

QTEST_GUILESS_MAIN(JudgementTest)
#include "judgement_test.moc"
