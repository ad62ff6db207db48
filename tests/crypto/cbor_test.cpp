#include "crypto/cbor.h"

#include <QTest>

#include <limits>

using namespace voucher;

namespace {

constexpr CborLimits roomy{.bytes = 4096, .depth = 16, .items = 256};
constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

QByteArray nestedArrays(int depth)
{
    return QByteArray(depth - 1, '\x81') + '\x80';
}

/// A map whose only key is such a map again, and so on.
QByteArray nestedMapKeys(int depth)
{
    return QByteArray(depth, '\xa1') + QByteArray(depth + 1, '\x00');
}

} // namespace

class CborTest : public QObject
{
    Q_OBJECT

private slots:

    void refusesWhatDeterministicEncodingWouldNotHaveWritten_data()
    {
        QTest::addColumn<QByteArray>("hex");
        const std::pair<const char*, const char*> refused[] = {
            {"nothing", ""},
            {"23 in two bytes", "1817"},
            {"255 in three bytes", "1900ff"},
            {"65535 in five bytes", "1a0000ffff"},
            {"four thousand million in nine bytes", "1b00000000ffffffff"},
            {"long negative", "3800"},
            {"long length of bytes", "580141"},
            {"long length of text", "780141"},
            {"long length of an array", "980100"},
            {"long length of a map", "b8010000"},
            {"unassigned 28", "1c"},
            {"unassigned 29", "5d"},
            {"unassigned 30", "9e"},
            {"unassigned 28 before sixteen bytes", "1cffffffffffffffffffffffffffffffff"},
            {"indefinite bytes", "5f4100ff"},
            {"indefinite text", "7f6141ff"},
            {"indefinite array", "9f00ff"},
            {"indefinite map", "bf0000ff"},
            {"break alone", "ff"},
            {"half float", "f93c00"},
            {"single float", "fa3f800000"},
            {"double float", "fb3ff0000000000000"},
            {"undefined", "f7"},
            {"unassigned simple value", "e0"},
            {"long false", "f814"},
            {"simple value 255", "f8ff"},
            {"tag", "c000"},
            {"tag inside an array", "81c11a00000001"},
            {"unsorted keys", "a201000000"},
            {"repeated key", "a200000000"},
            {"text keys sorted by content instead of encoding", "a262616100616200"},
            {"negative key before a positive one", "a220000100"},
            {"repeated key of several bytes", "a2186400186400"},
            {"repeated map as a key", "a2a1000000a1000000"},
            {"unsorted keys in an inner map", "a100a201000000"},
            {"unsorted keys in a map that is a key", "a1a20100000000"},
            {"unsorted keys after an inner map", "a301a1000002000100"},
            {"length beyond the input", "420a"},
            {"text length beyond the input", "6241"},
            {"count beyond the input", "8200"},
            {"pairs beyond the input", "a100"},
            {"monstrous length", "5bffffffffffffffff"},
            {"monstrous count", "9bffffffffffffffff"},
            {"monstrous pairs", "bbffffffffffffffff"},
            {"pairs that wrap when doubled", "bb8000000000000000"},
            {"cut head", "1901"},
            {"trailing byte", "0000"},
            {"overlong UTF-8", "62c080"},
            {"surrogate in UTF-8", "63eda080"},
            {"beyond Unicode", "64f4908080"},
            {"continuation byte alone", "6180"},
        };
        for (const auto& [name, hex] : refused)
            QTest::newRow(name) << QByteArray(hex);
    }

    void refusesWhatDeterministicEncodingWouldNotHaveWritten()
    {
        QFETCH(QByteArray, hex);
        QVERIFY(!strictlyEncoded(QByteArray::fromHex(hex), roomy));
    }

    void acceptsEveryDeterministicKind_data()
    {
        QTest::addColumn<QByteArray>("hex");
        for (const char* hex : {"00",
                                "17",
                                "1818",
                                "18ff",
                                "190100",
                                "1a00010000",
                                "1b0000000100000000",
                                "1bffffffffffffffff",
                                "20",
                                "3bffffffffffffffff",
                                "40",
                                "4101",
                                "60",
                                "6161",
                                "80",
                                "8100",
                                "a0",
                                "a10000",
                                "f4",
                                "f5",
                                "f6",
                                "a300010a012000",
                                "a20000616100",
                                "a261610062616100",
                                "a12080",
                                "82a10000a10000",
                                "a2810000a1000000",
                                "a1a200000100a200000100"})
            QTest::newRow(hex) << QByteArray(hex);
    }

    void acceptsEveryDeterministicKind()
    {
        QFETCH(QByteArray, hex);
        QVERIFY(strictlyEncoded(QByteArray::fromHex(hex), roomy));
    }

