#include "terminal/scan/key_strokes.h"

#include "terminal/scan/physical_keys.h"

#include <algorithm>
#include <utility>

namespace voucher {

namespace {

bool isTerminator(const TypedKey& typed)
{
    return typed.key == Qt::Key_Return || typed.key == Qt::Key_Enter || typed.key == Qt::Key_Tab ||
           typed.text == QLatin1StringView("\r") || typed.text == QLatin1StringView("\n");
}

/// Shift and its like accompany a character and are none.
bool isModifier(const TypedKey& typed)
{
    return typed.text.isEmpty() && typed.key != Qt::Key_Dead_Acute && typed.key != Qt::Key_Dead_Diaeresis;
}

QString onUsBoard(const QList<TypedKey>& keys)
{
    QString text;
    for (const TypedKey& typed : keys) {
        const auto character = asOnUsBoard(typed);
        if (!character) {
            return {};
        }
        text += *character;
    }
    return text;
}

} // namespace

std::optional<QString> KeyStrokes::press(const TypedKey& typed, Time at)
{
    if (!isTerminator(typed) && isModifier(typed)) {
        return std::nullopt;
    }
    if (at - m_last > longestGap) {
        m_keys.clear();
        m_overflowed = false;
    }
    m_last = at;
    if (isTerminator(typed)) {
        return finish();
    }
    m_overflowed = m_overflowed || m_keys.size() >= longest;
    if (!m_overflowed) {
        m_keys.append(typed);
    }
    return std::nullopt;
}

std::optional<QString> KeyStrokes::settle(Time now)
{
    return now - m_last >= silence ? finish() : std::nullopt;
}

std::optional<QString> KeyStrokes::finish()
{
    const QList<TypedKey> keys = std::exchange(m_keys, {});
    if (std::exchange(m_overflowed, false) || keys.size() < shortest) {
        return std::nullopt;
    }
    m_byPlace = onUsBoard(keys);
    const bool greek = std::any_of(keys.begin(), keys.end(), [](const TypedKey& typed) { return isGreek(typed); });
    QString text;
    for (const TypedKey& typed : keys) {
        text += greek ? asLatin(typed) : typed.text;
    }
    return text;
}

} // namespace voucher
