#include "crypto/bulletin_wire.h"
#include "crypto/cbor.h"
#include "crypto/poster.h"
#include "crypto/sign1.h"
#include "tests/sync/tablet.h"

#include <QTest>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

enum class Carrier : std::uint8_t { Https, File, Poster };
enum class Kind : std::uint8_t { TrustList, Bulletin };

constexpr std::chrono::hours day{24};

/// A tablet in the field with its documents at version 5, and everything that may be brought to it.
class Field
{
public:
    Field() { tablet.enrol(); }

    void bring(const TrustListContent& content) { QVERIFY(take(content)); }

    bool take(const TrustListContent& content, const PrivateKey* signer = nullptr)
    {
        touched = true;
        const QByteArray message = signTrustList(content, signer ? *signer : town().rootActive);
        return takeTrustList(*tablet.ledger, message, tablet.clock.read()).value_or(false);
    }

    bool take(const BulletinContent& content)
    {
        touched = true;
        const QByteArray message = signBulletin(content, town().bulletinKey);
        return takeBulletin(*tablet.ledger, message, tablet.clock.read()).value_or(false);
    }

    /// Carries the document the way a person or the network would; what the gate said.
    std::optional<DocumentError> carry(Carrier carrier, Kind kind, const QByteArray& message)
    {
        if (carrier == Carrier::Https)
            return download(kind, message);
        // The other document of the frame is the one that is here.
        Update update{tablet.ledger->trustList()->message(), bulletin()};
        (kind == Kind::TrustList ? update.trustList : update.bulletin) = message;
        const QByteArray bytes = encode(update);
        return carrier == Carrier::File ? taken(bytes) : scan(bytes);
    }

    /// What is here; empty once its key was revoked.
    QByteArray bulletin() const
    {
        return tablet.ledger->bulletin() ? tablet.ledger->bulletin()->message() : QByteArray();
    }

    const TestMunicipality& town() const { return tablet.office.town; }

    std::int64_t version(Kind kind) const
    {
        return kind == Kind::TrustList ? tablet.ledger->trustList()->content().version
                                       : tablet.ledger->bulletin()->content().version;
    }

    Tablet tablet;
    bool touched = false; ///< has other documents than it was enrolled with

private:
    std::optional<DocumentError> taken(const QByteArray& update)
    {
        const auto result = takeUpdate(*tablet.ledger, update, tablet.clock.read());
        return result ? std::nullopt : result.error().error;
    }

    std::optional<DocumentError> scan(const QByteArray& update)
    {
        QStringList parts = posterParts(update);
        if (parts.isEmpty())
            return DocumentError::Malformed;
        PosterJoiner joiner;
        std::optional<QByteArray> whole;
        // From the last code to the first: any order will do.
        while (!parts.isEmpty()) {
            const auto progress = joiner.add(parts.takeLast());
            whole = progress ? progress->whole : std::nullopt;
        }
        return whole ? taken(*whole) : DocumentError::Malformed;
    }

    std::optional<DocumentError> download(Kind kind, const QByteArray& message)
    {
        std::optional<DocumentError> refused;
        bool delivered = false;
        // What the state says before the document was delivered is about another one.
        const auto look = [&] {
            if (delivered && tablet.state().documentRefused)
                refused = tablet.state().documentRefused;
        };
        tablet.bend = [&](const HttpRequest& request, HttpAnswer& answer) {
            look();
            const bool list = request.url.endsWith(QLatin1StringView("/v1/trust-list"));
            const bool notice = request.url.endsWith(QLatin1StringView("/v1/bulletin"));
            if (list)
                answer.body = kind == Kind::TrustList ? message : tablet.ledger->trustList()->message();
            if (notice)
                answer.body = kind == Kind::Bulletin ? message : bulletin();
            if (list || notice)
                answer.status = 200;
            delivered = delivered || (kind == Kind::TrustList ? list : notice);
            answer.etag.clear();
        };
        tablet.courier->networkIsBack();
        tablet.transport.run();
        look();
        tablet.bend = {};
        return refused;
    }
};

/// What is tried: makes the field ready and returns the document to bring.
using Attempt = std::function<QByteArray(Field&)>;

