// voucher-office: the officer's acts on a command line. This page reads the words and calls the act.

#include "sync/office/office.h"

#include <QGuiApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

#include <sys/stat.h>

namespace {

using namespace voucher;

constexpr int exitRefused = 1;
constexpr int exitUsage = 2;

Instant wallClock()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

QCommandLineOption option(const char* name, const char* description, const char* value = nullptr)
{
    return {QString::fromUtf8(name), QString::fromUtf8(description), value ? QString::fromUtf8(value) : QString()};
}

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "voucher-office --folder Φ init --url https://… --title Τ --help-line Τηλ --service 7:4000 …\n"
        "voucher-office --folder Φ provider add --id 12 --name Ν --service 7:2026-09-01:2027-06-30 …\n"
        "voucher-office --folder Φ issue --family Α-17 … --service 7 --quantity 10 --from … --until … --pdf αρχείο\n"
        "voucher-office --folder Φ reprint | replace ΑΡΙΘΜΟΣ --pdf αρχείο\n"
        "voucher-office --folder Φ revoke | suspend | resume ΑΡΙΘΜΟΣ\n"
        "voucher-office --folder Φ invite --provider 12 --pdf αρχείο\n"
        "voucher-office --folder Φ confirm --words \"έξι λέξεις της συσκευής\"\n"
        "voucher-office --folder Φ suspend-terminal | recover-terminal | operators ΣΥΣΚΕΥΗ\n"
        "voucher-office --folder Φ import ΑΡΧΕΙΟ.entries\n"
        "voucher-office --folder Φ publish [--trust-list] [--poster αρχείο.pdf] [--file αρχείο.epitagi]\n"
        "voucher-office --folder Φ change-key | revoke-key ΚΛΕΙΔΙ [--poster …] [--file …]\n"
        "voucher-office --folder Φ officer add --name Ν --keys φάκελος [--passphrase] | officer remove ΑΡΙΘΜΟΣ\n"
        "voucher-office --folder Φ countersign [ΠΡΑΞΗ] --officer φάκελος\n"
        "voucher-office --folder Φ audit [--known ΠΡΑΞΗ:…]\n"
        "voucher-office --folder Φ show vouchers | terminals | entries | providers | invitations | keys | officers | "
        "acts\n"
        "\n"
        "Κάθε πράξη υπογράφεται στο ημερολόγιο του γραφείου με το κλειδί του υπαλλήλου. Όπου οι υπάλληλοι είναι δύο, η "
        "έκδοση, τα κλειδιά, ο κατάλογος κλειδιών και οι υπάλληλοι αλλάζουν όταν υπογράψουν δύο: αμέσως με --second ή "
        "αργότερα με countersign. Οι ανακλήσεις δεν περιμένουν· υπογράφονται μετά. Όπου ο υπάλληλος είναι ένας, "
        "υπογράφει δεύτερη φορά από την επόμενη ημέρα. Η φράση πρόσβασης ενός κλειδιού ζητείται όταν "
        "χρειάζεται ή, όπου κανείς δεν πληκτρολογεί, είναι η επόμενη γραμμή της τυπικής εισόδου."));
    parser.addOptions(
        {option("folder", "Ο φάκελος του Δήμου.", "φάκελος"),
         option("register", "Το μητρώο, αν δεν είναι αρχείο του φακέλου: \"postgresql:host=… dbname=…\"", "βάση"),
         option("url", "Διεύθυνση του voucher-server.", "url"),
         option("title", "Ουδέτερος σύντομος τίτλος, όπως τυπώνεται.", "τίτλος"),
         option("help-line", "Τηλέφωνο βοήθειας.", "τηλέφωνο"),
         option("help-hours", "Ώρες βοήθειας.", "ώρες"),
         option("holiday", "Τοπική αργία.", "ημέρα"),
         option("service", "Υπηρεσία.", "κωδικός[:…]"),
         option("id", "Αριθμός φορέα.", "αριθμός"),
         option("name", "Όνομα φορέα ή υπαλλήλου.", "όνομα"),
         option("family", "Οικογένεια, όπως την ξέρει το γραφείο.", "σήμα"),
         option("quantity", "Συναντήσεις ή λεπτά του ευρώ.", "ποσότητα"),
         option("cents", "Η ποσότητα είναι λεπτά του ευρώ."),
         option("provider", "Φορέας.", "αριθμός"),
         option("from", "Πρώτη ημέρα.", "ημέρα"),
         option("until", "Τελευταία ημέρα.", "ημέρα"),
         option("practice", "Επιταγή εξάσκησης."),
         option("pdf", "Πού γράφεται το έντυπο.", "αρχείο"),
         option("words", "Οι έξι λέξεις της συσκευής.", "λέξεις"),
         option("trust-list", "Και νέος κατάλογος κλειδιών."),
         option("poster", "Πού γράφεται η αφίσα με την ενημέρωση.", "αρχείο"),
         option("file", "Πού γράφεται η ενημέρωση για στικάκι USB.", "αρχείο"),
         option("key", "Παλαιότερο κλειδί, όπως το δείχνει το show keys.", "αριθμός"),
         option("officer", "Πού είναι το κλειδί υπογραφής σας, αν όχι στον φάκελο keys του Δήμου.", "φάκελος"),
         option("second", "Πού είναι το κλειδί του δεύτερου υπαλλήλου, αν υπογράφει αμέσως.", "φάκελος"),
         option("keys", "Πού γράφεται το κλειδί του νέου υπαλλήλου.", "φάκελος"),
         option("passphrase", "Το νέο κλειδί υπαλλήλου ανοίγει με φράση πρόσβασης, που ζητείται τότε."),
         option("known", "Η τελευταία πράξη (head) ενός προηγούμενου ελέγχου.", "πράξη")});
    parser.addHelpOption();
    parser.addVersionOption();
}

