#include "terminal/checksummed_pages.h"

#include "terminal/migration.h"
#include "tests/support/closed_ledger.h"
#include "tests/support/file_content.h"
#include "tests/terminal/ledger_fixture.h"

#include <QFile>
#include <QTest>

#include <sqlite3.h>

using namespace voucher;
using namespace voucher::test;

namespace {

constexpr qsizetype pageSize = 4096;
constexpr qsizetype reservedAt = 20;
constexpr std::int64_t rowCount = 100;
const QString things = QStringLiteral("CREATE TABLE thing(id INTEGER PRIMARY KEY, bytes BLOB)");
const QString readAll = QStringLiteral("SELECT id, bytes FROM thing ORDER BY id");

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
}

std::span<const unsigned char> pageOf(const QByteArray& content, qsizetype number)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(content.constData());
    return {bytes + (number - 1) * pageSize, static_cast<std::size_t>(pageSize)};
}

/// Whether the file ends with a page and each one holds its checksum.
bool isChecksummed(const QByteArray& content)
{
    bool holds = !content.isEmpty() && content.size() % pageSize == 0;
    for (qsizetype number = 1; holds && number <= content.size() / pageSize; ++number) {
        const QByteArray kept = content.sliced(number * pageSize - 8, 8);
        const auto checksum = pageChecksum(pageOf(content, number), static_cast<std::uint64_t>(number));
        holds = kept.toHex() == QByteArray::number(static_cast<qulonglong>(checksum), 16).rightJustified(16, '0');
    }
    return holds;
}

} // namespace

class ChecksummedPagesTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void computesTheFieldsChecksum();
    void keepsAChecksumInEachPage();
    void findsASpoiltByteAnywhereInAPage();
    void findsPagesThatChangedPlaces();
    void findsAFileThatWasCutOff();
    void findsAPageThatIsSpoiltWhileTheFileIsOpen();
    void isReadByAnySQLite();
    void opensACopyMadeWhileItWasClosed();
    void keepsChecksumsWhenTheLogIsWrittenBackAndTheFileShrinks();
    void addsChecksumsToAnOlderFile();
    void readsAndWritesAnOlderFileAsItIs();
    void givesChecksumsToTheCopyOfAMigration();
    void opensAPlaceWithAnyName();
    void looksAtACopyWithoutChecksums();
    void recordsNothingInALedgerFoundDamaged();

private:
    std::unique_ptr<Database> opened(DatabaseKind kind = DatabaseKind::TabletFile) const;
    /// A file of several pages with checksums, closed.
    void fill() const;
    /// What reading everything in the file answers.
    std::optional<DatabaseError> errorOf(const QByteArray& content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void ChecksummedPagesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("file"));
}

std::unique_ptr<Database> ChecksummedPagesTest::opened(DatabaseKind kind) const
{
    auto database = Database::open(kind, m_path);
    return database ? std::move(*database) : nullptr;
}

void ChecksummedPagesTest::fill() const
{
    const auto database = opened();
    QVERIFY(migrate(*database, {things}));
    for (std::int64_t id = 1; id <= rowCount; ++id) {
        QVERIFY(database->run(QStringLiteral("INSERT INTO thing VALUES (?, ?)"),
                              {id, QByteArray(200, static_cast<char>(id))}));
    }
}

std::optional<DatabaseError> ChecksummedPagesTest::errorOf(const QByteArray& content) const
{
    write(m_path, content);
    const auto database = Database::open(DatabaseKind::TabletFile, m_path);
    if (!database) {
        return database.error();
    }
    const auto rows = (*database)->run(readAll);
    return rows ? std::nullopt : std::optional(rows.error());
}

