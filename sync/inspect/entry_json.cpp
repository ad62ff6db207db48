#include "sync/inspect/entry_json.h"

#include "crypto/fields.h"
#include "crypto/predecessor.h"
#include "crypto/voucher.h"
#include "sync/inspect/lines.h"

#include <QJsonArray>

namespace voucher {

namespace {

QString nameText(std::string_view name)
{
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

QString nameText(AttendanceState state)
{
    switch (state) {
    case AttendanceState::Present:
        return QStringLiteral("present");
    case AttendanceState::Absent:
        return QStringLiteral("absent");
    case AttendanceState::Excused:
        return QStringLiteral("excused");
    case AttendanceState::Closed:
        return QStringLiteral("closed");
    case AttendanceState::ForceMajeure:
        return QStringLiteral("force majeure");
    }
    return {};
}

QString nameText(NoteReason reason)
{
    switch (reason) {
    case NoteReason::NoPaper:
        return QStringLiteral("no paper");
    case NoteReason::Refused:
        return QStringLiteral("refused");
    case NoteReason::Unreadable:
        return QStringLiteral("unreadable");
    case NoteReason::TypedNumber:
        return QStringLiteral("typed number");
    }
    return {};
}

QString nameText(NoticeKind notice)
{
    switch (notice) {
    case NoticeKind::Enrolled:
        return QStringLiteral("enrolled");
    case NoticeKind::OperatorAdded:
        return QStringLiteral("operator added");
    case NoticeKind::ClockSet:
        return QStringLiteral("clock set");
    case NoticeKind::ClockFloorLowered:
        return QStringLiteral("clock floor lowered");
    case NoticeKind::Salvaged:
        return QStringLiteral("salvaged");
    case NoticeKind::OperatorRemoved:
        return QStringLiteral("operator removed");
    case NoticeKind::OperatorUnlocked:
        return QStringLiteral("operator unlocked");
    case NoticeKind::RecoveryMade:
        return QStringLiteral("recovery made");
    }
    return {};
}

QJsonArray conditionNames(Conditions conditions)
{
    QJsonArray names;
    for (const Condition condition :
         {Condition::ClockDoubtful, Condition::ClosedDay, Condition::ListsAgeing, Condition::SoftLimit,
          Condition::EvidenceNeeded, Condition::Practice, Condition::NotConfirmed}) {
        if (conditions.testFlag(condition))
            names.append(nameText(nameOf(condition)));
    }
    return names;
}

/// What each kind of entry says, its name first.
struct Teller
{
    QJsonObject operator()(const RedemptionBody& body) const
    {
        QJsonObject json{{QStringLiteral("kind"), QStringLiteral("redemption")},
                         {QStringLiteral("voucher"), voucherNumber(body.voucher)},
                         {QStringLiteral("service"), qint64(body.service.value)},
                         {QStringLiteral("amount"), qint64(body.amount)},
                         {QStringLiteral("unit"),
                          body.kind == AmountKind::Visits ? QStringLiteral("visits") : QStringLiteral("cents")},
                         {QStringLiteral("evidence"), body.evidence.has_value()}};
        if (body.conditions)
            json[QStringLiteral("conditions")] = conditionNames(body.conditions);
        if (body.closedDayReason != 0)
            json[QStringLiteral("closedDayReason")] = body.closedDayReason;
        return json;
    }

    QJsonObject operator()(const DepartureBody& body) const
    {
        return {{QStringLiteral("kind"), QStringLiteral("departure")}, {QStringLiteral("of"), qint64(body.redemption)}};
    }

    QJsonObject operator()(const AttendanceBody& body) const
    {
        return {{QStringLiteral("kind"), QStringLiteral("attendance")},
                {QStringLiteral("voucher"), voucherNumber(body.voucher)},
                {QStringLiteral("state"), nameText(body.state)}};
    }

    QJsonObject operator()(const ConfirmationBody& body) const
    {
        QJsonArray entries;
        for (const Sequence sequence : body.entries)
            entries.append(qint64(sequence));
        QJsonObject json{{QStringLiteral("kind"), QStringLiteral("confirmation")}, {QStringLiteral("of"), entries}};
        if (body.absenceReason != 0)
            json[QStringLiteral("absenceReason")] = body.absenceReason;
        return json;
    }

    QJsonObject operator()(const NoteBody& body) const
    {
        QJsonObject json{{QStringLiteral("kind"), QStringLiteral("note")},
                         {QStringLiteral("reason"), nameText(body.reason)}};
        if (body.voucher)
            json[QStringLiteral("voucher")] = voucherNumber(*body.voucher);
        if (body.refusal)
            json[QStringLiteral("refusal")] = nameText(nameOf(*body.refusal));
        return json;
    }

    QJsonObject operator()(const VoidBody& body) const
    {
        return {{QStringLiteral("kind"), QStringLiteral("void")}, {QStringLiteral("of"), qint64(body.voided)}};
    }

    QJsonObject operator()(const RefusalBody& body) const
    {
        return {{QStringLiteral("kind"), QStringLiteral("refusal")},
                {QStringLiteral("voucher"), voucherNumber(body.voucher)},
                {QStringLiteral("refusal"), nameText(nameOf(body.refusal))}};
    }

    QJsonObject operator()(const NoticeBody& body) const
    {
        QJsonObject json{{QStringLiteral("kind"), QStringLiteral("notice")},
                         {QStringLiteral("notice"), nameText(body.notice)}};
        if (const auto before = predecessorsFrom(body.detail); before && body.notice == NoticeKind::Salvaged) {
            QJsonArray terminals;
            for (const Predecessor& predecessor : *before)
                terminals.append(QJsonObject{
                    {QStringLiteral("terminal"), QString::fromLatin1(shortHex(bytesOf(predecessor.terminal)))},
                    {QStringLiteral("upTo"), qint64(predecessor.upTo)}});
            json[QStringLiteral("before")] = terminals;
        }
        if (body.notice == NoticeKind::ClockSet) {
            CborCursor cursor(body.detail, {32, 1, 3});
            readArrayHead(cursor, 2);
            const Instant wall = readMilliseconds(cursor);
            const Instant least = readMilliseconds(cursor);
            if (cursor.finish()) {
                json[QStringLiteral("wall")] = timeText(wall);
                json[QStringLiteral("least")] = timeText(least);
            }
        }
        return json;
    }
};

} // namespace

QJsonObject entryJson(const EntryContent& content)
{
    QJsonObject json = std::visit(Teller(), content.body);
    json[QStringLiteral("at")] = timeText(content.at);
    json[QStringLiteral("operator")] = qint64(content.operatorNumber.value);
    if (content.clockDoubtful)
        json[QStringLiteral("clockDoubtful")] = true;
    return json;
}

} // namespace voucher
