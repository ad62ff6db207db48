#include "tests/documents/specimens.h"

#include "crypto/cbor.h"

#include <QTest>

#include <algorithm>

using namespace voucher;
using namespace voucher::test;

namespace {

/// The payload with one more key, which every reader skips and which sorts behind all others.
QByteArray padded(QByteArray payload, qsizetype size)
{
    constexpr std::int64_t unknownKey = -100'000;
    payload[0] = static_cast<char>(payload[0] + 1);
    return payload + CborWriter().integer(unknownKey).take() + CborWriter().bytes(QByteArray(size, '\0')).take();
}

} // namespace

/// Objects that may grow with the years, and keep within bounds that a tablet can afford.
class LengthsTest : public QObject
{
    Q_OBJECT

private:
    Specimens m_specimens;

private slots:

    void takesAnObjectUpToItsLength_data()
    {
        QTest::addColumn<qsizetype>("longest");
        QTest::newRow("trust list") << qsizetype{256 * 1024};
        QTest::newRow("bulletin") << qsizetype{4 * 1024 * 1024};
        QTest::newRow("receipt") << qsizetype{4 * 1024 * 1024};
    }

    void takesAnObjectUpToItsLength()
    {
        QFETCH(qsizetype, longest);
        const auto& specimen = *std::ranges::find_if(
            m_specimens.all(), [](const Specimen& one) { return qstrcmp(one.name, QTest::currentDataTag()) == 0; });
        const auto signers = m_specimens.signers();
        const auto signer = std::ranges::find_if(
            signers, [&](const Specimens::Signer& one) { return m_specimens.rightful(specimen, *one.key); });
        const auto message = [&](qsizetype padding) {
            return sign1(*signer->key, specimen.object, padded(specimen.payload, padding));
        };
        const qsizetype padding = longest - (message(longest).size() - longest);
        QCOMPARE(message(padding).size(), longest);
        QVERIFY(specimen.taken(message(padding)));
        QVERIFY(!specimen.taken(message(padding + 1)));
    }
};

QTEST_APPLESS_MAIN(LengthsTest)
#include "lengths_test.moc"
