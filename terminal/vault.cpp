#include "terminal/vault.h"

#include "crypto/cbor.h"
#include "terminal/pin_lock.h"

#include <algorithm>

namespace voucher {

namespace {

constexpr int mostTries = 10;
constexpr int freeTries = 2;
constexpr std::chrono::seconds longestWait{60};
constexpr qsizetype saltLength = 16;
constexpr qsizetype nonceLength = 12;
constexpr std::uint64_t highestCost = 1 << 20;
constexpr OperatorNumber firstOperator{1};
constexpr auto manager = static_cast<std::uint8_t>(OperatorRole::Manager);
constexpr std::uint8_t recovery = 0;

} // namespace

/// What is bound to the ciphertext: the vault it lies in, whose it is and what that person may do, so that neither
/// another vault's key opens here nor staff become managers by an edited file. The first operator's has no number, as
/// vaults of the first version had none.
QByteArray Vault::identityOf(const Place& place) const
{
    const QByteArray vault = QByteArrayLiteral("EPT1/vault") + m_public.spki();
    if (place.number == firstOperator && place.role == manager)
        return vault;
    CborWriter writer;
    writer.array(2).integer(place.number.value).integer(place.role);
    return vault + writer.take();
}

Vault::Place Vault::placeFor(OperatorNumber number, std::uint8_t role, QStringView pin, ScryptCost cost) const
{
    Place place{number, role, cost, randomBytes(saltLength), randomBytes(nonceLength), {}};
    place.ciphertext = lockBytes(m_key->toPkcs8(), keyFromPin(pin, place.salt, cost), place.nonce, identityOf(place));
    return place;
}

ScryptCost Vault::costHere() const
{
    const auto found =
        std::find_if(m_places.begin(), m_places.end(), [this](const Place& place) { return place.number == m_open; });
    return found == m_places.end() ? m_places.back().cost : found->cost;
}

Vault::Place* Vault::placeOf(OperatorNumber number)
{
    const auto found =
        std::find_if(m_places.begin(), m_places.end(), [number](const Place& place) { return place.number == number; });
    return found == m_places.end() ? nullptr : &*found;
}

tl::expected<Vault, PinError> Vault::create(QStringView pin, ScryptCost cost)
{
    if (const auto acceptable = acceptablePin(pin); !acceptable)
        return tl::unexpected(acceptable.error());
    PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    Vault vault(key.publicKey());
    vault.m_key = std::move(key);
    vault.m_open = firstOperator;
    vault.m_places.push_back(vault.placeFor(firstOperator, manager, pin, cost));
    vault.store();
    return vault;
}

std::vector<Operator> Vault::operators() const
{
    std::vector<Operator> all;
    for (const Place& place : m_places) {
        if (place.role != recovery)
            all.push_back({place.number, static_cast<OperatorRole>(place.role), mostTries - place.tries});
    }
    return all;
}

std::optional<Operator> Vault::find(OperatorNumber number) const
{
    const std::vector<Operator> all = operators();
    const auto found =
        std::find_if(all.begin(), all.end(), [number](const Operator& one) { return one.number == number; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

bool Vault::hasRecovery() const
{
    return m_places.front().role == recovery;
}

Instant Vault::nextTry(OperatorNumber number) const
{
    const auto found =
        std::find_if(m_places.begin(), m_places.end(), [number](const Place& place) { return place.number == number; });
    return found == m_places.end() ? Instant{} : found->nextTry;
}

tl::expected<void, PinError> Vault::beginTry(OperatorNumber number, Instant now)
{
    Place* const place = placeOf(number);
    if (!place)
        return tl::unexpected(PinError::Locked);
    // The recovery code is too long to be guessed: only its delay grows, or a child's taps could close it, too.
    if (place->role == recovery)
        place->tries = std::min(place->tries, mostTries - 1);
    if (place->tries >= mostTries)
        return tl::unexpected(PinError::Locked);
    // A wait longer than any we ask for comes from a clock that was set back: no reason to lock anybody out.
    if (now < place->nextTry && place->nextTry - now <= longestWait)
        return tl::unexpected(PinError::Wait);
    ++place->tries;
    place->nextTry = {};
    if (place->tries > freeTries) {
        const std::chrono::seconds wait{1 << (place->tries - freeTries - 1)};
        place->nextTry = now + std::min(wait, longestWait);
    }
    m_tried = number;
    store();
    return {};
}

tl::expected<void, PinError> Vault::unlock(QStringView pin)
{
    Place* const place = m_tried ? placeOf(*m_tried) : nullptr;
    m_tried.reset();
    if (!place)
        return tl::unexpected(PinError::Wait);
    const auto pkcs8 =
        unlockBytes(place->ciphertext, keyFromPin(pin, place->salt, place->cost), place->nonce, identityOf(*place));
    if (!pkcs8)
        return tl::unexpected(PinError::Wrong);
    auto key = PrivateKey::fromPkcs8(Algorithm::ES256, *pkcs8);
    if (!key || key->publicKey() != m_public)
        return tl::unexpected(PinError::Damaged);
    m_key = std::move(key);
    m_open = place->number;
    place->tries = 0;
    place->nextTry = {};
    store();
    return {};
}

void Vault::lock()
{
    m_key.reset();
    m_open = recoveryNumber;
}

bool Vault::managed() const
{
    const auto who = find(m_open);
    return m_key && who && who->role == OperatorRole::Manager;
}

tl::expected<OperatorNumber, PinError> Vault::add(OperatorRole role, QStringView pin)
{
    if (const auto acceptable = acceptablePin(pin); !acceptable)
        return tl::unexpected(acceptable.error());
    if (!m_key || operators().size() >= mostOperators)
        return tl::unexpected(PinError::Locked);
    const OperatorNumber number{++m_lastNumber};
    m_places.push_back(placeFor(number, static_cast<std::uint8_t>(role), pin, costHere()));
    store();
    return number;
}

tl::expected<void, PinError> Vault::renew(OperatorNumber number, QStringView pin)
{
    if (const auto acceptable = acceptablePin(pin); !acceptable)
        return tl::unexpected(acceptable.error());
    Place* const place = number == recoveryNumber ? nullptr : placeOf(number);
    if (!m_key || !place)
        return tl::unexpected(PinError::Locked);
    *place = placeFor(number, place->role, pin, costHere());
    store();
    return {};
}

bool Vault::remove(OperatorNumber number)
{
    const auto leaves = [number](const Place& place) { return place.number == number; };
    const bool staysManaged = std::any_of(m_places.begin(), m_places.end(),
                                          [&](const Place& place) { return place.role == manager && !leaves(place); });
    if (number == recoveryNumber || !staysManaged || std::erase_if(m_places, leaves) == 0)
        return false;
    store();
    return true;
}

void Vault::setRecovery(QStringView code)
{
    Q_ASSERT(m_key);
    Place place = placeFor(recoveryNumber, recovery, code, costHere());
    if (hasRecovery())
        m_places.front() = std::move(place);
    else
        m_places.insert(m_places.begin(), std::move(place));
    store();
}

ScryptCost calibratedCost(const std::function<std::chrono::milliseconds()>& elapsed)
{
    const QByteArray salt(saltLength, '\0');
    ScryptCost cost{.n = 1u << 14};
    while (cost.n < highestCost) {
        const std::chrono::milliseconds before = elapsed();
        keyFromPin(u"000000", salt, cost);
        if (elapsed() - before >= std::chrono::milliseconds(250))
            break;
        cost.n *= 2;
    }
    return cost;
}

} // namespace voucher