    void countsBytesDepthAndItemsExactly()
    {
        const QByteArray item = QByteArray::fromHex("82018102");
        QVERIFY(strictlyEncoded(item, {.bytes = 4, .depth = 2, .items = 4}));
        QVERIFY(!strictlyEncoded(item, {.bytes = 3, .depth = 2, .items = 4}));
        QVERIFY(!strictlyEncoded(item, {.bytes = 4, .depth = 1, .items = 4}));
        QVERIFY(!strictlyEncoded(item, {.bytes = 4, .depth = 2, .items = 3}));
    }

    void walksWithoutRecursionHoweverDeep()
    {
        constexpr CborLimits deep{.bytes = 1 << 20, .depth = 200'001, .items = 1 << 20};
        QVERIFY(strictlyEncoded(nestedArrays(200'000), deep));
        QVERIFY(strictlyEncoded(nestedMapKeys(200'000), deep));
        QVERIFY(!strictlyEncoded(nestedMapKeys(17), roomy));
        QVERIFY(strictlyEncoded(nestedMapKeys(16), roomy));
    }

    void readsBackWhatItWrote()
    {
        CborWriter writer;
        writer.tag(18).array(8);
        writer.map(3).integer(1).integer(-70000).integer(24).text(u"Ελένη").integer(-1).bytes(
            QByteArrayView("\x00\x01\x02", 3));
        writer.boolean(true).boolean(false).null().map(0).array(0).integer(highest).integer(lowest);
        const QByteArray message = writer.take();

        CborCursor cursor(message, roomy);
        cursor.tag(18);
        QCOMPARE(cursor.array(), 8);
        QCOMPARE(cursor.map(), 3);
        QCOMPARE(cursor.key(), 1);
        QCOMPARE(cursor.integer(), -70000);
        QCOMPARE(cursor.key(), 24);
        QCOMPARE(cursor.text(5), QStringLiteral("Ελένη"));
        QCOMPARE(cursor.key(), -1);
        QCOMPARE(cursor.bytes(), QByteArrayView("\x00\x01\x02", 3));
        QVERIFY(!cursor.nullNext());
        QVERIFY(cursor.majorNext(7));
        QVERIFY(cursor.boolean());
        QVERIFY(!cursor.boolean());
        QVERIFY(cursor.nullNext());
        QCOMPARE(cursor.map(), 0);
        QVERIFY(cursor.majorNext(4));
        QCOMPARE(cursor.array(), 0);
        QCOMPARE(cursor.integer(), highest);
        QCOMPARE(cursor.integer(), lowest);
        QVERIFY(cursor.finish());
    }

    void writesTheShortestHead_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("0") << qint64(0) << QByteArray("00");
        QTest::newRow("23") << qint64(23) << QByteArray("17");
        QTest::newRow("24") << qint64(24) << QByteArray("1818");
        QTest::newRow("255") << qint64(255) << QByteArray("18ff");
        QTest::newRow("256") << qint64(256) << QByteArray("190100");
        QTest::newRow("65535") << qint64(65535) << QByteArray("19ffff");
        QTest::newRow("65536") << qint64(65536) << QByteArray("1a00010000");
        QTest::newRow("2^32-1") << qint64(0xffffffff) << QByteArray("1affffffff");
        QTest::newRow("2^32") << qint64(0x100000000) << QByteArray("1b0000000100000000");
        QTest::newRow("highest") << qint64(highest) << QByteArray("1b7fffffffffffffff");
        QTest::newRow("-1") << qint64(-1) << QByteArray("20");
        QTest::newRow("lowest") << qint64(lowest) << QByteArray("3b7fffffffffffffff");
    }

    void writesTheShortestHead()
    {
        QFETCH(qint64, value);
        QFETCH(QByteArray, hex);
        const QByteArray written = CborWriter().integer(value).take();
        QCOMPARE(written.toHex(), hex);
        CborCursor cursor(written, roomy);
        QCOMPARE(cursor.integer(value, value), value);
        QVERIFY(cursor.finish());
    }

    void refusesIntegersOutsideTheAskedRange()
    {
        for (const char* hex : {"04", "00", "1bffffffffffffffff", "3bffffffffffffffff"}) {
            const QByteArray message = QByteArray::fromHex(hex);
            CborCursor cursor(message, roomy);
            QCOMPARE(cursor.integer(1, 3), 0);
            QVERIFY(!cursor.finish());
        }
    }

    void staysFailedAndEmptyAfterTheFirstMistake()
    {
        const QByteArray message = QByteArray::fromHex("8441ff0161610a");
        CborCursor cursor(message, roomy);
        QCOMPARE(cursor.array(), 4);
        QCOMPARE(cursor.integer(), 0); // bytes stand here
        QVERIFY(!cursor.ok());
        QCOMPARE(cursor.integer(), 0);
        QVERIFY(cursor.text(10).isNull());
        QVERIFY(cursor.bytes().isNull());
        QVERIFY(cursor.bytes(1).isNull());
        QVERIFY(cursor.skip().isNull());
        QVERIFY(!cursor.boolean());
        QVERIFY(!cursor.nullNext());
        QVERIFY(!cursor.majorNext(0));
        QCOMPARE(cursor.array(), 0);
        QCOMPARE(cursor.map(), 0);
        QCOMPARE(cursor.key(), 0);
        QCOMPARE(cursor.id<VoucherId>(), VoucherId{});
        QVERIFY(!cursor.finish());
    }

    void refusesAnotherKindThanTheAskedOne()
    {
        const auto refuses = [](const char* hex, auto read) {
            const QByteArray message = QByteArray::fromHex(hex);
            CborCursor cursor(message, roomy);
            read(cursor);
            return !cursor.finish();
        };
        QVERIFY(refuses("6161", [](CborCursor& cursor) { cursor.bytes(); }));
        QVERIFY(refuses("4161", [](CborCursor& cursor) { cursor.text(9); }));
        QVERIFY(refuses("4161", [](CborCursor& cursor) { cursor.bytes(2); }));
        QVERIFY(refuses("4161", [](CborCursor& cursor) { cursor.id<KeyId>(); }));
        QVERIFY(refuses("626161", [](CborCursor& cursor) { cursor.text(1); }));
        QVERIFY(refuses("f6", [](CborCursor& cursor) { cursor.boolean(); }));
        QVERIFY(refuses("00", [](CborCursor& cursor) { cursor.boolean(); }));
        QVERIFY(refuses("a0", [](CborCursor& cursor) { cursor.array(); }));
        QVERIFY(refuses("80", [](CborCursor& cursor) { cursor.map(); }));
        QVERIFY(refuses("f5", [](CborCursor& cursor) { cursor.integer(); }));
        QVERIFY(refuses("d100", [](CborCursor& cursor) {
            cursor.tag(18);
            cursor.integer();
        }));
    }

    void seesNothingBehindTheEnd()
    {
        CborCursor cursor({}, roomy);
        QVERIFY(!cursor.majorNext(0));
        QVERIFY(!cursor.nullNext());
    }

    void takesAKeyOnlyWhereAMapHasOne()
    {
        const QByteArray message = QByteArray::fromHex("a10001");
        CborCursor cursor(message, roomy);
        cursor.map();
        cursor.key();
        QVERIFY(cursor.ok());
        cursor.key();
        QVERIFY(!cursor.ok());
    }

    void refusesAKeyThatIsNotAboveTheOneBefore()
    {
        for (const char* hex : {"a201000000", "a201000100", "a220000100"}) {
            const QByteArray message = QByteArray::fromHex(hex);
            CborCursor cursor(message, roomy);
            cursor.map();
            cursor.key();
            cursor.integer();
            QVERIFY(cursor.ok());
            cursor.key();
            QVERIFY(!cursor.ok());
        }
    }

    void readsATagAsPartOfTheKeyItStandsBefore()
    {
        const auto taken = [](const char* hex, std::uint64_t firstTag, std::uint64_t secondTag) {
            const QByteArray message = QByteArray::fromHex(hex);
            CborCursor cursor(message, roomy);
            cursor.map();
            for (const std::uint64_t tag : {firstTag, secondTag}) {
                cursor.tag(tag);
                cursor.integer();
                cursor.integer();
            }
            return cursor.finish();
        };
        QVERIFY(taken("a2c00100c10000", 0, 1));
        QVERIFY(!taken("a2c10000c00100", 1, 0));
    }

    void skipsOneWholeItemAndGivesItsBytes()
    {
        const QByteArray message = QByteArray::fromHex("83a1008201416107f6");
        CborCursor cursor(message, roomy);
        QCOMPARE(cursor.array(), 3);
        QCOMPARE(cursor.skip().toByteArray().toHex(), QByteArray("a10082014161"));
        QCOMPARE(cursor.skip().toByteArray().toHex(), QByteArray("07"));
        QCOMPARE(cursor.skip().toByteArray().toHex(), QByteArray("f6"));
        QVERIFY(cursor.finish());
    }

    void isNotFinishedBeforeTheLastElementNorTwice()
    {
        const QByteArray two = QByteArray::fromHex("820102");
        CborCursor early(two, roomy);
        early.array();
        early.integer();
        QVERIFY(!early.finish());

        const QByteArray sequence = QByteArray::fromHex("0102");
        CborCursor second(sequence, roomy);
        second.integer();
        second.integer();
        QVERIFY(!second.finish());
    }

    void refusesAtTheParsersWord()
    {
        const QByteArray message = QByteArray::fromHex("01");
        CborCursor cursor(message, roomy);
        cursor.integer();
        cursor.fail();
        QVERIFY(!cursor.finish());
    }

    void splicesAnItemThatIsAlreadyEncoded()
    {
        const QByteArray inner = CborWriter().array(1).integer(5).take();
        QCOMPARE(CborWriter().array(2).raw(inner).integer(6).take().toHex(), QByteArray("82810506"));
    }

    void writesTextInItsComposedForm() { QCOMPARE(CborWriter().text(u"e\u0301").take().toHex(), QByteArray("62c3a9")); }
};

QTEST_APPLESS_MAIN(CborTest)
#include "cbor_test.moc"
