#include "crypto/base45.h"

#include <array>

namespace voucher {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
static_assert(alphabet.size() == 45);

constexpr auto digits = [] {
    std::array<std::int8_t, 128> table{};
    table.fill(-1);
    for (std::size_t digit = 0; digit < alphabet.size(); ++digit)
        table[static_cast<std::size_t>(alphabet[digit])] = static_cast<std::int8_t>(digit);
    return table;
}();

/// The value of up to three digits, least significant first; nothing for a foreign character.
std::optional<std::uint32_t> valueOf(QStringView group)
{
    std::uint32_t value = 0;
    for (qsizetype place = group.size() - 1; place >= 0; --place) {
        const char16_t character = group[place].unicode();
        if (character >= digits.size() || digits[character] < 0)
            return std::nullopt;
        value = value * 45 + static_cast<std::uint32_t>(digits[character]);
    }
    return value;
}

} // namespace

QByteArray toBase45(QByteArrayView bytes)
{
    QByteArray text;
    text.reserve((bytes.size() / 2) * 3 + (bytes.size() % 2) * 2);
    const auto byteAt = [bytes](qsizetype place) {
        return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[place]));
    };
    const auto append = [&text](std::uint32_t digit) { text.append(alphabet[digit]); };
    qsizetype place = 0;
    for (; place + 1 < bytes.size(); place += 2) {
        const std::uint32_t value = byteAt(place) * 256 + byteAt(place + 1);
        append(value % 45);
        append(value / 45 % 45);
        append(value / (45 * 45));
    }
    if (place < bytes.size()) {
        append(byteAt(place) % 45);
        append(byteAt(place) / 45);
    }
    return text;
}

std::optional<QByteArray> fromBase45(QStringView text)
{
    if (text.size() % 3 == 1)
        return std::nullopt;
    QByteArray bytes;
    bytes.reserve(text.size() / 3 * 2 + 1);
    for (qsizetype place = 0; place < text.size(); place += 3) {
        const QStringView group = text.mid(place, 3);
        const auto value = valueOf(group);
        const std::uint32_t highest = group.size() == 3 ? 0xffff : 0xff;
        if (!value || *value > highest)
            return std::nullopt;
        if (group.size() == 3)
            bytes.append(static_cast<char>(*value >> 8));
        bytes.append(static_cast<char>(*value & 0xff));
    }
    return bytes;
}

} // namespace voucher
