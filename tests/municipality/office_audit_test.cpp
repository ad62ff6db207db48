#include "tests/municipality/signed_office.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

class OfficeAuditTest : public QObject
{
    Q_OBJECT

private slots:
    void everyActStandsInTheLog();
    void tellsWhatSomebodyWroteIntoTheRegister();
    void ofTwoOfficersTheOtherOneCarriesOut();
    void bothSignAtOnce();
    void aKeyChangesWhenBothHaveSigned();
    void whatRevokesTakesEffectAtOnce();
    void carriesOutNothingButTheSignedWords();
    void withoutItsOfficersKeyAnOfficeDoesNothing();
    void aRegisterFromBeforeBeginsItsLogOnce();
};

void OfficeAuditTest::everyActStandsInTheLog()
{
    SignedOffice office;
    QVERIFY(office.isWhole());
    QCOMPARE(office.run(office.issuing()), 0);
    const QString number = office.lines[0][u"number"].toString();
    const QStringList paper{QStringLiteral("--pdf"), office.pdf()};
    const QList<QStringList> acts{
        QStringList{QStringLiteral("reprint"), number} + paper,
        {QStringLiteral("suspend"), number},
        {QStringLiteral("resume"), number},
        QStringList{QStringLiteral("replace"), number} + paper,
        QStringList{QStringLiteral("invite"), QStringLiteral("--provider"), QStringLiteral("12")} + paper,
        {QStringLiteral("publish")},
        {QStringLiteral("publish"), QStringLiteral("--trust-list")},
        {QStringLiteral("change-key"), QStringLiteral("bulletin")},
        {QStringLiteral("revoke-key"), QStringLiteral("root-spare")}};
    for (const QStringList& words : acts) {
        QCOMPARE(office.run(words), 0);
        QVERIFY(office.isWhole());
    }
    QCOMPARE(office.run(QStringLiteral("show acts")), 0);
    QStringList kinds;
    for (const QJsonObject& line : office.lines) {
        kinds += line[u"kind"].toString();
        QCOMPARE(line[u"officer"].toString(), QStringLiteral("Υπάλληλος 1"));
    }
    QCOMPARE(kinds.join(u' '),
             QStringLiteral("opened adopted provider-put issued reprinted suspended resumed replaced invited "
                            "bulletin-published trust-list-published key-changed key-revoked"));
    QCOMPARE(office.run(QStringLiteral("countersign")), 0);
    QCOMPARE(office.lines.size(), 4);
    QCOMPARE(office.lines[0][u"what"].toArray(), QJsonArray{number});
    // Not on the same day, if nobody else is there.
    QVERIFY(office.refused(office.countersigning(4)));
    QCOMPARE(office.run(QStringLiteral("audit now")), 2);
}

void OfficeAuditTest::tellsWhatSomebodyWroteIntoTheRegister()
{
    SignedOffice office;
    QCOMPARE(office.run(office.issuing()), 0);
    const QString number = office.lines[0][u"number"].toString();
    QVERIFY(office.isWhole());
    const QString head = office.lines[0][u"head"].toString();
    QCOMPARE(office.run({QStringLiteral("audit"), QStringLiteral("--known"), head}), 0);
    QVERIFY(office.refused(QStringLiteral("audit --known 4:xyz")));
    office.tamper("UPDATE voucher SET quantity = 1000");
    QCOMPARE(office.run(QStringLiteral("audit")), 1);
    QCOMPARE(office.lines.size(), 3);
    QCOMPARE(office.lines[0][u"finding"].toString(), QStringLiteral("WithoutAct"));
    QCOMPARE(office.lines[0][u"what"].toString(), number);
    QCOMPARE(office.lines[1][u"finding"].toString(), QStringLiteral("Gone"));
    QCOMPARE(office.lines[1][u"act"].toInt(), 4);
    QVERIFY(!office.lines[2][u"whole"].toBool());
    office.tamper("UPDATE voucher SET quantity = 10");
    QVERIFY(office.isWhole());
    office.tamper("DELETE FROM act WHERE number = 3");
    QCOMPARE(office.run(QStringLiteral("audit")), 1);
    QCOMPARE(office.lines[0][u"finding"].toString(), QStringLiteral("Gap"));
}

