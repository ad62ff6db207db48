#include "tests/sync/carrier_cases.h"

using namespace voucher;
using namespace voucher::test;

/// Both documents by every carrier: HTTPS through the courier, a file, a poster.
class CarriersTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Field> m_field; ///< as long as nothing was taken there, the next attempt finds it as new

private slots:
    void takesOrRefusesWithItsCode_data();
    void takesOrRefusesWithItsCode();
    void aListMayNeedTheOtherDocumentOfItsPoster();
    void anOldListKeepsNoNewBulletinOut();
    void nothingIsTakenBeforeTheEnrolment();
    void aFrameIsNoDocument();
};

void CarriersTest::takesOrRefusesWithItsCode_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("list");
    for (const bool list : {true, false}) {
        const std::vector<Case> cases = list ? trustListCases() : bulletinCases();
        for (std::size_t number = 0; number < cases.size(); ++number)
            QTest::addRow("%s: %s", list ? "trust list" : "bulletin", cases[number].name) << int(number) << list;
    }
}

void CarriersTest::takesOrRefusesWithItsCode()
{
    QFETCH(const int, number);
    QFETCH(const bool, list);
    const Case attempt = (list ? trustListCases() : bulletinCases()).at(std::size_t(number));
    if (!m_field || m_field->touched)
        m_field = std::make_unique<Field>();
    auto& field = m_field;
    QByteArray message = attempt.attempt(*field);
    for (const Carrier carrier : {Carrier::Https, Carrier::File, Carrier::Poster}) {
        const QByteArray trustList = field->tablet.ledger->trustList()->message();
        const QByteArray bulletin = field->bulletin();
        const std::optional<DocumentError> refused = field->carry(carrier, attempt.kind, message);
        QVERIFY2(refused == attempt.refusedAs, refused ? qPrintable(QString::number(int(*refused))) : "taken");
        const bool taken = !attempt.refusedAs;
        QCOMPARE(field->tablet.ledger->trustList()->message(), taken && list ? message : trustList);
        if (!(taken && list))
            QCOMPARE(field->bulletin(), taken ? message : bulletin);
        if (taken) {
            // A restart finds the same; and the next carrier needs a tablet that has not taken it yet.
            const QByteArray kept = field->tablet.ledger->trustList()->message();
            field->tablet.courier.reset();
            field->tablet.ledger.reset();
            const auto again = Ledger::open(field->tablet.folder.filePath(QStringLiteral("ledger"))).value();
            QCOMPARE(again->trustList()->message(), kept);
            field = std::make_unique<Field>();
            message = attempt.attempt(*field);
        }
    }
}

void CarriersTest::aListMayNeedTheOtherDocumentOfItsPoster()
{
    Field field;
    TrustListContent list = listOf(field, 5);
    list.keys.push_back(keyOf(KeyRole::Bulletin, newBulletinKey()));
    const QByteArray update = encode(
        Update{signTrustList(list, field.town().rootActive), signBulletin(bulletinOf(field, 6), newBulletinKey())});
    QVERIFY(takeUpdate(*field.tablet.ledger, update, field.tablet.clock.read()).value());
    QCOMPARE(field.version(Kind::TrustList), 5);
    QCOMPARE(field.version(Kind::Bulletin), 6);
    QVERIFY(!takeUpdate(*field.tablet.ledger, update, field.tablet.clock.read()).value());
}

void CarriersTest::anOldListKeepsNoNewBulletinOut()
{
    Field field;
    field.bring(listOf(field, 5));
    const QByteArray update = encode(Update{signTrustList(listOf(field, 4), field.town().rootActive),
                                            signBulletin(bulletinOf(field, 6), field.town().bulletinKey)});
    QVERIFY(takeUpdate(*field.tablet.ledger, update, field.tablet.clock.read()).value());
    QCOMPARE(field.version(Kind::TrustList), 5);
    QCOMPARE(field.version(Kind::Bulletin), 6);
}

void CarriersTest::nothingIsTakenBeforeTheEnrolment()
{
    Tablet tablet;
    const QByteArray update =
        encode(Update{tablet.office.town.trustList().message(), tablet.office.town.bulletin().message()});
    const auto taken = takeUpdate(*tablet.ledger, update, tablet.clock.read());
    QVERIFY(!taken && taken.error().error == DocumentError::NotForUs);
}

void CarriersTest::aFrameIsNoDocument()
{
    Field field;
    for (const QByteArray& bytes : {QByteArray(), QByteArray("x"), field.tablet.ledger->trustList()->message(),
                                    QByteArray(largestUpdate + 1, '\x82')}) {
        const auto taken = takeUpdate(*field.tablet.ledger, bytes, field.tablet.clock.read());
        QVERIFY(!taken && taken.error().error == DocumentError::Malformed);
    }
}

QTEST_GUILESS_MAIN(CarriersTest)
#include "carriers_test.moc"
