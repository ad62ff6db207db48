#include "crypto/cbor.h"
#include "inspect_run.h"
#include "ledger_fixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

InspectRun inspectLedger(const QString& path)
{
    return inspect({QStringLiteral("ledger"), path});
}

QString at(const QJsonObject& line, const char* name)
{
    return line.value(QLatin1StringView(name)).toVariant().toString();
}

} // namespace

class InspectLedgerTest : public QObject
{
    Q_OBJECT
private slots:
    void tellsEachEntryOfALedgerInUse();
    void tellsEveryKindOfEntry();
    void tellsWhichTerminalsItTookThePlaceOf();
    void tellsHowFarAClockWasSet();
    void tellsNoFullIdOfTheTerminal();
    void findsAnEntryThatWasChanged();
    void findsAnEndThatWasCutOff();
    void rejectsWhatIsNoLedger();
    void saysWhatWrongUseIs();
};

void InspectLedgerTest::tellsEachEntryOfALedgerInUse()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1, Condition::ClosedDay));
    f.append(VoidBody{1});
    const InspectRun run = inspectLedger(f.path());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.lines.size(), 3);
    const QJsonObject& first = run.lines[0];
    QCOMPARE(at(first, "ok"), QStringLiteral("true"));
    QCOMPARE(at(first, "sequence"), QStringLiteral("1"));
    QCOMPARE(at(first, "kind"), QStringLiteral("redemption"));
    QCOMPARE(at(first, "at"), QStringLiteral("2026-11-22T10:01:00.000Z"));
    QCOMPARE(at(first, "voucher"), voucherNumber(f.voucher(1)));
    QCOMPARE(at(first, "amount"), QStringLiteral("1"));
    QCOMPARE(at(first, "unit"), QStringLiteral("visits"));
    QCOMPARE(first.value(QStringLiteral("conditions")).toArray().first().toString(), QStringLiteral("ClosedDay"));
    QCOMPARE(at(run.lines[1], "kind"), QStringLiteral("void"));
    QCOMPARE(at(run.lines[1], "of"), QStringLiteral("1"));
    const QJsonObject& summary = run.lines[2];
    QCOMPARE(at(summary, "summary"), QStringLiteral("true"));
    QCOMPARE(at(summary, "ok"), QStringLiteral("true"));
    QCOMPARE(at(summary, "entries"), QStringLiteral("2"));
    QCOMPARE(at(summary, "head"), QString::fromLatin1(bytesOf(f.ledger->head().hash).toByteArray().toHex()));
}

void InspectLedgerTest::tellsEveryKindOfEntry()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    RedemptionBody euro = f.redemption(1);
    euro.kind = AmountKind::Cents;
    euro.amount = 1250;
    euro.closedDayReason = 2;
    f.append(euro);
    f.append(DepartureBody{1});
    for (const AttendanceState state : {AttendanceState::Present, AttendanceState::Absent, AttendanceState::Excused,
                                        AttendanceState::Closed, AttendanceState::ForceMajeure}) {
        f.append(AttendanceBody{f.voucher(1), state});
    }
    f.append(ConfirmationBody{{1, 2}, {}, 3});
    for (const NoteReason reason :
         {NoteReason::NoPaper, NoteReason::Refused, NoteReason::Unreadable, NoteReason::TypedNumber}) {
        f.append(NoteBody{reason, f.voucher(2), Refusal::Expired, {}});
    }
    f.append(RefusalBody{Refusal::Revoked, f.voucher(3)});
    for (const NoticeKind notice :
         {NoticeKind::Enrolled, NoticeKind::OperatorAdded, NoticeKind::ClockSet, NoticeKind::ClockFloorLowered,
          NoticeKind::Salvaged, NoticeKind::OperatorRemoved, NoticeKind::OperatorUnlocked, NoticeKind::RecoveryMade}) {
        f.append(NoticeBody{notice, {}});
    }
    const InspectRun run = inspectLedger(f.path());
    QCOMPARE(run.exitCode, 0);
    QStringList told;
    for (const QJsonObject& line : run.lines) {
        told.append(at(line, "kind") + u' ' + at(line, "unit") + at(line, "state") + at(line, "reason") +
                    at(line, "refusal") + at(line, "notice") + at(line, "absenceReason"));
    }
    const QStringList expected{
        QStringLiteral("redemption cents"),
        QStringLiteral("departure "),
        QStringLiteral("attendance present"),
        QStringLiteral("attendance absent"),
        QStringLiteral("attendance excused"),
        QStringLiteral("attendance closed"),
        QStringLiteral("attendance force majeure"),
        QStringLiteral("confirmation 3"),
        QStringLiteral("note no paperExpired"),
        QStringLiteral("note refusedExpired"),
        QStringLiteral("note unreadableExpired"),
        QStringLiteral("note typed numberExpired"),
        QStringLiteral("refusal Revoked"),
        QStringLiteral("notice enrolled"),
        QStringLiteral("notice operator added"),
        QStringLiteral("notice clock set"),
        QStringLiteral("notice clock floor lowered"),
        QStringLiteral("notice salvaged"),
        QStringLiteral("notice operator removed"),
        QStringLiteral("notice operator unlocked"),
        QStringLiteral("notice recovery made"),
        QStringLiteral(" "),
    };
    QCOMPARE(told, expected);
}

