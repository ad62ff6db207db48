#include "crypto/poster.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <random>

using namespace voucher;

namespace {

QByteArray updateOf(qsizetype length, quint32 seed)
{
    QByteArray bytes(length, '\0');
    QRandomGenerator random(seed);
    std::ranges::generate(bytes, [&random] { return static_cast<char>(random.generate()); });
    return bytes;
}

} // namespace

class PosterTest : public QObject
{
    Q_OBJECT

private slots:
    void fitsOneCodeWhereItCan();
    void joinsInAnyOrderAndTakesRepeats();
    void neverMixesTwoPosters();
    void forgetsPartsThatAreNotWhatTheirHashSays();
    void healsAPartThatWasSpoilt();
    void refusesHostileParts_data();
    void refusesHostileParts();
    void isBounded();
    void framesTwoDocumentsAndNothingElse();
};

void PosterTest::fitsOneCodeWhereItCan()
{
    QCOMPARE(posterParts(updateOf(600, 1)).size(), 1);
    QCOMPARE(posterParts(updateOf(601, 1)).size(), 2);
    const QString text = posterParts(updateOf(600, 1)).constFirst();
    QVERIFY(text.startsWith(QLatin1String("EPL1:1/1/")));
    // Upper-case letters and digits only: the dense mode of a QR code.
    QVERIFY(std::ranges::all_of(text, [](QChar letter) {
        return QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:").contains(letter);
    }));
    PosterJoiner joiner;
    const auto progress = joiner.add(text);
    QVERIFY(progress && progress->seen == 1 && progress->of == 1);
    QCOMPARE(progress->whole, updateOf(600, 1));
}

void PosterTest::joinsInAnyOrderAndTakesRepeats()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const QByteArray update = updateOf(1 + static_cast<qsizetype>(random() % 12000), random());
        QStringList parts = posterParts(update);
        std::ranges::shuffle(parts, random);
        PosterJoiner joiner;
        QStringList shown;
        for (qsizetype index = 0; index + 1 < parts.size(); ++index) {
            shown += parts[index];
            QCOMPARE(joiner.add(parts[index])->seen, index + 1);
            QCOMPARE(joiner.add(shown[static_cast<qsizetype>(random() % shown.size())])->seen, index + 1);
        }
        const auto last = joiner.add(parts.constLast());
        QCOMPARE(last->seen, parts.size());
        QCOMPARE(last->whole, update);
    }
}

void PosterTest::neverMixesTwoPosters()
{
    const QStringList first = posterParts(updateOf(2000, 1));
    const QByteArray update = updateOf(2000, 2);
    const QStringList second = posterParts(update);
    PosterJoiner joiner;
    for (qsizetype index = 0; index + 1 < first.size(); ++index)
        joiner.add(first[index]);
    for (qsizetype index = 0; index + 1 < second.size(); ++index)
        QCOMPARE(joiner.add(second[index])->seen, index + 1);
    QVERIFY(!joiner.add(first.constLast())->whole);
    QCOMPARE(joiner.add(second.constLast())->seen, 1);
    // The same document cut into another number of parts is another poster.
    QString other = second[0];
    other.replace(QStringLiteral("/%1/").arg(second.size()), QStringLiteral("/9/"));
    QCOMPARE(joiner.add(other)->seen, 1);
    QCOMPARE(joiner.add(second[0])->of, second.size());
}

void PosterTest::forgetsPartsThatAreNotWhatTheirHashSays()
{
    const QStringList parts = posterParts(updateOf(1200, 3));
    QString foreign = posterParts(updateOf(1200, 4)).constLast();
    foreign.replace(9, 16, parts.constLast().mid(9, 16));
    PosterJoiner joiner;
    QVERIFY(joiner.add(parts[0]));
    QVERIFY(!joiner.add(foreign));
    QCOMPARE(joiner.add(parts[1])->seen, 1);
    QVERIFY(joiner.add(parts[0])->whole);
}

