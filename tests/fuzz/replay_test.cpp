#include "tests/fuzz/readers.h"

#include <QDir>
#include <QTest>

#include <random>

using namespace voucher::test;

namespace {

/// A seed with what a fuzzer does first: bits flipped, ends cut, pieces doubled, lengths made huge.
QByteArray spoilt(QByteArray seed, std::mt19937& random)
{
    const auto below = [&](qsizetype end) { return static_cast<qsizetype>(random() % static_cast<unsigned>(end)); };
    for (unsigned times = 1 + random() % 3; times > 0 && !seed.isEmpty(); --times) {
        const qsizetype place = below(seed.size());
        switch (random() % 5) {
        case 0:
            seed[place] = static_cast<char>(seed.at(place) ^ (1 << random() % 8));
            break;
        case 1:
            seed.truncate(place);
            break;
        case 2:
            seed.insert(place, seed.sliced(place));
            break;
        case 3:
            seed.replace(place, 1, QByteArray::fromHex("bb00000000ffffffff"));
            break;
        default:
            seed[place] = static_cast<char>(random());
        }
    }
    return seed;
}

} // namespace

class ReplayTest : public QObject
{
    Q_OBJECT

private slots:

    void everySeedIsAcceptedAndNothingMadeOfItDoesHarm_data()
    {
        QTest::addColumn<int>("reader");
        for (std::size_t index = 0; index < readers().size(); ++index)
            QTest::newRow(readers().at(index).name) << static_cast<int>(index);
    }

    void everySeedIsAcceptedAndNothingMadeOfItDoesHarm()
    {
        QFETCH(const int, reader);
        const Reader& under = readers().at(static_cast<std::size_t>(reader));
        std::mt19937 random(1);
        const QByteArrayList seeds = under.seeds();
        for (const QByteArray& seed : seeds) {
            QVERIFY(under.accepts(seed));
            for (int input = 0; input < under.spoilt / seeds.size(); ++input)
                (void)under.accepts(spoilt(seed, random));
        }
        for (const QByteArray& input : {QByteArray(), QByteArray(5000, '\xff'), QByteArray(5000, '\x81')})
            QVERIFY(!under.accepts(input));
    }

    /// The inputs that reached the most when each reader was fuzzed (`tests/fuzz/run --keep`), one in hexadecimal a
    /// line.
    void whatFuzzingHasFoundDoesNoHarm()
    {
        for (const Reader& reader : readers()) {
            QFile kept(QStringLiteral(VOUCHER_KEPT "/%1.hex").arg(QLatin1String(reader.name)));
            if (!kept.open(QIODevice::ReadOnly))
                continue;
            const QByteArrayList lines = kept.readAll().split('\n');
            QVERIFY(lines.size() > 1);
            for (const QByteArray& line : lines)
                (void)reader.accepts(QByteArray::fromHex(line));
        }
    }

    void whatOnceDidHarmDoesNoMore()
    {
        for (const Reader& reader : readers()) {
            const QDir found(QStringLiteral(VOUCHER_CORPUS "/%1").arg(QLatin1String(reader.name)));
            for (const QString& name : found.entryList(QDir::Files)) {
                QFile file(found.filePath(name));
                QVERIFY(file.open(QIODevice::ReadOnly));
                (void)reader.accepts(file.readAll());
            }
        }
    }
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
