#include "crypto/text_rules.h"

#include <QList>

#include <algorithm>

namespace voucher {

namespace {

bool isForbidden(char32_t character)
{
    const bool control = character < 0x20 || (character >= 0x7f && character <= 0x9f);
    const bool bidirectional = character == 0x61c || character == 0x200e || character == 0x200f ||
                               (character >= 0x202a && character <= 0x202e) ||
                               (character >= 0x2066 && character <= 0x2069);
    return control || bidirectional || QChar::isNonCharacter(character);
}

} // namespace

std::optional<QString> plainText(QByteArrayView utf8)
{
    const QString text = QString::fromUtf8(utf8);
    // Whatever the decoder had to repair (or dropped: a byte order mark) does not come back the same.
    if (text.toUtf8() != utf8 || text.normalized(QString::NormalizationForm_C) != text)
        return std::nullopt;
    const QList<uint> characters = text.toUcs4();
    if (std::any_of(characters.begin(), characters.end(), isForbidden))
        return std::nullopt;
    return text;
}

} // namespace voucher
