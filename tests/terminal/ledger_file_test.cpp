#include "ledger_fixture.h"
#include "terminal/ledger_file.h"
#include "tests/support/closed_ledger.h"
#include "tests/support/file_content.h"

#include <QFile>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// Five good entries of one terminal, as a file would give them.
struct Chain
{
    Chain()
    {
        for (std::uint8_t number = 1; number <= 5; ++number) {
            const Entry entry = f.sign({f.terminal, number, head}, f.redemption(number));
            head = entry.hash();
            file.rows.push_back({number, entry.message()});
        }
        file.head = head;
        file.deviceKey = f.device.publicKey();
    }

    std::vector<std::optional<EntryFault>> faults() const
    {
        std::vector<std::optional<EntryFault>> faults;
        for (const EntryFinding& finding : checkChain(file).findings) {
            faults.push_back(finding.fault);
        }
        return faults;
    }

    LedgerFixture f;
    Hash head;
    LedgerFile file;
};

using Faults = std::vector<std::optional<EntryFault>>;
constexpr std::nullopt_t good = std::nullopt;

} // namespace

class LedgerFileTest : public QObject
{
    Q_OBJECT
private slots:
    void findsAWholeChainWhole();
    void findsAChangedSignature();
    void findsWhatIsNoEntry();
    void findsAnotherKeysEntry();
    void findsAnotherTerminalsEntry();
    void findsAGap();
    void findsABrokenLink();
    void findsAnEndThatWasCutOff();
    void verifiesNothingWithoutAKey();
    void readsAFileInUseWithoutChangingIt();
    void refusesWhatIsNoLedger();
    void refusesTablesThatAreNotOurs();
    void readsAroundADamagedPage();
    void readsAFileOfAnEarlierVersion();
};

void LedgerFileTest::findsAWholeChainWhole()
{
    const Chain chain;
    const ChainReport report = checkChain(chain.file);
    QVERIFY(report.whole());
    QVERIFY(report.head == chain.head);
    QCOMPARE(report.findings.size(), 5u);
    QCOMPARE(report.findings[2].content->sequence, 3);
    QVERIFY(checkChain({}).whole());
}

void LedgerFileTest::findsAChangedSignature()
{
    Chain chain;
    QByteArray& bytes = chain.file.rows[2].bytes;
    bytes[bytes.size() - 1] = char(bytes.back() ^ 1);
    QVERIFY(chain.faults() == Faults({good, good, EntryFault::BadSignature, good, good}));
    QVERIFY(!checkChain(chain.file).findings[2].content);
    QVERIFY(!checkChain(chain.file).whole());
}

void LedgerFileTest::findsWhatIsNoEntry()
{
    Chain chain;
    chain.file.rows[2].bytes = QByteArrayLiteral("nothing");
    QVERIFY(chain.faults() == Faults({good, good, EntryFault::Malformed, EntryFault::BrokenLink, good}));
}

void LedgerFileTest::findsAnotherKeysEntry()
{
    Chain chain;
    const LedgerFixture stranger;
    chain.file.rows[4].bytes = stranger.sign({chain.f.terminal, 5, {}}, chain.f.redemption(5)).message();
    QVERIFY(chain.faults() == Faults({good, good, good, good, EntryFault::UnknownKey}));
}

void LedgerFileTest::findsAnotherTerminalsEntry()
{
    Chain chain;
    const Hash before = Chain().head;
    chain.file.rows[4].bytes = chain.f.sign({{}, 5, before}, chain.f.redemption(5)).message();
    QVERIFY(chain.faults() == Faults({good, good, good, good, EntryFault::Malformed}));
    chain.file.rows[4].bytes = chain.file.rows[3].bytes;
    QVERIFY(chain.faults() == Faults({good, good, good, good, EntryFault::Malformed}));
}

void LedgerFileTest::findsAGap()
{
    Chain chain;
    chain.file.rows.erase(chain.file.rows.begin() + 1);
    QVERIFY(chain.faults() == Faults({good, EntryFault::Gap, good, good}));
    chain.file.rows.erase(chain.file.rows.begin());
    QVERIFY(chain.faults() == Faults({EntryFault::Gap, good, good}));
}

void LedgerFileTest::findsABrokenLink()
{
    Chain chain;
    chain.file.rows[2].bytes = chain.f.sign({chain.f.terminal, 3, {}}, chain.f.redemption(3)).message();
    QVERIFY(chain.faults() == Faults({good, good, EntryFault::BrokenLink, EntryFault::BrokenLink, good}));
}

