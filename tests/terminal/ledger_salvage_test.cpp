#include "ledger_fixture.h"

#include "terminal/put_aside.h"
#include "terminal/salvage.h"
#include "tests/support/file_content.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <random>

using namespace voucher;
using namespace voucher::test;

namespace {

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
}

using Messages = std::vector<QByteArray>;

/// What is found in a file that is put aside.
Messages salvaged(const QString& path, const std::optional<PublicKey>& key = {})
{
    Messages messages;
    for (const Entry& entry : salvage(putAside(path), key).entries) {
        messages.push_back(entry.message());
    }
    return messages;
}

/// A ledger of some entries, half of them only in the log, and its files' bytes as a crash would leave them.
struct Left
{
    explicit Left(int entries)
    {
        [&] { QVERIFY(f.enrol()); }();
        for (int number = 1; number <= entries; ++number) {
            messages.push_back(f.append(f.redemption(static_cast<std::uint8_t>(number))).message());
            if (number == entries / 2) {
                f.reopen();
            }
        }
        database = contentOf(f.path());
        log = contentOf(f.path() + QStringLiteral("-wal"));
        f.ledger.reset();
    }

    LedgerFixture f;
    Messages messages;
    QByteArray database;
    QByteArray log;
};

} // namespace

class LedgerSalvageTest : public QObject
{
    Q_OBJECT
private slots:
    void findsEveryEntryOfAGoodFile();
    void putsFileAndLogAsideEachTime();
    void findsEntriesWhereSqliteFindsNothing();
    void findsEntriesInTheLogAlone();
    void takesOnlyTheGivenKeysEntries();
    void prefersTheEntryThatItsSuccessorNames();
    void keepsBothWhereNothingSaysWhich();
    void findsAnEntryWhereverItLiesInALargeFile();
    void findsALongEntryWhole();
    void takesAnEntrySignedTwiceOnce();
    void survivesAnyFlippedByte();
    void survivesLostPagesAndCutFiles();
    void leavesRoomForANewLedger();
};

void LedgerSalvageTest::findsEveryEntryOfAGoodFile()
{
    const Left left(12);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, left.database);
    write(path + QStringLiteral("-wal"), left.log);
    QCOMPARE(salvaged(path), left.messages);
    QVERIFY(salvaged(path).empty());
    QVERIFY(salvaged(folder.filePath(QStringLiteral("none"))).empty());
}

void LedgerSalvageTest::putsFileAndLogAsideEachTime()
{
    const Left left(4);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    for (int number = 1; number <= 2; ++number) {
        write(path, left.database);
        write(path + QStringLiteral("-wal"), left.log);
        write(path + QStringLiteral("-shm"), "index");
        salvaged(path);
        QVERIFY(!QFile::exists(path) && !QFile::exists(path + QStringLiteral("-wal")));
        QVERIFY(!QFile::exists(path + QStringLiteral("-shm")));
        const QString aside = path + QStringLiteral(".damaged-%1").arg(number);
        QCOMPARE(contentOf(aside), left.database);
        QCOMPARE(contentOf(aside + QStringLiteral("-wal")), left.log);
    }
}

void LedgerSalvageTest::findsEntriesWhereSqliteFindsNothing()
{
    Left left(12);
    left.database.replace(0, 4096, QByteArray(4096, '\0'));
    left.log.replace(0, 32, QByteArray(32, '\0'));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, left.database);
    write(path + QStringLiteral("-wal"), left.log);
    QCOMPARE(salvaged(path), left.messages);
}

void LedgerSalvageTest::findsEntriesInTheLogAlone()
{
    const Left left(12);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, QByteArray(10000, 'x'));
    write(path + QStringLiteral("-wal"), left.log);
    const Messages found = salvaged(path, left.f.device.publicKey());
    QVERIFY(found.size() >= 6);
    QCOMPARE(found.back(), left.messages.back());
}

void LedgerSalvageTest::takesOnlyTheGivenKeysEntries()
{
    const Left left(3);
    const LedgerFixture stranger;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    const QByteArray foreign =
        stranger.device.publicKey().spki() + stranger.sign({left.f.terminal, 9, {}}, left.f.redemption(1)).message();
    write(path, left.database + foreign);
    write(path + QStringLiteral("-wal"), left.log);
    QCOMPARE(salvaged(path), left.messages);
    write(path, left.database + foreign);
    QCOMPARE(salvaged(path, stranger.device.publicKey()).size(), 1u);
    write(path, left.messages[0] + left.messages[1].left(80));
    QVERIFY(salvaged(path).empty());
    write(path, left.messages[0] + left.messages[1].left(80));
    QCOMPARE(salvaged(path, left.f.device.publicKey()), Messages({left.messages[0]}));
}

