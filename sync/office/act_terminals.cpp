#include "sync/office/office.h"

#include "crypto/invitation.h"
#include "crypto/signs/sign.h"
#include "sync/municipality/facts.h"
#include "sync/municipality/paper.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto invitationLife = std::chrono::hours{7 * 24};
constexpr auto contactWindow = 15min;
constexpr qsizetype secretLength = 16;

/// The six words as an officer types them: in any case, Greek or English, commas or not.
QStringList typedWords(const QString& text)
{
    return text.toLower().split(QRegularExpression(QStringLiteral("[\\s,·]+")), Qt::SkipEmptyParts);
}

bool sameWords(const QStringList& typed, const std::array<int, 6>& words)
{
    return std::ranges::equal(typed, words, [](const QString& word, int number) {
        const Pictogram& named = pictogram(number);
        return word == QString::fromUtf8(named.greek) || word == QLatin1StringView(named.english);
    });
}

} // namespace

ActResult addProvider(const Office& office, const QCommandLineParser& options)
{
    bool idOk = false;
    Provider provider;
    provider.id.value = options.value(QStringLiteral("id")).toUInt(&idOk);
    provider.name = options.value(QStringLiteral("name")).normalized(QString::NormalizationForm_C);
    if (!idOk || provider.name.isEmpty())
        return tl::unexpected(QStringLiteral("Δώστε αριθμό και όνομα του φορέα: --id 12 --name \"Φορέας 12\""));
    for (const QString& text : options.values(QStringLiteral("service"))) {
        const QStringList parts = text.split(u':');
        bool codeOk = false;
        const Contract contract{ServiceCode{parts.value(0).toUInt(&codeOk)},
                                QDate::fromString(parts.value(1), Qt::ISODate),
                                QDate::fromString(parts.value(2), Qt::ISODate)};
        if (!codeOk || !contract.from.isValid() || !contract.until.isValid() || contract.until < contract.from)
            return tl::unexpected(
                QStringLiteral(
                    "Η σύμβαση «%1» δεν διαβάζεται. Γράψτε υπηρεσία, αρχή και τέλος: 7:2026-09-01:2027-06-30")
                    .arg(text));
        provider.contracts.push_back(contract);
    }
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    auto transaction = Transaction::begin((*registerOfAll)->database());
    const auto before = providersFact(**registerOfAll);
    const bool put = transaction && before && (*registerOfAll)->putProvider(provider);
    const auto after = providersFact(**registerOfAll);
    if (!put || !after)
        return tl::unexpected(registerTrouble());
    if (const auto logged = logAct(office, **registerOfAll, actOf(ActKind::ProviderPut, {*before, *after})); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("provider"), static_cast<qint64>(provider.id.value)},
                               {QStringLiteral("name"), provider.name},
                               {QStringLiteral("next"), publishFirst()}}};
}

ActResult invite(const Office& office, const QCommandLineParser& options)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto programme = programmeOf(**registerOfAll);
    if (!programme)
        return tl::unexpected(programme.error());
    bool idOk = false;
    const ProviderId id{options.value(QStringLiteral("provider")).toUInt(&idOk)};
    const auto providers = (*registerOfAll)->providers();
    if (!providers)
        return tl::unexpected(registerTrouble());
    const auto provider = std::ranges::find(*providers, id, &Provider::id);
    if (!idOk || provider == providers->end())
        return tl::unexpected(
            QStringLiteral("Δεν υπάρχει φορέας με αυτόν τον αριθμό. Δείτε: voucher-office show providers"));
    const KeyFolder keys = office.keys();
    const auto enrolmentKey = keys.read(QStringLiteral("enrolment"), Algorithm::EdDSA);
    const auto active = (*registerOfAll)->setting(QStringLiteral("root-active"));
    const auto spare = (*registerOfAll)->setting(QStringLiteral("root-spare"));
    QFile authority(office.tlsFolder() + QStringLiteral("/authority.der"));
    if (!active || !spare || !*active || !*spare)
        return tl::unexpected(registerTrouble());
    const auto activeKey = PublicKey::fromSpki(Algorithm::EdDSA, **active);
    const auto spareKey = PublicKey::fromSpki(Algorithm::EdDSA, **spare);
    if (!enrolmentKey || !activeKey || !spareKey || !authority.open(QIODevice::ReadOnly))
        return tl::unexpected(keyMissing(office));

    const Instant issued = std::chrono::floor<std::chrono::seconds>(office.now);
    const InvitationContent content{Roots{*activeKey, *spareKey}, programme->url, sha256(authority.readAll()), id,
                                    randomBytes(secretLength),    issued,         issued + invitationLife};
    const QByteArray message = signInvitation(content, *enrolmentKey);
    const QString file = options.value(QStringLiteral("pdf"));
    if (file.isEmpty())
        return tl::unexpected(QStringLiteral("Πείτε πού θα γραφτεί το φύλλο: --pdf αρχείο.pdf"));
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction || !(*registerOfAll)->addInvitation(message, content))
        return tl::unexpected(registerTrouble());
    const ActContent what = actOf(ActKind::Invited, {invitationFact(message)});
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!writeInvitationPaper(file, programme->title, invitationText(message), provider->name, programme->helpLine))
        return tl::unexpected(QStringLiteral("Το αρχείο %1 δεν γράφεται. Διαλέξτε άλλον φάκελο.").arg(file));
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{
        {{QStringLiteral("provider"), static_cast<qint64>(id.value)}, {QStringLiteral("pdf"), file}}};
}

