#pragma once

#include "crypto/ids.h"
#include "crypto/keys.h"

#include <QByteArray>
#include <QByteArrayList>

#include <tl/expected.hpp>

#include <array>
#include <optional>
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
    std::optional<Instant> revoked;
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
    std::int64_t version;
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

    /// The key with this id and this role, revoked or not.
    const TrustedKey* find(KeyRole role, KeyId id) const;
    /// The newest key of a role that is valid at `at`: the one to seal to, or to sign with.
    const TrustedKey* newest(KeyRole role, Instant at) const;

private:
    friend tl::expected<TrustList, DocumentError> verifyTrustList(QByteArrayView, const Roots&);
    TrustList() = default;
    TrustListContent m_content;
    QByteArray m_message;
};

/// The trust list in `message`, if one of the pinned `roots` signed it. A list that names other roots than the pinned
/// ones must be signed by the pinned root that it does not replace. Duplicate key ids are refused. Expiry is not looked
/// at here: an expired list still says who signed what.
tl::expected<TrustList, DocumentError> verifyTrustList(QByteArrayView message, const Roots& roots);

QByteArray signTrustList(const TrustListContent& content, const PrivateKey& root);

/// Whether `next` may take the place of `current`: a higher version, or, when the roots changed, any version.
/// The same version is no replacement. Errors: Older; Expired when `next` expired before `now`.
tl::expected<void, DocumentError> mayReplace(const TrustList& current, const TrustList& next, Instant now);

} // namespace voucher
