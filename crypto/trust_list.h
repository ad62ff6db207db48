#pragma once

#include "crypto/ids.h"
#include "crypto/keys.h"

#include <QByteArray>
#include <QByteArrayList>

#include <tl/expected.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace voucher {

/// Why a signed document (trust list, bulletin, invitation, receipt, entry) was not taken.
enum class DocumentError : std::uint8_t {
    Malformed,
    UnknownKey,
    KeyRevoked,
    BadSignature,
    Expired,
    Older,    ///< a lower version, or the same version with other bytes
    NotForUs, ///< another terminal, another request, another municipality
};

struct TrustedKey
{
    KeyRole role;
    PublicKey key;
    Instant notBefore;
    Instant notAfter;
    std::optional<Instant> revoked; ///< refuses every signature of this key, whatever time the signature claims

    /// Both ends included; says nothing about `revoked`.
    bool inWindow(Instant at) const { return notBefore <= at && at <= notAfter; }
};

/// The active and the spare root key (Ed25519).
struct Roots
{
    PublicKey active;
    PublicKey spare;
    friend bool operator==(const Roots&, const Roots&) = default;
};

struct TrustListContent
{
    std::int64_t version = 1;
    Instant issued;
    Instant expires;
    std::vector<TrustedKey> keys;
    Roots roots;
    QByteArrayList tlsAuthorities; ///< DER certificates
};

/// Which keys may sign what and when; signed by a root. Exists only verified.
class TrustList
{
public:
    const TrustListContent& content() const { return m_content; }

    const QByteArray& message() const { return m_message; }

    /// The root that signed this list.
    KeyId signedBy() const { return m_signedBy; }

    /// The key with this id and this role, revoked or not.
    const TrustedKey* find(KeyRole role, KeyId id) const;
    /// The newest key of a role that is valid at `at`: the one to seal to, or to sign with.
    const TrustedKey* newest(KeyRole role, Instant at) const;

private:
    friend tl::expected<TrustList, DocumentError> verifyTrustList(QByteArrayView, const Roots&);

    TrustList(TrustListContent content, QByteArrayView message, KeyId signedBy)
        : m_content(std::move(content)), m_message(message.toByteArray()), m_signedBy(signedBy)
    {
    }

    TrustListContent m_content;
    QByteArray m_message;
    KeyId m_signedBy;
};

/// The trust list in `message`, if one of the pinned `roots` signed it. A list that names other roots than the pinned
/// ones must be signed by the pinned root that it keeps (else UnknownKey): whoever holds one root cannot replace that
/// same root, and both cannot go at once. Duplicate key ids, roots included, are refused. Expiry is not looked at here:
/// an expired list still says who signed what. A key of a role that this program does not know is left out.
tl::expected<TrustList, DocumentError> verifyTrustList(QByteArrayView message, const Roots& roots);

/// The signed message. Content that `verifyTrustList` would refuse is the caller's mistake and asserts.
QByteArray signTrustList(const TrustListContent& content, const PrivateKey& root);

/// Whether `next` may take the place of `current`, under whose roots it was verified: a higher version; or any version,
/// when `next` throws out the root that signed `current` and is issued later (or `current` claims to be from the
/// future). A root change alone resets nothing: an old list of a root that stayed would bring a stolen root back.
/// Errors: UnknownKey when no root of `current` signed it; Older, also for the same version; Expired at `now`.
tl::expected<void, DocumentError> mayReplace(const TrustList& current, const TrustList& next, Instant now);

} // namespace voucher
