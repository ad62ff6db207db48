#pragma once

#include "sync/municipality/key_folder.h"
#include "sync/municipality/programme.h"
#include "sync/municipality/register.h"

namespace voucher {

enum class PublishError : std::uint8_t {
    RegisterTrouble,
    NoProgramme,
    KeyMissing,
    NotPublishable, ///< a name, number or day of the programme that no terminal would take
};

/// Whether terminals would take a bulletin with this programme.
bool publishable(const Programme& programme, Instant now);

/// The pinned roots as the register has them; nothing before the office has made them.
Stored<std::optional<Roots>> pinnedRoots(Register& registerOfAll);

/// The trust list in force, verified under the pinned roots; nothing if none is published.
tl::expected<std::optional<TrustList>, PublishError> publishedTrustList(Register& registerOfAll);

/// What the next trust list says otherwise than the one before.
struct TrustListChange
{
    QByteArrayList tlsAuthorities;
    std::vector<TrustedKey> added;
    std::vector<KeyId> revoked;
    std::optional<Roots> roots; ///< one of them new
    QString signedBy;           ///< with new roots: the key file of the one that stays
};

/// Signs and publishes the next trust list: the keys of the one before, and what changed. It holds for a year. New
/// roots become the pinned ones, and the root that stayed signs every later list, so that a terminal that missed the
/// change can still follow. Returns the version.
tl::expected<std::int64_t, PublishError> publishTrustList(Register& registerOfAll, const KeyFolder& keys,
                                                          const TrustListChange& change, Instant now);

/// A key as the next trust list names it: it holds from now for two years.
TrustedKey listedKey(KeyRole role, const PublicKey& key, Instant now);

/// The key file of a role without ".key", and the role of such a name.
QString keyFileName(KeyRole role);
std::optional<KeyRole> roleOfKeyFile(const QString& name);

/// The current keys of the folder that the trust list in force does not name yet.
tl::expected<std::vector<TrustedKey>, PublishError> unlistedKeys(Register& registerOfAll, const KeyFolder& keys,
                                                                 Instant now);

/// Signs and publishes the next bulletin: programme, providers, suspended terminals and the status of every voucher as
/// the register has them now. Fresh for three days, expired after fourteen (DOMAIN, "Limits").
tl::expected<std::int64_t, PublishError> publishBulletin(Register& registerOfAll, const KeyFolder& keys, Instant now);

} // namespace voucher