ActResult confirm(const Office& office, const QCommandLineParser& options)
{
    const QStringList typed = typedWords(options.value(QStringLiteral("words")));
    constexpr qsizetype wordCount = 6;
    if (typed.size() != wordCount)
        return tl::unexpected(
            QStringLiteral("Γράψτε τις έξι λέξεις που δείχνει η συσκευή, με τη σειρά: --words \"…\""));
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    auto transaction = Transaction::begin((*registerOfAll)->database());
    auto invitations = (*registerOfAll)->invitations();
    if (!transaction || !invitations)
        return tl::unexpected(registerTrouble());
    for (RegisteredInvitation& invitation : *invitations) {
        const auto key = PublicKey::fromSpki(Algorithm::ES256, invitation.terminalKey);
        if (invitation.state != InvitationState::Contacted || !key ||
            !sameWords(typed, comparisonWords(invitation.message, *key)))
            continue;
        if (office.now - *invitation.firstContact >= contactWindow)
            return tl::unexpected(
                QStringLiteral("Πέρασαν δεκαπέντε λεπτά. Τυπώστε νέο φύλλο σύνδεσης: voucher-office invite"));
        const TerminalId id = idFrom<TerminalId>(randomBytes(std::tuple_size_v<decltype(TerminalId::value)>));
        invitation.state = InvitationState::Confirmed;
        invitation.terminal = id;
        // The token hash of no token: the terminal is given its token when it asks.
        const RegisteredTerminal terminal{id, invitation.content.provider, *key, randomBytes(32), 0, {}, {}};
        if (!(*registerOfAll)->addTerminal(terminal) || !(*registerOfAll)->updateInvitation(invitation))
            return tl::unexpected(registerTrouble());
        if (const auto logged = logAct(office, **registerOfAll, actOf(ActKind::Confirmed, {factOf(terminal)})); !logged)
            return tl::unexpected(logged.error());
        if (!transaction->commit())
            return tl::unexpected(registerTrouble());
        return QList<QJsonObject>{{{QStringLiteral("terminal"), hexText(bytesOf(id))},
                                   {QStringLiteral("provider"), static_cast<qint64>(terminal.provider.value)}}};
    }
    return tl::unexpected(
        QStringLiteral("Καμία συσκευή που περιμένει δεν δείχνει αυτές τις λέξεις. Ζητήστε να τις διαβάσουν "
                       "ξανά· αν διαφέρουν, μην επιβεβαιώσετε."));
}

tl::expected<RegisteredTerminal, QString> terminalOf(Register& registerOfAll, const QString& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    if (bytes.size() != static_cast<qsizetype>(std::tuple_size_v<decltype(TerminalId::value)>))
        return tl::unexpected(
            QStringLiteral("Δώστε τον αριθμό της συσκευής όπως τον δείχνει: voucher-office show terminals"));
    auto found = registerOfAll.terminal(idFrom<TerminalId>(bytes));
    if (!found)
        return tl::unexpected(registerTrouble());
    if (!*found)
        return tl::unexpected(QStringLiteral("Δεν υπάρχει τέτοια συσκευή. Δείτε: voucher-office show terminals"));
    return std::move(**found);
}

ActResult suspendTerminal(const Office& office, const QString& terminalHex)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    auto terminal = terminalOf(**registerOfAll, terminalHex);
    if (!terminal)
        return tl::unexpected(terminal.error());
    if (!terminal->suspended)
        terminal->suspended = office.now;
    if (!(*registerOfAll)->updateTerminal(*terminal))
        return tl::unexpected(registerTrouble());
    const ActContent what =
        actOf(ActKind::TerminalSuspended, {factOf(*terminal), suspensionFact(terminal->id, *terminal->suspended)});
    if (const auto logged = logAct(office, **registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("terminal"), terminalHex}, {QStringLiteral("suspended"), true}}};
}

} // namespace voucher
