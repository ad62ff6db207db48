#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <chrono>
#include <compare>
#include <cstdint>

namespace voucher {

/// A point in time, UTC, in whole milliseconds; on the wire in whole seconds unless a field says otherwise.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A value that the compiler does not let be mistaken for another of the same shape.
template <typename Value, typename Tag>
struct Id
{
    Value value{};
    friend auto operator<=>(const Id&, const Id&) = default;
};

using VoucherId = Id<std::array<std::uint8_t, 8>, struct VoucherIdTag>;
using TerminalId = Id<std::array<std::uint8_t, 8>, struct TerminalIdTag>;
using KeyId = Id<std::array<std::uint8_t, 8>, struct KeyIdTag>;
using Hash = Id<std::array<std::uint8_t, 32>, struct HashTag>;
using ProgrammeId = Id<std::uint32_t, struct ProgrammeIdTag>;
using ProviderId = Id<std::uint32_t, struct ProviderIdTag>;
using ServiceCode = Id<std::uint32_t, struct ServiceCodeTag>;
using OperatorNumber = Id<std::uint32_t, struct OperatorNumberTag>;

/// Place of an entry in its terminal's ledger: 1 for the first, gap-free.
using Sequence = std::int64_t;

/// The bytes of an id, for writing and for binding; valid as long as `id` is.
template <typename Tag, std::size_t size>
QByteArrayView bytesOf(const Id<std::array<std::uint8_t, size>, Tag>& id)
{
    return {id.value.data(), static_cast<qsizetype>(size)};
}

/// The id with exactly these bytes. The caller has checked the length; a wrong one is our own mistake.
template <typename IdType>
IdType idFrom(QByteArrayView bytes)
{
    IdType id;
    Q_ASSERT(bytes.size() == static_cast<qsizetype>(id.value.size()));
    std::copy(bytes.begin(), bytes.end(), id.value.begin());
    return id;
}

/// SHA-256 of `bytes` (FIPS 180-4).
Hash sha256(QByteArrayView bytes);

/// Equality whose duration does not depend on where the bytes differ; lengths are public.
bool constantTimeEqual(QByteArrayView left, QByteArrayView right);

/// The last code an id may leave in a log: its first four hex digits.
QByteArray shortHex(QByteArrayView bytes);

} // namespace voucher
