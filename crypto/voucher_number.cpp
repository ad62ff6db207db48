#include "crypto/voucher.h"

#include <QtEndian>

// 64 bits as 13 characters of Crockford's base32, highest first, and a check character: the number modulo 37.
// Both 37 − 1 > 32 and 32 − 1 are prime to 37, so every single wrong character and every swap of neighbours is noticed.

namespace voucher {

namespace {

constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
constexpr int digits = 13;
constexpr int checkModulus = 37;

/// The value 0 … 36 of a typed character, or −1.
int valueOf(QChar typed)
{
    const char16_t c = typed.toUpper().unicode();
    if (c == u'O')
        return 0;
    if (c == u'I' || c == u'L')
        return 1;
    for (int value = 0; value < checkModulus; ++value) {
        if (c == static_cast<char16_t>(alphabet[value]))
            return value;
    }
    return -1;
}

} // namespace

QString voucherNumber(VoucherId id)
{
    const quint64 number = qFromBigEndian<quint64>(id.value.data());
    QString text;
    for (int digit = 0; digit < digits; ++digit) {
        if (digit > 0 && digit % 4 == 0)
            text += u' ';
        text += QLatin1Char(alphabet[number >> (5 * (digits - 1 - digit)) & 31]);
    }
    return text + u'-' + QLatin1Char(alphabet[number % checkModulus]);
}

std::optional<VoucherId> voucherIdFromNumber(QStringView number)
{
    quint64 id = 0;
    int read = 0;
    for (const QChar typed : number) {
        if (typed.isSpace() || typed == u'-')
            continue;
        const int value = valueOf(typed);
        if (value < 0 || read > digits)
            return {};
        if (read == digits) {
            if (static_cast<int>(id % checkModulus) != value)
                return {};
        } else if (value > 31 || (read == 0 && value > 15)) {
            return {}; // a check character among the digits, or more than 64 bits
        } else {
            id = id << 5 | static_cast<quint64>(value);
        }
        ++read;
    }
    if (read != digits + 1)
        return {};
    VoucherId result;
    qToBigEndian(id, result.value.data());
    return result;
}

} // namespace voucher
