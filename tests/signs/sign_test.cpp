#include "crypto/signs/sign.h"

#include <QTest>

#include <random>
#include <set>

using namespace voucher;

namespace {

VoucherId idFromHex(const char* hex)
{
    return idFrom<VoucherId>(QByteArray::fromHex(hex));
}

} // namespace

class SignTest : public QObject
{
    Q_OBJECT

private slots:
    void derivesTheSignThatEveryOtherProgramDerives_data();
    void derivesTheSignThatEveryOtherProgramDerives();
    void neverShowsOnePictogramTwiceInASign();
    void usesEveryPictogramInBothPlaces();
    void callsSignsUnlikeOnlyWhenTheyShareNoPictogram();
    void namesEveryPictogramDifferently();
    void namesASignInTheLanguageOfTheScreen();
    void keepsTheOrderThatPapersWerePrintedWith();
};

void SignTest::derivesTheSignThatEveryOtherProgramDerives_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");

    QTest::newRow("zeros") << QByteArrayLiteral("0000000000000000") << 47 << 22;
    QTest::newRow("ones") << QByteArrayLiteral("ffffffffffffffff") << 18 << 38;
    QTest::newRow("counting") << QByteArrayLiteral("0102030405060708") << 38 << 6;
    QTest::newRow("any") << QByteArrayLiteral("6b1d3f0a9c44e27e") << 56 << 4;
    QTest::newRow("first is the first pictogram") << QByteArrayLiteral("0000000000000004") << 0 << 6;
    QTest::newRow("first is the last pictogram") << QByteArrayLiteral("0000000000000040") << 63 << 50;
    QTest::newRow("second just above the first") << QByteArrayLiteral("000000000000000d") << 31 << 32;
    QTest::newRow("second just below the first") << QByteArrayLiteral("0000000000000031") << 50 << 49;
}

void SignTest::derivesTheSignThatEveryOtherProgramDerives()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, first);
    QFETCH(int, second);

    const Sign sign = signOf(idFromHex(hex.constData()));

    QCOMPARE(sign.first, first);
    QCOMPARE(sign.second, second);
}

void SignTest::neverShowsOnePictogramTwiceInASign()
{
    std::mt19937_64 random(20261122);
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t bits = random();
        VoucherId id;
        memcpy(id.value.data(), &bits, sizeof bits);
        const Sign sign = signOf(id);
        QVERIFY(sign.first != sign.second);
        QVERIFY(sign.first >= 0 && sign.first < pictogramCount);
        QVERIFY(sign.second >= 0 && sign.second < pictogramCount);
    }
}

void SignTest::usesEveryPictogramInBothPlaces()
{
    std::set<int> firsts;
    std::set<int> seconds;
    for (int i = 0; i < 4'000; ++i) {
        VoucherId id;
        memcpy(id.value.data(), &i, sizeof i);
        const Sign sign = signOf(id);
        firsts.insert(sign.first);
        seconds.insert(sign.second);
    }
    QCOMPARE(firsts.size(), std::size_t{pictogramCount});
    QCOMPARE(seconds.size(), std::size_t{pictogramCount});
}

void SignTest::callsSignsUnlikeOnlyWhenTheyShareNoPictogram()
{
    QVERIFY(unlike({0, 1}, {2, 3}));
    QVERIFY(!unlike({0, 1}, {0, 1}));
    QVERIFY(!unlike({0, 1}, {1, 0}));
    QVERIFY(!unlike({0, 1}, {0, 3}));
    QVERIFY(!unlike({0, 1}, {3, 0}));
    QVERIFY(!unlike({0, 1}, {1, 3}));
    QVERIFY(!unlike({0, 1}, {3, 1}));
}

void SignTest::namesEveryPictogramDifferently()
{
    std::set<QString> slugs;
    std::set<QString> greek;
    std::set<QString> english;
    for (int i = 0; i < pictogramCount; ++i) {
        slugs.insert(QString::fromLatin1(pictogram(i).slug));
        greek.insert(QString::fromUtf8(pictogram(i).greek));
        english.insert(QString::fromLatin1(pictogram(i).english));
    }
    QCOMPARE(slugs.size(), std::size_t{pictogramCount});
    QCOMPARE(greek.size(), std::size_t{pictogramCount});
    QCOMPARE(english.size(), std::size_t{pictogramCount});

    const auto isOneLowerCaseWord = [](const QString& name) {
        return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar letter) { return letter.isLower(); });
    };
    QVERIFY(std::all_of(greek.begin(), greek.end(), isOneLowerCaseWord));
    QVERIFY(std::all_of(english.begin(), english.end(), isOneLowerCaseWord));
    QVERIFY(std::all_of(greek.begin(), greek.end(), [](const QString& name) {
        const auto accents = std::count_if(name.begin(), name.end(), [](QChar letter) {
            return letter.script() == QChar::Script_Greek && letter.decompositionTag() == QChar::Canonical;
        });
        return accents == 1 && name == name.normalized(QString::NormalizationForm_C);
    }));
}

void SignTest::namesASignInTheLanguageOfTheScreen()
{
    QCOMPARE(signNames({0, 1}, QLocale::Greek), u"ψάρι · μπαλόνι"_qs);
    QCOMPARE(signNames({1, 0}, QLocale::English), u"balloon · fish"_qs);
    QCOMPARE(signNames({0, 1}, QLocale::Arabic), u"fish · balloon"_qs);
}

void SignTest::keepsTheOrderThatPapersWerePrintedWith()
{
    QByteArray slugs;
    for (int i = 0; i < pictogramCount; ++i)
        slugs += QByteArray(pictogram(i).slug) + ' ';
    QCOMPARE(slugs, QByteArray("fish balloon sun boat star house tree apple "
                               "key umbrella butterfly cat book pencil cup bell "
                               "car bicycle plane spaceship bus ball rain ladder "
                               "snowman mountain windmill lighthouse bridge castle flower robot "
                               "leaf mushroom cactus cherry pineapple carrot grapes cake "
                               "rabbit duck swallow penguin dolphin octopus crab whistle "
                               "bee ladybird teddy dinosaur kite drum guitar note "
                               "scissors clock chair teapot hat sock heart magnet "));
}

QTEST_APPLESS_MAIN(SignTest)
#include "sign_test.moc"
