#include "crypto/invitation.h"
#include "crypto/signs/sign.h"
#include "sync/messages.h"
#include "sync/municipality/intake.h"
#include "tests/municipality/office_program.h"
#include "tests/support/town_office.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

const QString addProvider = QStringLiteral("provider add --id 12 --name Φορέας --service 7:2026-01-01:2199-12-31");

} // namespace

class OfficeTest : public QObject
{
    Q_OBJECT

private slots:
    void startsOnceAndKeepsItsKeysToItself();
    void refusesBadInputInOneGreekSentence();
    void showsItsUsageForWordsItDoesNotKnow();
    void livesThroughAVouchersLife();
    void confirmsATerminalByItsSixWordsOnly();
    void showsWhoTookWhosePlaceAndWhatIsKeptAside();
    void saysThatARegisterIsDamaged();
};

void OfficeTest::startsOnceAndKeepsItsKeysToItself()
{
    OfficeProgram office;
    QCOMPARE(office.init(), 0);
    QVERIFY(office.refused(QStringList{QStringLiteral("init"), QStringLiteral("--url"), QStringLiteral("https://h:1"),
                                       QStringLiteral("--title"), QStringLiteral("Τ"), QStringLiteral("--help-line"),
                                       QStringLiteral("1"), QStringLiteral("--service"), QStringLiteral("7:1")}));
    const auto keys = QDir(office.folder() + QStringLiteral("/keys")).entryInfoList(QDir::Files);
    QCOMPARE(keys.size(), 10);
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    for (const QFileInfo& key : keys)
        QVERIFY(!(key.permissions() & others));
    if (!OfficeProgram::inCluster())
        QVERIFY(!(QFileInfo(office.place).permissions() & others));
}

void OfficeTest::refusesBadInputInOneGreekSentence()
{
    OfficeProgram office;
    QVERIFY(office.refused(QStringLiteral("show vouchers")));
    QVERIFY(!QFileInfo::exists(office.folder()));
    QVERIFY(office.refused(QStringLiteral("init --url http://h --title Τ --help-line 1 --service 7:1")));
    QVERIFY(office.refused(QStringLiteral("init --url https://h:1 --title Τ --help-line 1 --service 7:x")));
    QVERIFY(
        office.refused(QStringLiteral("init --url https://h:1 --title Τ --help-line 1 --service 7:1 --service 7:2")));
    QVERIFY(office.refused({QStringLiteral("init"), QStringLiteral("--url"), QStringLiteral("https://h:1"),
                            QStringLiteral("--title"), QStringLiteral("Τ"), QStringLiteral("--help-line"),
                            QStringLiteral("21\u202e0"), QStringLiteral("--service"), QStringLiteral("7:1")}));
    QCOMPARE(office.init(), 0);
    QVERIFY(office.refused(QStringLiteral("provider add --id x --name Φ")));
    QVERIFY(office.refused(QStringLiteral("provider add --id 12 --name Φ --service 7:2027-01-01:2026-01-01")));
    QVERIFY(office.refused(QStringLiteral("reprint 0000-0000-0000-00 --pdf ") + office.pdf()));
    QVERIFY(office.refused(QStringLiteral("invite --provider 99 --pdf ") + office.pdf()));
    QVERIFY(office.refused(QStringLiteral("confirm --words ψάρι")));
    QVERIFY(office.refused(QStringLiteral("suspend-terminal xyz")));
    QVERIFY(office.refused(QStringLiteral("suspend-terminal 0102030405060708")));
    QCOMPARE(office.run(addProvider), 0);
    QVERIFY(office.refused(office.issuing(QStringLiteral("2001-01-01"))));
    QVERIFY(office.refused(office.issuing(QStringLiteral("tomorrow"))));
    QStringList zero = office.issuing();
    zero.replace(zero.indexOf(QStringLiteral("10")), QStringLiteral("0"));
    QVERIFY(office.refused(zero));
    QCOMPARE(office.run(QStringLiteral("show vouchers")), 0);
    QVERIFY(office.lines.isEmpty());
}

