#include "sync/office/office.h"

#include "crypto/invitation.h"
#include "crypto/signs/sign.h"
#include "terminal/calendar.h"

#include <QJsonArray>

namespace voucher {

namespace {

QString nameOf(VoucherStatus status)
{
    switch (status) {
    case VoucherStatus::Valid:
        return QStringLiteral("valid");
    case VoucherStatus::Revoked:
        return QStringLiteral("revoked");
    case VoucherStatus::Suspended:
        return QStringLiteral("suspended");
    case VoucherStatus::Replaced:
        return QStringLiteral("replaced");
    }
    Q_UNREACHABLE();
}

QString nameOf(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Counted:
        return QStringLiteral("counted");
    case VerdictKind::Remarked:
        return QStringLiteral("remarked");
    case VerdictKind::Review:
        return QStringLiteral("review");
    case VerdictKind::Rejected:
        return QStringLiteral("rejected");
    case VerdictKind::Voided:
        return QStringLiteral("voided");
    }
    Q_UNREACHABLE();
}

QString nameOf(InvitationState state)
{
    switch (state) {
    case InvitationState::Open:
        return QStringLiteral("open");
    case InvitationState::Contacted:
        return QStringLiteral("contacted");
    case InvitationState::Confirmed:
        return QStringLiteral("confirmed");
    case InvitationState::Spent:
        return QStringLiteral("spent");
    }
    Q_UNREACHABLE();
}

/// The kind of an entry and, where it names one, the voucher's number.
QJsonObject bodyOf(const EntryBody& body)
{
    struct Describe
    {
        QJsonObject operator()(const RedemptionBody& redemption) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("redemption")},
                    {QStringLiteral("voucher"), voucherNumber(redemption.voucher)},
                    {QStringLiteral("amount"), static_cast<qint64>(redemption.amount)}};
        }

        QJsonObject operator()(const DepartureBody& departure) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("departure")},
                    {QStringLiteral("of"), static_cast<qint64>(departure.redemption)}};
        }

        QJsonObject operator()(const AttendanceBody& attendance) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("attendance")},
                    {QStringLiteral("voucher"), voucherNumber(attendance.voucher)},
                    {QStringLiteral("state"), static_cast<int>(attendance.state)}};
        }

        QJsonObject operator()(const ConfirmationBody&) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("confirmation")}};
        }

        QJsonObject operator()(const NoteBody& note) const
        {
            QJsonObject object{{QStringLiteral("kind"), QStringLiteral("note")}};
            if (note.voucher)
                object.insert(QStringLiteral("voucher"), voucherNumber(*note.voucher));
            if (note.refusal)
                object.insert(QStringLiteral("refusal"), QLatin1StringView(voucher::nameOf(*note.refusal)));
            return object;
        }

        QJsonObject operator()(const VoidBody& undo) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("void")},
                    {QStringLiteral("of"), static_cast<qint64>(undo.voided)}};
        }

        QJsonObject operator()(const RefusalBody& refusal) const
        {
            return {{QStringLiteral("kind"), QStringLiteral("refusal")},
                    {QStringLiteral("voucher"), voucherNumber(refusal.voucher)},
                    {QStringLiteral("refusal"), QLatin1StringView(voucher::nameOf(refusal.refusal))}};
        }

        QJsonObject operator()(const NoticeBody& notice) const
        {
            QJsonObject object{{QStringLiteral("kind"), QStringLiteral("notice")},
                               {QStringLiteral("notice"), static_cast<int>(notice.notice)}};
            if (notice.about)
                object.insert(QStringLiteral("about"), static_cast<qint64>(notice.about->value));
            return object;
        }
    };

    return std::visit(Describe{}, body);
}

ActResult showVouchers(Register& registerOfAll, Instant now)
{
    const auto vouchers = registerOfAll.vouchers();
    if (!vouchers)
        return tl::unexpected(registerTrouble());
    std::vector<VoucherId> accounts;
    for (const IssuedVoucher& issued : *vouchers)
        accounts.push_back(issued.account);
    auto days = registerOfAll.accountDays(accounts);
    if (!days)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const IssuedVoucher& issued : *vouchers) {
        const auto status = registerOfAll.voucherStatusAt(issued.claims.id, now);
        if (!status)
            return tl::unexpected(registerTrouble());
        lines += {{QStringLiteral("number"), voucherNumber(issued.claims.id)},
                  {QStringLiteral("family"), issued.family},
                  {QStringLiteral("sign"), signNames(signOf(issued.claims.id), QLocale::Greek)},
                  {QStringLiteral("status"), nameOf(*status)},
                  {QStringLiteral("quantity"), static_cast<qint64>(issued.claims.quantity)},
                  {QStringLiteral("used"), static_cast<qint64>(usedOf((*days)[issued.account], athensDay(now)).total)}};
    }
    return lines;
}

ActResult showTerminals(Register& registerOfAll)
{
    const auto terminals = registerOfAll.terminals();
    if (!terminals)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const RegisteredTerminal& terminal : *terminals)
        lines += {{QStringLiteral("terminal"), hexText(bytesOf(terminal.id))},
                  {QStringLiteral("provider"), static_cast<qint64>(terminal.provider.value)},
                  {QStringLiteral("entries"), static_cast<qint64>(terminal.upTo)},
                  {QStringLiteral("suspended"), terminal.suspended.has_value()}};
    return lines;
}

