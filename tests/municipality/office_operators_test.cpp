#include "crypto/entry.h"
#include "crypto/seal.h"
#include "crypto/voucher.h"
#include "sync/municipality/publishing.h"
#include "sync/municipality/register.h"
#include "terminal/vault.h"
#include "tests/municipality/office_program.h"
#include "tests/support/town_office.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// A tablet's notices in the register of a real office, whose key opens what they seal.
class SharedTablet
{
public:
    SharedTablet()
    {
        office.init();
        office.run(QStringLiteral("provider add --id 12 --name Φορέας --service 7:2026-01-01:2199-12-31"));
        m_register = Register::open(office.place).value();
        must(m_register->addTerminal({m_id, ProviderId{12}, m_device.publicKey(), QByteArray(32, 't'), 0, {}, {}}));
    }

    /// One more notice, and what it seals for the office, if anything.
    void tell(NoticeBody notice, const QByteArray& secret = {}, QByteArrayView context = {})
    {
        if (!secret.isNull()) {
            const QByteArray sealed = seal(secret, officeKey().publicKey(), context);
            notice.attachment = sha256(sealed);
            must(m_register->addAttachments({{sha256(sealed), sealed}}));
        }
        const EntryContent content{m_id, ++m_sequence, m_head, baseInstant, OperatorNumber{1}, false, notice};
        const Entry entry = signEntry(content, m_device);
        must(m_register->addEntries(m_id, {{m_sequence, {entry.hash(), entry.message()}}}, baseInstant));
        m_head = entry.hash();
    }

    void added(std::uint32_t number, OperatorRole role, const char* name)
    {
        tell({NoticeKind::OperatorAdded, QByteArray(1, static_cast<char>(role)), OperatorNumber{number}, {}}, name,
             operatorAttachment);
    }

    PrivateKey officeKey() const { return m_keys.read(keyFileName(KeyRole::Office), Algorithm::EcdhEs).value(); }

    QString number() const { return QString::fromLatin1(bytesOf(m_id).toByteArray().toHex()); }

    QString officeKeyFile() const { return office.folder() + QStringLiteral("/keys/office.key"); }

    OfficeProgram office;

private:
    const TerminalId m_id{{1, 2, 3, 4, 5, 6, 7, 8}};
    const PrivateKey m_device = PrivateKey::generate(Algorithm::ES256);
    KeyFolder m_keys{office.folder() + QStringLiteral("/keys")};
    std::unique_ptr<Register> m_register;
    Sequence m_sequence = 0;
    Hash m_head;
};

} // namespace

class OfficeOperatorsTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhoMayRecordOnATabletByName();
    void opensTheLatestRecoveryCodeAsItIsTyped();
    void refusesATerminalWithoutARecoveryCode();
    void showsPeopleWithoutNamesWhereTheOfficeKeyIsAway();
};

void OfficeOperatorsTest::showsWhoMayRecordOnATabletByName()
{
    SharedTablet tablet;
    tablet.tell({NoticeKind::Enrolled, {}, {}, {}});
    tablet.added(2, OperatorRole::Staff, "Ελένη Παπά");
    tablet.added(3, OperatorRole::Manager, "a\u202eb\x1b[31m");
    tablet.tell({NoticeKind::OperatorRemoved, {}, OperatorNumber{2}, {}});
    QCOMPARE(tablet.office.run({QStringLiteral("operators"), tablet.number()}), 0);
    const QList<QJsonObject> people = tablet.office.lines;
    QCOMPARE(people.size(), 3);
    QCOMPARE(people[0][u"operator"].toInt(), 1);
    QVERIFY(people[0][u"manages"].toBool() && !people[0][u"removed"].toBool());
    QCOMPARE(people[1][u"name"].toString(), QStringLiteral("Ελένη Παπά"));
    QVERIFY(!people[1][u"manages"].toBool() && people[1][u"removed"].toBool());
    QVERIFY(people[2][u"manages"].toBool());
    // A name that could change how the line is read is not shown at all.
    QVERIFY(!people[2].contains(u"name"));
    QVERIFY(tablet.office.refused({QStringLiteral("operators"), QStringLiteral("ffffffffffffffff")}));
}

void OfficeOperatorsTest::opensTheLatestRecoveryCodeAsItIsTyped()
{
    SharedTablet tablet;
    const QByteArray earlier("earlier!");
    const QByteArray latest("latest!!");
    tablet.tell({NoticeKind::Enrolled, {}, {}, {}}, earlier, recoveryAttachment);
    tablet.tell({NoticeKind::OperatorUnlocked, {}, OperatorNumber{2}, {}}, latest, recoveryAttachment);
    tablet.added(3, OperatorRole::Staff, "latest!!");
    QCOMPARE(tablet.office.run({QStringLiteral("recover-terminal"), tablet.number()}), 0);
    QCOMPARE(tablet.office.lines.size(), 1);
    QCOMPARE(tablet.office.lines[0][u"code"].toString(), voucherNumber(idFrom<VoucherId>(latest)));
}

void OfficeOperatorsTest::refusesATerminalWithoutARecoveryCode()
{
    SharedTablet tablet;
    tablet.tell({NoticeKind::Enrolled, {}, {}, {}});
    // Sealed as something else, or of another length, it is no code.
    tablet.added(2, OperatorRole::Staff, "eight888");
    tablet.tell({NoticeKind::RecoveryMade, {}, {}, {}}, "short", recoveryAttachment);
    QVERIFY(tablet.office.refused({QStringLiteral("recover-terminal"), tablet.number()}));
    QVERIFY(tablet.office.refused(QStringLiteral("recover-terminal 12")));
}

void OfficeOperatorsTest::showsPeopleWithoutNamesWhereTheOfficeKeyIsAway()
{
    SharedTablet tablet;
    tablet.tell({NoticeKind::Enrolled, {}, {}, {}}, "latest!!", recoveryAttachment);
    tablet.added(2, OperatorRole::Staff, "Ελένη Παπά");
    QVERIFY(QFile::remove(tablet.officeKeyFile()));
    QCOMPARE(tablet.office.run({QStringLiteral("operators"), tablet.number()}), 0);
    QVERIFY(!tablet.office.lines[1].contains(u"name"));
    QVERIFY(tablet.office.refused({QStringLiteral("recover-terminal"), tablet.number()}));
}

QTEST_GUILESS_MAIN(OfficeOperatorsTest)
#include "office_operators_test.moc"
