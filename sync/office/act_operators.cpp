#include "sync/office/office.h"

#include "crypto/entry.h"
#include "crypto/seal.h"
#include "crypto/text_rules.h"
#include "sync/municipality/facts.h"

#include <map>

namespace voucher {

namespace {

/// Every notice of a terminal, verified, in order of sequence.
tl::expected<std::vector<EntryContent>, QString> noticesOf(Register& registerOfAll, const QString& terminalHex)
{
    const auto terminal = terminalOf(registerOfAll, terminalHex);
    if (!terminal)
        return tl::unexpected(terminal.error());
    const auto messages = registerOfAll.entries(terminal->id);
    if (!messages)
        return tl::unexpected(registerTrouble());
    std::vector<EntryContent> notices;
    for (const QByteArray& message : *messages) {
        const auto entry = verifyEntry(message, terminal->key);
        if (!entry)
            return tl::unexpected(registerTrouble());
        if (std::holds_alternative<NoticeBody>(entry->content().body))
            notices.push_back(entry->content());
    }
    return notices;
}

/// What a notice carries for the office, if it was sealed as this and one of these keys opens it.
std::optional<QByteArray> openedBy(const std::vector<PrivateKey>& keys, Register& registerOfAll,
                                   const NoticeBody& notice, QByteArrayView context)
{
    if (!notice.attachment)
        return std::nullopt;
    const auto sealed = registerOfAll.attachmentsAmong({*notice.attachment});
    if (!sealed || sealed->empty())
        return std::nullopt;
    for (const PrivateKey& key : keys) {
        if (auto plain = unseal(sealed->begin()->second, key, context))
            return plain;
    }
    return std::nullopt;
}

std::vector<PrivateKey> officeKeys(const Office& office)
{
    return office.keys().readAll(QStringLiteral("office"), Algorithm::EcdhEs);
}

} // namespace

ActResult recoveryCode(const Office& office, const QString& terminalHex)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto notices = noticesOf(**registerOfAll, terminalHex);
    if (!notices)
        return tl::unexpected(notices.error());
    const auto keys = officeKeys(office);
    if (keys.empty())
        return tl::unexpected(keyMissing(office));
    // The latest one holds: each use of a code makes the terminal send another.
    for (auto at = notices->rbegin(); at != notices->rend(); ++at) {
        const auto secret = openedBy(keys, **registerOfAll, std::get<NoticeBody>(at->body), recoveryAttachment);
        if (!secret || secret->size() != static_cast<qsizetype>(std::tuple_size_v<decltype(VoucherId::value)>))
            continue;
        if (const auto logged = logAbout(office, **registerOfAll, ActKind::RecoveryCodeRead, terminalHex); !logged)
            return tl::unexpected(logged.error());
        return QList<QJsonObject>{{{QStringLiteral("terminal"), terminalHex},
                                   {QStringLiteral("code"), voucherNumber(idFrom<VoucherId>(*secret))}}};
    }
    return tl::unexpected(
        QStringLiteral("Αυτή η συσκευή δεν έχει στείλει αριθμό ξεκλειδώματος που να ανοίγει με αυτό το "
                       "κλειδί. Συνδέστε τη συσκευή στο δίκτυο και δοκιμάστε πάλι."));
}

ActResult showOperators(const Office& office, const QString& terminalHex)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto notices = noticesOf(**registerOfAll, terminalHex);
    if (!notices)
        return tl::unexpected(notices.error());
    const auto keys = officeKeys(office);
    std::map<std::uint32_t, QJsonObject> people;
    people[1] = {
        {QStringLiteral("operator"), 1}, {QStringLiteral("manages"), true}, {QStringLiteral("removed"), false}};
    for (const EntryContent& entry : *notices) {
        const auto& notice = std::get<NoticeBody>(entry.body);
        if (!notice.about)
            continue;
        QJsonObject& person = people[notice.about->value];
        if (notice.notice == NoticeKind::OperatorAdded) {
            person = {{QStringLiteral("operator"), static_cast<qint64>(notice.about->value)},
                      {QStringLiteral("manages"), notice.detail == QByteArray(1, 1)},
                      {QStringLiteral("removed"), false}};
            const auto name = openedBy(keys, **registerOfAll, notice, operatorAttachment);
            if (const auto shown = name ? plainText(*name) : std::nullopt)
                person.insert(QStringLiteral("name"), *shown);
        } else if (notice.notice == NoticeKind::OperatorRemoved) {
            person.insert(QStringLiteral("removed"), true);
        }
    }
    if (const auto logged = logAbout(office, **registerOfAll, ActKind::OperatorsRead, terminalHex); !logged)
        return tl::unexpected(logged.error());
    QList<QJsonObject> lines;
    for (const auto& [number, person] : people)
        lines += person;
    return lines;
}

} // namespace voucher