void LedgerFileTest::findsAnEndThatWasCutOff()
{
    Chain chain;
    chain.file.rows.pop_back();
    const ChainReport report = checkChain(chain.file);
    QCOMPARE(report.faults, 0u);
    QVERIFY(!report.endMatches && !report.whole());
    chain.file.rows.clear();
    QVERIFY(!checkChain(chain.file).whole());
}

void LedgerFileTest::verifiesNothingWithoutAKey()
{
    Chain chain;
    chain.file.deviceKey.reset();
    QVERIFY(chain.faults() == Faults(5, EntryFault::UnknownKey));
}

void LedgerFileTest::readsAFileInUseWithoutChangingIt()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    for (std::uint8_t number = 1; number <= 30; ++number) {
        f.append(f.redemption(number));
    }
    const QByteArray before = contentOf(f.path());
    const QByteArray logBefore = contentOf(f.path() + QStringLiteral("-wal"));
    QVERIFY(!logBefore.isEmpty());
    const auto file = readLedgerFile(f.path());
    QVERIFY(file && !file->damaged);
    QCOMPARE(file->rows.size(), 30u);
    QVERIFY(file->deviceKey == f.device.publicKey());
    QVERIFY(checkChain(*file).whole());
    QVERIFY(contentOf(f.path()) == before);
    QVERIFY(contentOf(f.path() + QStringLiteral("-wal")) == logBefore);
    f.append(f.redemption(31));
    f.ledger.reset();
    QCOMPARE(readLedgerFile(f.path())->rows.size(), 31u);
}

void LedgerFileTest::refusesWhatIsNoLedger()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    QCOMPARE(readLedgerFile(path).error(), DatabaseError::CannotOpen);
    for (const QByteArray& content : {QByteArray(), QByteArray(5000, 'x'), QByteArrayLiteral("SQLite format 3\0")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        QCOMPARE(readLedgerFile(path).error(), DatabaseError::Corrupt);
    }
    LedgerFixture f;
    f.ledger.reset();
    QVERIFY(Database::open(DatabaseKind::TabletFile, f.path()).value()->run(QStringLiteral("PRAGMA user_version=99")));
    QCOMPARE(readLedgerFile(f.path()).error(), DatabaseError::TooNew);
}

void LedgerFileTest::refusesTablesThatAreNotOurs()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    {
        const auto database = Database::open(DatabaseKind::TabletFile, path).value();
        QVERIFY(database->run(QStringLiteral("CREATE TABLE setting(name TEXT NOT NULL PRIMARY KEY, value BLOB) "
                                             "WITHOUT ROWID")));
        QVERIFY(database->run(QStringLiteral("CREATE VIEW entry AS WITH RECURSIVE n(seq) AS (SELECT 1 UNION ALL SELECT "
                                             "seq + 1 FROM n) SELECT seq, x'00' AS bytes FROM n")));
    }
    QCOMPARE(readLedgerFile(path).error(), DatabaseError::Corrupt);
}

void LedgerFileTest::readsAroundADamagedPage()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    QByteArray middle;
    for (std::uint8_t number = 1; number <= 60; ++number) {
        const Entry entry = f.append(f.redemption(number));
        middle = number == 30 ? entry.message() : middle;
    }
    f.ledger.reset();
    QByteArray content = contentOf(f.path());
    const qsizetype page = content.indexOf(middle) / 4096 * 4096;
    content.replace(page, 4096, QByteArray(4096, '\xff'));
    QFile file(f.path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    const auto read = readLedgerFile(f.path());
    QVERIFY(read && read->damaged);
    QVERIFY(read->rows.size() > 30 && read->rows.size() < 60);
    QCOMPARE(read->rows.front().sequence, 1);
    QCOMPARE(read->rows.back().sequence, 60);
    const ChainReport report = checkChain(*read);
    QCOMPARE(report.faults, 1u);
    QVERIFY(!report.whole());
}

void LedgerFileTest::readsAFileOfAnEarlierVersion()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const QByteArray sealed = QByteArrayLiteral("sealed");
    const Entry entry = f.append(f.redemption(1), {{sha256(sealed), sealed}});
    f.ledger.reset();
    const QString earlier = f.path() + QStringLiteral("-earlier");
    copyWithoutChecksums(f.path(), earlier);

    const auto file = readLedgerFile(earlier);
    QVERIFY(file && !file->damaged);
    QCOMPARE(file->rows.back().bytes, entry.message());
    QCOMPARE(file->sealed, std::vector{sealed});
}

QTEST_GUILESS_MAIN(LedgerFileTest)
#include "ledger_file_test.moc"
