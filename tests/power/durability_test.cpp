#include "tests/support/simulated_disk.h"
#include "tests/terminal/ledger_fixture.h"

#include <QTest>

#include <set>

using namespace voucher;
using namespace voucher::test;

class DurabilityTest : public QObject
{
    Q_OBJECT
private slots:
    void isSyncedWhenAppendReturns();
    void losesAtAPowerCutWhatWasNotSynced();
};

void DurabilityTest::isSyncedWhenAppendReturns()
{
    SimulatedDisk disk;
    LedgerFixture f;
    QVERIFY(f.enrol());
    for (std::uint8_t number = 1; number < 5; ++number) {
        const int before = disk.syncs();
        f.append(f.redemption(number));
        QVERIFY(disk.syncs() > before);
        QVERIFY(!disk.hasUnsynced());
    }
    f.ledger.reset();
}

void DurabilityTest::losesAtAPowerCutWhatWasNotSynced()
{
    DiskFile file;
    file.exists = file.existsDurably = true;
    file.content = file.durable = std::string(4096, 'o');
    file.content.replace(512, 1024, std::string(1024, 'n'));
    file.pending.push_back({PendingChange::Kind::Write, 512, std::string(1024, 'n')});
    std::set<std::string> remains;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::string after = afterPowerCut({{"file", file}}, seed).at("file").content;
        QCOMPARE(after.substr(0, 512), std::string(512, 'o'));
        QCOMPARE(after.substr(1536), std::string(2560, 'o'));
        remains.insert(after);
    }
    QVERIFY(remains.count(file.durable) == 1);
    QVERIFY(remains.count(file.content) == 1);
    QVERIFY(remains.size() > 4);
}

QTEST_GUILESS_MAIN(DurabilityTest)
#include "durability_test.moc"
