#include "terminal/put_aside.h"
#include "terminal/salvage.h"
#include "tests/terminal/ledger_fixture.h"

#include <QFile>
#include <QTest>

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

/// What had to be on the disk when the log was removed.
struct Asked
{
    ino_t file = 0;   ///< synced last
    ino_t folder = 0; ///< synced last
    bool removedLog = false;
    ino_t fileThen = 0; ///< when the log's old name went
    ino_t folderThen = 0;
};

Asked& asked()
{
    static Asked calls;
    return calls;
}

template <typename Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

ino_t nodeOf(const QString& path)
{
    struct stat found
    {
    };

    return stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_ino : 0;
}

} // namespace

extern "C" int fsync(int file)
{
    struct stat found
    {
    };

    if (fstat(file, &found) == 0) {
        (S_ISDIR(found.st_mode) ? asked().folder : asked().file) = found.st_ino;
    }
    return real<int (*)(int)>("fsync")(file);
}

extern "C" int unlink(const char* path) noexcept
{
    if (QByteArray(path).endsWith("/ledger-wal")) {
        asked().removedLog = true;
        asked().fileThen = asked().file;
        asked().folderThen = asked().folder;
    }
    return real<int (*)(const char*)>("unlink")(path);
}

using namespace voucher;
using namespace voucher::test;

class SalvageOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsTheLogUntilItsCopyIsOnTheDisk();
};

void SalvageOrderTest::keepsTheLogUntilItsCopyIsOnTheDisk()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("ledger"));
    LedgerFixture f;
    QVERIFY(f.enrol());
    f.append(f.redemption(1));
    QVERIFY(QFile::copy(f.path(), path));
    QVERIFY(QFile::copy(f.path() + QStringLiteral("-wal"), path + QStringLiteral("-wal")));
    asked() = {};
    QCOMPARE(salvage(putAside(path)).entries.size(), 1u);
    QVERIFY(asked().removedLog);
    QCOMPARE(asked().fileThen, nodeOf(path + QStringLiteral(".damaged-1-wal")));
    QCOMPARE(asked().folderThen, nodeOf(folder.path()));
}

QTEST_GUILESS_MAIN(SalvageOrderTest)
#include "salvage_order_test.moc"
