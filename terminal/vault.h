#pragma once

#include "crypto/keys.h"

#include <QByteArray>
#include <QStringView>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace voucher {

enum class PinError : std::uint8_t {
    TooShort,  ///< fewer than six digits, or not digits
    TooCommon, ///< 123456, 000000, a date of a year …
    Wrong,
    Wait,    ///< the growing delay after wrong tries has not passed, or the try was not begun
    Locked,  ///< ten wrong tries, nobody has this number, or it is not for who asks
    NotKept, ///< the disk is full or failed: nothing has changed
    Damaged,
};

/// scrypt's cost (RFC 7914); calibrated so that one try takes at least 250 ms on the device.
struct ScryptCost
{
    std::uint64_t n = 1u << 17;
    std::uint32_t r = 8;
    std::uint32_t p = 1;
};

enum class OperatorRole : std::uint8_t { Manager = 1, Staff = 2 };

/// One of the people whose PIN opens this tablet. Who that is stands nowhere on it: the name is sealed for the office.
struct Operator
{
    OperatorNumber number;
    OperatorRole role = OperatorRole::Staff;
    int triesLeft = 0;
};

/// The number under which the municipality's recovery code acts; no operator has it.
inline constexpr OperatorNumber recoveryNumber{0};
/// The most operators of one tablet.
inline constexpr std::size_t mostOperators = 12;

/// The device key, made on the tablet, lying encrypted under the key of each operator's PIN, and of the municipality's
/// recovery code once there is one. Holds the key in memory only while unlocked. What is stored is one opaque value
/// that the ledger's file keeps. A value: acts of managers change a copy, which replaces the original once it is
/// stored.
class Vault
{
public:
    /// A locked vault from what was stored, also by the first version, which knew one operator; Damaged if it is not a
    /// vault.
    static tl::expected<Vault, PinError> fromStored(const QByteArray& stored);
    /// A new device key under the first PIN, whose operator is number 1, a manager; unlocked.
    static tl::expected<Vault, PinError> create(QStringView pin, ScryptCost cost);

    const QByteArray& stored() const { return m_stored; }

    /// The device's public key, readable while locked.
    const PublicKey& publicKey() const { return m_public; }

    /// By rising number; never empty.
    std::vector<Operator> operators() const;
    std::optional<Operator> find(OperatorNumber number) const;
    bool hasRecovery() const;
    /// When this operator (or the recovery code) may be tried next; the epoch if at once.
    Instant nextTry(OperatorNumber number) const;

    /// Counts a try of this operator (or of the recovery code) in `stored()` before its answer is known. The caller
    /// keeps `stored()` durably and only then calls `unlock`, so that cutting the power gives no free try. `now` is the
    /// terminal's now. Errors: Wait, Locked.
    tl::expected<void, PinError> beginTry(OperatorNumber number, Instant now);
    /// The answer to the try just begun: Wrong, or the vault is open and `stored()`, to be kept again, forgets that
    /// operator's wrong tries. Takes as long as the cost says. A vault that is open stays open by a wrong PIN.
    tl::expected<void, PinError> unlock(QStringView pin);
    void lock();

    /// The device key while unlocked, else null.
    const PrivateKey* key() const { return m_key ? &*m_key : nullptr; }

    /// Who has opened it; `recoveryNumber` while locked.
    OperatorNumber open() const { return m_open; }

    /// Whether a manager has opened it.
    bool managed() const;

    /// Another operator under a PIN of his own; Locked while the vault is, or when there is no room.
    tl::expected<OperatorNumber, PinError> add(OperatorRole role, QStringView pin);
    /// A new PIN for an operator, with all tries; Locked while the vault is, or when nobody has this number.
    tl::expected<void, PinError> renew(OperatorNumber number, QStringView pin);
    /// False for the last manager and for who is not there. A number is never given again.
    bool remove(OperatorNumber number);
    /// A code that opens this vault until another one is made; the vault must be open.
    void setRecovery(QStringView code);

private:
    /// The device key under one PIN.
    struct Place
    {
        OperatorNumber number;
        std::uint8_t role = 0; ///< 0 for the recovery code
        ScryptCost cost;
        QByteArray salt;
        QByteArray nonce;
        QByteArray ciphertext; ///< PKCS #8 under AES-256-GCM with its tag
        int tries = 0;         ///< since the last success
        Instant nextTry;
    };

    explicit Vault(PublicKey publicKey) : m_public(std::move(publicKey)) {}

    static std::optional<Vault> read(const QByteArray& stored);
    static std::optional<Vault> readFirstVersion(const QByteArray& stored);
    QByteArray identityOf(const Place& place) const;
    Place placeFor(OperatorNumber number, std::uint8_t role, QStringView pin, ScryptCost cost) const;
    /// What a try costs whoever has opened it; the same for everybody who is added.
    ScryptCost costHere() const;
    Place* placeOf(OperatorNumber number);
    void store();

    QByteArray m_stored;
    PublicKey m_public;
    std::vector<Place> m_places; ///< by rising number, the recovery code's first
    std::uint32_t m_lastNumber = 1;
    std::optional<OperatorNumber> m_tried;
    OperatorNumber m_open = recoveryNumber;
    std::optional<PrivateKey> m_key;
};

/// The lowest cost at which one try takes a quarter of a second on this device, by the time passed in: this thread's
/// own processor time, or a busy device would choose a cheaper lock.
ScryptCost calibratedCost(const std::function<std::chrono::milliseconds()>& elapsed);

/// Whether a PIN may be chosen: six to twelve digits, none of the commonest.
tl::expected<void, PinError> acceptablePin(QStringView pin);

} // namespace voucher
