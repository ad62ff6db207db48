#include "qml/models/refusal_text.h"

#include "qml/models/moments.h"

#include <QCoreApplication>

namespace voucher {

namespace {

NextStep cutAtTelephone(QString text, const QString& helpLine)
{
    const QString mark = QStringLiteral("{tel}");
    const qsizetype at = text.indexOf(mark);
    if (at < 0)
        return {text, {}, {}};
    QString before = text.left(at).trimmed();
    QString after = text.mid(at + mark.size());
    if (after.startsWith(u'.'))
        after.remove(0, 1);
    if (helpLine.isEmpty() && before.endsWith(u':'))
        before.replace(before.size() - 1, 1, u'.');
    return {before, helpLine, after.trimmed()};
}

} // namespace

RefusalKind kindOf(Refusal refusal)
{
    switch (refusal) {
    case Refusal::NotOurCode:
    case Refusal::WrongKindOfCode:
    case Refusal::NotYetValid:
    case Refusal::ServiceNotContracted:
    case Refusal::Revoked:
    case Refusal::Replaced:
    case Refusal::AlreadyRedeemed:
        return RefusalKind::Stop;
    case Refusal::Unreadable:
    case Refusal::KeyRevoked:
    case Refusal::BadSignature:
    case Refusal::Malformed:
    case Refusal::Expired:
    case Refusal::OtherProvider:
    case Refusal::ProviderSuspended:
    case Refusal::Suspended:
    case Refusal::TerminalSuspended:
    case Refusal::NothingLeft:
    case Refusal::DayLimit:
    case Refusal::MonthLimit:
        return RefusalKind::Note;
    case Refusal::NewerFormat:
    case Refusal::UnknownKey:
    case Refusal::ListsExpired:
    case Refusal::OfflineLimit:
    case Refusal::StorageFull:
        return RefusalKind::Connect;
    }
    Q_UNREACHABLE();
}

bool mayBeNoted(Refusal refusal)
{
    return kindOf(refusal) != RefusalKind::Stop && refusal != Refusal::StorageFull;
}

QString refusalSentence(Refusal refusal, const RefusalFigures& figures)
{
    const int count = static_cast<int>(figures.count);
    switch (refusal) {
    case Refusal::NotOurCode:
        //: Another QR code, not one of ours: a menu, a ticket.
        return QCoreApplication::translate("Refusal", "This code is not a voucher of the municipality.");
    case Refusal::Unreadable:
        //: The camera sees our code, but it is damaged or dim.
        return QCoreApplication::translate("Refusal", "The code cannot be read clearly.");
    case Refusal::WrongKindOfCode:
        //: An invitation, a poster or a family's slip was shown.
        return QCoreApplication::translate("Refusal", "The code belongs to the programme but is not a voucher.");
    case Refusal::NewerFormat:
        //: The voucher was issued for a newer version of this program.
        return QCoreApplication::translate("Refusal", "The voucher is newer than this app.");
    case Refusal::UnknownKey:
        //: The issuer's key has not reached this device yet.
        return QCoreApplication::translate("Refusal",
                                           "This device does not yet have what it needs to check this voucher.");
    case Refusal::KeyRevoked:
        //: All vouchers signed by one key were reissued.
        return QCoreApplication::translate("Refusal", "This series of vouchers has been replaced.");
    case Refusal::BadSignature:
        //: Never hint at forgery: a bad copy looks the same.
        return QCoreApplication::translate("Refusal", "The code cannot be confirmed.");
    case Refusal::Malformed:
        //: Something in the code is missing.
        return QCoreApplication::translate("Refusal", "The code is not complete.");
    case Refusal::NotYetValid:
        //: {date} is a day like 22/11/2026.
        return QCoreApplication::translate("Refusal", "The voucher begins on {date}.")
            .replace(QLatin1String("{date}"), dateText(figures.when));
    case Refusal::Expired:
        //: {date} is a day like 22/11/2026.
        return QCoreApplication::translate("Refusal", "The voucher was valid until {date}.")
            .replace(QLatin1String("{date}"), dateText(figures.when));
    case Refusal::OtherProvider:
        //: Never name the other provider.
        return QCoreApplication::translate("Refusal", "The voucher is not linked to your organisation.");
    case Refusal::ProviderSuspended:
        //: The provider's contract is paused.
        return QCoreApplication::translate("Refusal", "Your organisation's records are paused for now.");
    case Refusal::ServiceNotContracted:
        //: Never say which service it is.
        return QCoreApplication::translate("Refusal", "The voucher is not part of your contract.");
    case Refusal::Revoked:
        //: Withdrawn by the municipality.
        return QCoreApplication::translate("Refusal", "The voucher is no longer active.");
    case Refusal::Suspended:
        //: Paused by the municipality.
        return QCoreApplication::translate("Refusal", "The voucher is on hold for now.");
    case Refusal::Replaced:
        //: A new sheet was printed for this voucher.
        return QCoreApplication::translate("Refusal", "There is a newer sheet for this voucher.");
    case Refusal::TerminalSuspended:
        //: The municipality paused this device.
        return QCoreApplication::translate("Refusal", "This device is paused.");
    case Refusal::ListsExpired:
        //: {date} is the day of the last update from the municipality.
        return QCoreApplication::translate("Refusal", "This device was last updated on {date}.")
            .replace(QLatin1String("{date}"), dateText(figures.when));
    case Refusal::AlreadyRedeemed:
        if (figures.coupon) {
            //: A coupon is good for one visit. {date} is a day like 22/11/2026.
            return QCoreApplication::translate("Refusal", "This coupon was already recorded on {date}.")
                .replace(QLatin1String("{date}"), dateText(figures.when));
        }
        //: {time} is an hour of today like 17:42.
        return QCoreApplication::translate("Refusal", "Already recorded today at {time}.")
            .replace(QLatin1String("{time}"), timeText(figures.when));
    case Refusal::NothingLeft:
        //: All visits of the voucher took place.
        return QCoreApplication::translate("Refusal", "The visits of this voucher are complete.");
    case Refusal::DayLimit:
        //: Another device may have recorded it.
        return QCoreApplication::translate("Refusal", "Today's visit is already recorded.");
    case Refusal::MonthLimit:
        //: The month's visits all took place.
        return QCoreApplication::translate("Refusal", "This month's visits are complete.");
    case Refusal::OfflineLimit:
        //: %n records were never sent for want of a network.
        return QCoreApplication::translate("Refusal", "%n record(s) are waiting to be sent. They are all safe.",
                                           nullptr, count);
    case Refusal::StorageFull:
        //: The disk is full.
        return QCoreApplication::translate("Refusal", "The device is full. What was recorded is safe.");
    }
    Q_UNREACHABLE();
}

NextStep refusalStep(Refusal refusal, const RefusalFigures& figures)
{
    const auto textOf = [&]() -> QString {
        switch (refusal) {
        case Refusal::NotOurCode:
            //: The sign are the two pictograms printed beside each voucher's code.
            return QCoreApplication::translate("Refusal", "Show the code that has the two drawings beside it.");
        case Refusal::Unreadable:
            //: The number under the code is the voucher number.
            return QCoreApplication::translate(
                "Refusal", "Flatten the paper or brighten the phone. Otherwise type the number under the code.");
        case Refusal::WrongKindOfCode:
            //: Next step after another code of the programme.
            return QCoreApplication::translate("Refusal", "Show the sheet of the voucher.");
        case Refusal::NewerFormat:
            //: Next step: network.
            return QCoreApplication::translate("Refusal", "Connect so that the app can be updated.");
        case Refusal::UnknownKey:
            //: The poster carries the update as codes on paper.
            return QCoreApplication::translate("Refusal", "Connect or scan the municipality's poster.");
        case Refusal::KeyRevoked:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "The family gets new ones from the municipality: {tel}.");
        case Refusal::BadSignature:
            //: {tel} is the help line.
            return QCoreApplication::translate(
                "Refusal", "Try the original paper. If that does not work, call the municipality: {tel}.");
        case Refusal::Malformed:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "The municipality prints a new sheet: {tel}.");
        case Refusal::NotYetValid:
            //: "Then" is the day just named.
            return QCoreApplication::translate("Refusal", "The first visit can take place from then on.");
        case Refusal::Expired:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "To continue, the family calls the municipality: {tel}.");
        case Refusal::OtherProvider:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal",
                                               "If the family has just come to you, call the municipality: {tel}.");
        case Refusal::ProviderSuspended:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal",
                                               "Call the municipality: {tel}. It does not concern the family.");
        case Refusal::ServiceNotContracted:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal",
                                               "The municipality tells the family where it is valid: {tel}.");
        case Refusal::Revoked:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "The family calls the municipality: {tel}.");
        case Refusal::Suspended:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "The municipality will say when it continues: {tel}.");
        case Refusal::Replaced:
            //: {tel} is the help line.
            return QCoreApplication::translate(
                "Refusal", "Ask for the new one. If it has not arrived, call the municipality: {tel}.");
        case Refusal::TerminalSuspended:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "Use another device or call the municipality: {tel}.");
        case Refusal::ListsExpired:
            //: The poster carries the update as codes on paper.
            return QCoreApplication::translate("Refusal", "Connect or scan the municipality's poster.");
        case Refusal::AlreadyRedeemed:
            if (figures.coupon) {
                //: A booklet has several coupons.
                return QCoreApplication::translate("Refusal", "Show the next coupon.");
            }
            //: After "already recorded today".
            return QCoreApplication::translate("Refusal", "Nothing else is needed.");
        case Refusal::NothingLeft:
            //: {tel} is the help line. "New ones" are visits.
            return QCoreApplication::translate("Refusal", "For new ones, the family calls the municipality: {tel}.");
        case Refusal::DayLimit:
            //: "The next one" is the next visit.
            return QCoreApplication::translate("Refusal", "The next one can take place from tomorrow.");
        case Refusal::MonthLimit:
            //: {date} is a day like 01/12/2026.
            return QCoreApplication::translate("Refusal", "The next one can take place from {date}.")
                .replace(QLatin1String("{date}"), dateText(figures.when));
        case Refusal::OfflineLimit:
            //: After "n records are waiting".
            return QCoreApplication::translate("Refusal", "Connect for one minute and carry on.");
        case Refusal::StorageFull:
            //: {tel} is the help line.
            return QCoreApplication::translate("Refusal", "Connect so that the records can be sent. Then call: {tel}.");
        }
        Q_UNREACHABLE();
    };
    return cutAtTelephone(textOf(), figures.helpLine);
}

