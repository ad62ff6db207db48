#include "crypto/act.h"
#include "crypto/entry.h"
#include "crypto/receipt.h"
#include "crypto/sign1.h"
#include "sync/export.h"
#include "tests/documents/specimens.h"

#include <QTest>

#include <functional>

using namespace voucher;
using namespace voucher::test;

namespace {

struct Kind
{
    const char* name;
    QByteArray message;
    std::function<bool(const QByteArray&)> taken;
};

} // namespace

/// Each signed object is offered to the reader of every other kind. One Ed25519 key has every role here in turn, so
/// that only external_aad keeps the kinds apart, not the key.
class ObjectMatrixTest : public QObject
{
    Q_OBJECT

private:
    static bool invitationTaken(const QByteArray& message, const QByteArray& list)
    {
        const auto scanned = ScannedInvitation::fromText(invitationText(message));
        return scanned && verifyInvitation(*scanned, list, baseInstant).has_value();
    }

    /// The objects of a municipality that does everything with the keys given, each with its own reader.
    static std::vector<Kind> kinds(const TestMunicipality& all, const PrivateKey& one, const PrivateKey& terminal)
    {
        const auto listWith = [&all, one](KeyRole role) {
            return all.trustList([&](TrustListContent& content) {
                content.keys = {{role,
                                 one.publicKey(),
                                 baseInstant - std::chrono::hours{20000},
                                 baseInstant + std::chrono::hours{20000},
                                 {}}};
            });
        };
        const TerminalId id{{1, 1, 1, 1, 1, 1, 1, 1}};
        ReceiptContent receipt;
        receipt.terminal = id;
        receipt.serverTime = baseInstant;
        EntryContent entry;
        entry.terminal = id;
        entry.at = baseInstant;
        entry.body = NoticeBody{NoticeKind::Enrolled, {}};
        ActContent act;
        act.at = baseInstant;
        act.officer = OfficerNumber{1};
        act.named = Officer{OfficerNumber{1}, QStringLiteral("Άννα"), one.publicKey()};
        const std::vector<Officer> officers{*act.named};
        const PublicKey& terminalKey = terminal.publicKey();
        // The list is signed by the one key too: it is pinned as a root for its reader.
        const Roots pinned{one.publicKey(), all.rootSpare.publicKey()};
        TrustListContent list = all.trustListContent();
        list.roots = pinned;
        return {
            {"voucher", signVoucher(all.claims(), one),
             [=](const QByteArray& message) {
                 return verifyVoucherMessage(message, listWith(KeyRole::Issuer)).has_value();
             }},
            {"trust list", signTrustList(list, one),
             [=](const QByteArray& message) { return verifyTrustList(message, pinned).has_value(); }},
            {"bulletin", signBulletin(all.bulletinContent(), one),
             [=](const QByteArray& message) {
                 return verifyBulletin(message, listWith(KeyRole::Bulletin)).has_value();
             }},
            {"invitation", signInvitation(all.invitationContent(), one),
             [=](const QByteArray& message) {
                 return invitationTaken(message, listWith(KeyRole::Enrolment).message());
             }},
            {"entry", signEntry(entry, terminal).message(),
             [=](const QByteArray& message) { return verifyEntry(message, terminalKey).has_value(); }},
            {"receipt", signReceipt(receipt, one),
             [=](const QByteArray& message) {
                 return verifyReceipt(message, listWith(KeyRole::Receipt), id, Hash{}).has_value();
             }},
            {"act", signAct(act, one).message(),
             [=](const QByteArray& message) { return verifyAct(message, officers).has_value(); }},
            {"export", sign1(terminal, Object::Export, "a request"),
             [=](const QByteArray& message) {
                 return verifyExport(CborWriter().array(1).bytes(message).take(), terminalKey).has_value();
             }},
        };
    }

private slots:

    void takesEachObjectOnlyAsWhatItIs()
    {
        const TestMunicipality all;
        const std::vector<Kind> every =
            kinds(all, PrivateKey::generate(Algorithm::EdDSA), PrivateKey::generate(Algorithm::ES256));
        for (const Kind& object : every) {
            for (const Kind& reader : every) {
                const QByteArray pair = QByteArray(object.name) + " offered as " + reader.name;
                QVERIFY2(reader.taken(object.message) == (&object == &reader), pair.constData());
            }
        }
    }

    void refusesEveryPayloadSignedAsAnotherObject()
    {
        const TestMunicipality all;
        const PrivateKey one = PrivateKey::generate(Algorithm::EdDSA);
        const TrustList issuers = all.trustList([&](TrustListContent& content) {
            content.keys = {{KeyRole::Issuer,
                             one.publicKey(),
                             baseInstant - std::chrono::hours{20000},
                             baseInstant + std::chrono::hours{20000},
                             {}}};
        });
        const QByteArray message = signVoucher(all.claims(), one);
        const auto payload = Sign1::parse(message, {.bytes = 800, .depth = 4, .items = 64})
                                 ->payloadIfSigned(one.publicKey(), Object::Voucher);
        QVERIFY(payload);
        for (const Object object : {Object::TrustList, Object::Bulletin, Object::Invitation, Object::Entry,
                                    Object::Receipt, Object::Statement, Object::Act, Object::Export}) {
            const auto verified = verifyVoucherMessage(sign1(one, object, *payload), issuers);
            QVERIFY(!verified && verified.error() == Refusal::BadSignature);
        }
        QVERIFY(verifyVoucherMessage(sign1(one, Object::Voucher, *payload), issuers));
    }

    /// Every kind of object, with the very payload of the good one, signed by everyone who has a key.
    void takesEachObjectOnlyFromItsOwnRole()
    {
        const Specimens specimens;
        for (const Specimen& specimen : specimens.all()) {
            QVERIFY2(specimen.taken(specimen.message), specimen.name);
            for (const Specimens::Signer& signer : specimens.signers()) {
                const QByteArray pair = QByteArray(specimen.name) + " signed by " + signer.name;
                const QByteArray message = sign1(*signer.key, specimen.object, specimen.payload);
                QVERIFY2(specimen.taken(message) == specimens.rightful(specimen, *signer.key), pair.constData());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ObjectMatrixTest)
#include "object_matrix_test.moc"
