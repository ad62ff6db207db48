#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QStringView>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <optional>

namespace voucher {

enum class PinError : std::uint8_t {
    TooShort,  ///< fewer than six digits, or not digits
    TooCommon, ///< 123456, 000000, a date of a year …
    Wrong,
    Wait,   ///< the growing delay after wrong tries has not passed, or the try was not begun
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

    /// Counts a try in `stored()` before its answer is known. The caller keeps `stored()` durably and only then calls
    /// `unlock`, so that cutting the power gives no free try. `now` is the terminal's now. Errors: Wait, Locked.
    tl::expected<void, PinError> beginTry(Instant now);
    /// The answer to the try just begun: Wrong, or the vault is open and `stored()`, to be kept again, forgets the
    /// wrong tries. Takes as long as the cost says.
    tl::expected<void, PinError> unlock(QStringView pin);
    void lock();

    /// The device key while unlocked, else null.
    const PrivateKey* key() const { return m_key ? &*m_key : nullptr; }

    int triesLeft() const;

    /// When the next try is allowed; the epoch if at once.
    Instant nextTry() const { return m_locked.nextTry; }

private:
    /// What is stored, apart from the public key.
    struct LockedKey
    {
        ScryptCost cost;
        QByteArray salt;
        QByteArray nonce;
        QByteArray ciphertext; ///< PKCS #8 under AES-256-GCM with its tag
        int tries = 0;         ///< since the last success
        Instant nextTry;
    };

    explicit Vault(PublicKey publicKey) : m_public(std::move(publicKey)) {}

    void store();

    QByteArray m_stored;
    PublicKey m_public;
    LockedKey m_locked;
    bool m_tryBegun = false;
    std::optional<PrivateKey> m_key;
};

/// The lowest cost at which one try takes a quarter of a second on this device, by the steady clock passed in.
ScryptCost calibratedCost(const std::function<std::chrono::milliseconds()>& elapsed);

/// Whether a PIN may be chosen: six to twelve digits, none of the commonest.
tl::expected<void, PinError> acceptablePin(QStringView pin);

} // namespace voucher
