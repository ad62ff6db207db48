#include "crypto/cbor.h"

namespace voucher {

bool CborNesting::begin(qsizetype place)
{
    if (m_complete)
        return false;
    if (!m_tagged && !m_open.empty())
        m_open.back().item = place;
    m_tagged = false;
    return true;
}

bool CborNesting::open(qsizetype count, bool map, QByteArrayView message, qsizetype place)
{
    if (count == 0)
        return end(message, place);
    m_open.push_back({.remaining = count, .map = map});
    return true;
}

bool CborNesting::end(QByteArrayView message, qsizetype place)
{
    while (!m_open.empty()) {
        Open& around = m_open.back();
        if (atKey()) {
            const QByteArrayView key = message.sliced(around.item, place - around.item);
            const QByteArrayView before = message.sliced(around.lastKey, around.lastKeyEnd - around.lastKey);
            // The bytewise order of the encoded keys, in which a key is never equal to the one before it.
            if (around.lastKeyEnd > 0 && std::string_view(before.data(), std::size_t(before.size())) >=
                                             std::string_view(key.data(), std::size_t(key.size())))
                return false;
            around.lastKey = around.item;
            around.lastKeyEnd = place;
        }
        if (--around.remaining > 0)
            return true;
        m_open.pop_back();
    }
    m_complete = true;
    return true;
}

} // namespace voucher
