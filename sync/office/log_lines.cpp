#include "sync/office/office.h"

#include <QDateTime>

namespace voucher {

QString timeText(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

QString hexText(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

QString nameOf(ActKind kind)
{
    switch (kind) {
    case ActKind::Opened:
        return QStringLiteral("opened");
    case ActKind::Adopted:
        return QStringLiteral("adopted");
    case ActKind::OfficerAdded:
        return QStringLiteral("officer-added");
    case ActKind::OfficerRemoved:
        return QStringLiteral("officer-removed");
    case ActKind::Proposed:
        return QStringLiteral("proposed");
    case ActKind::Countersigned:
        return QStringLiteral("countersigned");
    case ActKind::ProviderPut:
        return QStringLiteral("provider-put");
    case ActKind::Issued:
        return QStringLiteral("issued");
    case ActKind::Reprinted:
        return QStringLiteral("reprinted");
    case ActKind::Replaced:
        return QStringLiteral("replaced");
    case ActKind::Revoked:
        return QStringLiteral("revoked");
    case ActKind::Suspended:
        return QStringLiteral("suspended");
    case ActKind::Resumed:
        return QStringLiteral("resumed");
    case ActKind::Invited:
        return QStringLiteral("invited");
    case ActKind::Confirmed:
        return QStringLiteral("confirmed");
    case ActKind::TerminalSuspended:
        return QStringLiteral("terminal-suspended");
    case ActKind::BulletinPublished:
        return QStringLiteral("bulletin-published");
    case ActKind::TrustListPublished:
        return QStringLiteral("trust-list-published");
    case ActKind::KeyChanged:
        return QStringLiteral("key-changed");
    case ActKind::KeyRevoked:
        return QStringLiteral("key-revoked");
    case ActKind::RecoveryCodeRead:
        return QStringLiteral("recovery-code-read");
    case ActKind::OperatorsRead:
        return QStringLiteral("operators-read");
    case ActKind::EntriesImported:
        return QStringLiteral("entries-imported");
    }
    Q_UNREACHABLE();
}

ActResult showOfficers(Register& registerOfAll)
{
    const auto log = officeLog(registerOfAll);
    if (!log)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const Officer& officer : log->everybody)
        lines += {{QStringLiteral("officer"), static_cast<qint64>(officer.number.value)},
                  {QStringLiteral("name"), officer.name},
                  {QStringLiteral("key"), hexText(bytesOf(officer.key.id()))},
                  {QStringLiteral("removed"), log->byKey(officer.key.id()) == nullptr}};
    return lines;
}

ActResult showActs(Register& registerOfAll)
{
    const auto log = officeLog(registerOfAll);
    if (!log)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const Act& act : log->acts) {
        const ActContent& content = act.content();
        const Officer* officer = log->byNumber(content.officer);
        QJsonObject line{{QStringLiteral("act"), static_cast<qint64>(content.number)},
                         {QStringLiteral("at"), timeText(content.at)},
                         {QStringLiteral("officer"), officer ? officer->name : QString()},
                         {QStringLiteral("kind"), nameOf(content.kind)}};
        if (content.of)
            line.insert(QStringLiteral("of"), static_cast<qint64>(*content.of));
        if (content.proposed)
            line.insert(QStringLiteral("proposed"), nameOf(*content.proposed));
        if (content.named)
            line.insert(QStringLiteral("name"), content.named->name);
        lines += line;
    }
    return lines;
}

} // namespace voucher
