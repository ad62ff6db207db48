#include "tests/municipality/signed_office.h"

#include <QFileInfo>
#include <QTest>

#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

using namespace voucher;
using namespace voucher::test;

namespace {

const QByteArray passphrase = "τέσσερις μικρές λέξεις εδώ";
const QByteArray vasos = "four other small words";

bool hasTerminals()
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    return terminal >= 0 && close(terminal) == 0;
}

/// The real program on a terminal of its own.
class Typing
{
public:
    /// Types the next answer to each question, once what is typed is not shown any more.
    Typing(const QStringList& words, QByteArrayList answers)
    {
        QByteArrayList said{VOUCHER_OFFICE};
        for (const QString& word : words)
            said += word.toUtf8();
        std::vector<char*> arguments;
        for (QByteArray& word : said)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int terminal = -1;
        const pid_t program = forkpty(&terminal, nullptr, nullptr, nullptr);
        if (program < 0)
            return;
        if (program == 0) {
            execv(arguments[0], arguments.data());
            _exit(127);
        }
        char letter = 0;
        while (read(terminal, &letter, 1) == 1) {
            shown += letter;
            if (!shown.endsWith(": ") || answers.isEmpty())
                continue;
            if (!QTest::qWaitFor([terminal] { return hides(terminal); }, 20000))
                break;
            const QByteArray line = answers.takeFirst() + '\n';
            asked += write(terminal, line.constData(), static_cast<std::size_t>(line.size())) == line.size();
        }
        close(terminal);
        int status = 0;
        waitpid(program, &status, 0);
        exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    QByteArray shown;
    int asked = 0;
    int exitCode = -1;

private:
    static bool hides(int terminal)
    {
        termios now{};
        return tcgetattr(terminal, &now) == 0 && (now.c_lflag & ECHO) == 0;
    }
};

} // namespace

/// An officer's key may lie under a passphrase.
class OfficePassphraseTest : public QObject
{
    Q_OBJECT

private slots:
    void aKeyUnderAPassphraseSignsOnlyWithIt();
    void eachOfTwoKeysIsOpenedByItsOwnLine();
    void noKeyIsMadeUnderAWeakPassphrase();
    void aTerminalDoesNotShowThePassphrase();
};

void OfficePassphraseTest::aKeyUnderAPassphraseSignsOnlyWithIt()
{
    SignedOffice office;
    const QStringList acting{QStringLiteral("provider"),  QStringLiteral("add"),
                             QStringLiteral("--id"),      QStringLiteral("13"),
                             QStringLiteral("--name"),    QStringLiteral("Φορέας"),
                             QStringLiteral("--service"), QStringLiteral("7:2026-01-01:2199-12-31")};
    office.input = vasos + '\n';
    QCOMPARE(
        office.run({QStringLiteral("officer"), QStringLiteral("add"), QStringLiteral("--name"), QStringLiteral("Βάσω"),
                    QStringLiteral("--keys"), office.stick(), QStringLiteral("--passphrase")}),
        0);
    QCOMPARE(office.run(acting + office.asVaso()), 0);

    office.input = "four other small word\n";
    QVERIFY(office.refused(acting + office.asVaso()));
    QVERIFY(office.said.contains(QStringLiteral("φράση πρόσβασης")) && !office.said.contains(QStringLiteral("small")));
    office.input = {};
    QVERIFY(office.refused(acting + office.asVaso()));
    QVERIFY(office.said.contains(QStringLiteral("φράση πρόσβασης")));
    QVERIFY(office.refused(QStringList{QStringLiteral("audit")} + office.asVaso()));

    // What looks signs nothing and asks nothing; the first officer's file is as it always was.
    QCOMPARE(office.run(QStringList{QStringLiteral("show"), QStringLiteral("acts")} + office.asVaso()), 0);
    QCOMPARE(office.run(acting), 0);
    QVERIFY(office.isWhole());
}

void OfficePassphraseTest::eachOfTwoKeysIsOpenedByItsOwnLine()
{
    OfficeProgram office;
    const QString stick = office.folder() + QStringLiteral("/vaso");
    const QStringList acting{QStringLiteral("publish"), QStringLiteral("--trust-list"), QStringLiteral("--second"),
                             stick};
    office.input = passphrase + '\n';
    QCOMPARE(office.run({QStringLiteral("init"), QStringLiteral("--url"), QStringLiteral("https://127.0.0.1:8443"),
                         QStringLiteral("--title"), QStringLiteral("Στηρίζω"), QStringLiteral("--help-line"),
                         QStringLiteral("210 5577000"), QStringLiteral("--service"), QStringLiteral("7:4000"),
                         QStringLiteral("--passphrase")}),
             0);
    // Who signs comes first, then the key that is made.
    office.input = passphrase + '\n' + vasos + '\n';
    QCOMPARE(office.run({QStringLiteral("officer"), QStringLiteral("add"), QStringLiteral("--name"),
                         QStringLiteral("Βάσω"), QStringLiteral("--keys"), stick, QStringLiteral("--passphrase")}),
             0);
    QCOMPARE(office.run(acting), 0);
    QVERIFY(office.lines[0].contains(QStringLiteral("trustList")));
    office.input = vasos + '\n' + passphrase + '\n';
    QVERIFY(office.refused(acting));
}

void OfficePassphraseTest::noKeyIsMadeUnderAWeakPassphrase()
{
    SignedOffice office;
    const QStringList adding{QStringLiteral("officer"),     QStringLiteral("add"),    QStringLiteral("--name"),
                             QStringLiteral("Βάσω"),        QStringLiteral("--keys"), office.stick(),
                             QStringLiteral("--passphrase")};
    // Characters count, not bytes; and none is no passphrase.
    for (const char* weak : {"ένδεκα γρά\n", "\n", ""}) {
        office.input = weak;
        QVERIFY(office.refused(adding));
        QVERIFY(!QFileInfo::exists(office.stick()));
    }
    office.input = QByteArray(2000, 'x') + '\n';
    QVERIFY(office.refused(adding));
    QVERIFY(office.isWhole());
}

void OfficePassphraseTest::aTerminalDoesNotShowThePassphrase()
{
    SignedOffice office;
    const QStringList words{QStringLiteral("--folder"), office.folder()};
    const QStringList adding =
        words + QStringList{QStringLiteral("officer"),     QStringLiteral("add"),    QStringLiteral("--name"),
                            QStringLiteral("Βάσω"),        QStringLiteral("--keys"), office.stick(),
                            QStringLiteral("--passphrase")};
    if (!hasTerminals())
        QSKIP("This machine has no pseudo-terminals (/dev/pts is not mounted).");
    const Typing differing(adding, {vasos, vasos + 'x'});
    QCOMPARE(differing.exitCode, 1);
    QVERIFY(!QFileInfo::exists(office.stick()));
    const Typing made(adding, {vasos, vasos});
    QCOMPARE(made.exitCode, 0);
    QCOMPARE(made.asked, 2);
    const Typing signing(words + QStringList{QStringLiteral("publish")} + office.asVaso(), {vasos});
    QCOMPARE(signing.exitCode, 0);
    QCOMPARE(signing.asked, 1);
    for (const Typing* one : {&differing, &made, &signing})
        QVERIFY(!one->shown.contains(vasos));
}

QTEST_GUILESS_MAIN(OfficePassphraseTest)
#include "office_passphrase_test.moc"