/// As the library of the algorithm's author computes it.
void ChecksummedPagesTest::computesTheFieldsChecksum()
{
    std::vector<unsigned char> page(pageSize);
    for (std::size_t at = 0; at < page.size(); ++at) {
        page[at] = static_cast<unsigned char>(at * 7 + (at >> 8));
    }
    QCOMPARE(pageChecksum(page, 1), 0xdc56dafba804cadau);
    QCOMPARE(pageChecksum(page, 2), 0x02ea07795c737694u);
    QCOMPARE(pageChecksum(page, 7), 0x33f50e1158911b31u);
    QCOMPARE(pageChecksum(std::span(page).first(512), 3), 0xe5435f36c637828eu);
}

void ChecksummedPagesTest::keepsAChecksumInEachPage()
{
    fill();
    const QByteArray content = contentOf(m_path);
    QVERIFY(content.size() >= 6 * pageSize);
    QVERIFY(isChecksummed(content));
}

void ChecksummedPagesTest::findsASpoiltByteAnywhereInAPage()
{
    fill();
    const QByteArray content = contentOf(m_path);
    QVERIFY(!errorOf(content));
    for (qsizetype at = 0; at < 4 * pageSize; at += at < 100 || at % pageSize >= pageSize - 8 ? 1 : 13) {
        QByteArray spoilt = content;
        spoilt[at] = static_cast<char>(~spoilt[at]);
        QVERIFY2(errorOf(spoilt) == DatabaseError::Corrupt, qPrintable(QString::number(at)));
    }
    // The byte that says whether there are checksums, as if there were none.
    QByteArray spoilt = content;
    spoilt[reservedAt] = 0;
    QVERIFY(errorOf(spoilt) == DatabaseError::Corrupt);
}

void ChecksummedPagesTest::findsPagesThatChangedPlaces()
{
    fill();
    const QByteArray content = contentOf(m_path);
    QByteArray swapped = content;
    swapped.replace(2 * pageSize, pageSize, content.sliced(3 * pageSize, pageSize));
    swapped.replace(3 * pageSize, pageSize, content.sliced(2 * pageSize, pageSize));
    QVERIFY(errorOf(swapped) == DatabaseError::Corrupt);
}

void ChecksummedPagesTest::findsAFileThatWasCutOff()
{
    fill();
    const QByteArray content = contentOf(m_path);
    QVERIFY(errorOf(content.chopped(pageSize)) == DatabaseError::Corrupt);
    QVERIFY(errorOf(content.chopped(100)) == DatabaseError::Corrupt);
}

void ChecksummedPagesTest::findsAPageThatIsSpoiltWhileTheFileIsOpen()
{
    fill();
    const auto database = opened();
    QVERIFY(!database->damaged());
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(3 * pageSize + 50));
        QVERIFY(file.putChar('?'));
    }
    QCOMPARE(database->run(readAll).error(), DatabaseError::Corrupt);
    QVERIFY(database->damaged());
    QVERIFY(!database->lost());
    // What lies elsewhere is read as before.
    QCOMPARE(database->run(QStringLiteral("SELECT bytes FROM thing WHERE id=?"), {rowCount}).value().size(), 1u);
}

