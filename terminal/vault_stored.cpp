#include "terminal/vault.h"

#include "crypto/cbor.h"

#include <algorithm>
#include <bit>

namespace voucher {

// A vault as it is stored, deterministic CBOR:
//   {1: 2, 2: spki, 3: highest number ever given, 4: [* place]}
//   place = {1: number, 2: role, 3: n, 4: r, 5: p, 6: salt, 7: nonce, 8: ciphertext, 9: tries, 10: next try in ms}
// The first version knew one operator and had no list:
//   {1: 1, 2: n, 3: r, 4: p, 5: salt, 6: nonce, 7: ciphertext, 8: spki, 9: tries, 10: next try in ms}

namespace {

constexpr std::int64_t version = 2;
constexpr std::int64_t firstVersion = 1;
constexpr qsizetype saltLength = 16;
constexpr qsizetype nonceLength = 12;
constexpr qsizetype fieldsOfAPlace = 10;
constexpr std::int64_t mostTries = 10;
constexpr CborLimits limits{.bytes = 8192, .depth = 4, .items = 512};
/// A file may not ask for more memory than a tablet has: at most 1 GB.
constexpr std::int64_t highestCost = 1 << 20;
constexpr std::int64_t highestR = 8;
constexpr std::int64_t highestP = 4;
constexpr std::int64_t highestNumber = 0xffffffff;
constexpr std::int64_t latest = std::int64_t{1} << 53;

void expectKey(CborCursor& cursor, std::int64_t key)
{
    if (cursor.key() != key)
        cursor.fail();
}

/// n, r and p under three keys in a row.
ScryptCost readCost(CborCursor& cursor, std::int64_t firstKey)
{
    ScryptCost cost;
    expectKey(cursor, firstKey);
    cost.n = static_cast<std::uint64_t>(cursor.integer(2, highestCost));
    expectKey(cursor, firstKey + 1);
    cost.r = static_cast<std::uint32_t>(cursor.integer(1, highestR));
    expectKey(cursor, firstKey + 2);
    cost.p = static_cast<std::uint32_t>(cursor.integer(1, highestP));
    if (!std::has_single_bit(cost.n))
        cursor.fail();
    return cost;
}

QByteArray readBytes(CborCursor& cursor, std::int64_t key, qsizetype length)
{
    expectKey(cursor, key);
    return cursor.bytes(length).toByteArray();
}

int readTries(CborCursor& cursor, std::int64_t key)
{
    expectKey(cursor, key);
    return static_cast<int>(cursor.integer(0, mostTries));
}

Instant readInstant(CborCursor& cursor, std::int64_t key)
{
    expectKey(cursor, key);
    return Instant(std::chrono::milliseconds(cursor.integer(0, latest)));
}

} // namespace

tl::expected<Vault, PinError> Vault::fromStored(const QByteArray& stored)
{
    auto vault = read(stored);
    if (!vault)
        vault = readFirstVersion(stored);
    if (!vault)
        return tl::unexpected(PinError::Damaged);
    return std::move(*vault);
}

std::optional<Vault> Vault::read(const QByteArray& stored)
{
    CborCursor cursor(stored, limits);
    if (cursor.map() != 4)
        cursor.fail();
    expectKey(cursor, 1);
    cursor.integer(version, version);
    expectKey(cursor, 2);
    const auto key = PublicKey::fromSpki(Algorithm::ES256, cursor.bytes());
    expectKey(cursor, 3);
    const std::int64_t lastNumber = cursor.integer(1, highestNumber);
    expectKey(cursor, 4);
    const qsizetype count = cursor.array();
    std::vector<Place> places;
    std::int64_t lowest = 0;
    for (qsizetype at = 0; at < count && cursor.ok(); ++at) {
        Place place;
        if (cursor.map() != fieldsOfAPlace)
            cursor.fail();
        expectKey(cursor, 1);
        place.number.value = static_cast<std::uint32_t>(cursor.integer(lowest, lastNumber));
        lowest = std::int64_t{place.number.value} + 1;
        expectKey(cursor, 2);
        const bool recovery = place.number == recoveryNumber;
        place.role = static_cast<std::uint8_t>(cursor.integer(recovery ? 0 : 1, recovery ? 0 : 2));
        place.cost = readCost(cursor, 3);
        place.salt = readBytes(cursor, 6, saltLength);
        place.nonce = readBytes(cursor, 7, nonceLength);
        expectKey(cursor, 8);
        place.ciphertext = cursor.bytes().toByteArray();
        place.tries = readTries(cursor, 9);
        place.nextTry = readInstant(cursor, 10);
        places.push_back(std::move(place));
    }
    const bool managed = std::any_of(places.begin(), places.end(), [](const Place& place) {
        return place.role == static_cast<std::uint8_t>(OperatorRole::Manager);
    });
    if (!cursor.finish() || !key || !managed)
        return std::nullopt;
    Vault vault(*key);
    vault.m_stored = stored;
    vault.m_lastNumber = static_cast<std::uint32_t>(lastNumber);
    vault.m_places = std::move(places);
    return vault;
}

std::optional<Vault> Vault::readFirstVersion(const QByteArray& stored)
{
    CborCursor cursor(stored, limits);
    if (cursor.map() != 10)
        cursor.fail();
    expectKey(cursor, 1);
    cursor.integer(firstVersion, firstVersion);
    Place place{OperatorNumber{1}, static_cast<std::uint8_t>(OperatorRole::Manager), readCost(cursor, 2), {}, {}, {}};
    place.salt = readBytes(cursor, 5, saltLength);
    place.nonce = readBytes(cursor, 6, nonceLength);
    expectKey(cursor, 7);
    place.ciphertext = cursor.bytes().toByteArray();
    expectKey(cursor, 8);
    const QByteArrayView spki = cursor.bytes();
    place.tries = readTries(cursor, 9);
    place.nextTry = readInstant(cursor, 10);
    const auto key = cursor.finish() ? PublicKey::fromSpki(Algorithm::ES256, spki) : std::nullopt;
    if (!key)
        return std::nullopt;
    Vault vault(*key);
    vault.m_stored = stored;
    vault.m_places.push_back(std::move(place));
    return vault;
}

void Vault::store()
{
    CborWriter writer;
    writer.map(4).integer(1).integer(version).integer(2).bytes(m_public.spki());
    writer.integer(3).integer(m_lastNumber).integer(4).array(static_cast<qsizetype>(m_places.size()));
    for (const Place& place : m_places) {
        writer.map(fieldsOfAPlace).integer(1).integer(place.number.value).integer(2).integer(place.role);
        writer.integer(3).integer(static_cast<std::int64_t>(place.cost.n));
        writer.integer(4).integer(place.cost.r).integer(5).integer(place.cost.p);
        writer.integer(6).bytes(place.salt).integer(7).bytes(place.nonce).integer(8).bytes(place.ciphertext);
        writer.integer(9).integer(place.tries);
        writer.integer(10).integer(place.nextTry.time_since_epoch().count());
    }
    m_stored = writer.take();
}

} // namespace voucher
