#include "crypto/refusal.h"

#include <QTest>

#include <set>

using namespace voucher;

class RefusalTest : public QObject
{
    Q_OBJECT

private slots:

    void namesEveryRefusalOnce()
    {
        std::set<std::string_view> names;
        for (std::uint64_t number = 1; number <= static_cast<std::uint64_t>(Refusal::StorageFull); ++number) {
            const auto refusal = refusalFrom(number);
            QVERIFY(refusal && static_cast<std::uint64_t>(*refusal) == number);
            QVERIFY(!nameOf(*refusal).empty() && names.insert(nameOf(*refusal)).second);
        }
        QCOMPARE(nameOf(Refusal::NotOurCode), "NotOurCode");
        QCOMPARE(nameOf(Refusal::StorageFull), "StorageFull");
    }

    void takesNoNumberThatNoRefusalHas()
    {
        for (const std::uint64_t number : {0ull, 25ull, 255ull, 256ull, 257ull, ~0ull})
            QVERIFY(!refusalFrom(number));
    }

    void namesEveryConditionOnce()
    {
        std::set<std::string_view> names;
        for (std::uint32_t flag = 1; flag <= static_cast<std::uint32_t>(Condition::NotConfirmed); flag <<= 1)
            QVERIFY(!nameOf(Condition(flag)).empty() && names.insert(nameOf(Condition(flag))).second);
        QVERIFY(nameOf(Condition(1u << 30)).empty());
    }
};

QTEST_APPLESS_MAIN(RefusalTest)
#include "refusal_test.moc"
