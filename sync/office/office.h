#pragma once

#include "sync/municipality/acting.h"
#include "sync/municipality/key_folder.h"
#include "sync/municipality/programme.h"
#include "sync/municipality/publishing.h"
#include "sync/municipality/register.h"
#include "sync/office/officer_keys.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <tl/expected.hpp>

#include <functional>

namespace voucher {

/// What an act needs; the time is passed in.
struct Office
{
    QString folder;
    QString registerPlace; ///< as `Register::open` takes it
    Instant now;
    QString officerFolder;            ///< where the key lies with which this officer signs
    QString secondFolder;             ///< … and the second officer, if one countersigns at once
    std::optional<Sequence> proposal; ///< what is being carried out
    OfficerKeys& officers;

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
/// Takes in what a tablet without a network has saved to a stick, like what comes over the network, and puts the
/// receipts beside it.
ActResult importEntries(const Office& office, const QString& file);
ActResult publish(const Office& office, const QCommandLineParser& options);
/// A new key takes the place of this one, from now on; `revoke` refuses whatever the old one ever signed, or an earlier
/// one's that `--key` names. A root is always replaced by the other root's word.
ActResult changeKey(const Office& office, const QCommandLineParser& options, const QString& name, bool revoke);
ActResult show(const Office& office, const QString& what);
/// Every entry with the word on it; what stands beside the chains as well (`keptAside`).
ActResult showEntries(Register& registerOfAll);
/// Another officer, with a new key in the folder `--keys`; on a register without a log, its first one.
ActResult addOfficer(const Office& office, const QCommandLineParser& options);
ActResult removeOfficer(const Office& office, const QCommandLineParser& options, const QString& number);
ActResult showOfficers(Register& registerOfAll);
ActResult showActs(Register& registerOfAll);

/// Carries out the words of a proposal, as if they had been typed; nothing if they are no act.
using Perform = std::function<std::optional<ActResult>(const Office&, const QStringList& words)>;
/// What waits for a second signature.
ActResult listCountersigning(const Office& office);
/// The second signature under an act; carries a proposal out.
ActResult countersign(const Office& office, const QCommandLineParser& options, const QString& number,
                      const Perform& perform);
/// Lines with "finding" for what is wrong, and a summary at the end.
ActResult auditOffice(const Office& office, const QCommandLineParser& options);

/// Signs what is being done into the office's log, inside the caller's transaction. Where the two-person rule forbids
/// it, the sentence that says what to do.
tl::expected<Sequence, QString> logAct(const Office& office, Register& registerOfAll, ActContent what);
ActContent actOf(ActKind kind, std::vector<Fact> facts);
/// Signs what is about to be done with a terminal's entries: it stands in the log before it is done.
tl::expected<void, QString> logAbout(const Office& office, Register& registerOfAll, ActKind kind,
                                     const QString& terminalHex);
/// Asked before an act makes anything: where another officer has to sign first, puts it down as a proposal instead;
/// where who signs may not, the sentence that says why. Nothing if the act may go on.
std::optional<ActResult> proposeInstead(const Office& office, Register& registerOfAll,
                                        const QCommandLineParser& options, ActKind kind);
/// `--name` as a person's, or what stands for it.
tl::expected<QString, QString> officerName(const QCommandLineParser& options, const QString& otherwise);
QString nameOf(ActKind kind);
QString hexText(QByteArrayView bytes);
/// "2026-11-22T10:00:00.000Z"
QString timeText(Instant instant);
QString noLog();

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
/// The same for whoever signs what is done: passphrases are asked for now, not while a transaction holds the register.
tl::expected<std::unique_ptr<Register>, QString> openRegisterToSign(const Office& office);
/// … or a new one.
tl::expected<std::unique_ptr<Register>, QString> createRegister(const Office& office);
tl::expected<Programme, QString> programmeOf(Register& registerOfAll);
tl::expected<VoucherId, QString> voucherOf(const QString& number);
/// The terminal with this number, in hexadecimal as `show terminals` prints it.
tl::expected<RegisteredTerminal, QString> terminalOf(Register& registerOfAll, const QString& hex);
/// A day ("2027-06-30": its end when `end`) or an RFC 3339 instant.
tl::expected<Instant, QString> instantOf(const QString& text, bool end);

} // namespace voucher
