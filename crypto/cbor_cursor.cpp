#include "crypto/cbor.h"

#include "crypto/text_rules.h"

#include <limits>

namespace voucher {

namespace {

constexpr std::uint8_t falseArgument = 20;
constexpr std::uint8_t trueArgument = 21;
constexpr std::uint8_t nullArgument = 22;
constexpr std::uint64_t highestInteger = std::numeric_limits<std::int64_t>::max();

} // namespace

CborCursor::CborCursor(QByteArrayView message, CborLimits limits)
    : m_message(message), m_limits(limits), m_failed(message.size() > limits.bytes)
{
}

CborCursor::Head CborCursor::head()
{
    if (m_failed || !m_nesting.begin(m_place) || ++m_items > m_limits.items) {
        fail();
        return {};
    }
    const QByteArrayView initial = take(1);
    if (m_failed)
        return {};
    const auto first = static_cast<std::uint8_t>(initial.front());
    const auto major = static_cast<std::uint8_t>(first >> 5);
    const unsigned information = first & 0x1f;
    if (information < 24)
        return {major, information};
    // 28 to 30 are not assigned and 31 is an indefinite length; for simple values and floats nothing is left above 23.
    if (information > 27 || major == 7) {
        fail();
        return {};
    }
    std::uint64_t argument = 0;
    for (const char byte : take(1u << (information - 24)))
        argument = argument << 8 | static_cast<std::uint8_t>(byte);
    const std::uint64_t least = information == 24 ? 24 : std::uint64_t(1) << (4u << (information - 24));
    if (argument < least)
        fail();
    return {major, argument};
}

CborCursor::Head CborCursor::expect(std::uint8_t major)
{
    const Head found = head();
    if (found.major != major)
        fail();
    return m_failed ? Head{} : found;
}

QByteArrayView CborCursor::take(std::uint64_t length)
{
    if (m_failed || length > static_cast<std::uint64_t>(m_message.size() - m_place)) {
        fail();
        return {};
    }
    const QByteArrayView taken = m_message.sliced(m_place, static_cast<qsizetype>(length));
    m_place += taken.size();
    return taken;
}

void CborCursor::end()
{
    if (!m_failed && !m_nesting.end(m_message, m_place))
        fail();
}

std::int64_t CborCursor::integer()
{
    const Head found = head();
    if (found.major > 1 || found.argument > highestInteger)
        fail();
    end();
    if (m_failed)
        return 0;
    const auto magnitude = static_cast<std::int64_t>(found.argument);
    return found.major == 0 ? magnitude : -1 - magnitude;
}

std::int64_t CborCursor::integer(std::int64_t least, std::int64_t most)
{
    const std::int64_t value = integer();
    if (value < least || value > most)
        fail();
    return m_failed ? 0 : value;
}

QByteArrayView CborCursor::bytes()
{
    const QByteArrayView value = take(expect(2).argument);
    end();
    return m_failed ? QByteArrayView() : value;
}

QByteArrayView CborCursor::bytes(qsizetype length)
{
    const QByteArrayView value = bytes();
    if (value.size() != length)
        fail();
    return m_failed ? QByteArrayView() : value;
}

QString CborCursor::readText(std::uint64_t length)
{
    const auto text = plainText(take(length));
    if (!text)
        fail();
    return text.value_or(QString());
}

QString CborCursor::text(qsizetype longest)
{
    const QString value = readText(expect(3).argument);
    if (value.size() > longest)
        fail();
    end();
    return m_failed ? QString() : value;
}

bool CborCursor::boolean()
{
    const Head found = expect(7);
    if (found.argument != falseArgument && found.argument != trueArgument)
        fail();
    end();
    return !m_failed && found.argument == trueArgument;
}

void CborCursor::tag(std::uint64_t number)
{
    const Head found = expect(6);
    if (found.argument != number)
        fail();
    m_nesting.tagged();
}

qsizetype CborCursor::open(std::uint64_t count, bool map)
{
    // Every item takes a byte, so a larger count is a lie; refusing it here lets callers reserve what they are told.
    const auto rest = static_cast<std::uint64_t>(m_message.size() - m_place);
    if (m_failed || count > (map ? rest / 2 : rest) || m_nesting.depth() >= m_limits.depth) {
        fail();
        return 0;
    }
    const auto items = static_cast<qsizetype>(map ? count * 2 : count);
    if (!m_nesting.open(items, map, m_message, m_place))
        fail();
    return m_failed ? 0 : static_cast<qsizetype>(count);
}

qsizetype CborCursor::array()
{
    return open(expect(4).argument, false);
}

qsizetype CborCursor::map()
{
    return open(expect(5).argument, true);
}

std::int64_t CborCursor::key()
{
    if (!m_nesting.atKey())
        fail();
    return integer();
}

bool CborCursor::nullNext()
{
    constexpr auto encodedNull = static_cast<char>(7 << 5 | nullArgument);
    if (m_failed || m_place == m_message.size() || m_message[m_place] != encodedNull)
        return false;
    head();
    end();
    return !m_failed;
}

bool CborCursor::majorNext(int major) const
{
    return !m_failed && m_place < m_message.size() && static_cast<std::uint8_t>(m_message[m_place]) >> 5 == major;
}

void CborCursor::step()
{
    const Head found = head();
    switch (found.major) {
    case 4:
    case 5:
        open(found.argument, found.major == 5);
        return;
    case 2:
        take(found.argument);
        break;
    case 3:
        readText(found.argument);
        break;
    case 6:
        fail();
        break;
    case 7:
        if (found.argument < falseArgument || found.argument > nullArgument)
            fail();
        break;
    }
    end();
}

QByteArrayView CborCursor::skip()
{
    const qsizetype start = m_place;
    const int depth = m_nesting.depth();
    // Not recursive: how deep a stranger's item nests must not cost our stack.
    do
        step();
    while (!m_failed && m_nesting.depth() > depth);
    return m_failed ? QByteArrayView() : m_message.sliced(start, m_place - start);
}

bool CborCursor::finish()
{
    if (!m_nesting.complete() || m_place != m_message.size())
        fail();
    return ok();
}

bool strictlyEncoded(QByteArrayView item, CborLimits limits)
{
    CborCursor cursor(item, limits);
    cursor.skip();
    return cursor.finish();
}

} // namespace voucher
