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
    void keepsCopiesOfAFileApart();
    void bringsNothingBackThatWasCutOff();
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
    const std::string news(1024, 'n');
    file.content = file.durable = DiskBytes(std::string(4096, 'o'));
    file.content.write(512, news.data(), news.size());
    file.pending.push_back({PendingChange::Kind::Write, 512, news});
    std::set<std::string> remains;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const std::string after = afterPowerCut({{"file", file}}, seed).at("file").content.toString();
        QCOMPARE(after.substr(0, 512), std::string(512, 'o'));
        QCOMPARE(after.substr(1536), std::string(2560, 'o'));
        remains.insert(after);
    }
    QVERIFY(remains.count(file.durable.toString()) == 1);
    QVERIFY(remains.count(file.content.toString()) == 1);
    QVERIFY(remains.size() > 4);
}

void DurabilityTest::keepsCopiesOfAFileApart()
{
    const std::string before(10000, 'o');
    DiskBytes bytes(before);
    const DiskBytes copy = bytes;
    bytes.write(4000, "news", 4);
    QCOMPARE(copy.toString(), before);
    QCOMPARE(bytes.toString(), std::string(before).replace(4000, 4, "news"));
}

void DurabilityTest::bringsNothingBackThatWasCutOff()
{
    DiskBytes bytes(std::string(10000, 'o'));
    bytes.resize(5000);
    bytes.resize(9000);
    bytes.write(12000, "end", 3);
    QCOMPARE(bytes.toString(), std::string(5000, 'o') + std::string(7000, '\0') + "end");
    char byte = '?';
    QCOMPARE(bytes.read(12003, &byte, 1), std::size_t(0));
}

QTEST_GUILESS_MAIN(DurabilityTest)
#include "durability_test.moc"
