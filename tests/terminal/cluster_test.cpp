#include "terminal/database.h"
#include "terminal/migration.h"
#include "tests/support/postgres_cluster.h"

#include <QTest>

#include <future>
#include <thread>

using namespace voucher;
using voucher::test::PostgresCluster;

namespace {

const QString schemeOfPlace = QStringLiteral("postgresql:");

std::unique_ptr<Database> opened(const QString& place)
{
    auto database = Database::open(DatabaseKind::RegisterCluster, place.sliced(schemeOfPlace.size()));
    return database ? std::move(*database) : nullptr;
}

const std::vector<QString> oneTable{
    QStringLiteral("CREATE TABLE thing(id BIGINT PRIMARY KEY, bytes BYTEA, word TEXT, spare BIGINT)")};
const QString insert = QStringLiteral("INSERT INTO thing(id, bytes, word) VALUES (?, ?, ?)");
const QString readAll = QStringLiteral("SELECT id, bytes, word FROM thing ORDER BY id");

/// A database of its own with one table.
class Place
{
public:
    Place() { QVERIFY(migrate(*database, oneTable)); }

    std::unique_ptr<Database> another() const { return opened(place); }

    QString place = PostgresCluster::ofThisTest()->freshPlace();
    std::unique_ptr<Database> database = opened(place);
};

} // namespace

/// What `DatabaseTest` promises of files, where a cluster could differ.
class ClusterTest : public QObject
{
    Q_OBJECT
private slots:

    void initTestCase() { qputenv("VOUCHER_REGISTER", "postgresql"); }

    void keepsEmptyBytesAsBytes();
    void insertsManyRowsOfAnyContent();
    void namesAConstraint();
    void commitsNothingAfterAFailedStatement();
    void namesALostConnection();
    void namesAPlaceThatCannotBeOpened();
    void waitsForAWriterThatIsAlone();
    void letsWritersBesideEachOtherWaitForLockedRowsOnly();
    void migratesOnceWhenSeveralBeginAtOnce();
    void refusesANewerDatabase();
    void rollsBackAMigrationThatFails();
};

void ClusterTest::keepsEmptyBytesAsBytes()
{
    const Place p;
    QVERIFY(p.database->run(insert, {1, QByteArray(), QString()}));
    QVERIFY(p.database->run(insert, {2, std::monostate{}, std::monostate{}}));
    QVERIFY(p.database->run(insert, {std::int64_t{1} << 62, QByteArray("\0\\x'", 4), QStringLiteral("Άλφα\\'\"")}));
    const Rows rows = *p.database->run(readAll);
    QCOMPARE(rows.size(), 3u);
    QVERIFY(std::holds_alternative<QByteArray>(rows[0][1]) && bytesValueOf(rows[0][1]).isEmpty());
    QVERIFY(std::holds_alternative<QString>(rows[0][2]) && textOf(rows[0][2]).isEmpty());
    QVERIFY(isNull(rows[1][1]) && isNull(rows[1][2]) && !isNull(rows[1][0]));
    QCOMPARE(integerOf(rows[2][0]), std::int64_t{1} << 62);
    QCOMPARE(bytesValueOf(rows[2][1]), QByteArray("\0\\x'", 4));
    QCOMPARE(textOf(rows[2][2]), QStringLiteral("Άλφα\\'\""));
}

void ClusterTest::insertsManyRowsOfAnyContent()
{
    const Place p;
    std::vector<Row> rows;
    QByteArray every;
    for (int byte = 0; byte < 256; ++byte)
        every += char(byte);
    for (std::int64_t id = 0; id < 1000; ++id)
        rows.push_back({id, id == 0 ? Value{} : Value{every.left(id % 257)},
                        id == 1 ? Value{} : Value{QStringLiteral("{\\\"NULL\",'}%1;?").arg(id)}, Value{}});
    const QStringList columns{QStringLiteral("id"), QStringLiteral("bytes"), QStringLiteral("word"),
                              QStringLiteral("spare")};
    QVERIFY(p.database->insertMany(QStringLiteral("thing"), columns, rows));
    QVERIFY(p.database->insertMany(QStringLiteral("thing"), columns, {}));
    const Rows read = *p.database->run(QStringLiteral("SELECT id, bytes, word, spare FROM thing ORDER BY id"));
    QVERIFY(read == rows);
}

void ClusterTest::namesAConstraint()
{
    const Place p;
    QVERIFY(p.database->run(insert, {1, std::monostate{}, std::monostate{}}));
    QCOMPARE(p.database->run(insert, {1, std::monostate{}, std::monostate{}}).error(), DatabaseError::Constraint);
    QVERIFY(p.database->run(insert, {2, std::monostate{}, std::monostate{}}));
}

