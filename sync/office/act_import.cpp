#include "sync/office/office.h"

#include "crypto/poster.h"
#include "sync/export.h"
#include "sync/municipality/intake.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace voucher {

namespace {

QString notAnExport(const QString& file)
{
    return QStringLiteral("Το αρχείο %1 δεν έχει καταγραφές συσκευής ή αλλοιώθηκε. Αντιγράψτε το ξανά από το στικάκι.")
        .arg(file);
}

/// What stands in the register already does not get there a second time.
QString giveItAgain()
{
    return QStringLiteral("Το μητρώο δεν απαντά. Δώστε ξανά το ίδιο αρχείο αργότερα· τίποτα δεν μετράει δύο φορές.");
}

struct Exported
{
    RegisteredTerminal by;
    QByteArrayList requests;
};

tl::expected<Exported, QString> readExport(Register& registerOfAll, const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestExport)
        return tl::unexpected(
            QStringLiteral("Το αρχείο %1 δεν διαβάζεται. Ελέγξτε το στικάκι και το όνομα.").arg(name));
    const QByteArray bytes = file.read(largestExport);
    const auto exporter = claimedExporter(bytes);
    if (!exporter)
        return tl::unexpected(notAnExport(name));
    auto terminals = registerOfAll.terminals();
    if (!terminals)
        return tl::unexpected(registerTrouble());
    const auto by =
        std::ranges::find(*terminals, *exporter, [](const RegisteredTerminal& terminal) { return terminal.key.id(); });
    if (by == terminals->end())
        return tl::unexpected(
            QStringLiteral("Το αρχείο %1 δεν είναι από συσκευή του Δήμου. Δείτε: voucher-office show terminals")
                .arg(name));
    auto requests = verifyExport(bytes, by->key);
    if (!requests)
        return tl::unexpected(notAnExport(name));
    return Exported{std::move(*by), std::move(*requests)};
}

/// Puts the receipts beside the file that they answer, where the stick takes them back to the tablet.
bool giveBack(const QString& name, const QByteArrayList& receipts)
{
    const QByteArray bytes = receiptsFile(receipts);
    QSaveFile file(name);
    return bytes.size() <= largestUpdate && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
           file.commit();
}

/// The last number that a terminal's own request asks to be taken; 0 if that is not to be read.
Sequence lastOf(const QByteArray& request, const RegisteredTerminal& terminal)
{
    const auto read = entriesRequestFrom(request);
    if (!read || read->entries.empty() || read->terminal != terminal.id)
        return 0;
    const auto last = verifyEntry(read->entries.back(), terminal.key);
    return last ? last->content().sequence : 0;
}

} // namespace

ActResult importEntries(const Office& office, const QString& file)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto exported = readExport(**registerOfAll, file);
    if (!exported)
        return tl::unexpected(exported.error());
    const RegisteredTerminal& by = exported->by;
    auto receiptKey = office.keys().read(QStringLiteral("receipt"), Algorithm::EdDSA);
    auto intakeKeys = office.keys().readAll(QStringLiteral("intake"), Algorithm::EcdhEs);
    if (!receiptKey || intakeKeys.empty())
        return tl::unexpected(keyMissing(office));
    const ServerKeys keys{std::move(*receiptKey), std::move(intakeKeys)};
    const auto roots = pinnedRoots(**registerOfAll);
    if (!roots || !*roots)
        return tl::unexpected(registerTrouble());
    const QString terminalHex = hexText(bytesOf(by.id));
    if (const auto logged = logAbout(office, **registerOfAll, ActKind::EntriesImported, terminalHex); !logged)
        return tl::unexpected(logged.error());

    WriteLine line;
    Intake intake(**registerOfAll, line, keys, **roots);
    QByteArrayList receipts;
    std::int64_t fresh = 0;
    Sequence last = 0;
    for (const QByteArray& request : exported->requests) {
        const auto taken = intake.exported(request, by.id, office.now);
        if (!taken)
            return tl::unexpected(giveItAgain());
        if (*taken) {
            fresh += (*taken)->stored;
            receipts += signReceipt((*taken)->receipt, keys.receipt);
        }
        last = std::max(last, lastOf(request, by));
    }
    const auto after = (*registerOfAll)->terminal(by.id);
    if (!after || !*after)
        return tl::unexpected(giveItAgain());
    QList<QJsonObject> lines{{{QStringLiteral("terminal"), terminalHex},
                              {QStringLiteral("provider"), static_cast<qint64>(by.provider.value)},
                              {QStringLiteral("new"), static_cast<qint64>(fresh)},
                              {QStringLiteral("upTo"), static_cast<qint64>((*after)->upTo)},
                              {QStringLiteral("suspended"), (*after)->suspended.has_value()}}};
    if (!by.suspended && (*after)->suspended)
        lines += {{QStringLiteral("finding"), QStringLiteral("copied")},
                  {QStringLiteral("terminal"), terminalHex},
                  {QStringLiteral("next"), QStringLiteral("Δύο συσκευές υπογράφουν με το ίδιο κλειδί. Η συσκευή "
                                                          "ανεστάλη. Δείτε: voucher-office show entries")}};
    else if ((*after)->upTo < last)
        lines += {{QStringLiteral("finding"), QStringLiteral("entries-missing")},
                  {QStringLiteral("terminal"), terminalHex},
                  {QStringLiteral("from"), static_cast<qint64>((*after)->upTo + 1)},
                  {QStringLiteral("next"), QStringLiteral("Λείπουν καταγραφές πριν από αυτές του αρχείου. Συνδέστε τη "
                                                          "συσκευή στο δίκτυο για να τις στείλει.")}};
    if (receipts.size() < exported->requests.size())
        lines += {{QStringLiteral("finding"), QStringLiteral("not-its-own")},
                  {QStringLiteral("terminal"), terminalHex},
                  {QStringLiteral("next"), QStringLiteral("Το αρχείο έχει και καταγραφές άλλης συσκευής, που δεν "
                                                          "γράφτηκαν. Φυλάξτε το.")}};
    const QFileInfo info(file);
    const QString answer = info.path() + u'/' + info.completeBaseName() + QStringLiteral(".epitagi");
    if (!receipts.empty() && giveBack(answer, receipts)) {
        lines.front().insert(QStringLiteral("answer"), answer);
        lines.front().insert(QStringLiteral("next"), QStringLiteral("Δώστε το στικάκι πίσω στον φορέα. Η συσκευή το "
                                                                    "διαβάζει με «Ενημέρωση από στικάκι USB»."));
    } else if (!receipts.empty())
        lines += {{QStringLiteral("finding"), QStringLiteral("answer-not-written")},
                  {QStringLiteral("terminal"), terminalHex},
                  {QStringLiteral("next"), QStringLiteral("Οι καταγραφές γράφτηκαν στο μητρώο, αλλά η απάντηση δεν "
                                                          "γράφτηκε στο στικάκι. Αντιγράψτε το αρχείο σε άλλο και "
                                                          "δώστε το ξανά.")}};
    return lines;
}

} // namespace voucher