struct Case
{
    const char* name;
    Kind kind;
    std::optional<DocumentError> refusedAs; ///< nothing: taken
    Attempt attempt;
};

TrustListContent listOf(const Field& field, std::int64_t version)
{
    TrustListContent content = field.town().trustListContent();
    content.version = version;
    content.issued = baseInstant + std::chrono::seconds(std::min<std::int64_t>(version, 100));
    content.tlsAuthorities = {QByteArrayLiteral("authority")};
    return content;
}

BulletinContent bulletinOf(const Field& field, std::int64_t version)
{
    BulletinContent content = field.town().bulletinContent();
    content.version = version;
    content.issued = baseInstant + std::chrono::seconds(std::min<std::int64_t>(version, 100));
    return content;
}

TrustedKey keyOf(KeyRole role, const PrivateKey& key, Instant from = baseInstant - day,
                 std::optional<Instant> revoked = {})
{
    return {role, key.publicKey(), from, baseInstant + 300 * day, revoked};
}

void revoke(TrustListContent& content, const PrivateKey& key)
{
    for (TrustedKey& listed : content.keys) {
        if (listed.key == key.publicKey())
            listed.revoked = baseInstant;
    }
}

QByteArray spoilt(QByteArray message)
{
    message.back() = static_cast<char>(message.back() ^ 1);
    return message;
}

const PrivateKey& stranger()
{
    static const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    return key;
}

const PrivateKey& newRoot()
{
    static const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    return key;
}

const PrivateKey& newBulletinKey()
{
    static const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    return key;
}

