#include "qml/models/views_of.h"

#include "crypto/signs/sign.h"
#include "terminal/calendar.h"

#include <algorithm>

namespace voucher {

namespace {

/// A telephone number never breaks over two lines.
QString unbroken(QString telephone)
{
    return telephone.replace(u' ', QChar::Nbsp);
}

void setSign(auto& view, VoucherId voucher)
{
    const Sign sign = signOf(voucher);
    view.firstSign = sign.first;
    view.secondSign = sign.second;
}

/// The voucher an entry names, if it names one.
std::optional<VoucherId> voucherOf(const EntryBody& body)
{
    if (const auto* redemption = std::get_if<RedemptionBody>(&body))
        return redemption->voucher;
    if (const auto* note = std::get_if<NoteBody>(&body))
        return note->voucher;
    if (const auto* attendance = std::get_if<AttendanceBody>(&body))
        return attendance->voucher;
    return std::nullopt;
}

HistoryModel::Kind kindOf(const EntryBody& body)
{
    if (std::holds_alternative<NoteBody>(body))
        return HistoryModel::Note;
    if (std::holds_alternative<AttendanceBody>(body))
        return HistoryModel::Absence;
    const auto* redemption = std::get_if<RedemptionBody>(&body);
    if (redemption && redemption->conditions.testFlag(Condition::Practice))
        return HistoryModel::Practice;
    return HistoryModel::Visit;
}

GroupModel::State stateOf(GroupLine::State state)
{
    switch (state) {
    case GroupLine::State::Recorded:
        return GroupModel::Recorded;
    case GroupLine::State::Noted:
        return GroupModel::Noted;
    case GroupLine::State::Asks:
        return GroupModel::Asks;
    case GroupLine::State::Refused:
        return GroupModel::Refused;
    case GroupLine::State::Removed:
        return GroupModel::Removed;
    }
    Q_UNREACHABLE();
}

} // namespace

OfferView viewOf(const Offer& offer, Instant now)
{
    const VoucherClaims& claims = offer.voucher().claims();
    OfferView view;
    setSign(view, claims.id);
    view.cents = claims.kind == AmountKind::Cents;
    view.amount = static_cast<int>(offer.amount());
    view.quantity = static_cast<int>(claims.quantity);
    view.left = static_cast<int>(offer.left());
    view.usedThisMonth = static_cast<int>(offer.usedThisMonth());
    // The last day on which it holds, for people.
    view.validUntil = claims.expires - std::chrono::milliseconds{1};
    view.nowInstant = now;
    view.conditions = offer.conditions();
    view.listsIssued = offer.listsFrom();
    view.waiting = static_cast<int>(offer.waiting());
    return view;
}

RecordedView viewOf(const Recorded& recorded, bool note, bool signKnown)
{
    RecordedView view;
    view.sequence = recorded.sequence;
    view.signKnown = signKnown;
    setSign(view, recorded.voucher);
    view.note = note;
    view.practice = recorded.practice;
    view.cents = recorded.kind == AmountKind::Cents;
    view.visit = static_cast<int>(recorded.visit.value_or(0));
    view.leftKnown = recorded.left.has_value();
    view.left = static_cast<int>(recorded.left.value_or(0));
    view.at = recorded.at;
    return view;
}

RefusedView viewOf(const Refused& refused, const QString& helpLine)
{
    RefusedView view;
    view.code = refused.code;
    view.figures = {refused.when, refused.count.value_or(0), refused.coupon, unbroken(helpLine)};
    return view;
}

GroupModel::View viewOf(const Group& group, const QString& helpLine, Instant now)
{
    GroupModel::View view;
    view.open = true;
    view.said = group.said();
    view.listsIssued = group.listsFrom();
    view.waiting = static_cast<int>(group.waiting());
    for (const GroupLine& line : group.lines()) {
        GroupModel::Line shown;
        shown.number = line.number;
        shown.state = stateOf(line.state);
        shown.signKnown = line.voucher.has_value();
        if (line.voucher)
            setSign(shown, *line.voucher);
        const bool settled = shown.state == GroupModel::Recorded || shown.state == GroupModel::Noted;
        if (line.recorded) {
            shown.at = line.recorded->at;
            shown.practice = line.recorded->practice;
            shown.removable = settled && now <= line.recorded->undoUntil;
        }
        if (line.refused)
            shown.refused = viewOf(*line.refused, helpLine);
        shown.asks = line.asks;
        shown.departure = line.departure;
        shown.canOpen =
            shown.state == GroupModel::Asks || (shown.state == GroupModel::Refused && shown.refused.canNote());
        view.lines.push_back(shown);
    }
    return view;
}

EntryState::Value stateOf(const LedgerLine& line)
{
    if (line.voided)
        return EntryState::Voided;
    if (!line.verdict)
        return line.sent ? EntryState::Sent : EntryState::OnDevice;
    switch (line.verdict->kind) {
    case VerdictKind::Counted:
        return EntryState::Counted;
    case VerdictKind::Remarked:
        return EntryState::Remarked;
    case VerdictKind::Review:
        return EntryState::Review;
    case VerdictKind::Rejected:
        return EntryState::Rejected;
    case VerdictKind::Voided:
        return EntryState::Voided;
    }
    Q_UNREACHABLE();
}

HistoryModel::View monthOf(const std::vector<LedgerLine>& lines, const Standing& standing, QDate today)
{
    HistoryModel::View view;
    view.month = QDate(today.year(), today.month(), 1);
    view.counted = static_cast<int>(standing.counted);
    view.waiting = static_cast<int>(standing.waitingThisMonth);
    view.review = static_cast<int>(standing.review);
    for (QList<int>* days : {&view.countedByDay, &view.waitingByDay, &view.reviewByDay})
        days->fill(0, today.day());
    for (const LedgerLine& line : lines) {
        const QDate day = athensDay(line.entry.at);
        const auto voucher = voucherOf(line.entry.body);
        HistoryModel::Line shown;
        shown.signKnown = voucher.has_value();
        if (voucher)
            setSign(shown, *voucher);
        shown.at = line.entry.at;
        shown.daysAgo = static_cast<int>(day.daysTo(today));
        shown.kind = kindOf(line.entry.body);
        shown.state = stateOf(line);
        const int index = day.day() - 1;
        const bool takesTime = shown.kind == HistoryModel::Visit || shown.kind == HistoryModel::Note;
        if (takesTime && index < today.day()) {
            if (shown.state == EntryState::Counted || shown.state == EntryState::Remarked)
                ++view.countedByDay[index];
            else if (shown.state == EntryState::OnDevice || shown.state == EntryState::Sent)
                ++view.waitingByDay[index];
            else if (shown.state == EntryState::Review)
                ++view.reviewByDay[index];
        }
        view.lines.push_back(shown);
    }
    return view;
}

EnrolModel::View viewOf(const CourierState& state, const std::optional<Enrolment>& enrolment)
{
    EnrolModel::View view;
    using Stage = CourierState::Enrolment;
    switch (state.enrolment) {
    case Stage::None:
        view.state = EnrolModel::None;
        break;
    case Stage::Waiting:
        view.state = EnrolModel::Waiting;
        break;
    case Stage::AwaitingOfficer:
        view.state = EnrolModel::AwaitingOfficer;
        break;
    case Stage::Refused:
        view.state = EnrolModel::Refused;
        break;
    case Stage::Done:
        view.state = EnrolModel::Done;
        break;
    }
    if (enrolment) {
        view.state = EnrolModel::Done;
        view.provider = static_cast<int>(enrolment->provider.value);
        view.terminal = QString::fromLatin1(shortHex(bytesOf(enrolment->terminal)));
    }
    if (state.words)
        view.words = QList<int>(state.words->begin(), state.words->end());
    return view;
}

SyncModel::View viewOf(const CourierState& state, const std::optional<Bulletin>& bulletin, Instant now)
{
    SyncModel::View view;
    view.waiting = static_cast<int>(state.waiting);
    switch (state.link) {
    case CourierState::Link::Idle:
        view.link = SyncModel::Idle;
        break;
    case CourierState::Link::Working:
        view.link = SyncModel::Working;
        break;
    case CourierState::Link::NoNetwork:
        view.link = SyncModel::NoNetwork;
        break;
    case CourierState::Link::NotTrusted:
        view.link = SyncModel::NotTrusted;
        break;
    case CourierState::Link::ServerTrouble:
        view.link = SyncModel::ServerTrouble;
        break;
    case CourierState::Link::ClosedGate:
        view.link = SyncModel::ClosedGate;
        break;
    }
    if (bulletin) {
        const BulletinContent& content = bulletin->content();
        view.listsIssued = content.issued;
        view.helpLine = unbroken(content.helpLine);
        view.lists = now > content.expires      ? SyncModel::Expired
                     : now > content.freshUntil ? SyncModel::Ageing
                                                : SyncModel::Fresh;
    }
    return view;
}

SyncModel::Update viewOf(const tl::expected<bool, NotTaken>& taken)
{
    if (taken)
        return *taken ? SyncModel::Taken : SyncModel::AlreadyHere;
    if (!taken.error().error)
        return SyncModel::NotStored;
    switch (*taken.error().error) {
    case DocumentError::Older:
        return SyncModel::AlreadyHere;
    case DocumentError::Expired:
        return SyncModel::OutOfDate;
    case DocumentError::Malformed:
    case DocumentError::UnknownKey:
    case DocumentError::KeyRevoked:
    case DocumentError::BadSignature:
    case DocumentError::NotForUs:
        return SyncModel::NotForUs;
    }
    Q_UNREACHABLE();
}

int secondsUntil(Instant then, Instant now)
{
    return static_cast<int>(std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::seconds>(then - now).count()));
}

} // namespace voucher
