#include "crypto/trust_list.h"

#include "crypto/fields.h"
#include "crypto/sign1.h"

#include <algorithm>
#include <set>

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = 256 * 1024, .depth = 8, .items = 20000};
constexpr qsizetype mostKeys = 500;
constexpr qsizetype mostAuthorities = 16;

std::optional<TrustedKey> readKey(CborCursor& cursor, std::set<KeyId>& seen)
{
    std::int64_t role = 0;
    std::int64_t algorithm = 0;
    QByteArrayView spki;
    Instant notBefore;
    Instant notAfter;
    std::optional<Instant> revoked;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            role = cursor.integer(1, 255);
            return true;
        case 2:
            algorithm = cursor.integer();
            return true;
        case 3:
            spki = cursor.bytes();
            return true;
        case 4:
            notBefore = readSeconds(cursor);
            return true;
        case 5:
            notAfter = readSeconds(cursor);
            return true;
        case 6:
            revoked = readSeconds(cursor);
            return true;
        }
        return false;
    });
    if (!cursor.ok() || role > static_cast<std::int64_t>(KeyRole::Office))
        return {};
    const Algorithm expected = algorithmOf(static_cast<KeyRole>(role));
    std::optional<PublicKey> key;
    if (algorithm == static_cast<std::int64_t>(expected))
        key = PublicKey::fromSpki(expected, spki);
    if (!key || notBefore > notAfter || !seen.insert(key->id()).second) {
        cursor.fail();
        return {};
    }
    return TrustedKey{static_cast<KeyRole>(role), *key, notBefore, notAfter, revoked};
}

std::optional<Roots> readRoots(CborCursor& cursor, std::set<KeyId>& seen)
{
    readArrayHead(cursor, 2);
    const std::optional<PublicKey> active = PublicKey::fromSpki(Algorithm::EdDSA, cursor.bytes());
    const std::optional<PublicKey> spare = PublicKey::fromSpki(Algorithm::EdDSA, cursor.bytes());
    if (!active || !spare || !seen.insert(active->id()).second || !seen.insert(spare->id()).second) {
        cursor.fail();
        return {};
    }
    return Roots{*active, *spare};
}

std::optional<TrustListContent> read(QByteArrayView payload)
{
    CborCursor cursor(payload, limits);
    std::int64_t version = 0;
    Instant issued;
    Instant expires;
    std::set<KeyId> seen;
    std::vector<TrustedKey> keys;
    std::optional<Roots> roots;
    QByteArrayList authorities;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5, 6}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            version = cursor.integer(1, highestNumber);
            return true;
        case 2:
            issued = readSeconds(cursor);
            return true;
        case 3:
            expires = readSeconds(cursor);
            return true;
        case 4:
            for (std::optional<TrustedKey>& known :
                 readArray(cursor, mostKeys, [&] { return readKey(cursor, seen); })) {
                if (known)
                    keys.push_back(std::move(*known));
            }
            return true;
        case 5:
            roots = readRoots(cursor, seen);
            return true;
        case 6:
            for (const QByteArrayView der : readArray(cursor, mostAuthorities, [&] { return cursor.bytes(); }))
                authorities.append(der.toByteArray());
            return true;
        }
        return false;
    });
    if (!cursor.finish() || !roots || issued >= expires)
        return {};
    return TrustListContent{version, issued, expires, std::move(keys), std::move(*roots), std::move(authorities)};
}

QByteArray write(const TrustListContent& content)
{
    CborWriter writer;
    writer.map(6).integer(1).integer(content.version).integer(2);
    writeSeconds(writer, content.issued);
    writer.integer(3);
    writeSeconds(writer, content.expires);
    writer.integer(4).array(static_cast<qsizetype>(content.keys.size()));
    for (const TrustedKey& key : content.keys) {
        writer.map(key.revoked ? 6 : 5).integer(1).integer(static_cast<std::int64_t>(key.role));
        writer.integer(2).integer(static_cast<std::int64_t>(key.key.algorithm()));
        writer.integer(3).bytes(key.key.spki()).integer(4);
        writeSeconds(writer, key.notBefore);
        writer.integer(5);
        writeSeconds(writer, key.notAfter);
        if (key.revoked) {
            writer.integer(6);
            writeSeconds(writer, *key.revoked);
        }
    }
    writer.integer(5).array(2).bytes(content.roots.active.spki()).bytes(content.roots.spare.spki());
    writer.integer(6).array(content.tlsAuthorities.size());
    for (const QByteArray& der : content.tlsAuthorities)
        writer.bytes(der);
    return writer.take();
}

const PublicKey* rootWithId(const Roots& roots, KeyId id)
{
    if (roots.active.id() == id)
        return &roots.active;
    return roots.spare.id() == id ? &roots.spare : nullptr;
}

bool sameRoots(const Roots& left, const Roots& right)
{
    return rootWithId(left, right.active.id()) && rootWithId(left, right.spare.id());
}

} // namespace

const TrustedKey* TrustList::find(KeyRole role, KeyId id) const
{
    const auto found = std::find_if(m_content.keys.begin(), m_content.keys.end(),
                                    [&](const TrustedKey& key) { return key.role == role && key.key.id() == id; });
    return found == m_content.keys.end() ? nullptr : &*found;
}

const TrustedKey* TrustList::newest(KeyRole role, Instant at) const
{
    const TrustedKey* newest = nullptr;
    for (const TrustedKey& key : m_content.keys) {
        if (key.role == role && !key.revoked && key.inWindow(at) && (!newest || key.notBefore > newest->notBefore))
            newest = &key;
    }
    return newest;
}

tl::expected<TrustList, DocumentError> verifyTrustList(QByteArrayView message, const Roots& roots)
{
    const std::optional<Sign1> signedMessage = Sign1::parse(message, limits);
    if (!signedMessage)
        return tl::unexpected(DocumentError::Malformed);
    const PublicKey* signer = rootWithId(roots, signedMessage->keyId());
    if (!signer)
        return tl::unexpected(DocumentError::UnknownKey);
    const std::optional<QByteArray> payload = signedMessage->payloadIfSigned(*signer, Object::TrustList);
    if (!payload)
        return tl::unexpected(DocumentError::BadSignature);
    std::optional<TrustListContent> content = read(*payload);
    if (!content)
        return tl::unexpected(DocumentError::Malformed);
    if (!sameRoots(content->roots, roots) && !rootWithId(content->roots, signer->id()))
        return tl::unexpected(DocumentError::UnknownKey);
    return TrustList(std::move(*content), message, signer->id());
}

QByteArray signTrustList(const TrustListContent& content, const PrivateKey& root)
{
    const QByteArray payload = write(content);
    Q_ASSERT(read(payload));
    return sign1(root, Object::TrustList, payload);
}

tl::expected<void, DocumentError> mayReplace(const TrustList& current, const TrustList& next, Instant now)
{
    const TrustListContent& old = current.content();
    if (!rootWithId(old.roots, next.signedBy()))
        return tl::unexpected(DocumentError::UnknownKey);
    const bool signerThrownOut = !rootWithId(next.content().roots, current.signedBy());
    const bool later = next.content().issued > old.issued || old.issued > now;
    if (next.content().version <= old.version && !(signerThrownOut && later))
        return tl::unexpected(DocumentError::Older);
    if (next.content().expires <= now)
        return tl::unexpected(DocumentError::Expired);
    return {};
}

} // namespace voucher
