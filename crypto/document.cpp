#include "crypto/document.h"

namespace voucher {

tl::expected<SignedPayload, DocumentError> openDocument(QByteArrayView message, CborLimits limits, Object object,
                                                        const TrustList& trustList, KeyRole role)
{
    const std::optional<Sign1> signedMessage = Sign1::parse(message, limits);
    if (!signedMessage)
        return tl::unexpected(DocumentError::Malformed);
    const TrustedKey* key = trustList.find(role, signedMessage->keyId());
    if (!key)
        return tl::unexpected(DocumentError::UnknownKey);
    if (key->revoked)
        return tl::unexpected(DocumentError::KeyRevoked);
    std::optional<QByteArray> payload = signedMessage->payloadIfSigned(key->key, object);
    if (!payload)
        return tl::unexpected(DocumentError::BadSignature);
    return SignedPayload{std::move(*payload), key};
}

} // namespace voucher