ActResult showEntries(Register& registerOfAll)
{
    const auto terminals = registerOfAll.terminals();
    if (!terminals)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const RegisteredTerminal& terminal : *terminals) {
        const auto messages = registerOfAll.entries(terminal.id);
        if (!messages)
            return tl::unexpected(registerTrouble());
        for (const QByteArray& message : *messages) {
            const auto entry = verifyEntry(message, terminal.key);
            if (!entry)
                return tl::unexpected(registerTrouble());
            const auto verdict = registerOfAll.verdictOf(terminal.id, entry->content().sequence);
            if (!verdict)
                return tl::unexpected(registerTrouble());
            QJsonObject line = bodyOf(entry->content().body);
            line.insert(QStringLiteral("terminal"), hexText(bytesOf(terminal.id)));
            line.insert(QStringLiteral("sequence"), static_cast<qint64>(entry->content().sequence));
            line.insert(QStringLiteral("at"), timeText(entry->content().at));
            line.insert(QStringLiteral("operator"), static_cast<qint64>(entry->content().operatorNumber.value));
            if (*verdict)
                line.insert(QStringLiteral("verdict"), nameOf((*verdict)->kind));
            if (*verdict && (*verdict)->reason != VerdictReason::None)
                line.insert(QStringLiteral("reason"), static_cast<int>((*verdict)->reason));
            lines += line;
        }
    }
    return lines;
}

ActResult showProviders(Register& registerOfAll)
{
    const auto providers = registerOfAll.providers();
    if (!providers)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const Provider& provider : *providers) {
        QJsonArray contracts;
        for (const Contract& contract : provider.contracts)
            contracts.append(QStringLiteral("%1:%2:%3")
                                 .arg(QString::number(contract.service.value), contract.from.toString(Qt::ISODate),
                                      contract.until.toString(Qt::ISODate)));
        lines += {{QStringLiteral("provider"), static_cast<qint64>(provider.id.value)},
                  {QStringLiteral("name"), provider.name},
                  {QStringLiteral("suspended"), provider.suspended},
                  {QStringLiteral("contracts"), contracts}};
    }
    return lines;
}

ActResult showInvitations(Register& registerOfAll)
{
    const auto invitations = registerOfAll.invitations();
    if (!invitations)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const RegisteredInvitation& invitation : *invitations) {
        QJsonObject line{{QStringLiteral("provider"), static_cast<qint64>(invitation.content.provider.value)},
                         {QStringLiteral("state"), nameOf(invitation.state)},
                         {QStringLiteral("expires"), timeText(invitation.content.expires)}};
        const auto key = PublicKey::fromSpki(Algorithm::ES256, invitation.terminalKey);
        if (key) {
            QStringList words;
            for (const int number : comparisonWords(invitation.message, *key))
                words += QString::fromUtf8(pictogram(number).greek);
            line.insert(QStringLiteral("words"), words.join(u' '));
        }
        lines += line;
    }
    return lines;
}

ActResult showKeys(Register& registerOfAll)
{
    const auto list = publishedTrustList(registerOfAll);
    if (!list || !*list)
        return tl::unexpected(registerTrouble());
    const TrustListContent& content = (*list)->content();
    QList<QJsonObject> lines;
    const auto root = [&lines](const char* name, const PublicKey& key) {
        lines +=
            {{QStringLiteral("role"), QLatin1StringView(name)}, {QStringLiteral("key"), hexText(bytesOf(key.id()))}};
    };
    root("root-active", content.roots.active);
    root("root-spare", content.roots.spare);
    for (const TrustedKey& key : content.keys) {
        QJsonObject line{{QStringLiteral("role"), keyFileName(key.role)},
                         {QStringLiteral("key"), hexText(bytesOf(key.key.id()))},
                         {QStringLiteral("notBefore"), timeText(key.notBefore)},
                         {QStringLiteral("notAfter"), timeText(key.notAfter)}};
        if (key.revoked)
            line.insert(QStringLiteral("revoked"), timeText(*key.revoked));
        lines += line;
    }
    return lines;
}

} // namespace

ActResult show(const Office& office, const QString& what)
{
    const auto registerOfAll = openRegister(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    if (what == QLatin1String("vouchers"))
        return showVouchers(**registerOfAll, office.now);
    if (what == QLatin1String("terminals"))
        return showTerminals(**registerOfAll);
    if (what == QLatin1String("entries"))
        return showEntries(**registerOfAll);
    if (what == QLatin1String("providers"))
        return showProviders(**registerOfAll);
    if (what == QLatin1String("invitations"))
        return showInvitations(**registerOfAll);
    if (what == QLatin1String("keys"))
        return showKeys(**registerOfAll);
    if (what == QLatin1String("officers"))
        return showOfficers(**registerOfAll);
    if (what == QLatin1String("acts"))
        return showActs(**registerOfAll);
    return tl::unexpected(
        QStringLiteral("Πείτε τι να δείξω: show vouchers, terminals, entries, providers, invitations, keys, officers "
                       "ή acts."));
}

} // namespace voucher