QString conditionSentence(Condition condition, const RefusalFigures& figures)
{
    const int count = static_cast<int>(figures.count);
    switch (condition) {
    case Condition::ClockDoubtful:
        //: The tablet's clock is far from the time the municipality signed.
        return QCoreApplication::translate("Condition", "The date of this device seems wrong.");
    case Condition::ClosedDay:
        //: A public holiday by the municipality's calendar.
        return QCoreApplication::translate("Condition", "Today is a holiday for the programme.");
    case Condition::ListsAgeing:
        //: {date} is the day of the last update from the municipality.
        return QCoreApplication::translate("Condition", "This device was last updated on {date}.")
            .replace(QLatin1String("{date}"), dateText(figures.when));
    case Condition::SoftLimit:
        //: %n records were never sent for want of a network.
        return QCoreApplication::translate("Condition", "%n record(s) are waiting. They are safe.", nullptr, count);
    case Condition::EvidenceNeeded:
        //: The service asks for the guardian's signature at each visit.
        return QCoreApplication::translate("Condition", "A signature is needed for this visit.");
    case Condition::Practice:
        //: A voucher for trying things out.
        return QCoreApplication::translate("Condition", "Practice voucher: it counts nowhere.");
    case Condition::NotConfirmed:
        //: The number left could not be confirmed without a network.
        return QCoreApplication::translate("Condition", "How many are left has not been confirmed yet.");
    }
    Q_UNREACHABLE();
}

QString conditionStep(Condition condition)
{
    switch (condition) {
    case Condition::ClockDoubtful:
        //: The person chooses before recording.
        return QCoreApplication::translate("Condition", "Choose the right day and time to continue.");
    case Condition::ClosedDay:
        //: The operator chooses a reason below.
        return QCoreApplication::translate(
            "Condition", "If the visit takes place, tell us the reason. The municipality will see it.");
    case Condition::ListsAgeing:
        //: Nothing to answer.
        return QCoreApplication::translate("Condition", "Connect when you can. Carry on as usual.");
    case Condition::SoftLimit:
        //: Nothing to answer.
        return QCoreApplication::translate("Condition", "Connect today, if possible.");
    case Condition::EvidenceNeeded:
        //: Towards the family.
        return QCoreApplication::translate("Condition", "Turn the screen towards the family.");
    case Condition::Practice:
        //: After "it counts nowhere".
        return QCoreApplication::translate("Condition", "Try without worry. For the child, show the real voucher.");
    case Condition::NotConfirmed:
        //: Nothing to answer.
        return QCoreApplication::translate("Condition", "The municipality confirms it at the next connection.");
    }
    Q_UNREACHABLE();
}

} // namespace voucher
