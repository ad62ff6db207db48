#include "sync/office/office.h"

#include "sync/municipality/audit.h"

#include <QFile>

namespace voucher {

namespace {

/// The code that machines read, and the sentence for a person.
struct Told
{
    const char* code;
    QString sentence;
};

Told told(FindingKind kind)
{
    switch (kind) {
    case FindingKind::NoLog:
        return {"NoLog", noLog()};
    case FindingKind::Gap:
        return {"Gap", QStringLiteral("Λείπει πράξη.")};
    case FindingKind::Unreadable:
        return {"Unreadable", QStringLiteral("Η πράξη δεν διαβάζεται.")};
    case FindingKind::NotAnOfficer:
        return {"NotAnOfficer", QStringLiteral("Η πράξη άλλαξε ή δεν την υπέγραψε κανείς που μπορούσε τότε.")};
    case FindingKind::BrokenLink:
        return {"BrokenLink", QStringLiteral("Η πράξη δεν συνεχίζει την προηγούμενη.")};
    case FindingKind::OutOfPlace:
        return {"OutOfPlace", QStringLiteral("Τέτοια πράξη δεν μπορούσε να γίνει εκεί.")};
    case FindingKind::Backdated:
        return {"Backdated", QStringLiteral("Η πράξη γράφει ώρα πριν από την προηγούμενη.")};
    case FindingKind::NotTheirs:
        return {"NotTheirs", QStringLiteral("Η δεύτερη υπογραφή δεν επιτρεπόταν ή δεν ταιριάζει με την πρώτη.")};
    case FindingKind::ActedAlone:
        return {"ActedAlone", QStringLiteral("Ένας υπάλληλος ενήργησε χωρίς τον δεύτερο.")};
    case FindingKind::NoSecond:
        return {"NoSecond", QStringLiteral("Λείπει η δεύτερη υπογραφή. Βάλτε την: voucher-office countersign")};
    case FindingKind::OtherKey:
        return {"OtherKey", QStringLiteral("Το κλειδί υπογραφής αυτού του φακέλου δεν υπάρχει στο ημερολόγιο: ίσως "
                                           "ξαναγράφτηκε από άλλον.")};
    case FindingKind::OtherPast:
        return {"OtherPast", QStringLiteral("Το ημερολόγιο δεν είναι αυτό που σημειώθηκε.")};
    case FindingKind::WithoutAct:
        return {"WithoutAct", QStringLiteral("Υπάρχει στο μητρώο όπως καμία πράξη δεν το έκανε.")};
    case FindingKind::Gone:
        return {"Gone", QStringLiteral("Η πράξη έκανε κάτι που δεν υπάρχει πια στο μητρώο όπως έγινε.")};
    case FindingKind::Changed:
        return {"Changed", QStringLiteral("Οι φορείς ή το πρόγραμμα άλλαξαν χωρίς πράξη.")};
    }
    Q_UNREACHABLE();
}

QJsonObject lineOf(const Finding& finding)
{
    const Told words = told(finding.kind);
    QJsonObject line{{QStringLiteral("finding"), QLatin1StringView(words.code)},
                     {QStringLiteral("sentence"), words.sentence}};
    if (finding.act)
        line.insert(QStringLiteral("act"), static_cast<qint64>(*finding.act));
    if (!finding.name.isEmpty())
        line.insert(QStringLiteral("what"), finding.name);
    return line;
}

QString headText(Sequence number, const Hash& hash)
{
    return QStringLiteral("%1:%2").arg(number).arg(hexText(bytesOf(hash)));
}

/// "17:…", as the summary of an earlier audit prints its head.
tl::expected<std::optional<KnownAct>, QString> knownFrom(const QString& text)
{
    if (text.isEmpty())
        return std::nullopt;
    const QStringList parts = text.split(u':');
    bool numberOk = false;
    const Sequence number = parts.value(0).toLongLong(&numberOk);
    const QByteArray hash = QByteArray::fromHex(parts.value(1).toLatin1());
    if (!numberOk || hash.size() != static_cast<qsizetype>(std::tuple_size_v<decltype(Hash::value)>))
        return tl::unexpected(
            QStringLiteral("Γράψτε την πράξη όπως την έδειξε ο προηγούμενος έλεγχος (head): --known 17:…"));
    return KnownAct{number, idFrom<Hash>(hash)};
}

} // namespace

ActResult auditOffice(const Office& office, const QCommandLineParser& options)
{
    const auto known = knownFrom(options.value(QStringLiteral("known")));
    if (!known)
        return tl::unexpected(known.error());
    const auto registerOfAll = openRegister(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    AuditAnchors anchors{{}, *known};
    if (QFile::exists(KeyFolder(office.officerFolder).fileOf(officerKeyName))) {
        const auto key = office.officers.in(office.officerFolder);
        if (!key)
            return tl::unexpected(key.error());
        anchors.ownKey = key->publicKey();
    }
    // One moment of the register: nobody acts between the log and what it is compared with.
    const auto transaction = Transaction::begin((*registerOfAll)->database());
    const auto report = audit(**registerOfAll, anchors, office.now);
    if (!transaction || !report)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const Finding& finding : report->findings)
        lines += lineOf(finding);
    lines += {{QStringLiteral("whole"), report->findings.empty()},
              {QStringLiteral("findings"), static_cast<qint64>(report->findings.size())},
              {QStringLiteral("acts"), static_cast<qint64>(report->acts)},
              {QStringLiteral("officers"), static_cast<qint64>(report->officers)},
              {QStringLiteral("made"), static_cast<qint64>(report->held)},
              {QStringLiteral("waiting"), static_cast<qint64>(report->waiting)},
              {QStringLiteral("samePerson"), static_cast<qint64>(report->samePerson)},
              {QStringLiteral("ownKey"), anchors.ownKey.has_value()},
              {QStringLiteral("head"), headText(report->acts, report->head)}};
    return lines;
}

} // namespace voucher
