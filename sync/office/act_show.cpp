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

/// With whose place it took, and who took its own.
ActResult showTerminals(Register& registerOfAll)
{
    const auto terminals = registerOfAll.terminals();
    const auto successions = registerOfAll.successions();
    if (!terminals || !successions)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const RegisteredTerminal& terminal : *terminals) {
        QJsonObject line{{QStringLiteral("terminal"), hexText(bytesOf(terminal.id))},
                         {QStringLiteral("provider"), static_cast<qint64>(terminal.provider.value)},
                         {QStringLiteral("entries"), static_cast<qint64>(terminal.upTo)},
                         {QStringLiteral("suspended"), terminal.suspended.has_value()}};
        QJsonArray predecessors;
        QJsonArray successors;
        for (const Succession& succession : *successions) {
            if (succession.terminal == terminal.id)
                predecessors.append(hexText(bytesOf(succession.old.terminal)));
            if (succession.old.terminal == terminal.id)
                successors.append(hexText(bytesOf(succession.terminal)));
        }
        if (!predecessors.isEmpty())
            line.insert(QStringLiteral("tookPlaceOf"), predecessors);
        if (!successors.isEmpty())
            line.insert(QStringLiteral("placeTakenBy"), successors);
        lines += line;
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