void PosterTest::healsAPartThatWasSpoilt()
{
    const QStringList parts = posterParts(updateOf(1700, 5));
    PosterJoiner joiner;
    joiner.add(parts[0].chopped(3));
    joiner.add(parts[1]);
    joiner.add(parts[0]);
    QVERIFY(joiner.add(parts[2])->whole);
}

void PosterTest::refusesHostileParts_data()
{
    QTest::addColumn<QString>("text");
    const QString hash = QStringLiteral("0123456789ABCDEF");
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
    row("empty", {});
    row("voucher", QStringLiteral("EPT1:ABC"));
    row("small letters", QStringLiteral("epl1:1/1/") + hash + QStringLiteral(":00"));
    row("no bytes", QStringLiteral("EPL1:1/1/") + hash + QStringLiteral(":"));
    row("part 0", QStringLiteral("EPL1:0/1/") + hash + QStringLiteral(":00"));
    row("part above the last", QStringLiteral("EPL1:2/1/") + hash + QStringLiteral(":00"));
    row("no parts", QStringLiteral("EPL1:1/0/") + hash + QStringLiteral(":00"));
    row("65 parts", QStringLiteral("EPL1:1/65/") + hash + QStringLiteral(":00"));
    row("a million parts", QStringLiteral("EPL1:1/1000000/") + hash + QStringLiteral(":00"));
    row("negative", QStringLiteral("EPL1:-1/1/") + hash + QStringLiteral(":00"));
    row("leading zero", QStringLiteral("EPL1:01/1/") + hash + QStringLiteral(":00"));
    row("other digits", QStringLiteral("EPL1:\u0661/1/") + hash + QStringLiteral(":00"));
    row("short hash", QStringLiteral("EPL1:1/1/0123:00"));
    row("small hash", QStringLiteral("EPL1:1/1/") + hash.toLower() + QStringLiteral(":00"));
    row("not Base45", QStringLiteral("EPL1:1/1/") + hash + QStringLiteral(":a"));
    row("line break", QStringLiteral("EPL1:1/1/") + hash + QStringLiteral(":00\n"));
    row("newer", QStringLiteral("EPL2:1/1/") + hash + QStringLiteral(":00"));
    row("part too long", QStringLiteral("EPL1:1/1/") + hash + u':' + QString(1155, u'0'));
    row("text too long", QStringLiteral("EPL1:1/1/") + hash + u':' + QString(4296, u'0'));
}

void PosterTest::refusesHostileParts()
{
    QFETCH(const QString, text);
    const QStringList good = posterParts(updateOf(1000, 6));
    PosterJoiner joiner;
    joiner.add(good[0]);
    QVERIFY(!joiner.add(text));
    // … and they disturb nothing.
    QVERIFY(joiner.add(good[1])->whole);
}

void PosterTest::isBounded()
{
    QCOMPARE(posterParts(updateOf(64 * 600, 1)).size(), 64);
    QVERIFY(posterParts(updateOf(64 * 600 + 1, 1)).isEmpty());
    for (const QString& part : posterParts(updateOf(64 * 600, 1)))
        QVERIFY(part.size() <= 935);
}

void PosterTest::framesTwoDocumentsAndNothingElse()
{
    const QByteArray bytes = encode(Update{"trust list", "bulletin"});
    const auto update = updateFrom(bytes);
    QVERIFY(update);
    QCOMPARE(update->trustList, QByteArray("trust list"));
    QCOMPARE(update->bulletin, QByteArray("bulletin"));
    QVERIFY(!updateFrom({}));
    QVERIFY(!updateFrom(bytes + 'x'));
    for (qsizetype length = 0; length < bytes.size(); ++length)
        QVERIFY(!updateFrom(bytes.first(length)));
    QVERIFY(!updateFrom(QByteArray::fromHex("814101")));
    QVERIFY(!updateFrom(QByteArray::fromHex("83410141024103")));
    QVERIFY(!updateFrom(QByteArray::fromHex("826161"
                                            "6162")));
    QVERIFY(!updateFrom(QByteArray::fromHex("825f410141024103")));
    QVERIFY(!updateFrom(QByteArray(largestUpdate + 1, '\x82')));
}

QTEST_APPLESS_MAIN(PosterTest)
#include "poster_test.moc"