void OfficeAuditTest::ofTwoOfficersTheOtherOneCarriesOut()
{
    SignedOffice office;
    QCOMPARE(office.addVaso(), 0);
    QVERIFY(office.refused(QStringList{QStringLiteral("officer"), QStringLiteral("add"), QStringLiteral("--name"),
                                       QStringLiteral("Γιάννα"), QStringLiteral("--keys"), office.stick()} +
                           office.withVaso()));
    QCOMPARE(office.run(office.issuing()), 0);
    const int proposal = office.proposed();
    QVERIFY(proposal > 0 && !QFileInfo::exists(office.pdf()));
    QCOMPARE(office.vouchers(), 0);
    QCOMPARE(office.run(QStringLiteral("countersign")), 0);
    const QJsonObject waiting = office.lines.last();
    QCOMPARE(waiting[u"act"].toInt(), proposal);
    QVERIFY(!waiting[u"done"].toBool() && waiting[u"words"].toArray().contains(QStringLiteral("--quantity=10")));
    QVERIFY(office.refused(office.countersigning(proposal)));
    QVERIFY(office.refused(office.countersigning(99)));
    QCOMPARE(office.vouchers(), 0);
    QCOMPARE(office.run(office.countersigning(proposal) + office.asVaso()), 0);
    QCOMPARE(office.lines[0][u"quantity"].toInt(), 10);
    QVERIFY(QFileInfo::exists(office.pdf()));
    QCOMPARE(office.vouchers(), 1);
    QVERIFY(office.refused(office.countersigning(proposal) + office.asVaso()));
    QVERIFY(office.isWhole());
}

void OfficeAuditTest::bothSignAtOnce()
{
    SignedOffice office;
    QCOMPARE(office.addVaso(), 0);
    QVERIFY(office.refused(office.issuing() +
                           QStringList{QStringLiteral("--second"), office.folder() + QStringLiteral("/keys")}));
    QVERIFY(!QFileInfo::exists(office.pdf()));
    QVERIFY(office.refused(office.issuing() +
                           QStringList{QStringLiteral("--second"), office.folder() + QStringLiteral("/none")}));
    QCOMPARE(office.run(office.issuing() + office.withVaso()), 0);
    QCOMPARE(office.vouchers(), 1);
    QCOMPARE(office.run(QStringList{QStringLiteral("officer"), QStringLiteral("remove"), QStringLiteral("1")} +
                        office.withVaso()),
             0);
    QVERIFY(office.refused(QStringLiteral("publish")));
    QCOMPARE(office.run(QStringList{QStringLiteral("publish")} + office.asVaso()), 0);
    QVERIFY(office.refused(QStringList{QStringLiteral("officer"), QStringLiteral("remove"), QStringLiteral("2")} +
                           office.asVaso()));
    QVERIFY(office.isWhole());
    QCOMPARE(office.run(QStringLiteral("show officers")), 0);
    QVERIFY(office.lines[0][u"removed"].toBool() && !office.lines[1][u"removed"].toBool());
}

void OfficeAuditTest::aKeyChangesWhenBothHaveSigned()
{
    SignedOffice office;
    QCOMPARE(office.addVaso(), 0);
    const auto keyFiles = [&office] { return QDir(office.folder() + QStringLiteral("/keys")).entryList(QDir::Files); };
    const QStringList before = keyFiles();
    for (const char* words : {"change-key issuer", "change-key root-active", "publish --trust-list"}) {
        const QStringList act = QString::fromLatin1(words).split(u' ');
        QVERIFY(
            office.refused(act + QStringList{QStringLiteral("--second"), office.folder() + QStringLiteral("/keys")}));
        QCOMPARE(office.run(act), 0);
        const int proposal = office.proposed();
        QVERIFY(proposal > 0);
        QVERIFY(office.refused(office.countersigning(proposal)));
        QVERIFY(office.refused(office.countersigning(proposal) +
                               QStringList{QStringLiteral("--officer"), office.folder()}));
        QCOMPARE(office.run(office.countersigning(proposal) + office.asVaso()), 0);
        QVERIFY(office.lines[0][u"trustList"].toInt() > 1);
    }
    QCOMPARE(keyFiles().size(), before.size() + 2);
    QVERIFY(office.isWhole());
}