void ChecksummedPagesTest::isReadByAnySQLite()
{
    fill();
    sqlite3* connection = nullptr;
    QCOMPARE(sqlite3_open(QFile::encodeName(m_path).constData(), &connection), SQLITE_OK);
    const auto answer = [&](const char* sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
        sqlite3_step(statement);
        const QByteArray text(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        return text;
    };
    QCOMPARE(answer("PRAGMA integrity_check"), QByteArrayLiteral("ok"));
    QCOMPARE(answer("SELECT count(*) FROM thing WHERE length(bytes)=200").toLongLong(), rowCount);
    sqlite3_close(connection);
}

void ChecksummedPagesTest::opensACopyMadeWhileItWasClosed()
{
    fill();
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    QVERIFY(QFile::copy(m_path, copy));
    m_path = copy;
    QCOMPARE(opened()->run(readAll).value().size(), static_cast<std::size_t>(rowCount));
}

void ChecksummedPagesTest::keepsChecksumsWhenTheLogIsWrittenBackAndTheFileShrinks()
{
    fill();
    const qsizetype before = contentOf(m_path).size();
    const auto database = opened();
    QVERIFY(database->run(QStringLiteral("DELETE FROM thing WHERE id > 20")));
    QVERIFY(database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    QVERIFY(isChecksummed(contentOf(m_path)));
    QVERIFY(database->run(QStringLiteral("VACUUM")));
    QVERIFY(database->run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    QVERIFY(contentOf(m_path).size() < before);
    QVERIFY(isChecksummed(contentOf(m_path)));
    QCOMPARE(database->run(readAll).value().size(), 20u);
}

void ChecksummedPagesTest::addsChecksumsToAnOlderFile()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    const QByteArray message = f.append(f.redemption(1)).message();
    f.ledger.reset();
    copyWithoutChecksums(f.path(), m_path);
    QCOMPARE(contentOf(m_path).at(reservedAt), '\0');
    auto ledger = Ledger::open(m_path).value();
    QCOMPARE(ledger->outgoing(10, 10000).value().entries, std::vector{message});
    ledger.reset();
    QVERIFY(isChecksummed(contentOf(m_path)));
    // The copy from before is what the program before could open.
    QCOMPARE(contentOf(m_path + QStringLiteral(".before-3")).at(reservedAt), '\0');
}

void ChecksummedPagesTest::readsAndWritesAnOlderFileAsItIs()
{
    QVERIFY(migrate(*opened(DatabaseKind::TabletCopy), {things}));
    {
        const auto database = opened();
        QVERIFY(migrate(*database, {things}));
        QVERIFY(database->run(QStringLiteral("INSERT INTO thing VALUES (1, x'00')")));
    }
    QCOMPARE(opened()->run(readAll).value().size(), 1u);
    QCOMPARE(contentOf(m_path).at(reservedAt), '\0');
}

void ChecksummedPagesTest::givesChecksumsToTheCopyOfAMigration()
{
    fill();
    QVERIFY(migrate(*opened(), {things, QStringLiteral("CREATE TABLE more(id INTEGER)")}));
    QVERIFY(isChecksummed(contentOf(m_path)));
    QVERIFY(isChecksummed(contentOf(m_path + QStringLiteral(".before-2"))));
}

void ChecksummedPagesTest::opensAPlaceWithAnyName()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("a b%41?c=#&μ")));
    m_path = m_folder->filePath(QStringLiteral("a b%41?c=#&μ/γ %00?vfs=x"));
    fill();
    QVERIFY(isChecksummed(contentOf(m_path)));
}

/// Whoever salvages takes what SQLite still gives: nothing in it is trusted by its checksum.
void ChecksummedPagesTest::looksAtACopyWithoutChecksums()
{
    fill();
    QByteArray content = contentOf(m_path);
    content[3 * pageSize + 3000] = '?';
    write(m_path, content);
    QCOMPARE(opened(DatabaseKind::TabletCopy)->run(readAll).value().size(), static_cast<std::size_t>(rowCount));
}

void ChecksummedPagesTest::recordsNothingInALedgerFoundDamaged()
{
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    f.ledger.reset();
    spoilPageOf(f.path(), QStringLiteral("record_of_voucher"));
    f.reopen();
    QVERIFY(!f.ledger->damaged());
    QCOMPARE(f.ledger->ownRecords(f.voucher(1), 0, QDate(2026, 11, 22)).unvoidedToday, 0);
    QVERIFY(f.ledger->readFailed());
    QVERIFY(!f.ledger->readFailed());
    QVERIFY(f.ledger->damaged());
    QCOMPARE(f.ledger->storeVault(QByteArrayLiteral("y"), f.device.publicKey()).error(), DatabaseError::Corrupt);
    const auto appended = f.ledger->append([&](const Ledger::Next& next) {
        return std::optional(Ledger::Appended{f.sign(next, f.redemption(2)), {}});
    });
    QCOMPARE(appended.error(), DatabaseError::Corrupt);
    QCOMPARE(f.ledger->head().sequence, 1);
}

QTEST_GUILESS_MAIN(ChecksummedPagesTest)
#include "checksummed_pages_test.moc"
