#include "terminal/scan/physical_keys.h"

#include <QStringView>

namespace voucher {

namespace {

/// One row of the board: X11's code of its first key, what its keys type, and what they type with Shift.
struct BoardRow
{
    quint32 first;
    QStringView plain;
    QStringView shifted;
};

constexpr BoardRow rows[] = {
    {10, u"1234567890-=", u"!@#$%^&*()_+"},
    {24, u"qwertyuiop[]", u"QWERTYUIOP{}"},
    {38, u"asdfghjkl;'`", u"ASDFGHJKL:\"~"},
    {51, u"\\zxcvbnm,./", u"|ZXCVBNM<>?"},
    {65, u" ", u" "},
};

} // namespace

std::optional<QChar> asOnUsBoard(const TypedKey& typed)
{
    for (const BoardRow& row : rows) {
        const qint64 place = qint64{typed.scanCode} - row.first;
        if (place >= 0 && place < row.plain.size()) {
            return typed.shift ? row.shifted[place] : row.plain[place];
        }
    }
    return std::nullopt;
}

} // namespace voucher
