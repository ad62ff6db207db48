#include "sync/office/office.h"

#include "sync/municipality/facts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace voucher {

namespace {

QString nothingThere()
{
    return QStringLiteral("Καμία πράξη με αυτόν τον αριθμό δεν περιμένει υπογραφή. Δείτε: voucher-office countersign");
}

/// Where papers and keys are written now, instead of where the proposal said.
QStringList placesHere(const QCommandLineParser& options)
{
    QStringList words;
    for (const char* name : {"pdf", "poster", "file", "keys"}) {
        if (options.isSet(QLatin1StringView(name)))
            words += QStringLiteral("--%1=%2").arg(QLatin1StringView(name), options.value(QLatin1StringView(name)));
    }
    return words;
}

auto actOfNumber(const OfficeLog& log, Sequence number)
{
    return std::ranges::find(log.acts, number, [](const Act& one) { return one.content().number; });
}

/// The names of what an act made and the register still holds as it was made, so that nobody signs blindly.
QJsonArray madeBy(const Act& act, const std::vector<HeldFact>& held)
{
    const std::set<Fact> made(act.content().facts.begin(), act.content().facts.end());
    QJsonArray names;
    for (const HeldFact& one : held) {
        if (!one.name.isEmpty() && made.contains(one.fact))
            names.append(one.name);
    }
    return names;
}

/// Whether these are the words that the first officer signed.
bool signedWords(const OfficeLog& log, Sequence number, const QByteArray& words)
{
    const auto act = actOfNumber(log, number);
    return act != log.acts.end() && act->content().facts == std::vector{wordsFact(words)};
}

ActResult carryOut(const Office& office, Register& registerOfAll, const QCommandLineParser& options,
                   const OfficeLog& log, Sequence number, const Perform& perform)
{
    const auto words = proposalWords(registerOfAll, number);
    if (!words)
        return tl::unexpected(registerTrouble());
    if (!*words || !signedWords(log, number, **words))
        return tl::unexpected(nothingThere());
    QStringList said;
    for (const QJsonValue& word : QJsonDocument::fromJson(**words).array())
        said += word.toString();
    Office second = office;
    second.secondFolder.clear();
    second.proposal = number;
    return perform(second, said + placesHere(options)).value_or(tl::unexpected(nothingThere()));
}

} // namespace

ActResult listCountersigning(const Office& office)
{
    const auto registerOfAll = openRegister(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto log = officeLog(**registerOfAll);
    const auto held = heldFacts(**registerOfAll);
    if (!log || !held)
        return tl::unexpected(registerTrouble());
    QList<QJsonObject> lines;
    for (const auto& [number, standing] : log->twoPersons.standing()) {
        if (standing.second || hasEnded(standing, office.now))
            continue;
        const Officer* officer = log->byNumber(standing.officer);
        QJsonObject line{{QStringLiteral("act"), static_cast<qint64>(number)},
                         {QStringLiteral("kind"), nameOf(standing.kind)},
                         {QStringLiteral("officer"), officer ? officer->name : QString()},
                         {QStringLiteral("at"), timeText(standing.at)},
                         {QStringLiteral("done"), !standing.proposal}};
        const auto act = actOfNumber(*log, number);
        if (!standing.proposal && act != log->acts.end())
            line.insert(QStringLiteral("what"), madeBy(*act, *held));
        if (standing.proposal) {
            const auto words = proposalWords(**registerOfAll, number);
            if (!words)
                return tl::unexpected(registerTrouble());
            line.insert(QStringLiteral("words"), QJsonDocument::fromJson(words->value_or(QByteArray())).array());
        }
        lines += line;
    }
    return lines;
}

ActResult countersign(const Office& office, const QCommandLineParser& options, const QString& number,
                      const Perform& perform)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto log = officeLog(**registerOfAll);
    if (!log)
        return tl::unexpected(registerTrouble());
    const auto& standing = log->twoPersons.standing();
    const auto found = standing.find(number.toLongLong());
    if (found == standing.end() || found->second.second || hasEnded(found->second, office.now))
        return tl::unexpected(nothingThere());
    if (found->second.proposal)
        return carryOut(office, **registerOfAll, options, *log, found->first, perform);
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    ActContent what = actOf(ActKind::Countersigned, {});
    what.of = found->first;
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("act"), static_cast<qint64>(found->first)},
                               {QStringLiteral("kind"), nameOf(found->second.kind)},
                               {QStringLiteral("countersigned"), true}}};
}

} // namespace voucher