void OfficeAuditTest::whatRevokesTakesEffectAtOnce()
{
    SignedOffice office;
    QCOMPARE(office.run(office.issuing()), 0);
    const QString number = office.lines[0][u"number"].toString();
    QCOMPARE(office.addVaso(), 0);
    QCOMPARE(office.run({QStringLiteral("revoke"), number}), 0);
    QCOMPARE(office.run(QStringLiteral("show vouchers")), 0);
    QCOMPARE(office.lines[0][u"status"].toString(), QStringLiteral("revoked"));
    QCOMPARE(office.run(QStringLiteral("revoke-key issuer")), 0);
    QVERIFY(office.lines[0].contains(QStringLiteral("revoked")));
    QCOMPARE(office.run(QStringLiteral("countersign")), 0);
    QVERIFY(office.lines.last()[u"done"].toBool());
    const int last = office.lines.last()[u"act"].toInt();
    QVERIFY(office.refused(office.countersigning(last)));
    QCOMPARE(office.run(office.countersigning(last) + office.asVaso()), 0);
    QVERIFY(office.isWhole());
}

void OfficeAuditTest::carriesOutNothingButTheSignedWords()
{
    SignedOffice office;
    QCOMPARE(office.addVaso(), 0);
    QCOMPARE(office.run(office.issuing()), 0);
    const int proposal = office.proposed();
    if (OfficeProgram::inCluster())
        office.tamper(
            "UPDATE proposal SET words = convert_to(replace(convert_from(words, 'UTF8'), '=10\"', '=99\"'), 'UTF8')");
    else
        office.tamper("UPDATE proposal SET words = CAST(replace(CAST(words AS TEXT), '=10\"', '=99\"') AS BLOB)");
    QCOMPARE(office.run(QStringLiteral("countersign")), 0);
    QVERIFY(office.lines.last()[u"words"].toArray().contains(QStringLiteral("--quantity=99")));
    QVERIFY(office.refused(office.countersigning(proposal) + office.asVaso()));
    QCOMPARE(office.vouchers(), 0);
    QCOMPARE(office.run(QStringLiteral("audit")), 1);
}

void OfficeAuditTest::withoutItsOfficersKeyAnOfficeDoesNothing()
{
    SignedOffice office;
    const QString key = office.folder() + QStringLiteral("/keys/officer.key");
    QVERIFY(QFile::rename(key, office.pdf()));
    QVERIFY(office.refused(office.issuing()));
    QVERIFY(office.refused(QStringLiteral("publish")));
    QVERIFY(office.refused(QStringLiteral("provider add --id 13 --name Φορέας")));
    QCOMPARE(office.vouchers(), 0);
    QCOMPARE(office.run(QStringLiteral("show providers")), 0);
    QCOMPARE(office.lines.size(), 1);
    QCOMPARE(office.run(QStringLiteral("audit")), 0);
    QVERIFY(!office.lines[0][u"ownKey"].toBool());
    QVERIFY(QFile::rename(office.pdf(), key));
    QVERIFY(office.isWhole() && office.lines[0][u"ownKey"].toBool());
}

void OfficeAuditTest::aRegisterFromBeforeBeginsItsLogOnce()
{
    SignedOffice office;
    QCOMPARE(office.run(office.issuing()), 0);
    const QString begin = QStringLiteral("officer add --name Άννα");
    office.tamper("DELETE FROM act");
    office.tamper("DELETE FROM setting WHERE name = 'first-officer'");
    QVERIFY(office.refused(QStringLiteral("publish")));
    QCOMPARE(office.run(QStringLiteral("audit")), 1);
    QCOMPARE(office.lines[0][u"finding"].toString(), QStringLiteral("NoLog"));
    // A key without a log: there was one. Without a key it is a register from before.
    QVERIFY(office.refused(begin));
    QVERIFY(QFile::remove(office.folder() + QStringLiteral("/keys/officer.key")));
    QCOMPARE(office.run(begin), 0);
    QVERIFY(office.isWhole());
    QCOMPARE(office.lines[0][u"made"].toInt(), 3);
    QCOMPARE(office.run(QStringLiteral("publish")), 0);
    QVERIFY(office.refused(begin));
    QVERIFY(office.isWhole());
}

QTEST_GUILESS_MAIN(OfficeAuditTest)
#include "office_audit_test.moc"
