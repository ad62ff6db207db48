#include "crypto/cbor.h"
#include "crypto/entry.h"
#include "crypto/sign1.h"
#include "sync/export.h"
#include "sync/messages.h"
#include "sync/municipality/register.h"
#include "tests/municipality/office_program.h"
#include "tests/support/town_office.h"

#include <QDir>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// A tablet that the office knows and that has never had a network.
class SavingTablet
{
public:
    SavingTablet()
    {
        office.init();
        office.run(QStringLiteral("provider add --id 12 --name Φορέας --service 7:2026-01-01:2199-12-31"));
        office.run(QStringLiteral("publish"));
        registerOfAll = Register::open(office.place).value();
        must(registerOfAll->addTerminal({id, ProviderId{12}, device.publicKey(), QByteArray(32, 't'), 0, {}, {}}));
    }

    void note(NoteReason reason = NoteReason::NoPaper)
    {
        const EntryContent content{id,    std::ssize(m_entries) + 1,   m_head, baseInstant, OperatorNumber{1},
                                   false, NoteBody{reason, {}, {}, {}}};
        const Entry entry = signEntry(content, device);
        m_entries.push_back(entry.message());
        m_head = entry.hash();
    }

    /// The tablet as it was before any entry: what it records now is another history.
    void forgetAll()
    {
        m_entries.clear();
        m_head = {};
    }

    /// A stick with the entries from `first` on, and anything after them.
    QString stick(Sequence first = 1, const QByteArray& rest = {}) { return stickOf(id, first, rest); }

    /// … that are said to be of this terminal.
    QString stickOf(TerminalId terminal, Sequence first = 1, const QByteArray& rest = {})
    {
        EntriesRequest request;
        request.terminal = terminal;
        request.nonce = QByteArray(8, 'n');
        request.entries.assign(m_entries.begin() + (first - 1), m_entries.end());
        const QByteArray part = sign1(device, Object::Export, encode(request));
        return written(CborWriter().array(1).bytes(part).take() + rest);
    }

    QString written(const QByteArray& bytes)
    {
        const QString name = m_folder.filePath(QStringLiteral("a.entries"));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the stick is full");
        return name;
    }

    int import(const QString& file) { return office.run({QStringLiteral("import"), file}); }

    bool refused(const QString& file) { return office.refused(QStringList{QStringLiteral("import"), file}); }

    std::size_t stored() { return registerOfAll->entries(id).value().size(); }

    const TerminalId id{{1, 2, 3, 4, 5, 6, 7, 8}};
    const PrivateKey device = PrivateKey::generate(Algorithm::ES256);
    OfficeProgram office;
    std::unique_ptr<Register> registerOfAll;

private:
    QTemporaryDir m_folder;
    std::vector<QByteArray> m_entries;
    Hash m_head;
};

} // namespace

class OfficeImportTest : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatTheTabletSigned();
    void refusesWhatIsNoFileOfItsTablets();
    void saysWhichEntriesAreMissing();
    void saysThatATabletGaveWhatIsNotItsOwn();
    void suspendsATabletThatWasCopied();
    void saysWhereTheAnswerCouldNotBeWritten();
    void doesNothingWithoutTheKeysThatOpenVouchers();
};

void OfficeImportTest::takesWhatTheTabletSigned()
{
    SavingTablet tablet;
    tablet.note();
    tablet.note();
    QCOMPARE(tablet.import(tablet.stick()), 0);
    QCOMPARE(tablet.office.lines.size(), 1);
    QCOMPARE(tablet.office.lines[0][u"terminal"].toString(), QStringLiteral("0102030405060708"));
    QCOMPARE(tablet.office.lines[0][u"new"].toInt(), 2);
    QCOMPARE(tablet.office.lines[0][u"upTo"].toInt(), 2);
    QFile answer(tablet.office.lines[0][u"answer"].toString());
    QVERIFY(answer.fileName().endsWith(u"/a.epitagi") && answer.open(QIODevice::ReadOnly));
    QCOMPARE(receiptsIn(answer.readAll())->size(), 1);
    tablet.note();
    QCOMPARE(tablet.import(tablet.stick()), 0);
    QCOMPARE(tablet.office.lines[0][u"new"].toInt(), 1);
    QCOMPARE(tablet.stored(), 3u);
    tablet.office.run(QStringLiteral("show acts"));
    QCOMPARE(tablet.office.lines.last()[u"kind"].toString(), QStringLiteral("entries-imported"));
}