std::vector<Case> trustListCases()
{
    using Error = DocumentError;
    const auto of = [](const char* name, std::optional<Error> error, Attempt attempt) {
        return Case{name, Kind::TrustList, error, std::move(attempt)};
    };
    return {
        of("newer", {}, [](Field& f) { return signTrustList(listOf(f, 9), f.town().rootActive); }),
        of("newer, by the spare root", {}, [](Field& f) { return signTrustList(listOf(f, 9), f.town().rootSpare); }),
        of("rollback", Error::Older,
           [](Field& f) {
               f.bring(listOf(f, 5));
               return signTrustList(listOf(f, 4), f.town().rootActive);
           }),
        of("rollback by the other root", Error::Older,
           [](Field& f) {
               f.bring(listOf(f, 5));
               return signTrustList(listOf(f, 4), f.town().rootSpare);
           }),
        of("the same version with other keys", Error::Older,
           [](Field& f) {
               f.bring(listOf(f, 5));
               TrustListContent other = listOf(f, 5);
               other.keys.pop_back();
               return signTrustList(other, f.town().rootActive);
           }),
        of("freeze: a higher version whose time is over", Error::Expired,
           [](Field& f) {
               TrustListContent content = listOf(f, 9);
               content.issued = baseInstant - 2 * day;
               content.expires = baseInstant - day;
               return signTrustList(content, f.town().rootActive);
           }),
        of("self-signed: it names its own signer as a root", Error::UnknownKey,
           [](Field& f) {
               TrustListContent content = listOf(f, 9);
               content.roots = {stranger().publicKey(), f.town().rootSpare.publicKey()};
               return signTrustList(content, stranger());
           }),
        of("wrong role: signed by the bulletin key", Error::UnknownKey,
           [](Field& f) { return signTrustList(listOf(f, 9), f.town().bulletinKey); }),
        of("wrong key", Error::UnknownKey, [](Field& f) { return signTrustList(listOf(f, 9), stranger()); }),
        of("spoilt", Error::BadSignature,
           [](Field& f) { return spoilt(signTrustList(listOf(f, 9), f.town().rootActive)); }),
        of("both roots changed at once", Error::UnknownKey,
           [](Field& f) {
               TrustListContent content = listOf(f, 9);
               content.roots = {newRoot().publicKey(), stranger().publicKey()};
               return signTrustList(content, f.town().rootActive);
           }),
        of("a stolen root replaces itself", Error::UnknownKey,
           [](Field& f) {
               TrustListContent content = listOf(f, 9);
               content.roots = {stranger().publicKey(), f.town().rootSpare.publicKey()};
               return signTrustList(content, f.town().rootActive);
           }),
        of("root change by the other root", {},
           [](Field& f) {
               TrustListContent content = listOf(f, 9);
               content.roots = {newRoot().publicKey(), f.town().rootSpare.publicKey()};
               return signTrustList(content, f.town().rootSpare);
           }),
        of("a root that was replaced", Error::UnknownKey,
           [](Field& f) {
               TrustListContent change = listOf(f, 5);
               change.roots = {newRoot().publicKey(), f.town().rootSpare.publicKey()};
               f.take(change, &f.town().rootSpare);
               return signTrustList(listOf(f, 9), f.town().rootActive);
           }),
        of("an old list of the root that stayed brings the stolen one back", Error::Older,
           [](Field& f) {
               const QByteArray old = signTrustList(listOf(f, 4), f.town().rootSpare);
               TrustListContent change = listOf(f, 5);
               change.roots = {newRoot().publicKey(), f.town().rootSpare.publicKey()};
               f.take(change, &f.town().rootSpare);
               return old;
           }),
        of("fast forward by a stolen root", Error::Older,
           [](Field& f) {
               f.bring(listOf(f, 4'000'000'000));
               return signTrustList(listOf(f, 6), f.town().rootActive);
           }),
        of("fast forward, healed by throwing the stolen root out", {},
           [](Field& f) {
               f.bring(listOf(f, 4'000'000'000));
               TrustListContent change = listOf(f, 6);
               change.issued = f.tablet.ledger->trustList()->content().issued + 1h;
               change.expires = change.issued + 365 * day;
               change.roots = {newRoot().publicKey(), f.town().rootSpare.publicKey()};
               return signTrustList(change, f.town().rootSpare);
           }),
        of("a bulletin in its place", Error::UnknownKey,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().bulletinKey); }),
        of("a bulletin signed by a root in its place", Error::BadSignature,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().rootActive); }),
        of("no document", Error::Malformed, [](Field&) { return QByteArrayLiteral("<html>Welcome</html>"); }),
        of("endless", Error::Malformed, [](Field&) { return QByteArray(300 * 1024, 'x'); }),
        of("endless and signed", Error::Malformed,
           [](Field& f) {
               // Signed by the root itself, but longer than any list may be.
               CborWriter writer;
               writer.map(1).integer(1).bytes(QByteArray(300 * 1024, 'x'));
               return sign1(f.town().rootActive, Object::TrustList, writer.take());
           }),
        of("cut short", Error::Malformed,
           [](Field& f) { return signTrustList(listOf(f, 9), f.town().rootActive).chopped(1); }),
        of("followed by more", Error::Malformed,
           [](Field& f) { return signTrustList(listOf(f, 9), f.town().rootActive) + '\0'; }),
    };
}

