#pragma once

#include "sync/municipality/key_folder.h"
#include "sync/municipality/programme.h"
#include "sync/municipality/publishing.h"
#include "sync/municipality/register.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <tl/expected.hpp>

namespace voucher {

/// What an act needs; the time is passed in.
struct Office
{
    QString folder;
    QString registerPlace; ///< as `Register::open` takes it
    Instant now;

    KeyFolder keys() const { return KeyFolder(folder + QStringLiteral("/keys")); }

    QString tlsFolder() const { return folder + QStringLiteral("/tls"); }
};

/// The lines an act prints (one JSON object each), or the one sentence that says why it was not done and what to do.
using ActResult = tl::expected<QList<QJsonObject>, QString>;

ActResult initProgramme(const Office& office, const QCommandLineParser& options);
ActResult addProvider(const Office& office, const QCommandLineParser& options);
ActResult issue(const Office& office, const QCommandLineParser& options);
ActResult reprint(const Office& office, const QCommandLineParser& options, const QString& number);
ActResult replace(const Office& office, const QCommandLineParser& options, const QString& number);
ActResult setStatus(const Office& office, VoucherStatus status, const QString& number);
ActResult invite(const Office& office, const QCommandLineParser& options);
ActResult confirm(const Office& office, const QCommandLineParser& options);
ActResult suspendTerminal(const Office& office, const QString& terminal);
/// The code that unlocks a terminal whose operators are all blocked; needs the office key, wherever it is kept.
ActResult recoveryCode(const Office& office, const QString& terminal);
/// Who has used a terminal, by number, with the names that only the office key opens.
ActResult showOperators(const Office& office, const QString& terminal);
ActResult publish(const Office& office, const QCommandLineParser& options);
/// A new key takes the place of this one, from now on; `revoke` refuses whatever the old one ever signed, or an earlier
/// one's that `--key` names. A root is always replaced by the other root's word.
ActResult changeKey(const Office& office, const QCommandLineParser& options, const QString& name, bool revoke);
ActResult show(const Office& office, const QString& what);

/// The sentences that more than one act needs.
QString registerTrouble();
QString publishFirst();
QString noProgramme();
QString keyMissing(const Office& office);
QString sentenceOf(const Office& office, PublishError error);
/// The authorities that terminals are told to trust.
tl::expected<QByteArrayList, QString> tlsAuthorities(const Office& office);
/// Writes what is published now to where `--poster` and `--file` say.
tl::expected<void, QString> carry(Register& registerOfAll, const QCommandLineParser& options, QJsonObject& line);
/// The register that `init` made.
tl::expected<std::unique_ptr<Register>, QString> openRegister(const Office& office);
/// … or a new one.
tl::expected<std::unique_ptr<Register>, QString> createRegister(const Office& office);
tl::expected<Programme, QString> programmeOf(Register& registerOfAll);
tl::expected<VoucherId, QString> voucherOf(const QString& number);
/// The terminal with this number, in hexadecimal as `show terminals` prints it.
tl::expected<RegisteredTerminal, QString> terminalOf(Register& registerOfAll, const QString& hex);
/// A day ("2027-06-30": its end when `end`) or an RFC 3339 instant.
tl::expected<Instant, QString> instantOf(const QString& text, bool end);

} // namespace voucher