std::optional<ActResult> perform(const Office& office, const QStringList& words);

/// The act with these words, or nothing if no act has them.
std::optional<ActResult> actWith(const Office& office, const QCommandLineParser& parser)
{
    const QStringList words = parser.positionalArguments();
    const QString verb = words.value(0);
    const QString object = words.value(1);
    const auto is = [&](const char* name, qsizetype count) {
        return verb == QLatin1StringView(name) && words.size() == count;
    };
    if (is("init", 1))
        return initProgramme(office, parser);
    if (is("provider", 2) && object == QLatin1String("add"))
        return addProvider(office, parser);
    if (is("issue", 1))
        return issue(office, parser);
    if (is("reprint", 2))
        return reprint(office, parser, object);
    if (is("replace", 2))
        return replace(office, parser, object);
    if (is("revoke", 2))
        return setStatus(office, VoucherStatus::Revoked, object);
    if (is("suspend", 2))
        return setStatus(office, VoucherStatus::Suspended, object);
    if (is("resume", 2))
        return setStatus(office, VoucherStatus::Valid, object);
    if (is("invite", 1))
        return invite(office, parser);
    if (is("confirm", 1))
        return confirm(office, parser);
    if (is("suspend-terminal", 2))
        return suspendTerminal(office, object);
    if (is("recover-terminal", 2))
        return recoveryCode(office, object);
    if (is("operators", 2))
        return showOperators(office, object);
    if (is("import", 2))
        return importEntries(office, object);
    if (is("publish", 1))
        return publish(office, parser);
    if (is("change-key", 2))
        return changeKey(office, parser, object, false);
    if (is("revoke-key", 2))
        return changeKey(office, parser, object, true);
    if (is("show", 2))
        return show(office, object);
    if (is("officer", 2) && object == QLatin1String("add"))
        return addOfficer(office, parser);
    if (is("officer", 3) && object == QLatin1String("remove"))
        return removeOfficer(office, parser, words[2]);
    if (is("countersign", 1))
        return listCountersigning(office);
    if (is("countersign", 2))
        return countersign(office, parser, object, &perform);
    if (is("audit", 1))
        return auditOffice(office, parser);
    return std::nullopt;
}

std::optional<ActResult> perform(const Office& office, const QStringList& words)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(QStringList{QString()} + words))
        return std::nullopt;
    return actWith(office, parser);
}

/// An audit that found something is not done.
bool foundSomething(const QList<QJsonObject>& lines)
{
    return std::ranges::any_of(lines, [](const QJsonObject& line) { return line.contains(QStringLiteral("finding")); });
}

} // namespace

int main(int argc, char* argv[])
{
    // Register, keys and papers are the office's alone.
    umask(S_IRWXG | S_IRWXO);
    // Papers need fonts but no screen; xcb would also take --title for its window's.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationVersion(QStringLiteral(VOUCHER_PROGRAM_VERSION));
    QCommandLineParser parser;
    describe(parser);
    parser.process(application);
    const QString folder = parser.value(QStringLiteral("folder"));
    const QString place = parser.value(QStringLiteral("register"));
    const QString officer = parser.value(QStringLiteral("officer"));
    OfficerKeys officers;
    const Office office{folder,
                        place.isEmpty() ? folder + QStringLiteral("/register.sqlite") : place,
                        wallClock(),
                        officer.isEmpty() ? folder + QStringLiteral("/keys") : officer,
                        parser.value(QStringLiteral("second")),
                        {},
                        officers};
    const auto result = office.folder.isEmpty() ? std::nullopt : actWith(office, parser);
    if (!result) {
        std::fprintf(stderr, "%s", qUtf8Printable(parser.helpText()));
        return exitUsage;
    }
    if (!*result) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(result->error()));
        return exitRefused;
    }
    for (const QJsonObject& line : **result)
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    return foundSomething(**result) ? exitRefused : EXIT_SUCCESS;
}
