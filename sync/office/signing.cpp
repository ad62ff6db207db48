#include "sync/office/office.h"

#include "crypto/text_rules.h"
#include "sync/municipality/facts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace voucher {

namespace {

QString sentenceFor(ActError error)
{
    switch (error) {
    case ActError::RegisterTrouble:
        return registerTrouble();
    case ActError::NoLog:
        return noLog();
    case ActError::NotAnOfficer:
        return QStringLiteral("Το κλειδί υπογραφής δεν είναι υπαλλήλου αυτού του γραφείου. Δείτε: voucher-office show "
                              "officers");
    case ActError::NeedsSecond:
        return QStringLiteral("Χρειάζεται και δεύτερος υπάλληλος: --second φάκελος");
    case ActError::NotASecond:
        return QStringLiteral("Η δεύτερη υπογραφή δεν γίνεται τώρα: τη βάζει άλλος υπάλληλος, ή ο ίδιος από την "
                              "επόμενη ημέρα όταν είναι μόνος. Δείτε: voucher-office countersign");
    case ActError::TooMuch:
        return QStringLiteral("Είναι πάρα πολλές για μία πράξη. Κάντε το σε δύο.");
    }
    Q_UNREACHABLE();
}

struct SignerKeys
{
    PrivateKey officer;
    std::optional<PrivateKey> second;

    Signers signers() const { return {officer, second ? &*second : nullptr}; }
};

tl::expected<SignerKeys, QString> signerKeys(const Office& office)
{
    auto officer = office.officers.in(office.officerFolder);
    if (!officer)
        return tl::unexpected(officer.error());
    if (office.secondFolder.isEmpty())
        return SignerKeys{std::move(*officer), {}};
    auto second = office.officers.in(office.secondFolder);
    if (!second)
        return tl::unexpected(second.error());
    return SignerKeys{std::move(*officer), std::move(*second)};
}

/// The words of an act as they can be typed again by another officer on another machine.
QStringList wordsOf(const QCommandLineParser& options)
{
    const QStringList own{QStringLiteral("folder"), QStringLiteral("register"), QStringLiteral("officer"),
                          QStringLiteral("second")};
    QStringList words = options.positionalArguments();
    QStringList names = options.optionNames();
    names.removeDuplicates();
    for (const QString& name : std::as_const(names)) {
        if (own.contains(name))
            continue;
        const QStringList values = options.values(name);
        if (values.isEmpty())
            words += QStringLiteral("--") + name;
        for (const QString& value : values)
            words += QStringLiteral("--%1=%2").arg(name, value);
    }
    return words;
}

} // namespace

tl::expected<QString, QString> officerName(const QCommandLineParser& options, const QString& otherwise)
{
    constexpr qsizetype longestName = 200;
    QString name = options.value(QStringLiteral("name")).normalized(QString::NormalizationForm_C).trimmed();
    if (name.isEmpty())
        name = otherwise;
    if (name.isEmpty() || name.size() > longestName || !plainText(name.toUtf8()))
        return tl::unexpected(QStringLiteral("Δώστε το όνομα του υπαλλήλου: --name \"Ονοματεπώνυμο\""));
    return name;
}

QString noLog()
{
    return QStringLiteral("Αυτό το μητρώο δεν έχει ακόμη ημερολόγιο πράξεων. Ξεκινήστε το: voucher-office officer add "
                          "--name \"Ονοματεπώνυμο\"");
}

ActContent actOf(ActKind kind, std::vector<Fact> facts)
{
    ActContent what;
    what.kind = kind;
    what.facts = std::move(facts);
    return what;
}

tl::expected<std::unique_ptr<Register>, QString> openRegisterToSign(const Office& office)
{
    auto opened = openRegister(office);
    if (opened) {
        if (const auto keys = signerKeys(office); !keys)
            return tl::unexpected(keys.error());
    }
    return opened;
}

tl::expected<Sequence, QString> logAct(const Office& office, Register& registerOfAll, ActContent what)
{
    const auto keys = signerKeys(office);
    if (!keys)
        return tl::unexpected(keys.error());
    if (!what.of)
        what.of = office.proposal;
    return act(registerOfAll, keys->signers(), std::move(what), office.now).map_error(sentenceFor);
}

tl::expected<void, QString> logAbout(const Office& office, Register& registerOfAll, ActKind kind,
                                     const QString& terminalHex)
{
    auto transaction = Transaction::begin(registerOfAll.database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    const auto terminal = terminalOf(registerOfAll, terminalHex);
    if (!terminal)
        return tl::unexpected(terminal.error());
    if (const auto logged = logAct(office, registerOfAll, actOf(kind, {factOf(*terminal)})); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return {};
}

std::optional<ActResult> proposeInstead(const Office& office, Register& registerOfAll,
                                        const QCommandLineParser& options, ActKind kind)
{
    const auto keys = signerKeys(office);
    if (!keys)
        return tl::unexpected(keys.error());
    ActContent intended = actOf(kind, {});
    intended.of = office.proposal;
    auto transaction = Transaction::begin(registerOfAll.database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    const auto reason = forbidden(registerOfAll, keys->signers(), intended, office.now);
    if (!reason)
        return std::nullopt;
    if (*reason != ActError::NeedsSecond)
        return tl::unexpected(sentenceFor(*reason));
    const QByteArray words = QJsonDocument(QJsonArray::fromStringList(wordsOf(options))).toJson(QJsonDocument::Compact);
    ActContent what = actOf(ActKind::Proposed, {wordsFact(words)});
    what.proposed = kind;
    const auto number = logAct(office, registerOfAll, what);
    if (!number)
        return tl::unexpected(number.error());
    if (!addProposal(registerOfAll, *number, words) || !transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{
        {{QStringLiteral("proposal"), static_cast<qint64>(*number)},
         {QStringLiteral("kind"), nameOf(kind)},
         {QStringLiteral("next"), QStringLiteral("Γίνεται όταν υπογράψει και άλλος υπάλληλος: voucher-office "
                                                 "countersign %1 --officer φάκελος")
                                      .arg(*number)}}};
}

} // namespace voucher
