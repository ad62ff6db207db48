#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QStringView>

#include <tl/expected.hpp>

#include <optional>

namespace voucher {

enum class PinError : std::uint8_t {
    TooShort,  ///< fewer than six digits, or not digits
    TooCommon, ///< 123456, 000000, a date of a year …
    Wrong,
    Wait,   ///< the growing delay after wrong tries has not passed
    Locked, ///< ten wrong tries
    Damaged,
};

/// scrypt's cost (RFC 7914); calibrated so that one try takes at least 250 ms on the device.
struct ScryptCost
{
    std::uint64_t n = 1u << 17;
    std::uint32_t r = 8;
    std::uint32_t p = 1;
};

/// The device key, made on the tablet, lying encrypted under a key that only the operator's PIN opens. Holds the key in
/// memory only while unlocked. What is stored is one opaque value that the ledger's file keeps.
class Vault
{
public:
    /// A locked vault from what was stored; Damaged if it is not a vault.
    static tl::expected<Vault, PinError> fromStored(const QByteArray& stored);
    /// A new device key under a first PIN; unlocked.
    static tl::expected<Vault, PinError> create(QStringView pin, ScryptCost cost);

    const QByteArray& stored() const { return m_stored; }

    /// The device's public key, readable while locked.
    const PublicKey& publicKey() const { return m_public; }

    /// Opens the vault. Wrong tries are counted in `stored()`, which the caller keeps before it shows the answer; `now`
    /// is the terminal's now for the growing delay.
    tl::expected<void, PinError> unlock(QStringView pin, Instant now);
    void lock();

    /// The device key while unlocked, else null.
    const PrivateKey* key() const { return m_key ? &*m_key : nullptr; }

    int triesLeft() const;
    /// When the next try is allowed.
    Instant nextTry() const;

private:
    explicit Vault(PublicKey publicKey) : m_public(std::move(publicKey)) {}

    QByteArray m_stored;
    PublicKey m_public;
    std::optional<PrivateKey> m_key;
};

/// Whether a PIN may be chosen: six to twelve digits, none of the commonest.
tl::expected<void, PinError> acceptablePin(QStringView pin);

} // namespace voucher
