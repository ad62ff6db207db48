#include "sync/office/office.h"

#include <QFile>

#include <algorithm>

namespace voucher {

namespace {

QString keyNotWritable(const QString& folder)
{
    return QStringLiteral("Το κλειδί υπογραφής δεν γράφεται στον φάκελο %1. Διαλέξτε άλλον φάκελο.").arg(folder);
}

/// The first officer of a register that was made before there was a log.
ActResult begin(const Office& office, Register& registerOfAll, const QCommandLineParser& options, const QString& name)
{
    const KeyFolder keys(office.officerFolder);
    // With a key there was a log: a new one would hide that it is gone.
    if (QFile::exists(keys.fileOf(officerKeyName)))
        return tl::unexpected(QStringLiteral("Το ημερολόγιο πράξεων λείπει, ενώ υπάρχει κλειδί υπογραφής. Επαναφέρετε "
                                             "το τελευταίο αντίγραφο του μητρώου."));
    const auto passphrase = newPassphrase(options);
    if (!passphrase)
        return tl::unexpected(passphrase.error());
    const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    auto transaction = Transaction::begin(registerOfAll.database());
    if (!transaction || !openLog(registerOfAll, key, name, office.now))
        return tl::unexpected(registerTrouble());
    if (!keys.write(officerKeyName, key, *passphrase))
        return tl::unexpected(keyNotWritable(office.officerFolder));
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("officer"), 1}, {QStringLiteral("name"), name}}};
}

} // namespace

ActResult addOfficer(const Office& office, const QCommandLineParser& options)
{
    const auto registerOfAll = openRegister(office);
    const auto name = officerName(options, {});
    if (!registerOfAll || !name)
        return tl::unexpected(registerOfAll ? name.error() : registerOfAll.error());
    auto log = officeLog(**registerOfAll);
    if (!log)
        return tl::unexpected(registerTrouble());
    if (log->last == 0)
        return begin(office, **registerOfAll, options, *name);
    const QString folder = options.value(QStringLiteral("keys"));
    if (folder.isEmpty())
        return tl::unexpected(
            QStringLiteral("Πείτε πού θα γραφτεί το κλειδί του νέου υπαλλήλου, π.χ. στο δικό του στικάκι USB: --keys "
                           "φάκελος"));
    if (const auto waiting = proposeInstead(office, **registerOfAll, options, ActKind::OfficerAdded))
        return *waiting;
    const KeyFolder keys(folder);
    if (QFile::exists(keys.fileOf(officerKeyName)))
        return tl::unexpected(QStringLiteral("Ο φάκελος %1 έχει ήδη κλειδί υπογραφής υπαλλήλου. Διαλέξτε τον φάκελο "
                                             "του νέου υπαλλήλου.")
                                  .arg(folder));
    const auto passphrase = newPassphrase(options);
    if (!passphrase)
        return tl::unexpected(passphrase.error());
    auto transaction = Transaction::begin((*registerOfAll)->database());
    log = officeLog(**registerOfAll);
    if (!transaction || !log)
        return tl::unexpected(registerTrouble());
    const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    ActContent what = actOf(ActKind::OfficerAdded, {});
    OfficerNumber number;
    for (const Officer& officer : log->everybody)
        number = std::max(number, officer.number);
    ++number.value;
    what.named = Officer{number, *name, key.publicKey()};
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!keys.write(officerKeyName, key, *passphrase))
        return tl::unexpected(keyNotWritable(folder));
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{
        {{QStringLiteral("officer"), static_cast<qint64>(number.value)}, {QStringLiteral("name"), *name}}};
}

ActResult removeOfficer(const Office& office, const QCommandLineParser& options, const QString& number)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto log = officeLog(**registerOfAll);
    if (!log)
        return tl::unexpected(registerTrouble());
    bool numberOk = false;
    const OfficerNumber asked{number.toUInt(&numberOk)};
    const Officer* officer = numberOk ? log->byNumber(asked) : nullptr;
    if (!officer || !log->byKey(officer->key.id()))
        return tl::unexpected(
            QStringLiteral("Δεν υπάρχει υπάλληλος με αυτόν τον αριθμό. Δείτε: voucher-office show officers"));
    if (log->officers.size() == 1)
        return tl::unexpected(QStringLiteral("Είναι ο μόνος υπάλληλος. Προσθέστε πρώτα άλλον: voucher-office officer "
                                             "add"));
    if (const auto waiting = proposeInstead(office, **registerOfAll, options, ActKind::OfficerRemoved))
        return *waiting;
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    ActContent what = actOf(ActKind::OfficerRemoved, {});
    what.named = *officer;
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("officer"), static_cast<qint64>(officer->number.value)},
                               {QStringLiteral("name"), officer->name},
                               {QStringLiteral("removed"), true}}};
}

} // namespace voucher