void LedgerSalvageTest::prefersTheEntryThatItsSuccessorNames()
{
    const LedgerFixture f;
    const Entry never = f.sign({f.terminal, 1, {}}, f.redemption(1));
    const Entry first = f.sign({f.terminal, 1, {}}, f.redemption(2));
    const Entry second = f.sign({f.terminal, 2, first.hash()}, f.redemption(3));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, never.message() + first.message() + second.message());
    QCOMPARE(salvaged(path, f.device.publicKey()), Messages({first.message(), second.message()}));
}

void LedgerSalvageTest::keepsBothWhereNothingSaysWhich()
{
    const LedgerFixture f;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, f.sign({f.terminal, 7, {}}, f.redemption(1)).message() +
                    f.sign({f.terminal, 7, {}}, f.redemption(2)).message());
    QCOMPARE(salvaged(path, f.device.publicKey()).size(), 2u);
}

void LedgerSalvageTest::findsAnEntryWhereverItLiesInALargeFile()
{
    constexpr qsizetype piece = 256 * 1024;
    const LedgerFixture f;
    const QByteArray message = f.sign({f.terminal, 1, {}}, f.redemption(1)).message();
    for (const qsizetype boundary : {piece, 2 * piece}) {
        for (const qsizetype before : {message.size(), message.size() - 1, qsizetype(1), qsizetype(0)}) {
            const QTemporaryDir folder;
            const QString path = folder.filePath(QStringLiteral("ledger"));
            QByteArray content(3 * piece, 'x');
            content.replace(boundary - before, message.size(), message);
            write(path, content);
            QCOMPARE(salvaged(path, f.device.publicKey()), Messages({message}));
        }
    }
}

void LedgerSalvageTest::findsALongEntryWhole()
{
    const LedgerFixture f;
    ConfirmationBody body{.entries = {}, .evidence = {}, .absenceReason = 1};
    for (Sequence sequence = 1; sequence <= 100; ++sequence) {
        body.entries.push_back(sequence * 1000);
    }
    const QByteArray message = f.sign({f.terminal, 900'001, {}}, body).message();
    QVERIFY(message.size() > 256 + 17 + 66);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, "x" + message);
    QCOMPARE(salvaged(path, f.device.publicKey()), Messages({message}));
    write(path, message.chopped(1));
    QVERIFY(salvaged(path, f.device.publicKey()).empty());
}

void LedgerSalvageTest::takesAnEntrySignedTwiceOnce()
{
    const LedgerFixture f;
    const QByteArray once = f.sign({f.terminal, 1, {}}, f.redemption(1)).message();
    const QByteArray again = f.sign({f.terminal, 1, {}}, f.redemption(1)).message();
    QVERIFY(once != again);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    write(path, once + again);
    QCOMPARE(salvaged(path, f.device.publicKey()).size(), 1u);
}

void LedgerSalvageTest::survivesAnyFlippedByte()
{
    const Left left(8);
    std::mt19937 random(500);
    for (int flip = 0; flip < 500; ++flip) {
        QByteArray database = left.database;
        QByteArray log = left.log;
        QByteArray& hit = flip % 2 == 0 ? database : log;
        const qsizetype at = qsizetype(random() % std::size_t(hit.size()));
        hit[at] = char(hit[at] ^ char(random() % 255 + 1));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ledger"));
        write(path, database);
        write(path + QStringLiteral("-wal"), log);
        const Messages found = salvaged(path, left.f.device.publicKey());
        for (const QByteArray& message : found) {
            QVERIFY(std::find(left.messages.begin(), left.messages.end(), message) != left.messages.end());
        }
        // One byte can spoil one entry, and only where it stands once.
        QVERIFY(found.size() + 1 >= left.messages.size());
    }
}

void LedgerSalvageTest::survivesLostPagesAndCutFiles()
{
    const Left left(30);
    std::mt19937 random(7);
    for (int time = 0; time < 60; ++time) {
        QByteArray database = left.database;
        QByteArray log = left.log;
        for (int page = 0; page < 4; ++page) {
            QByteArray& hit = page % 2 == 0 ? database : log;
            const qsizetype at = qsizetype(random() % std::size_t(hit.size())) / 512 * 512;
            hit.replace(at, 2048, QByteArray(2048, page == 0 ? '\0' : char(random())));
        }
        database.truncate(time % 3 == 0 ? qsizetype(random() % std::size_t(database.size())) : database.size());
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ledger"));
        write(path, database);
        write(path + QStringLiteral("-wal"), log);
        for (const QByteArray& message : salvaged(path)) {
            QVERIFY(std::find(left.messages.begin(), left.messages.end(), message) != left.messages.end());
        }
    }
}

void LedgerSalvageTest::leavesRoomForANewLedger()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    f.ledger.reset();
    write(f.path(), QByteArray(9000, 'x'));
    QCOMPARE(Ledger::open(f.path()).error(), DatabaseError::Corrupt);
    salvaged(f.path());
    f.reopen();
    QVERIFY(f.ledger && !f.ledger->enrolment());
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
}

QTEST_GUILESS_MAIN(LedgerSalvageTest)
#include "ledger_salvage_test.moc"
