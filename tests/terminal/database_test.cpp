#include "terminal/database.h"
#include "terminal/migration.h"
#include "tests/support/file_content.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace voucher;
using voucher::test::contentOf;

namespace {

const QString table = QStringLiteral("CREATE TABLE thing(id INTEGER PRIMARY KEY, bytes BLOB, word TEXT)");
const QString insert = QStringLiteral("INSERT INTO thing(id, bytes, word) VALUES (?, ?, ?)");
const QString readAll = QStringLiteral("SELECT id, bytes, word FROM thing ORDER BY id");

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void keepsEmptyBytesAsBytes();
    void keepsWhatWasCommittedAcrossReopening();
    void rollsBackWhatWasNotCommitted();
    void setsWhatMakesACommitDurable();
    void aCommitFindsItsRoomInTheLog();
    void readsAgainAfterAFailedStatement();
    void refusesASecondConnectionToATabletFile();
    void letsSeveralConnectionsShareARegister();
    void namesAConstraint();
    void namesAFullDisk();
    void namesADamagedFile();
    void namesAFileThatIsNone();
    void namesAPlaceThatCannotBeOpened();
    void insertsManyRows();
    void migratesStepByStepAndKeepsACopy();
    void refusesANewerFile();
    void rollsBackAMigrationThatFails();
    void closesATabletFileToOthers();

private:
    std::unique_ptr<Database> opened(DatabaseKind kind = DatabaseKind::TabletFile);

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void DatabaseTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("file"));
}

std::unique_ptr<Database> DatabaseTest::opened(DatabaseKind kind)
{
    auto database = Database::open(kind, m_path);
    return database ? std::move(*database) : nullptr;
}

void DatabaseTest::keepsEmptyBytesAsBytes()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    QVERIFY(database->run(insert, {1, QByteArray(), QString()}));
    QVERIFY(database->run(insert, {2, std::monostate{}, std::monostate{}}));
    QVERIFY(database->run(insert, {std::int64_t{1} << 62, QByteArray("\0x", 2), QStringLiteral("Άλφα")}));
    const Rows rows = *database->run(readAll);
    QCOMPARE(rows.size(), 3u);
    QVERIFY(std::holds_alternative<QByteArray>(rows[0][1]) && bytesValueOf(rows[0][1]).isEmpty());
    QVERIFY(std::holds_alternative<QString>(rows[0][2]) && textOf(rows[0][2]).isEmpty());
    QVERIFY(isNull(rows[1][1]) && isNull(rows[1][2]) && !isNull(rows[1][0]));
    QCOMPARE(integerOf(rows[2][0]), std::int64_t{1} << 62);
    QCOMPARE(bytesValueOf(rows[2][1]), QByteArray("\0x", 2));
    QCOMPARE(textOf(rows[2][2]), QStringLiteral("Άλφα"));
}

void DatabaseTest::keepsWhatWasCommittedAcrossReopening()
{
    auto database = opened();
    QVERIFY(database->run(table));
    {
        auto transaction = Transaction::begin(*database);
        QVERIFY(transaction);
        QVERIFY(database->run(insert, {1, QByteArray("a"), std::monostate{}}));
        QVERIFY(transaction->commit());
    }
    database.reset();
    QCOMPARE(opened()->run(readAll)->size(), 1u);
}

void DatabaseTest::rollsBackWhatWasNotCommitted()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    {
        auto transaction = Transaction::begin(*database);
        QVERIFY(database->run(insert, {1, QByteArray("a"), std::monostate{}}));
        QCOMPARE(database->run(readAll)->size(), 1u);
    }
    QCOMPARE(database->run(readAll)->size(), 0u);
}

