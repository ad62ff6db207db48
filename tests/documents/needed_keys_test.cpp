#include "crypto/act.h"
#include "crypto/entry.h"
#include "crypto/receipt.h"
#include "crypto/sign1.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <functional>

using namespace voucher;
using namespace voucher::test;

namespace {

/// A payload that lacks one key, somewhere in it.
struct Removal
{
    QByteArray path; ///< keys and places in arrays, from the outermost
    QByteArray payload;
};

/// Finds every key of every map in a payload of ours; reads what `wire.cddl` allows and nothing else.
class Walk
{
public:
    explicit Walk(QByteArray payload) : m_payload(std::move(payload)) { item({}); }

    const std::vector<Removal>& removals() const { return m_removals; }

private:
    std::uint64_t next() { return static_cast<std::uint8_t>(m_payload[m_at++]); }

    std::uint64_t argument(std::uint64_t information)
    {
        if (information < 24)
            return information;
        std::uint64_t value = 0;
        for (int bytes = 1 << (information - 24); bytes > 0; --bytes)
            value = value << 8 | next();
        return value;
    }

    void item(const QByteArray& path)
    {
        const qsizetype head = m_at;
        const std::uint64_t first = next();
        const std::uint64_t value = argument(first & 31);
        switch (first >> 5) {
        case 2:
        case 3:
            m_at += static_cast<qsizetype>(value);
            break;
        case 4:
            for (std::uint64_t place = 0; place < value; ++place)
                item(path + QByteArray::number(static_cast<qulonglong>(place)) + '/');
            break;
        case 5:
            for (std::uint64_t pair = 0; pair < value; ++pair)
                entry(path, head);
            break;
        default:
            break;
        }
    }

    void entry(const QByteArray& path, qsizetype head)
    {
        const qsizetype start = m_at;
        const std::uint64_t first = next();
        const auto number = static_cast<qlonglong>(argument(first & 31));
        const QByteArray inner = path + QByteArray::number(first >> 5 == 0 ? number : -1 - number);
        item(inner + '/');
        QByteArray without = m_payload;
        without[head] = static_cast<char>(without[head] - 1);
        m_removals.push_back({inner, without.remove(start, m_at - start)});
    }