void InspectLedgerTest::tellsWhichTerminalsItTookThePlaceOf()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(NoticeBody{NoticeKind::Salvaged, encode({{TerminalId{{0xAB, 0xCD}}, 40, {}}}), {}, {}});
    const QJsonArray before = inspectLedger(f.path()).lines.front()[QStringLiteral("before")].toArray();
    QCOMPARE(before.size(), 1);
    QCOMPARE(before[0][QStringLiteral("terminal")].toString(), QStringLiteral("abcd"));
    QCOMPARE(before[0][QStringLiteral("upTo")].toInt(), 40);
}

void InspectLedgerTest::tellsHowFarAClockWasSet()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(NoticeBody{NoticeKind::ClockSet, CborWriter().array(2).integer(0).integer(86'400'000).take(), {}, {}});
    const QJsonObject line = inspectLedger(f.path()).lines.front();
    QCOMPARE(at(line, "wall"), QStringLiteral("1970-01-01T00:00:00.000Z"));
    QCOMPARE(at(line, "least"), QStringLiteral("1970-01-02T00:00:00.000Z"));
}

void InspectLedgerTest::tellsNoFullIdOfTheTerminal()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(NoticeBody{NoticeKind::Salvaged, encode({{f.terminal, 40, {}}}), {}, {}});
    f.append(f.redemption(1));
    for (const QJsonObject& line : inspectLedger(f.path()).lines) {
        QVERIFY(!QJsonDocument(line).toJson().contains(bytesOf(f.terminal).toByteArray().toHex()));
        QVERIFY(!QJsonDocument(line).toJson().contains(bytesOf(f.voucher(1)).toByteArray().toHex()));
    }
}

void InspectLedgerTest::findsAnEntryThatWasChanged()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    f.append(f.redemption(2));
    f.append(f.redemption(3));
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("DROP TRIGGER entry_never_changes")));
        QVERIFY(database->run(QStringLiteral("UPDATE entry SET bytes=CAST(substr(bytes, 1, length(bytes) - 1) || x'00' "
                                             "AS BLOB) WHERE seq=2")));
    }
    const InspectRun run = inspectLedger(f.path());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.lines.size(), 4);
    QCOMPARE(at(run.lines[0], "ok"), QStringLiteral("true"));
    QCOMPARE(at(run.lines[1], "code"), QStringLiteral("BadSignature"));
    QVERIFY(!run.lines[1].contains(QStringLiteral("voucher")));
    QCOMPARE(at(run.lines[2], "ok"), QStringLiteral("true"));
    QCOMPARE(at(run.lines[3], "code"), QStringLiteral("Faults"));
    QCOMPARE(at(run.lines[3], "faults"), QStringLiteral("1"));
}

void InspectLedgerTest::findsAnEndThatWasCutOff()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    f.append(f.redemption(2));
    f.ledger.reset();
    {
        const auto database = Database::open(DatabaseKind::TabletFile, f.path()).value();
        QVERIFY(database->run(QStringLiteral("DROP TRIGGER entry_never_leaves")));
        QVERIFY(database->run(QStringLiteral("DELETE FROM entry WHERE seq=2")));
    }
    const InspectRun run = inspectLedger(f.path());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.lines.size(), 2);
    QCOMPARE(at(run.lines[1], "code"), QStringLiteral("CutOff"));
}

void InspectLedgerTest::rejectsWhatIsNoLedger()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5000, 'x')) == 5000);
    file.close();
    const InspectRun run = inspectLedger(path);
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.lines.size(), 1);
    QCOMPARE(at(run.lines[0], "code"), QStringLiteral("NotALedger"));
}

void InspectLedgerTest::saysWhatWrongUseIs()
{
    const InspectRun missing = inspectLedger(QStringLiteral("/nowhere/ledger"));
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.lines.isEmpty() && !missing.complaint.isEmpty());
    QVERIFY(inspect({QStringLiteral("ledger")}).complaint.startsWith("usage:"));
    QCOMPARE(inspect({QStringLiteral("ledger"), QStringLiteral("a"), QStringLiteral("b")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(InspectLedgerTest)
#include "inspect_ledger_test.moc"