void DatabaseTest::setsWhatMakesACommitDurable()
{
    const auto pragma = [](Database& database, QLatin1StringView name) {
        const Value value = (*database.run(QStringLiteral("PRAGMA ") + name)).front().front();
        return std::holds_alternative<QString>(value) ? textOf(value) : QString::number(integerOf(value));
    };
    const auto tablet = opened();
    QCOMPARE(pragma(*tablet, QLatin1StringView("journal_mode")), QStringLiteral("wal"));
    QCOMPARE(pragma(*tablet, QLatin1StringView("locking_mode")), QStringLiteral("exclusive"));
    QCOMPARE(pragma(*tablet, QLatin1StringView("synchronous")), QStringLiteral("2"));
    QCOMPARE(pragma(*tablet, QLatin1StringView("secure_delete")), QStringLiteral("1"));
    QCOMPARE(pragma(*tablet, QLatin1StringView("foreign_keys")), QStringLiteral("1"));
    QCOMPARE(pragma(*tablet, QLatin1StringView("trusted_schema")), QStringLiteral("0"));
    m_path += QStringLiteral("-register");
    const auto shared = opened(DatabaseKind::RegisterFile);
    QCOMPARE(pragma(*shared, QLatin1StringView("journal_mode")), QStringLiteral("truncate"));
    QCOMPARE(pragma(*shared, QLatin1StringView("synchronous")), QStringLiteral("2"));
}

/// A longer file is waited for: by its directory, and by whoever stands before the screen.
void DatabaseTest::aCommitFindsItsRoomInTheLog()
{
    const auto database = opened();
    const QString log = m_path + QStringLiteral("-wal");
    QVERIFY(database->run(table));
    QVERIFY(database->writeBack());
    const qint64 room = QFileInfo(log).size();
    QVERIFY(room > 250 * 4096);
    for (std::int64_t number = 1; number <= 300; ++number) {
        QVERIFY(database->run(insert, {number, QByteArray(9000, 'v'), std::monostate{}}));
        QCOMPARE(QFileInfo(log).size(), room);
    }
    QVERIFY(contentOf(log).contains(QByteArray(500, 'v')));
    QVERIFY(database->writeBack());
    QCOMPARE(contentOf(log), QByteArray(room, '\0'));
}

void DatabaseTest::readsAgainAfterAFailedStatement()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    QCOMPARE(database->run(QStringLiteral("SELECT nothing FROM nowhere")).error(), DatabaseError::Other);
    QVERIFY(database->run(insert, {1, QByteArray("a"), std::monostate{}}));
    QVERIFY(!database->run(insert, {1, QByteArray("b"), std::monostate{}}));
    QVERIFY(database->run(insert, {2, QByteArray("b"), std::monostate{}}));
    QCOMPARE(database->run(insert, {2}).error(), DatabaseError::Other);
    QCOMPARE(database->run(readAll)->size(), 2u);
}

void DatabaseTest::refusesASecondConnectionToATabletFile()
{
    const auto first = opened();
    QVERIFY(first->run(table));
    QCOMPARE(Database::open(DatabaseKind::TabletFile, m_path).error(), DatabaseError::Busy);
}

void DatabaseTest::letsSeveralConnectionsShareARegister()
{
    const auto first = opened(DatabaseKind::RegisterFile);
    QVERIFY(first->run(table));
    const auto second = opened(DatabaseKind::RegisterFile);
    QVERIFY(second->run(insert, {1, QByteArray(), std::monostate{}}));
    QCOMPARE(first->run(readAll)->size(), 1u);
}

void DatabaseTest::namesAConstraint()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    QVERIFY(database->run(
        QStringLiteral("CREATE TRIGGER never BEFORE DELETE ON thing BEGIN SELECT RAISE(ABORT, ''); END")));
    QVERIFY(database->run(insert, {1, QByteArray(), std::monostate{}}));
    QCOMPARE(database->run(insert, {1, QByteArray(), std::monostate{}}).error(), DatabaseError::Constraint);
    QCOMPARE(database->run(QStringLiteral("DELETE FROM thing")).error(), DatabaseError::Constraint);
}

void DatabaseTest::namesAFullDisk()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    QVERIFY(database->run(QStringLiteral("PRAGMA max_page_count=4")));
    auto transaction = Transaction::begin(*database);
    QCOMPARE(database->run(insert, {1, QByteArray(100000, 'x'), std::monostate{}}).error(), DatabaseError::Full);
}

