#include "faulty_disk.h"
#include "ledger_fixture.h"
#include "terminal/ledger_file.h"

#include <QProcess>
#include <QTest>

#include <csignal>

using namespace voucher;
using namespace voucher::test;

namespace {

tl::expected<std::optional<Entry>, DatabaseError> tryAppend(LedgerFixture& f, std::uint8_t number)
{
    const QByteArray sealed(3000, static_cast<char>(number));
    return f.ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        return Ledger::Appended{f.sign(next, f.redemption(number)), {{sha256(sealed), sealed}}};
    });
}

} // namespace

class LedgerPowerTest : public QObject
{
    Q_OBJECT
private slots:
    void isSyncedWhenAppendReturns();
    void recordsNothingOnAFullDiskAndWorksAgainAfterwards();
    void storesNoHalfDocumentOnAFullDisk();
    void keepsWhatWasRecordedWhereverTheDiskFails_data();
    void keepsWhatWasRecordedWhereverTheDiskFails();
    void keepsWhatWasRecordedWhenKilled();
};

void LedgerPowerTest::isSyncedWhenAppendReturns()
{
    FaultyDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    for (std::uint8_t number = 1; number < 5; ++number) {
        const int before = disk.syncs();
        QVERIFY(tryAppend(f, number));
        QVERIFY(disk.syncs() > before);
        QVERIFY(!disk.hasUnsynced());
    }
    f.ledger.reset();
}

void LedgerPowerTest::recordsNothingOnAFullDiskAndWorksAgainAfterwards()
{
    FaultyDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    std::uint8_t number = 1;
    QVERIFY(tryAppend(f, number));
    int failures = 0;
    for (int writes = 0;; ++writes) {
        const Head before = f.ledger->head();
        disk.failAfter(writes, SQLITE_FULL);
        const auto answer = tryAppend(f, ++number);
        disk.heal();
        if (answer) {
            QVERIFY(!disk.hasFailed());
            break;
        }
        ++failures;
        QCOMPARE(answer.error(), DatabaseError::Full);
        QCOMPARE(f.ledger->head().sequence, before.sequence);
        QVERIFY(f.ledger->head().hash == before.hash);
        QVERIFY(!f.ledger->line(before.sequence + 1));
        QCOMPARE(f.ledger->ownRecords(f.voucher(number), QDate(2026, 11, 22)).redeemedAboveAccount, 0);
        QVERIFY(tryAppend(f, number));
        QCOMPARE(f.ledger->head().sequence, before.sequence + 1);
    }
    QVERIFY(failures > 3);
    const Sequence last = f.ledger->head().sequence;
    f.ledger.reset();
    const auto file = readLedgerFile(f.path());
    QVERIFY(checkChain(*file).whole());
    QCOMPARE(file->rows.size(), std::size_t(last));
}

void LedgerPowerTest::storesNoHalfDocumentOnAFullDisk()
{
    FaultyDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    for (int writes = 0;; ++writes) {
        const std::int64_t version = f.ledger->bulletin()->content().version;
        const Bulletin next = f.town.bulletin([&](BulletinContent& content) { content.version = version + 1; });
        disk.failAfter(writes, SQLITE_FULL);
        const auto stored = f.ledger->store(next, f.reading());
        disk.heal();
        if (stored) {
            break;
        }
        QCOMPARE(stored.error(), DatabaseError::Full);
        QCOMPARE(f.ledger->bulletin()->content().version, version);
        f.reopen();
        QCOMPARE(f.ledger->bulletin()->content().version, version);
    }
    QCOMPARE(f.ledger->bulletin()->content().version, 2);
    f.ledger.reset();
}

void LedgerPowerTest::keepsWhatWasRecordedWhereverTheDiskFails_data()
{
    QTest::addColumn<int>("code");
    QTest::addRow("write") << SQLITE_IOERR_WRITE;
    QTest::addRow("sync") << SQLITE_IOERR_FSYNC;
    QTest::addRow("other") << SQLITE_IOERR;
}

void LedgerPowerTest::keepsWhatWasRecordedWhereverTheDiskFails()
{
    QFETCH(const int, code);
    FaultyDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    std::vector<QByteArray> recorded;
    std::uint8_t number = 0;
    for (int operations = 0; operations < 40; ++operations) {
        const Head before = f.ledger->head();
        disk.failAfter(operations % 20, code);
        const auto answer = tryAppend(f, ++number);
        disk.heal();
        if (answer) {
            recorded.push_back((*answer)->message());
        } else {
            QCOMPARE(answer.error(), DatabaseError::Io);
        }
        if (operations % 2 == 0) {
            f.reopen();
        }
        // The next call works again, on top of whatever has reached the disk.
        const auto next = tryAppend(f, ++number);
        QVERIFY(next);
        if (!answer && (*next)->content().sequence == before.sequence + 2) {
            recorded.push_back(QByteArray());
        }
        recorded.push_back((*next)->message());
    }
    f.ledger.reset();
    const auto file = readLedgerFile(f.path());
    QVERIFY(checkChain(*file).whole());
    QCOMPARE(file->rows.size(), recorded.size());
    for (std::size_t at = 0; at < recorded.size(); ++at) {
        QVERIFY(recorded[at].isEmpty() || recorded[at] == file->rows[at].bytes);
    }
}

void LedgerPowerTest::keepsWhatWasRecordedWhenKilled()
{
    for (const int entries : {1, 7, 40}) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ledger"));
        QProcess process;
        process.start(QStringLiteral(LEDGER_APPENDER), {path});
        QByteArray told;
        while (told.count('\n') < entries) {
            QVERIFY(process.waitForReadyRead());
            told += process.readAllStandardOutput();
        }
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
        told += process.readAllStandardOutput();
        auto ledger = Ledger::open(path);
        QVERIFY(ledger);
        QList<QByteArray> lines = told.split('\n');
        lines.removeLast();
        QVERIFY((*ledger)->head().sequence >= lines.size());
        ledger->reset();
        const auto file = readLedgerFile(path);
        QVERIFY(checkChain(*file).whole());
        for (qsizetype at = 0; at < lines.size(); ++at) {
            QCOMPARE(file->rows[std::size_t(at)].bytes.toHex(), lines[at]);
        }
    }
}

QTEST_GUILESS_MAIN(LedgerPowerTest)
#include "ledger_power_test.moc"
