#pragma once

#include "terminal/ledger.h"

namespace voucher {

/// Why a document was not taken: what it is, or (nothing) trouble of this device's disk.
struct NotTaken
{
    std::optional<DocumentError> error;
    friend bool operator==(const NotTaken&, const NotTaken&) = default;
};

/// The one gate for the municipality's two documents, whatever carried them here: verified under what is pinned, asked
/// whether they may take the place of what is here, stored durably. True if something new is here now, false for the
/// very document that is here already. Before the enrolment nothing is pinned: NotForUs.
tl::expected<bool, NotTaken> takeTrustList(Ledger& ledger, QByteArrayView message, const ClockReading& reading);
tl::expected<bool, NotTaken> takeBulletin(Ledger& ledger, QByteArrayView message, const ClockReading& reading);

/// Both documents of an update from a poster or a file, the trust list first. Each stands for itself: an older trust
/// list does not keep a newer bulletin out. The first error is told only if neither was new; one that is merely older
/// than what is here is told last.
tl::expected<bool, NotTaken> takeUpdate(Ledger& ledger, QByteArrayView update, const ClockReading& reading);

} // namespace voucher
