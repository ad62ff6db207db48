#include "crypto/cbor.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

using Outcome = OutcomeOf<DocumentError>;

template <typename Value>
Outcome outcome(const tl::expected<Value, DocumentError>& result)
{
    return Outcome(result);
}

} // namespace

class TrustListTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    PrivateKey m_newRoot = PrivateKey::generate(Algorithm::EdDSA);
    PrivateKey m_otherNewRoot = PrivateKey::generate(Algorithm::EdDSA);

    static Roots roots(const PrivateKey& active, const PrivateKey& spare)
    {
        return {active.publicKey(), spare.publicKey()};
    }

    QByteArray listWith(const Roots& roots, const PrivateKey& signer, std::int64_t version = 1,
                        Instant issued = baseInstant) const
    {
        TrustListContent content = m_municipality.trustListContent();
        content.roots = roots;
        content.version = version;
        content.issued = issued;
        return signTrustList(content, signer);
    }

    TrustList verified(const Roots& roots, const PrivateKey& signer, const Roots& pinned, std::int64_t version,
                       Instant issued = baseInstant) const
    {
        return verifyTrustList(listWith(roots, signer, version, issued), pinned).value();
    }

    /// One key with its fields as given, in a list signed by the root.
    Outcome outcomeOfKey(int role, int algorithm, QByteArrayView spki, int copies = 1, bool extraKeys = false,
                         std::int64_t notAfter = 2000) const
    {
        CborWriter writer;
        writer.map(extraKeys ? 7 : 6).integer(1).integer(1).integer(2).integer(1000).integer(3).integer(2000);
        writer.integer(4).array(copies);
        for (int i = 0; i < copies; ++i) {
            writer.map(extraKeys ? 6 : 5).integer(1).integer(role).integer(2).integer(algorithm).integer(3).bytes(spki);
            writer.integer(4).integer(1000).integer(5).integer(notAfter);
            if (extraKeys)
                writer.integer(30).text(u"later");
        }
        writer.integer(5).array(2).bytes(m_municipality.rootActive.publicKey().spki());
        writer.bytes(m_municipality.rootSpare.publicKey().spki()).integer(6).array(0);
        if (extraKeys)
            writer.integer(99).array(1).null();
        const QByteArray message = sign1(m_municipality.rootActive, Object::TrustList, writer.take());
        return outcome(verifyTrustList(message, m_municipality.roots()));
    }