    QByteArray m_payload;
    qsizetype m_at = 0;
    std::vector<Removal> m_removals;
};

QByteArray payloadOf(const QByteArray& message)
{
    CborCursor cursor(message, {.bytes = 100'000, .depth = 4, .items = 10});
    cursor.tag(18);
    cursor.array();
    cursor.skip();
    cursor.skip();
    return cursor.bytes().toByteArray();
}

/// The keys without which the object is still taken.
QByteArrayList optionalKeys(const QByteArray& message, const PrivateKey& key, Object object,
                            const std::function<bool(const QByteArray&)>& taken)
{
    QByteArrayList found;
    const Walk walk(payloadOf(message));
    for (const Removal& removal : walk.removals()) {
        if (taken(sign1(key, object, removal.payload)))
            found.append(removal.path);
    }
    return found;
}

} // namespace

/// Every key of every object is left out once; only what `wire.cddl` marks with a question mark may be missing.
class NeededKeysTest : public QObject
{
    Q_OBJECT

private:
    TestMunicipality m_municipality;
    TrustList m_list = m_municipality.trustList();

    QByteArrayList optionalIn(const EntryBody& body, bool clockDoubtful = false) const
    {
        const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
        EntryContent content;
        content.sequence = 9;
        content.at = baseInstant;
        content.clockDoubtful = clockDoubtful;
        content.body = body;
        return optionalKeys(signEntry(content, key).message(), key, Object::Entry, [&](const QByteArray& message) {
            return verifyEntry(message, key.publicKey()).has_value();
        });
    }

private slots:

    void aVoucherNeedsAllButProviderAndPractice()
    {
        VoucherClaims claims = m_municipality.claims();
        claims.practice = true;
        const auto taken = [&](const QByteArray& message) { return verifyVoucherMessage(message, m_list).has_value(); };
        QCOMPARE(
            optionalKeys(signVoucher(claims, m_municipality.issuer), m_municipality.issuer, Object::Voucher, taken),
            QByteArrayList({"-70000/6", "-70000/7"}));
    }

    void aTrustListNeedsAllButRevocations()
    {
        TrustListContent content = m_municipality.trustListContent();
        content.keys[2].revoked = baseInstant;
        const auto taken = [&](const QByteArray& message) {
            return verifyTrustList(message, m_municipality.roots()).has_value();
        };
        QCOMPARE(optionalKeys(signTrustList(content, m_municipality.rootActive), m_municipality.rootActive,
                              Object::TrustList, taken),
                 QByteArrayList({"4/2/6"}));
    }

    void aBulletinNeedsAllButMarksAndLimits()
    {
        BulletinContent content = m_municipality.bulletinContent();
        content.services[0].asksSignature = true;
        content.limits.visitsPerMonth = 12;
        const auto taken = [&](const QByteArray& message) { return verifyBulletin(message, m_list).has_value(); };
        QCOMPARE(optionalKeys(signBulletin(content, m_municipality.bulletinKey), m_municipality.bulletinKey,
                              Object::Bulletin, taken),
                 QByteArrayList({"6/0/2", "6/2/3", "8/2/3", "10/1", "10/2", "10/3", "10/4", "10/5", "10/6", "10/7",
                                 "10/8", "10/9"}));
    }

    void anInvitationNeedsAll()
    {
        const QByteArray message = signInvitation(m_municipality.invitationContent(), m_municipality.enrolment);
        const auto taken = [](const QByteArray& changed) {
            return ScannedInvitation::fromText(invitationText(changed)).has_value();
        };
        QCOMPARE(optionalKeys(message, m_municipality.enrolment, Object::Invitation, taken), QByteArrayList());
    }

    void aReceiptNeedsAllButTheUploadToken()
    {
        ReceiptContent content;
        content.serverTime = baseInstant;
        content.uploadToken = QByteArray(32, 'u');
        const auto taken = [&](const QByteArray& message) {
            return verifyReceipt(message, m_list, {}, {}).has_value();
        };
        QCOMPARE(
            optionalKeys(signReceipt(content, m_municipality.receipt), m_municipality.receipt, Object::Receipt, taken),
            QByteArrayList({"8"}));
    }

    void anActNeedsAllThatItsKindSays()
    {
        const PrivateKey& key = m_municipality.issuer;
        const std::vector<Officer> officers{{OfficerNumber{1}, QStringLiteral("Άννα"), key.publicKey()}};
        ActContent content;
        content.number = 3;
        content.previous = sha256("before");
        content.at = baseInstant;
        content.officer = OfficerNumber{1};
        content.kind = ActKind::OfficerRemoved;
        content.facts = {{FactKind::Voucher, sha256("a voucher")}};
        content.of = 2;
        content.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), m_municipality.receipt.publicKey()};
        const auto taken = [&](const QByteArray& message) { return verifyAct(message, officers).has_value(); };
        QCOMPARE(optionalKeys(signAct(content, key).message(), key, Object::Act, taken), QByteArrayList({"7"}));
        content.kind = ActKind::Proposed;
        content.of.reset();
        content.named.reset();
        content.proposed = ActKind::Issued;
        QCOMPARE(optionalKeys(signAct(content, key).message(), key, Object::Act, taken), QByteArrayList());
        content.number = 1;
        content.previous = {};
        content.kind = ActKind::Opened;
        content.proposed.reset();
        content.named = officers.front();
        QCOMPARE(optionalKeys(signAct(content, key).message(), key, Object::Act, taken), QByteArrayList());
    }

    void anEntryNeedsAllThatItsKindSays()
    {
        const VoucherId id = m_municipality.claims().id;
        RedemptionBody redemption;
        redemption.voucher = id;
        redemption.amount = 1;
        redemption.closedDayReason = 1;
        redemption.evidence = sha256("evidence");
        QCOMPARE(optionalIn(redemption), QByteArrayList({"7/6", "7/8"}));
        QCOMPARE(optionalIn(DepartureBody{1}, true), QByteArrayList({"8"}));
        QCOMPARE(optionalIn(AttendanceBody{id, AttendanceState::Absent}), QByteArrayList());
        QCOMPARE(optionalIn(ConfirmationBody{{1, 2}, sha256("evidence"), 0}), QByteArrayList());
        QCOMPARE(optionalIn(ConfirmationBody{{1, 2}, {}, 1}), QByteArrayList());
        QCOMPARE(optionalIn(NoteBody{NoteReason::Refused, id, Refusal::Expired, sha256("sealed")}),
                 QByteArrayList({"7/2", "7/3", "7/4"}));
        QCOMPARE(optionalIn(VoidBody{1}), QByteArrayList());
        QCOMPARE(optionalIn(RefusalBody{Refusal::Expired, id}), QByteArrayList());
        QCOMPARE(optionalIn(NoticeBody{NoticeKind::OperatorAdded, "detail", OperatorNumber{2}, sha256("name")}),
                 QByteArrayList({"7/2", "7/3", "7/4"}));
    }
};

QTEST_APPLESS_MAIN(NeededKeysTest)
#include "needed_keys_test.moc"
