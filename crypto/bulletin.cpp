#include "crypto/bulletin.h"

#include "crypto/bulletin_wire.h"
#include "crypto/document.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr std::uint64_t vouchersPerByte = 4;

int shiftOf(std::uint64_t index)
{
    return static_cast<int>(index % vouchersPerByte) * 2;
}

bool isValid(const TrustedKey* key, Instant at)
{
    return key && !key->revoked && key->inWindow(at);
}

} // namespace

std::optional<VoucherStatus> Bulletin::status(std::uint64_t index, Instant voucherIssuedAt) const
{
    const std::uint64_t byte = index / vouchersPerByte;
    if (byte < static_cast<std::uint64_t>(m_content.statusList.size())) {
        const auto bits = static_cast<std::uint8_t>(m_content.statusList[static_cast<qsizetype>(byte)]);
        return static_cast<VoucherStatus>(bits >> shiftOf(index) & 3);
    }
    if (voucherIssuedAt > m_content.issued)
        return VoucherStatus::Valid;
    return {};
}

const Provider* Bulletin::provider(ProviderId id) const
{
    const auto found = std::find_if(m_content.providers.begin(), m_content.providers.end(),
                                    [&](const Provider& provider) { return provider.id == id; });
    return found == m_content.providers.end() ? nullptr : &*found;
}

const Service* Bulletin::service(ServiceCode code) const
{
    const auto found = std::find_if(m_content.services.begin(), m_content.services.end(),
                                    [&](const Service& service) { return service.code == code; });
    return found == m_content.services.end() ? nullptr : &*found;
}

tl::expected<Bulletin, DocumentError> verifyBulletin(QByteArrayView message, const TrustList& trustList)
{
    const auto opened = openDocument(message, bulletinLimits, Object::Bulletin, trustList, KeyRole::Bulletin);
    if (!opened)
        return tl::unexpected(opened.error());
    std::optional<BulletinContent> content = readBulletin(opened->payload);
    if (!content)
        return tl::unexpected(DocumentError::Malformed);
    if (!opened->key->inWindow(content->issued))
        return tl::unexpected(DocumentError::UnknownKey);
    Bulletin bulletin;
    bulletin.m_content = std::move(*content);
    bulletin.m_message = message.toByteArray();
    bulletin.m_signedBy = opened->key->key.id();
    return bulletin;
}

QByteArray signBulletin(const BulletinContent& content, const PrivateKey& key)
{
    const QByteArray payload = writeBulletin(content);
    Q_ASSERT(readBulletin(payload));
    return sign1(key, Object::Bulletin, payload);
}

tl::expected<void, DocumentError> mayReplace(const Bulletin& current, const Bulletin& next, const TrustList& trustList,
                                             Instant now)
{
    const TrustedKey* nextKey = trustList.find(KeyRole::Bulletin, next.signedBy());
    if (!nextKey)
        return tl::unexpected(DocumentError::UnknownKey);
    if (nextKey->revoked)
        return tl::unexpected(DocumentError::KeyRevoked);
    bool startsAnew = false;
    if (next.signedBy() != current.signedBy()) {
        if (!isValid(nextKey, now))
            return tl::unexpected(DocumentError::UnknownKey);
        startsAnew = !isValid(trustList.find(KeyRole::Bulletin, current.signedBy()), now);
    }
    if (next.content().version <= current.content().version && !startsAnew)
        return tl::unexpected(DocumentError::Older);
    if (next.content().expires <= now)
        return tl::unexpected(DocumentError::Expired);
    return {};
}

void setStatus(QByteArray& statusList, std::uint64_t index, VoucherStatus status)
{
    const auto byte = static_cast<qsizetype>(index / vouchersPerByte);
    if (byte >= statusList.size())
        statusList.append(byte + 1 - statusList.size(), '\0');
    const int cleared = static_cast<std::uint8_t>(statusList[byte]) & ~(3 << shiftOf(index));
    statusList[byte] = static_cast<char>(cleared | static_cast<int>(status) << shiftOf(index));
}

} // namespace voucher
