#pragma once

#include "crypto/keys.h"

#include <QByteArray>

#include <optional>

namespace voucher {

/// A COSE_Sign1 message as anyone may write it (RFC 9052 §4.2): tag 18 or none, any encoding, any headers. For looking
/// at other people's messages; nothing of the product trusts it.
class GenericSign1
{
public:
    /// Nothing if `message` is not exactly one COSE_Sign1: another tag, a detached payload, a label in both headers or
    /// twice in one, more than 64 labels, critical parameters (which we would have to understand), bytes left over.
    static std::optional<GenericSign1> parse(const QByteArray& message);

    /// The payload, if a header names the key's algorithm and `key` signed the message with this external_aad.
    std::optional<QByteArray> payloadIfSigned(const PublicKey& key, QByteArrayView aad) const;

private:
    GenericSign1() = default;
    QByteArray m_protected; ///< as it is signed
    QByteArray m_payload;
    QByteArray m_signature;
    std::optional<qint64> m_algorithm;
};

} // namespace voucher
