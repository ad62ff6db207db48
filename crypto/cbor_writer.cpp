#include "crypto/cbor.h"

#include <QtEndian>

namespace voucher {

void CborWriter::head(std::uint8_t major, std::uint64_t argument)
{
    const bool expected = m_nesting.begin(m_out.size());
    Q_ASSERT(expected);
    Q_UNUSED(expected)
    const auto initial = static_cast<std::uint8_t>(major << 5);
    if (argument < 24) {
        m_out.append(static_cast<char>(initial | argument));
        return;
    }
    int exponent = 0;
    while (exponent < 3 && argument >> (8u << exponent) != 0)
        ++exponent;
    m_out.append(static_cast<char>(initial | (24 + exponent)));
    const std::uint64_t bigEndian = qToBigEndian(argument);
    const int length = 1 << exponent;
    m_out.append(reinterpret_cast<const char*>(&bigEndian) + 8 - length, length);
}

void CborWriter::end()
{
    const bool sorted = m_nesting.end(m_out, m_out.size());
    Q_ASSERT(sorted);
    Q_UNUSED(sorted)
}

CborWriter& CborWriter::integer(std::int64_t value)
{
    if (value >= 0)
        head(0, static_cast<std::uint64_t>(value));
    else
        head(1, static_cast<std::uint64_t>(-(value + 1)));
    end();
    return *this;
}

CborWriter& CborWriter::bytes(QByteArrayView value)
{
    head(2, static_cast<std::uint64_t>(value.size()));
    m_out.append(value);
    end();
    return *this;
}

CborWriter& CborWriter::text(QStringView value)
{
    const QByteArray encoded = value.toString().normalized(QString::NormalizationForm_C).toUtf8();
    head(3, static_cast<std::uint64_t>(encoded.size()));
    m_out.append(encoded);
    end();
    return *this;
}

CborWriter& CborWriter::array(qsizetype count)
{
    head(4, static_cast<std::uint64_t>(count));
    const bool sorted = m_nesting.open(count, false, m_out, m_out.size());
    Q_ASSERT(sorted);
    Q_UNUSED(sorted)
    return *this;
}

CborWriter& CborWriter::map(qsizetype pairs)
{
    head(5, static_cast<std::uint64_t>(pairs));
    const bool sorted = m_nesting.open(pairs * 2, true, m_out, m_out.size());
    Q_ASSERT(sorted);
    Q_UNUSED(sorted)
    return *this;
}

CborWriter& CborWriter::tag(std::uint64_t number)
{
    head(6, number);
    m_nesting.tagged();
    return *this;
}

CborWriter& CborWriter::boolean(bool value)
{
    head(7, value ? 21 : 20);
    end();
    return *this;
}

CborWriter& CborWriter::null()
{
    head(7, 22);
    end();
    return *this;
}

CborWriter& CborWriter::raw(QByteArrayView item)
{
    const bool expected = m_nesting.begin(m_out.size());
    Q_ASSERT(expected);
    Q_UNUSED(expected)
    m_out.append(item);
    end();
    return *this;
}

QByteArray CborWriter::take()
{
    Q_ASSERT(m_nesting.complete());
    m_nesting = {};
    return std::exchange(m_out, {});
}

} // namespace voucher
