#pragma once

#include "crypto/sign1.h"
#include "crypto/trust_list.h"

namespace voucher {

/// A payload whose signature is good, and the listed key that made it.
struct SignedPayload
{
    QByteArray payload;
    const TrustedKey* key; ///< lives in the trust list
};

/// The payload of a message that a key of `role` signed as `object`. Errors, in this order: Malformed, UnknownKey (also
/// for a key of another role), KeyRevoked, BadSignature.
tl::expected<SignedPayload, DocumentError> openDocument(QByteArrayView message, CborLimits limits, Object object,
                                                        const TrustList& trustList, KeyRole role);

} // namespace voucher
