#include "terminal/documents.h"

#include "crypto/poster.h"

namespace voucher {

namespace {

using Taken = tl::expected<bool, NotTaken>;

Taken refused(DocumentError error)
{
    return tl::unexpected(NotTaken{error});
}

template <typename Document>
Taken store(Ledger& ledger, const Document& document, const ClockReading& reading)
{
    if (!ledger.store(document, reading))
        return tl::unexpected(NotTaken{});
    return true;
}

bool merelyOlder(const Taken& taken)
{
    return !taken && taken.error().error == DocumentError::Older;
}

} // namespace

Taken takeTrustList(Ledger& ledger, QByteArrayView message, const ClockReading& reading)
{
    if (!ledger.pinnedRoots())
        return refused(DocumentError::NotForUs);
    const std::optional<TrustList>& current = ledger.trustList();
    if (current && message == current->message())
        return false;
    const auto next = verifyTrustList(message, *ledger.pinnedRoots());
    if (!next)
        return refused(next.error());
    const Instant now = nowFrom(reading, ledger.clockFloor()).instant;
    if (current) {
        if (const auto may = mayReplace(*current, *next, now); !may)
            return refused(may.error());
    } else if (next->content().expires <= now) {
        return refused(DocumentError::Expired);
    }
    return store(ledger, *next, reading);
}

Taken takeBulletin(Ledger& ledger, QByteArrayView message, const ClockReading& reading)
{
    const std::optional<TrustList>& trustList = ledger.trustList();
    if (!trustList)
        return refused(DocumentError::NotForUs);
    const std::optional<Bulletin>& current = ledger.bulletin();
    if (current && message == current->message())
        return false;
    const auto next = verifyBulletin(message, *trustList);
    if (!next)
        return refused(next.error());
    const Instant now = nowFrom(reading, ledger.clockFloor()).instant;
    if (current) {
        if (const auto may = mayReplace(*current, *next, *trustList, now); !may)
            return refused(may.error());
    } else if (next->content().expires <= now) {
        return refused(DocumentError::Expired);
    }
    return store(ledger, *next, reading);
}

Taken takeUpdate(Ledger& ledger, QByteArrayView update, const ClockReading& reading)
{
    const auto documents = updateFrom(update);
    if (!documents)
        return refused(DocumentError::Malformed);
    const Taken trustList = takeTrustList(ledger, documents->trustList, reading);
    const Taken bulletin = takeBulletin(ledger, documents->bulletin, reading);
    const bool anythingNew = trustList.value_or(false) || bulletin.value_or(false);
    if (anythingNew)
        return true;
    if (!trustList && !merelyOlder(trustList))
        return trustList;
    return bulletin ? trustList : bulletin;
}

} // namespace voucher