void ClusterTest::commitsNothingAfterAFailedStatement()
{
    const Place p;
    {
        auto transaction = Transaction::begin(*p.database).value();
        QVERIFY(p.database->run(insert, {1, std::monostate{}, std::monostate{}}));
        QVERIFY(!p.database->run(insert, {1, std::monostate{}, std::monostate{}}));
        // The cluster itself would call this COMMIT a success and roll back.
        QVERIFY(!transaction.commit());
    }
    QVERIFY(p.database->run(readAll)->empty());
    auto transaction = Transaction::begin(*p.database).value();
    QVERIFY(p.database->run(insert, {1, std::monostate{}, std::monostate{}}));
    QVERIFY(transaction.commit());
    QCOMPARE(p.another()->run(readAll)->size(), 1u);
}

void ClusterTest::namesALostConnection()
{
    const Place p;
    auto transaction = Transaction::begin(*p.database).value();
    QVERIFY(p.database->run(insert, {1, std::monostate{}, std::monostate{}}));
    PostgresCluster::ofThisTest()->dropConnections();
    QCOMPARE(p.database->run(readAll).error(), DatabaseError::Io);
    QVERIFY(!transaction.commit());
    QVERIFY(p.another()->run(readAll)->empty());
}

void ClusterTest::namesAPlaceThatCannotBeOpened()
{
    const QString words = PostgresCluster::ofThisTest()->words();
    for (const QString& wrong :
         {QString(words).replace(QStringLiteral("dbname=postgres"), QStringLiteral("dbname=none")),
          QStringLiteral("host=/nowhere dbname=postgres"), QStringLiteral("no words")})
        QCOMPARE(Database::open(DatabaseKind::RegisterCluster, wrong).error(), DatabaseError::CannotOpen);
}

void ClusterTest::waitsForAWriterThatIsAlone()
{
    const Place p;
    const auto other = p.another();
    QVERIFY(other->run(QStringLiteral("SELECT set_config('lock_timeout', '50ms', false)")));
    const auto alone = Transaction::begin(*p.database);
    QVERIFY(alone);
    QCOMPARE(Transaction::begin(*other).error(), DatabaseError::Busy);
    QCOMPARE(Transaction::beginBeside(*other).error(), DatabaseError::Busy);
    QVERIFY(other->run(readAll));
}

void ClusterTest::letsWritersBesideEachOtherWaitForLockedRowsOnly()
{
    const Place p;
    const auto other = p.another();
    QVERIFY(other->run(QStringLiteral("SELECT set_config('lock_timeout', '50ms', false)")));
    for (std::int64_t id : {1, 2})
        QVERIFY(p.database->run(insert, {id, std::monostate{}, std::monostate{}}));
    const QString lock = QStringLiteral("SELECT id FROM thing WHERE id = ?") + p.database->rowLock();
    const auto one = Transaction::beginBeside(*p.database);
    QVERIFY(one && p.database->run(lock, {1}));
    {
        auto two = Transaction::beginBeside(*other);
        QVERIFY(two && other->run(lock, {2}) && two->commit());
    }
    const auto two = Transaction::beginBeside(*other);
    QCOMPARE(other->run(lock, {1}).error(), DatabaseError::Busy);
}

void ClusterTest::migratesOnceWhenSeveralBeginAtOnce()
{
    const QString place = PostgresCluster::ofThisTest()->freshPlace();
    const std::vector<QString> scripts{QStringLiteral("CREATE TABLE word(word TEXT); INSERT INTO word VALUES('one')"),
                                       QStringLiteral("INSERT INTO word VALUES('two')"),
                                       QStringLiteral("INSERT INTO word VALUES('three')")};
    std::vector<std::future<bool>> done;
    for (int process = 0; process < 6; ++process)
        done.push_back(std::async(std::launch::async, [&] { return migrate(*opened(place), scripts).has_value(); }));
    for (std::future<bool>& each : done)
        QVERIFY(each.get());
    const Rows words = *opened(place)->run(QStringLiteral("SELECT word FROM word"));
    QCOMPARE(words.size(), 3u);
    QCOMPARE(textOf(words[2][0]), QStringLiteral("three"));
}

void ClusterTest::refusesANewerDatabase()
{
    const Place p;
    QCOMPARE(migrate(*p.database, {}).error(), DatabaseError::TooNew);
}

void ClusterTest::rollsBackAMigrationThatFails()
{
    const Place p;
    std::vector<QString> scripts = oneTable;
    scripts.push_back(QStringLiteral("INSERT INTO thing(id) VALUES(7); CREATE TABLE nonsense("));
    QVERIFY(!migrate(*p.database, scripts));
    QVERIFY(p.database->run(readAll)->empty());
    scripts.back() = QStringLiteral("INSERT INTO thing(id) VALUES(8)");
    QVERIFY(migrate(*p.database, scripts));
    QCOMPARE(p.database->run(readAll)->size(), 1u);
}

QTEST_GUILESS_MAIN(ClusterTest)
#include "cluster_test.moc"