private slots:

    void givesBackEverything()
    {
        TrustListContent content = m_municipality.trustListContent();
        content.version = 42;
        content.keys[2].revoked = baseInstant;
        content.tlsAuthorities = {"first", "second"};
        const QByteArray message = signTrustList(content, m_municipality.rootSpare);
        const auto list = verifyTrustList(message, m_municipality.roots());
        QVERIFY(list);
        QCOMPARE(list->message(), message);
        QVERIFY(list->signedBy() == m_municipality.rootSpare.publicKey().id());
        const TrustListContent& read = list->content();
        QVERIFY(read.version == 42 && read.issued == content.issued && read.expires == content.expires);
        QVERIFY(read.roots == content.roots);
        QCOMPARE(read.tlsAuthorities, content.tlsAuthorities);
        QCOMPARE(read.keys.size(), content.keys.size());
        for (std::size_t i = 0; i < read.keys.size(); ++i) {
            QVERIFY(read.keys[i].role == content.keys[i].role && read.keys[i].key == content.keys[i].key);
            QVERIFY(read.keys[i].notBefore == content.keys[i].notBefore);
            QVERIFY(read.keys[i].notAfter == content.keys[i].notAfter);
            QVERIFY(read.keys[i].revoked == content.keys[i].revoked);
        }
    }

    void findsAKeyOnlyInItsRole()
    {
        const TrustList list = m_municipality.trustList();
        const KeyId issuer = m_municipality.issuer.publicKey().id();
        QVERIFY(list.find(KeyRole::Issuer, issuer));
        QVERIFY(!list.find(KeyRole::Bulletin, issuer));
        QVERIFY(!list.find(KeyRole::Issuer, KeyId{}));
    }

    void sealsToTheNewestValidKey()
    {
        const PrivateKey newer = PrivateKey::generate(Algorithm::EcdhEs);
        const PrivateKey revoked = PrivateKey::generate(Algorithm::EcdhEs);
        const PrivateKey future = PrivateKey::generate(Algorithm::EcdhEs);
        const TrustList list = m_municipality.trustList([&](TrustListContent& content) {
            const Instant end = baseInstant + 100h;
            content.keys.push_back({KeyRole::Intake, newer.publicKey(), baseInstant - 2h, end, {}});
            content.keys.push_back({KeyRole::Intake, revoked.publicKey(), baseInstant - 1h, end, baseInstant});
            content.keys.push_back({KeyRole::Intake, future.publicKey(), baseInstant + 1h, end, {}});
        });
        QVERIFY(list.newest(KeyRole::Intake, baseInstant)->key == newer.publicKey());
        QVERIFY(list.newest(KeyRole::Intake, baseInstant - 3h)->key == m_municipality.intake.publicKey());
        QVERIFY(list.newest(KeyRole::Intake, baseInstant + 1h)->key == future.publicKey());
        QVERIFY(list.newest(KeyRole::Intake, baseInstant + 101h)->key == m_municipality.intake.publicKey());
        QVERIFY(!list.newest(KeyRole::Intake, baseInstant + 100000h));
    }

    void refusesAListOfAStrangerOrOfAnOrdinaryKey()
    {
        const Roots pinned = m_municipality.roots();
        QCOMPARE(outcome(verifyTrustList(listWith(pinned, m_newRoot), pinned)), Outcome(DocumentError::UnknownKey));
        QCOMPARE(outcome(verifyTrustList(listWith(pinned, m_municipality.issuer), pinned)),
                 Outcome(DocumentError::UnknownKey));
    }

    void refusesEveryFlippedByte()
    {
        const QByteArray message = listWith(m_municipality.roots(), m_municipality.rootActive);
        for (qsizetype i = 0; i < message.size(); ++i) {
            QByteArray flipped = message;
            flipped[i] = static_cast<char>(flipped[i] ^ 1 << i % 8);
            QVERIFY(!verifyTrustList(flipped, m_municipality.roots()));
        }
    }

    void refusesDuplicateKeysAlsoAcrossRolesAndRoots()
    {
        const QByteArray issuer = m_municipality.issuer.publicKey().spki();
        QCOMPARE(outcomeOfKey(1, -8, issuer), Outcome());
        QCOMPARE(outcomeOfKey(1, -8, issuer, 2), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfKey(1, -8, m_municipality.rootSpare.publicKey().spki()), Outcome(DocumentError::Malformed));
    }

    void refusesAKeyThatEndsBeforeItBegins()
    {
        const QByteArray issuer = m_municipality.issuer.publicKey().spki();
        QCOMPARE(outcomeOfKey(1, -8, issuer, 1, false, 1000), Outcome());
        QCOMPARE(outcomeOfKey(1, -8, issuer, 1, false, 999), Outcome(DocumentError::Malformed));
    }

    void refusesAListThatEndsBeforeItBeginsOrNamesOneRootTwice()
    {
        const auto malformed = [&](std::int64_t version, std::int64_t expires, const PrivateKey& spare) {
            CborWriter writer;
            writer.map(6).integer(1).integer(version).integer(2).integer(1000).integer(3).integer(expires);
            writer.integer(4).array(0).integer(5).array(2).bytes(m_municipality.rootActive.publicKey().spki());
            writer.bytes(spare.publicKey().spki()).integer(6).array(0);
            const QByteArray message = sign1(m_municipality.rootActive, Object::TrustList, writer.take());
            return outcome(verifyTrustList(message, m_municipality.roots())) == Outcome(DocumentError::Malformed);
        };
        QVERIFY(!malformed(1, 1001, m_municipality.rootSpare));
        QVERIFY(malformed(1, 1000, m_municipality.rootSpare));
        QVERIFY(malformed(0, 1001, m_municipality.rootSpare));
        QVERIFY(malformed(1, 1001, m_municipality.rootActive));
    }

    void holdsFiveHundredKeysAndSixteenAuthoritiesAtMost()
    {
        const auto taken = [&](int keys, int authorities) {
            CborWriter writer;
            writer.map(6).integer(1).integer(1).integer(2).integer(1000).integer(3).integer(2000).integer(4).array(
                keys);
            // Of a role that this program does not know: the number of keys is bounded all the same.
            for (int key = 0; key < keys; ++key) {
                writer.map(5).integer(1).integer(9).integer(2).integer(1).integer(3).bytes("key");
                writer.integer(4).integer(1).integer(5).integer(2);
            }
            writer.integer(5).array(2).bytes(m_municipality.rootActive.publicKey().spki());
            writer.bytes(m_municipality.rootSpare.publicKey().spki()).integer(6).array(authorities);
            for (int authority = 0; authority < authorities; ++authority)
                writer.bytes("authority");
            const QByteArray message = sign1(m_municipality.rootActive, Object::TrustList, writer.take());
            return outcome(verifyTrustList(message, m_municipality.roots())) == Outcome();
        };
        QVERIFY(taken(500, 16));
        QVERIFY(!taken(501, 16));
        QVERIFY(!taken(500, 17));
    }

    void refusesAKeyWhoseAlgorithmIsNotItsRoles()
    {
        const QByteArray edward = m_municipality.issuer.publicKey().spki();
        const QByteArray p256 = m_municipality.intake.publicKey().spki();
        QCOMPARE(outcomeOfKey(5, -25, p256), Outcome());
        QCOMPARE(outcomeOfKey(1, -7, p256), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfKey(1, -8, p256), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfKey(5, -8, edward), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfKey(1, -8, edward.chopped(1)), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOfKey(0, -8, edward), Outcome(DocumentError::Malformed));
    }

    void leavesOutRolesAndFieldsOfALaterProgram()
    {
        QCOMPARE(outcomeOfKey(7, -99, "whatever"), Outcome());
        QCOMPARE(outcomeOfKey(1, -8, m_municipality.issuer.publicKey().spki(), 1, true), Outcome());
    }

    void takesARootChangeOnlyFromTheRootThatStays()
    {
        const auto& [active, spare] = std::tie(m_municipality.rootActive, m_municipality.rootSpare);
        const Roots pinned = m_municipality.roots();
        const auto change = [&](const Roots& next, const PrivateKey& signer) {
            return outcome(verifyTrustList(listWith(next, signer), pinned));
        };
        const Outcome taken;
        const Outcome refused(DocumentError::UnknownKey);
        QCOMPARE(change(roots(spare, active), active), taken);
        QCOMPARE(change(roots(spare, active), spare), taken);
        QCOMPARE(change(roots(spare, m_newRoot), spare), taken);
        QCOMPARE(change(roots(m_newRoot, spare), spare), taken);
        QCOMPARE(change(roots(spare, m_newRoot), active), refused);
        QCOMPARE(change(roots(active, m_newRoot), active), taken);
        QCOMPARE(change(roots(active, m_newRoot), spare), refused);
        QCOMPARE(change(roots(active, m_newRoot), m_newRoot), refused);
        QCOMPARE(change(roots(m_newRoot, m_otherNewRoot), active), refused);
        QCOMPARE(change(roots(m_newRoot, m_otherNewRoot), spare), refused);
    }

    void replacesOnlyByAHigherVersion()
    {
        const Roots pinned = m_municipality.roots();
        const PrivateKey& root = m_municipality.rootActive;
        const TrustList current = verified(pinned, root, pinned, 5);
        const auto replaced = [&](std::int64_t version, const PrivateKey& signer) {
            return outcome(mayReplace(current, verified(pinned, signer, pinned, version), baseInstant));
        };
        QCOMPARE(replaced(6, root), Outcome());
        QCOMPARE(replaced(5, root), Outcome(DocumentError::Older));
        QCOMPARE(replaced(4, root), Outcome(DocumentError::Older));
        QCOMPARE(replaced(4, m_municipality.rootSpare), Outcome(DocumentError::Older));
    }

    void refusesAnExpiredReplacement()
    {
        const Roots pinned = m_municipality.roots();
        const TrustList current = verified(pinned, m_municipality.rootActive, pinned, 1);
        const TrustList next = verified(pinned, m_municipality.rootActive, pinned, 2);
        const Instant end = next.content().expires;
        QCOMPARE(outcome(mayReplace(current, next, end - 1ms)), Outcome());
        QCOMPARE(outcome(mayReplace(current, next, end)), Outcome(DocumentError::Expired));
    }

    void startsVersionsAnewWhenTheSigningRootIsThrownOut()
    {
        const Roots pinned = m_municipality.roots();
        const Roots rescued = roots(m_municipality.rootSpare, m_newRoot);
        const TrustList stolen = verified(pinned, m_municipality.rootActive, pinned, 1'000'000);
        const TrustList rescue = verified(rescued, m_municipality.rootSpare, pinned, 2, baseInstant + 1h);
        QCOMPARE(outcome(mayReplace(stolen, rescue, baseInstant + 2h)), Outcome());
        const TrustList older = verified(rescued, m_municipality.rootSpare, pinned, 2, baseInstant - 1h);
        QCOMPARE(outcome(mayReplace(stolen, older, baseInstant + 2h)), Outcome(DocumentError::Older));
    }

    void overcomesAThiefsListFromTheFuture()
    {
        const Roots pinned = m_municipality.roots();
        const TrustList stolen = verified(pinned, m_municipality.rootActive, pinned, 1'000'000, baseInstant + 1000h);
        const TrustList rescue =
            verified(roots(m_municipality.rootSpare, m_newRoot), m_municipality.rootSpare, pinned, 2, baseInstant);
        QCOMPARE(outcome(mayReplace(stolen, rescue, baseInstant)), Outcome());
    }

    void neverLetsAReplayedListBringAStolenRootBack()
    {
        const Roots pinned = m_municipality.roots();
        const Roots rescued = roots(m_municipality.rootSpare, m_newRoot);
        for (const PrivateKey* signer : {&m_municipality.rootSpare, &m_newRoot}) {
            const TrustList rescue = verified(rescued, *signer, rescued, 3, baseInstant);
            const TrustList replay = verified(pinned, m_municipality.rootSpare, rescued, 2, baseInstant - 1h);
            QCOMPARE(outcome(mayReplace(rescue, replay, baseInstant + 1h)), Outcome(DocumentError::Older));
        }
    }

    void refusesAReplacementVerifiedUnderOtherRoots()
    {
        const Roots pinned = m_municipality.roots();
        const Roots strange = roots(m_newRoot, m_otherNewRoot);
        const TrustList current = verified(pinned, m_municipality.rootActive, pinned, 1);
        const TrustList other = verified(strange, m_newRoot, strange, 9);
        QCOMPARE(outcome(mayReplace(current, other, baseInstant)), Outcome(DocumentError::UnknownKey));
    }
};

QTEST_APPLESS_MAIN(TrustListTest)
#include "trust_list_test.moc"