void OfficeTest::showsItsUsageForWordsItDoesNotKnow()
{
    OfficeProgram office;
    QCOMPARE(office.run(QStringLiteral("dance")), 2);
    QCOMPARE(office.run(QStringLiteral("reprint")), 2);
}

void OfficeTest::livesThroughAVouchersLife()
{
    OfficeProgram office;
    QCOMPARE(office.init(), 0);
    QCOMPARE(office.run(addProvider), 0);
    QCOMPARE(office.run(office.issuing()), 0);
    const QString number = office.lines.at(0)[QStringLiteral("number")].toString();
    QVERIFY(QFileInfo(office.pdf()).size() > 1000);
    const auto with = [&](const char* verb) { return QStringList{QLatin1StringView(verb), number}; };
    const QStringList paper{QStringLiteral("--pdf"), office.pdf()};
    QCOMPARE(office.run(with("reprint") + paper), 0);
    QCOMPARE(office.lines.at(0)[QStringLiteral("number")].toString(), number);
    QCOMPARE(office.run(with("suspend")), 0);
    QCOMPARE(office.run(with("resume")), 0);
    QCOMPARE(office.run(with("replace") + paper), 0);
    const QString next = office.lines.at(0)[QStringLiteral("number")].toString();
    QVERIFY(next != number);
    QVERIFY(office.refused(with("replace") + paper));
    QVERIFY(office.refused(with("resume")));
    QCOMPARE(office.run({QStringLiteral("revoke"), next}), 0);
    QVERIFY(office.refused({QStringLiteral("replace"), next, QStringLiteral("--pdf"), office.pdf()}));
    QCOMPARE(office.run(QStringLiteral("publish --trust-list")), 0);
    QCOMPARE(office.lines.at(0)[QStringLiteral("bulletin")].toInt(), 2);
    QCOMPARE(office.lines.at(0)[QStringLiteral("trustList")].toInt(), 2);
    for (const char* what : {"vouchers", "terminals", "entries", "providers", "invitations"})
        QCOMPARE(office.run({QStringLiteral("show"), QLatin1StringView(what)}), 0);
    QCOMPARE(office.run(QStringLiteral("show vouchers")), 0);
    QCOMPARE(office.lines.size(), 2);
}

void OfficeTest::confirmsATerminalByItsSixWordsOnly()
{
    OfficeProgram office;
    QCOMPARE(office.init(), 0);
    QCOMPARE(office.run(addProvider), 0);
    QCOMPARE(office.run(QStringLiteral("invite --provider 12 --pdf ") + office.pdf()), 0);
    const PrivateKey device = PrivateKey::generate(Algorithm::ES256);
    std::array<int, 6> words{};
    {
        const auto registerOfAll = Register::open(office.place).value();
        RegisteredInvitation invitation = registerOfAll->invitations().value().at(0);
        invitation.state = InvitationState::Contacted;
        invitation.terminalKey = device.publicKey().spki();
        invitation.firstContact = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        QVERIFY(registerOfAll->updateInvitation(invitation));
        words = comparisonWords(invitation.message, device.publicKey());
    }
    QStringList greek;
    for (const int word : words)
        greek += QString::fromUtf8(pictogram(word).greek);
    QStringList wrong = greek;
    wrong[5] = QString::fromUtf8(pictogram((words[5] + 1) % pictogramCount).greek);
    QVERIFY(office.refused({QStringLiteral("confirm"), QStringLiteral("--words"), wrong.join(u' ')}));
    QCOMPARE(office.run({QStringLiteral("confirm"), QStringLiteral("--words"), greek.join(QStringLiteral(", "))}), 0);
    const QString terminal = office.lines.at(0)[QStringLiteral("terminal")].toString();
    QVERIFY(office.refused({QStringLiteral("confirm"), QStringLiteral("--words"), greek.join(u' ')}));
    QCOMPARE(office.run({QStringLiteral("suspend-terminal"), terminal}), 0);
    QCOMPARE(office.run(QStringLiteral("show terminals")), 0);
    QCOMPARE(office.lines.size(), 1);
}

