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

/// Signs and publishes the next trust list from the keys in the folder, by the active root. Its keys hold from now for
/// two years; the list for one. Returns the version.
tl::expected<std::int64_t, PublishError> publishTrustList(Register& registerOfAll, const KeyFolder& keys,
                                                          const QByteArrayList& tlsAuthorities, Instant now);

/// Signs and publishes the next bulletin: programme, providers, suspended terminals and the status of every voucher as
/// the register has them now. Fresh for three days, expired after fourteen (DOMAIN, "Limits").
tl::expected<std::int64_t, PublishError> publishBulletin(Register& registerOfAll, const KeyFolder& keys, Instant now);

} // namespace voucher