void DatabaseTest::namesADamagedFile()
{
    auto database = opened();
    QVERIFY(database->run(table));
    QVERIFY(database->run(insert, {1, QByteArray(100000, 'x'), std::monostate{}}));
    database.reset();
    QFile file(m_path);
    QVERIFY(file.open(QFile::ReadWrite));
    file.seek(4096);
    file.write(QByteArray(4096, '\x55'));
    file.close();
    database = opened();
    QVERIFY(database);
    QCOMPARE(database->run(readAll).error(), DatabaseError::Corrupt);
}

void DatabaseTest::namesAFileThatIsNone()
{
    QFile file(m_path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QByteArray(8192, 'n'));
    file.close();
    QCOMPARE(Database::open(DatabaseKind::TabletFile, m_path).error(), DatabaseError::Corrupt);
}

void DatabaseTest::namesAPlaceThatCannotBeOpened()
{
    const auto error = [](const QString& path) { return Database::open(DatabaseKind::TabletFile, path).error(); };
    QCOMPARE(error(m_folder->filePath(QStringLiteral("no/such/folder"))), DatabaseError::CannotOpen);
    QCOMPARE(error(m_folder->path()), DatabaseError::CannotOpen);
    if (geteuid() == 0) {
        return; // nothing is read-only for root
    }
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
    QCOMPARE(error(m_path), DatabaseError::CannotOpen);
}

void DatabaseTest::insertsManyRows()
{
    const auto database = opened();
    QVERIFY(database->run(table));
    std::vector<Row> rows;
    for (std::int64_t id = 0; id < 123; ++id) {
        rows.push_back({id, QByteArray::number(id), std::monostate{}});
    }
    const QStringList columns{QStringLiteral("id"), QStringLiteral("bytes"), QStringLiteral("word")};
    QVERIFY(database->insertMany(QStringLiteral("thing"), columns, rows));
    QVERIFY(*database->run(readAll) == rows);
    QCOMPARE(database->insertMany(QStringLiteral("thing"), columns, rows).error(), DatabaseError::Constraint);
    QVERIFY(database->insertMany(QStringLiteral("thing"), columns, {}));
}

void DatabaseTest::migratesStepByStepAndKeepsACopy()
{
    const QString second = QStringLiteral("ALTER TABLE thing ADD COLUMN more TEXT; INSERT INTO thing(id) VALUES (7);");
    auto database = opened();
    QVERIFY(migrate(*database, {table}));
    QVERIFY(!QFile::exists(m_path + QStringLiteral(".before-1")));
    QVERIFY(database->run(insert, {1, QByteArray("a"), std::monostate{}}));
    database = nullptr;
    const QString copy = m_path + QStringLiteral(".before-2");
    QVERIFY(QFile(copy).open(QFile::WriteOnly));

    database = opened();
    QVERIFY(migrate(*database, {table, second}));
    QVERIFY(migrate(*database, {table, second}));
    QCOMPARE(database->run(QStringLiteral("SELECT more FROM thing"))->size(), 2u);
    m_path = copy;
    const auto before = opened();
    QCOMPARE(before->run(readAll)->size(), 1u);
    QCOMPARE(integerOf((*before->run(QStringLiteral("PRAGMA user_version")))[0][0]), 1);
}

void DatabaseTest::refusesANewerFile()
{
    const auto database = opened();
    QVERIFY(database->run(QStringLiteral("PRAGMA user_version=3")));
    QCOMPARE(migrate(*database, {table, table}).error(), DatabaseError::TooNew);
}

void DatabaseTest::rollsBackAMigrationThatFails()
{
    const auto database = opened();
    QVERIFY(!migrate(*database, {table + QStringLiteral("; CREATE NONSENSE")}));
    QVERIFY(migrate(*database, {table}));
}

void DatabaseTest::closesATabletFileToOthers()
{
    const auto database = opened();
    QVERIFY(database->run(table));

    struct stat found
    {
    };

    QCOMPARE(stat(QFile::encodeName(m_path).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, 0600u);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