void OfficeTest::showsWhoTookWhosePlaceAndWhatIsKeptAside()
{
    OfficeProgram office;
    QCOMPARE(office.init(), 0);
    QCOMPARE(office.run(addProvider), 0);
    const TerminalId oldId{{1, 1, 1, 1, 1, 1, 1, 1}};
    const TerminalId heirId{{2, 2, 2, 2, 2, 2, 2, 2}};
    const PrivateKey oldKey = PrivateKey::generate(Algorithm::ES256);
    const PrivateKey heirKey = PrivateKey::generate(Algorithm::ES256);
    {
        const auto registerOfAll = Register::open(office.place).value();
        const RegisteredTerminal old{oldId, ProviderId{12}, oldKey.publicKey(), QByteArray(32, 't'), 2, {}, {}, {}};
        must(registerOfAll->addTerminal(old));
        must(registerOfAll->addTerminal(
            {heirId, ProviderId{12}, heirKey.publicKey(), QByteArray(32, 'u'), 0, {}, {}, {}}));
        // The third is kept aside; the second was, and has found its place since.
        for (Sequence sequence = 1; sequence <= 3; ++sequence) {
            const Entry entry =
                signEntry({oldId, sequence, {}, Instant{}, OperatorNumber{1}, false, NoteBody{}}, oldKey);
            if (sequence <= 2)
                must(registerOfAll->addEntries(oldId, {{sequence, {entry.hash(), entry.message()}}}, Instant{}));
            if (sequence >= 2)
                QVERIFY(registerOfAll->addFork(oldId, sequence, entry.hash(), entry.message(), Instant{}).value());
        }
        must(registerOfAll->addNews(old, {{0, 3, VerdictKind::Review, VerdictReason::Gap}}, {}));
        must(registerOfAll->addPredecessors(heirId, {{oldId, 3, {}}}, Instant{}));
    }
    QCOMPARE(office.run(QStringLiteral("show terminals")), 0);
    QCOMPARE(office.lines.size(), 2);
    QCOMPARE(office.lines[0][u"placeTakenBy"].toArray(), QJsonArray({QStringLiteral("0202020202020202")}));
    QVERIFY(!office.lines[0].contains(u"tookPlaceOf"));
    QCOMPARE(office.lines[1][u"tookPlaceOf"].toArray(), QJsonArray({QStringLiteral("0101010101010101")}));
    QVERIFY(!office.lines[1].contains(u"placeTakenBy"));
    QCOMPARE(office.run(QStringLiteral("show entries")), 0);
    QCOMPARE(office.lines.size(), 3);
    QVERIFY(!office.lines[1].contains(u"keptAside"));
    QCOMPARE(office.lines[2][u"sequence"].toInt(), 3);
    QCOMPARE(office.lines[2][u"verdict"].toString(), QStringLiteral("review"));
    QCOMPARE(office.lines[2][u"reason"].toInt(), int(VerdictReason::Gap));
    QVERIFY(office.lines[2][u"keptAside"].toBool());
}

void OfficeTest::saysThatARegisterIsDamaged()
{
    if (OfficeProgram::inCluster())
        QSKIP("a cluster looks after its own files");
    OfficeProgram office;
    QCOMPARE(office.init(), 0);
    QFile file(office.place);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(4096, 'x'));
    file.close();
    QVERIFY(office.refused(QStringLiteral("show vouchers")));
    QVERIFY(office.said.contains(QStringLiteral("βλάβη")));
}

QTEST_GUILESS_MAIN(OfficeTest)
#include "office_test.moc"
