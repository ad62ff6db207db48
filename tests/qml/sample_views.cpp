#include "tests/qml/sample_views.h"

namespace voucher::sample {

namespace {

HistoryModel::Line line(int first, int second, int minutes, int daysAgo, EntryState::Value state, int visit, int left)
{
    return {.firstSign = first,
            .secondSign = second,
            .at = before(std::chrono::minutes(minutes)),
            .daysAgo = daysAgo,
            .state = state,
            .visit = visit,
            .left = left};
}

GroupModel::Line child(int number, int first, int second, GroupModel::State state)
{
    GroupModel::Line line;
    line.number = number;
    line.signKnown = true;
    line.firstSign = first;
    line.secondSign = second;
    line.state = state;
    line.at = before(std::chrono::minutes(3 - number / 2));
    line.removable = state == GroupModel::Recorded || state == GroupModel::Noted;
    line.canOpen = state == GroupModel::Asks;
    return line;
}

} // namespace

Instant before(std::chrono::minutes minutes)
{
    return now - minutes;
}

std::vector<UnlockModel::Operator> people(int count)
{
    std::vector<UnlockModel::Operator> all;
    for (int number = 1; number <= count; ++number)
        all.push_back({number, number == 1, number == 3});
    return all;
}

OfferView offer(Conditions conditions)
{
    OfferView view;
    view.firstSign = 0;
    view.secondSign = 1;
    view.quantity = 10;
    view.left = 7;
    view.usedThisMonth = 3;
    view.validUntil = Instant(std::chrono::milliseconds(1814388000000));
    view.nowInstant = now;
    view.conditions = conditions;
    view.listsIssued = before(std::chrono::hours(100));
    view.waiting = 152;
    return view;
}

RecordedView recorded(EntryState::Value state)
{
    RecordedView view;
    view.sequence = 7;
    view.firstSign = 0;
    view.secondSign = 1;
    view.visit = 4;
    view.left = 6;
    view.at = now;
    view.state = state;
    if (state != EntryState::OnDevice)
        view.sentAt = now + std::chrono::minutes(1);
    if (state != EntryState::OnDevice && state != EntryState::Sent)
        view.judgedAt = now + std::chrono::minutes(1);
    return view;
}

HistoryModel::View month()
{
    HistoryModel::View view;
    view.month = QDate(2026, 11, 1);
    view.counted = 41;
    view.waiting = 3;
    view.review = 1;
    view.countedByDay = {2, 3, 4, 3, 2, 0, 0, 3, 4, 5, 3, 2, 0, 0, 4, 3, 3, 5, 2, 0, 0, 0};
    view.waitingByDay = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3};
    view.reviewByDay = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0};
    view.lines = {line(0, 1, 0, 0, EntryState::OnDevice, 4, 6), line(2, 3, 52, 0, EntryState::Counted, 9, 11),
                  line(4, 5, 1417, 1, EntryState::Review, 0, 0), line(3, 4, 1472, 1, EntryState::Remarked, 2, 18),
                  line(7, 40, 4300, 3, EntryState::Rejected, 1, 9)};
    view.lines[2].kind = HistoryModel::Note;
    view.lines[2].signKnown = false;
    return view;
}

GroupModel::Line refusedChild(int number, Refusal code)
{
    GroupModel::Line line = child(number, 9 + number, 30 + number, GroupModel::Refused);
    line.refused.code = code;
    line.refused.figures = {
        .when = now, .count = 301, .coupon = false, .helpLine = QStringLiteral("210\u00a0000\u00a00000")};
    line.canOpen = line.refused.canNote();
    line.signKnown = code != Refusal::NotOurCode;
    return line;
}

GroupModel::View group(Conditions said)
{
    GroupModel::Line asks = child(4, 22, 41, GroupModel::Asks);
    asks.asks = Condition::ClosedDay;
    GroupModel::View view;
    view.open = true;
    view.said = said;
    view.listsIssued = before(std::chrono::hours(100));
    view.waiting = 152;
    view.lines = {child(1, 0, 1, GroupModel::Recorded),      child(2, 2, 3, GroupModel::Removed),
                  refusedChild(3, Refusal::NothingLeft),     asks,
                  refusedChild(5, Refusal::AlreadyRedeemed), child(6, 7, 40, GroupModel::Recorded),
                  child(7, 12, 50, GroupModel::Noted),       child(8, 33, 8, GroupModel::Recorded)};
    return view;
}

} // namespace voucher::sample
