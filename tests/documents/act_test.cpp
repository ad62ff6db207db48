#include "crypto/act.h"
#include "crypto/cbor.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <functional>

using namespace voucher;
using namespace voucher::test;

namespace {

using Outcome = OutcomeOf<DocumentError>;

} // namespace

class ActTest : public QObject
{
    Q_OBJECT

private:
    PrivateKey m_key = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey m_other = PrivateKey::generate(Algorithm::EdDSA);
    std::vector<Officer> m_officers{{OfficerNumber{1}, QStringLiteral("Άννα"), m_key.publicKey()},
                                    {OfficerNumber{2}, QStringLiteral("Βάσω"), m_other.publicKey()}};

    ActContent issued() const
    {
        ActContent content;
        content.number = 7;
        content.previous = sha256("before");
        content.at = baseInstant + std::chrono::milliseconds{123};
        content.officer = OfficerNumber{1};
        content.kind = ActKind::Issued;
        content.facts = {{FactKind::Voucher, sha256("one")}, {FactKind::Voucher, sha256("two")}};
        return content;
    }

    /// What becomes of a payload put together by hand, which our own writer would not make.
    bool taken(std::int64_t number, bool linked, std::int64_t kind, std::optional<std::int64_t> of = {},
               std::optional<std::int64_t> proposed = {}, bool named = false, bool extra = false,
               const QString& name = QStringLiteral("Γιάννα")) const
    {
        CborWriter writer;
        writer.map(6 + of.has_value() + proposed.has_value() + named + extra);
        writer.integer(1).integer(number).integer(2).bytes(linked ? QByteArray(32, 'h') : QByteArray(32, '\0'));
        writer.integer(3).integer(baseInstant.time_since_epoch().count()).integer(4).integer(1);
        writer.integer(5).integer(kind).integer(6).array(0);
        if (of)
            writer.integer(7).integer(*of);
        if (proposed)
            writer.integer(8).integer(*proposed);
        if (named)
            writer.integer(9).map(3).integer(1).integer(3).integer(2).text(name).integer(3).bytes(
                m_other.publicKey().spki());
        if (extra)
            writer.integer(10).integer(0);
        const auto act = verifyAct(sign1(m_key, Object::Act, writer.take()), m_officers);
        return act || act.error() != DocumentError::Malformed;
    }

private slots:

    void givesBackEverything()
    {
        ActContent content = issued();
        content.of = 6;
        const Act made = signAct(content, m_key);
        const auto read = verifyAct(made.message(), m_officers);
        QVERIFY(read);
        QCOMPARE(read->message(), made.message());
        QVERIFY(read->hash() == made.hash() && claimedActHash(made.message()) == made.hash());
        QVERIFY(read->content().number == 7 && read->content().previous == content.previous);
        QVERIFY(read->content().at == content.at && read->content().officer == OfficerNumber{1});
        QVERIFY(read->content().kind == ActKind::Issued && read->content().facts == content.facts);
        QVERIFY(read->content().of == Sequence(6) && !read->content().proposed && !read->content().named);

        ActContent added = issued();
        added.kind = ActKind::OfficerAdded;
        added.named = m_officers[1];
        const auto officer = verifyAct(signAct(added, m_key).message(), m_officers);
        QVERIFY(officer && officer->content().named->number == OfficerNumber{2});
        QCOMPARE(officer->content().named->name, QStringLiteral("Βάσω"));
        QVERIFY(officer->content().named->key == m_other.publicKey());
    }

    void isTakenFromItsOfficerAlone()
    {
        const QByteArray message = signAct(issued(), m_key).message();
        QCOMPARE(Outcome(verifyAct(message, m_officers)), Outcome());
        QCOMPARE(Outcome(verifyAct(message, {m_officers[1]})), Outcome(DocumentError::UnknownKey));
        QCOMPARE(Outcome(verifyAct(message, {})), Outcome(DocumentError::UnknownKey));
        // Under the name of another officer it is nobody's.
        QCOMPARE(Outcome(verifyAct(signAct(issued(), m_other).message(), m_officers)),
                 Outcome(DocumentError::Malformed));
        QByteArray spoilt = message;
        spoilt.back() = static_cast<char>(spoilt.back() ^ 1);
        QCOMPARE(Outcome(verifyAct(spoilt, m_officers)), Outcome(DocumentError::BadSignature));
        QCOMPARE(Outcome(verifyAct("act", m_officers)), Outcome(DocumentError::Malformed));
    }

    void isOneActHoweverOftenItIsSigned()
    {
        const Act act = signAct(issued(), m_key);
        QByteArray otherSignature = act.message();
        otherSignature.back() = static_cast<char>(otherSignature.back() ^ 1);
        QVERIFY(claimedActHash(otherSignature) == act.hash());
        ActContent later = issued();
        later.at += std::chrono::milliseconds{1};
        QVERIFY(signAct(later, m_key).hash() != act.hash());
    }

    void opensALogOnceAndAtItsBeginning()
    {
        QVERIFY(taken(1, false, 1, {}, {}, true));
        QVERIFY(!taken(1, true, 1, {}, {}, true));
        QVERIFY(!taken(2, true, 1, {}, {}, true));
        QVERIFY(!taken(1, false, 8));
        QVERIFY(!taken(2, false, 8));
        QVERIFY(!taken(0, false, 1, {}, {}, true));
    }

    void saysWhatItsKindNeedsAndNothingElse()
    {
        QVERIFY(taken(9, true, 6, 8));
        QVERIFY(!taken(9, true, 6));
        QVERIFY(!taken(9, true, 6, 9));
        QVERIFY(!taken(9, true, 6, 0));
        QVERIFY(taken(9, true, 5, {}, 8));
        QVERIFY(!taken(9, true, 5));
        QVERIFY(!taken(9, true, 5, 8, 8));
        QVERIFY(!taken(9, true, 8, {}, 8));
        QVERIFY(!taken(9, true, 2, 8));
        QVERIFY(taken(9, true, 3, {}, {}, true));
        QVERIFY(taken(9, true, 4, 8, {}, true));
        QVERIFY(!taken(9, true, 3));
        QVERIFY(!taken(9, true, 8, {}, {}, true));
        QVERIFY(taken(9, true, 23));
        QVERIFY(!taken(9, true, 24));
        QVERIFY(!taken(9, true, 0));
        QVERIFY(!taken(9, true, 8, {}, {}, false, true));
    }

    void namesAnOfficerInTwoHundredBytes()
    {
        const auto named = [this](qsizetype letters) {
            return taken(9, true, 3, {}, {}, true, false, QString(letters, QLatin1Char('a')));
        };
        QVERIFY(named(1) && named(200));
        QVERIFY(!named(0) && !named(201));
    }

    void holdsFiftyThousandFacts()
    {
        ActContent content = issued();
        content.facts.assign(mostFacts, {FactKind::Voucher, sha256("one")});
        const auto read = verifyAct(signAct(content, m_key).message(), m_officers);
        QVERIFY(read && read->content().facts.size() == mostFacts);
    }
};

QTEST_APPLESS_MAIN(ActTest)
#include "act_test.moc"