void OfficeImportTest::refusesWhatIsNoFileOfItsTablets()
{
    SavingTablet tablet;
    tablet.note();
    QVERIFY(tablet.refused(QStringLiteral("/nowhere/a.entries")));
    QVERIFY(tablet.refused(tablet.written("no such file")));
    QVERIFY(tablet.refused(tablet.written({})));
    QVERIFY(tablet.refused(tablet.stick(1, QByteArray(1, '\0'))));
    const QByteArray part = sign1(PrivateKey::generate(Algorithm::ES256), Object::Export, "request");
    QVERIFY(tablet.refused(tablet.written(CborWriter().array(1).bytes(part).take())));
    const QByteArray entry = sign1(tablet.device, Object::Entry, "request");
    QVERIFY(tablet.refused(tablet.written(CborWriter().array(1).bytes(entry).take())));
    QCOMPARE(tablet.stored(), 0u);
}

void OfficeImportTest::saysWhichEntriesAreMissing()
{
    SavingTablet tablet;
    for (int entry = 0; entry < 3; ++entry)
        tablet.note();
    QCOMPARE(tablet.import(tablet.stick(3)), 1);
    QCOMPARE(tablet.office.lines.last()[u"finding"].toString(), QStringLiteral("entries-missing"));
    QCOMPARE(tablet.office.lines.last()[u"from"].toInt(), 1);
    QCOMPARE(tablet.stored(), 0u);
    QCOMPARE(tablet.import(tablet.stick()), 0);
    QCOMPARE(tablet.stored(), 3u);
}

void OfficeImportTest::saysThatATabletGaveWhatIsNotItsOwn()
{
    SavingTablet tablet;
    tablet.note();
    const TerminalId other{{8, 8, 8, 8, 8, 8, 8, 8}};
    must(tablet.registerOfAll->addTerminal(
        {other, ProviderId{12}, PrivateKey::generate(Algorithm::ES256).publicKey(), QByteArray(32, 'u'), 0, {}, {}}));
    QCOMPARE(tablet.import(tablet.stickOf(other)), 1);
    QCOMPARE(tablet.office.lines.last()[u"finding"].toString(), QStringLiteral("not-its-own"));
    QVERIFY(!tablet.office.lines.first().contains(u"answer"));
    QVERIFY(tablet.registerOfAll->entries(other).value().empty());
}

void OfficeImportTest::suspendsATabletThatWasCopied()
{
    SavingTablet tablet;
    tablet.note();
    QCOMPARE(tablet.import(tablet.stick()), 0);
    tablet.forgetAll();
    tablet.note(NoteReason::Unreadable);
    QCOMPARE(tablet.import(tablet.stick()), 1);
    QCOMPARE(tablet.office.lines.last()[u"finding"].toString(), QStringLiteral("copied"));
    QVERIFY(tablet.registerOfAll->terminal(tablet.id).value()->suspended);
    QCOMPARE(tablet.registerOfAll->keptAside(tablet.id, 1, 1).value().size(), 1u);
}

void OfficeImportTest::saysWhereTheAnswerCouldNotBeWritten()
{
    SavingTablet tablet;
    tablet.note();
    const QString stick = tablet.stick();
    QVERIFY(QDir().mkpath(QFileInfo(stick).path() + QStringLiteral("/a.epitagi/in the way")));
    QCOMPARE(tablet.import(stick), 1);
    QCOMPARE(tablet.office.lines.last()[u"finding"].toString(), QStringLiteral("answer-not-written"));
    QCOMPARE(tablet.stored(), 1u);
}

void OfficeImportTest::doesNothingWithoutTheKeysThatOpenVouchers()
{
    SavingTablet tablet;
    tablet.note();
    QVERIFY(QFile::remove(tablet.office.folder() + QStringLiteral("/keys/intake.key")));
    QVERIFY(tablet.refused(tablet.stick()));
    QCOMPARE(tablet.stored(), 0u);
    tablet.office.run(QStringLiteral("show acts"));
    QVERIFY(tablet.office.lines.last()[u"kind"].toString() != u"entries-imported");
}

QTEST_GUILESS_MAIN(OfficeImportTest)
#include "office_import_test.moc"
