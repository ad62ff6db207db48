#include "tests/sync/carrier_cases.h"

#include "crypto/bulletin_wire.h"
#include "crypto/cbor.h"
#include "crypto/sign1.h"

namespace voucher::test {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::hours day{24};

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

} // namespace

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

TrustedKey keyOf(KeyRole role, const PrivateKey& key, Instant from, std::optional<Instant> revoked)
{
    return {role, key.publicKey(), from, baseInstant + 300 * day, revoked};
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

} // namespace voucher::test