std::vector<Case> bulletinCases()
{
    using Error = DocumentError;
    const auto of = [](const char* name, std::optional<Error> error, Attempt attempt) {
        return Case{name, Kind::Bulletin, error, std::move(attempt)};
    };
    return {
        of("newer", {}, [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().bulletinKey); }),
        of("rollback", Error::Older,
           [](Field& f) {
               f.take(bulletinOf(f, 5));
               return signBulletin(bulletinOf(f, 4), f.town().bulletinKey);
           }),
        of("the same version with other statuses", Error::Older,
           [](Field& f) {
               f.take(bulletinOf(f, 5));
               BulletinContent other = bulletinOf(f, 5);
               setStatus(other.statusList, 3, VoucherStatus::Revoked);
               return signBulletin(other, f.town().bulletinKey);
           }),
        of("freeze: a higher version whose time is over", Error::Expired,
           [](Field& f) {
               BulletinContent content = bulletinOf(f, 9);
               content.issued = baseInstant - 20 * day;
               content.freshUntil = baseInstant - 17 * day;
               content.expires = baseInstant - 6 * day;
               return signBulletin(content, f.town().bulletinKey);
           }),
        of("wrong role: signed by the issuer", Error::UnknownKey,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().issuer); }),
        of("wrong role: signed by the receipt key", Error::UnknownKey,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().receipt); }),
        of("wrong role: signed by a root", Error::UnknownKey,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().rootActive); }),
        of("wrong key", Error::UnknownKey, [](Field& f) { return signBulletin(bulletinOf(f, 9), stranger()); }),
        of("spoilt", Error::BadSignature,
           [](Field& f) { return spoilt(signBulletin(bulletinOf(f, 9), f.town().bulletinKey)); }),
        of("revoked key, new issue", Error::KeyRevoked,
           [](Field& f) {
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, stranger(), baseInstant - day, baseInstant));
               f.bring(list);
               return signBulletin(bulletinOf(f, 9), stranger());
           }),
        of("key not yet valid", Error::UnknownKey,
           [](Field& f) {
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, stranger(), baseInstant + day));
               f.bring(list);
               return signBulletin(bulletinOf(f, 9), stranger());
           }),
        of("key not yet valid, bulletin dated ahead", Error::UnknownKey,
           [](Field& f) {
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, stranger(), baseInstant + day));
               f.bring(list);
               BulletinContent content = bulletinOf(f, 9);
               content.issued = baseInstant + 2 * day;
               content.expires = baseInstant + 16 * day;
               return signBulletin(content, stranger());
           }),
        of("key past its window", Error::UnknownKey,
           [](Field& f) {
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, stranger(), baseInstant - 90 * day));
               list.keys.back().notAfter = baseInstant - day;
               f.bring(list);
               BulletinContent content = bulletinOf(f, 9);
               content.issued = baseInstant - 2 * day;
               return signBulletin(content, stranger());
           }),
        of("mix and match: a bulletin whose key this list does not know", Error::UnknownKey,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), newBulletinKey()); }),
        of("mix and match: an old bulletin beside a newer list", Error::Older,
           [](Field& f) {
               const QByteArray old = signBulletin(bulletinOf(f, 4), f.town().bulletinKey);
               f.take(bulletinOf(f, 5));
               f.bring(listOf(f, 6));
               return old;
           }),
        of("mix and match: a second valid key with a lower version", Error::Older,
           [](Field& f) {
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, newBulletinKey()));
               f.bring(list);
               f.take(bulletinOf(f, 5));
               return signBulletin(bulletinOf(f, 4), newBulletinKey());
           }),
        of("fast forward by a stolen key", Error::Older,
           [](Field& f) {
               f.take(bulletinOf(f, 4'000'000));
               return signBulletin(bulletinOf(f, 6), f.town().bulletinKey);
           }),
        of("fast forward, healed by a new key", {},
           [](Field& f) {
               BulletinContent forward = bulletinOf(f, 4'000'000);
               forward.issued = baseInstant;
               f.take(forward);
               TrustListContent list = listOf(f, 5);
               list.keys.push_back(keyOf(KeyRole::Bulletin, newBulletinKey()));
               revoke(list, f.town().bulletinKey);
               f.bring(list);
               return signBulletin(bulletinOf(f, 6), newBulletinKey());
           }),
        of("no document", Error::Malformed, [](Field&) { return QByteArrayLiteral("<html>Welcome</html>"); }),
        of("endless", Error::Malformed, [](Field&) { return QByteArray(4 * 1024 * 1024 + 1, 'x'); }),
        of("a status list that unpacks for ever", Error::Malformed,
           [](Field& f) {
               BulletinContent content = bulletinOf(f, 9);
               content.statusList = QByteArray(8 * 1024 * 1024 + 4, '\0');
               return sign1(f.town().bulletinKey, Object::Bulletin, writeBulletin(content));
           }),
        of("cut short", Error::Malformed,
           [](Field& f) { return signBulletin(bulletinOf(f, 9), f.town().bulletinKey).chopped(1); }),
        of("a trust list in its place", Error::UnknownKey,
           [](Field& f) { return signTrustList(listOf(f, 9), f.town().rootActive); }),
        of("a trust list signed by the bulletin key in its place", Error::BadSignature,
           [](Field& f) { return signTrustList(listOf(f, 9), f.town().bulletinKey); }),
    };
}

} // namespace

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
