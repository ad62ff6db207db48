#include "terminal/vault.h"

#include "crypto/cbor.h"
#include "terminal/pin_lock.h"

#include <algorithm>
#include <bit>

namespace voucher {

namespace {

constexpr int mostTries = 10;
constexpr int freeTries = 2;
constexpr std::chrono::seconds longestWait{60};
constexpr qsizetype saltLength = 16;
constexpr qsizetype nonceLength = 12;
constexpr std::int64_t version = 1;
constexpr CborLimits limits{.bytes = 2048, .depth = 2, .items = 32};
/// A file may not ask for more memory than a tablet has: at most 1 GB.
constexpr std::int64_t highestCost = 1 << 20;
constexpr std::int64_t highestR = 8;
constexpr std::int64_t highestP = 4;

/// The row's identity: a key put into another vault's place does not open.
QByteArray identityOf(const PublicKey& key)
{
    return QByteArrayLiteral("EPT1/vault") + key.spki();
}

} // namespace

tl::expected<Vault, PinError> Vault::fromStored(const QByteArray& stored)
{
    CborCursor cursor(stored, limits);
    const auto expectKey = [&](std::int64_t key) {
        if (cursor.key() != key)
            cursor.fail();
    };
    LockedKey locked;
    if (cursor.map() != 10)
        cursor.fail();
    expectKey(1);
    cursor.integer(version, version);
    expectKey(2);
    locked.cost.n = static_cast<std::uint64_t>(cursor.integer(2, highestCost));
    expectKey(3);
    locked.cost.r = static_cast<std::uint32_t>(cursor.integer(1, highestR));
    expectKey(4);
    locked.cost.p = static_cast<std::uint32_t>(cursor.integer(1, highestP));
    expectKey(5);
    locked.salt = cursor.bytes(saltLength).toByteArray();
    expectKey(6);
    locked.nonce = cursor.bytes(nonceLength).toByteArray();
    expectKey(7);
    locked.ciphertext = cursor.bytes().toByteArray();
    expectKey(8);
    const QByteArrayView spki = cursor.bytes();
    expectKey(9);
    locked.tries = static_cast<int>(cursor.integer(0, mostTries));
    expectKey(10);
    locked.nextTry = Instant(std::chrono::milliseconds(cursor.integer(0, std::int64_t{1} << 53)));
    if (!cursor.finish() || !std::has_single_bit(locked.cost.n))
        return tl::unexpected(PinError::Damaged);
    const auto key = PublicKey::fromSpki(Algorithm::ES256, spki);
    if (!key)
        return tl::unexpected(PinError::Damaged);
    Vault vault(*key);
    vault.m_stored = stored;
    vault.m_locked = std::move(locked);
    return vault;
}

tl::expected<Vault, PinError> Vault::create(QStringView pin, ScryptCost cost)
{
    if (const auto acceptable = acceptablePin(pin); !acceptable)
        return tl::unexpected(acceptable.error());
    const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    Vault vault(key.publicKey());
    vault.m_locked.cost = cost;
    vault.m_locked.salt = randomBytes(saltLength);
    vault.m_locked.nonce = randomBytes(nonceLength);
    vault.m_locked.ciphertext = lockBytes(key.toPkcs8(), keyFromPin(pin, vault.m_locked.salt, cost),
                                          vault.m_locked.nonce, identityOf(vault.m_public));
    vault.m_key = key;
    vault.store();
    return vault;
}

tl::expected<void, PinError> Vault::beginTry(Instant now)
{
    if (m_locked.tries >= mostTries)
        return tl::unexpected(PinError::Locked);
    // A wait longer than any we ask for comes from a clock that was set back: no reason to lock anybody out.
    if (now < m_locked.nextTry && m_locked.nextTry - now <= longestWait)
        return tl::unexpected(PinError::Wait);
    ++m_locked.tries;
    m_locked.nextTry = {};
    if (m_locked.tries > freeTries) {
        const std::chrono::seconds wait{1 << (m_locked.tries - freeTries - 1)};
        m_locked.nextTry = now + std::min(wait, longestWait);
    }
    m_tryBegun = true;
    store();
    return {};
}

tl::expected<void, PinError> Vault::unlock(QStringView pin)
{
    if (!m_tryBegun)
        return tl::unexpected(PinError::Wait);
    m_tryBegun = false;
    const auto pkcs8 = unlockBytes(m_locked.ciphertext, keyFromPin(pin, m_locked.salt, m_locked.cost), m_locked.nonce,
                                   identityOf(m_public));
    if (!pkcs8)
        return tl::unexpected(PinError::Wrong);
    auto key = PrivateKey::fromPkcs8(Algorithm::ES256, *pkcs8);
    if (!key || key->publicKey() != m_public)
        return tl::unexpected(PinError::Damaged);
    m_key = std::move(key);
    m_locked.tries = 0;
    m_locked.nextTry = {};
    store();
    return {};
}

void Vault::lock()
{
    m_key.reset();
}

int Vault::triesLeft() const
{
    return mostTries - m_locked.tries;
}

void Vault::store()
{
    CborWriter writer;
    writer.map(10).integer(1).integer(version);
    writer.integer(2).integer(static_cast<std::int64_t>(m_locked.cost.n));
    writer.integer(3).integer(m_locked.cost.r).integer(4).integer(m_locked.cost.p);
    writer.integer(5).bytes(m_locked.salt).integer(6).bytes(m_locked.nonce).integer(7).bytes(m_locked.ciphertext);
    writer.integer(8).bytes(m_public.spki()).integer(9).integer(m_locked.tries);
    writer.integer(10).integer(m_locked.nextTry.time_since_epoch().count());
    m_stored = writer.take();
}

ScryptCost calibratedCost(const std::function<std::chrono::milliseconds()>& elapsed)
{
    const QByteArray salt(saltLength, '\0');
    ScryptCost cost{.n = 1u << 14};
    while (cost.n < static_cast<std::uint64_t>(highestCost)) {
        const std::chrono::milliseconds before = elapsed();
        keyFromPin(u"000000", salt, cost);
        if (elapsed() - before >= std::chrono::milliseconds(250))
            break;
        cost.n *= 2;
    }
    return cost;
}

} // namespace voucher
