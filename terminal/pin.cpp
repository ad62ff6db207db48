#include "terminal/vault.h"

#include <algorithm>
#include <array>

namespace voucher {

namespace {

constexpr qsizetype shortest = 6;
constexpr qsizetype longest = 12;

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

/// 000000, 121212, 123123, 20262026: one group of digits again and again.
bool repeats(QStringView pin)
{
    for (qsizetype period = 1; period <= pin.size() / 2; ++period) {
        if (pin.size() % period == 0 && pin.chopped(period) == pin.sliced(period))
            return true;
    }
    return false;
}

/// 123456, 098765, 890123; also 112233 with every digit doubled.
bool runs(QStringView pin, qsizetype stride)
{
    if (pin.size() % stride != 0)
        return false;
    const auto step = [&](qsizetype at) { return (pin[at].unicode() - pin[at - stride].unicode() + 10) % 10; };
    const int first = step(stride);
    if (first != 1 && first != 9)
        return false;
    for (qsizetype at = stride; at < pin.size(); ++at) {
        if (step(at) != first || pin[at] != pin[at - at % stride])
            return false;
    }
    return true;
}

/// 123321, 100001.
bool mirrors(QStringView pin)
{
    return std::equal(pin.begin(), pin.begin() + pin.size() / 2, std::make_reverse_iterator(pin.end()));
}

bool startsLikeAYear(QStringView digits)
{
    return digits.startsWith(u"19") || digits.startsWith(u"20");
}

/// 19992000: two years one after the other.
bool twoYears(QStringView pin)
{
    return pin.size() == 8 && startsLikeAYear(pin) && startsLikeAYear(pin.sliced(4));
}

/// Columns and diagonals of the keypad, in the orders people draw them.
bool drawnOnTheKeypad(QStringView pin)
{
    static constexpr std::array<QStringView, 14> lines{u"147258", u"258369", u"147369", u"741852", u"852963",
                                                       u"369258", u"963852", u"789456", u"147852", u"258147",
                                                       u"159357", u"159753", u"951753", u"357159"};
    return std::any_of(lines.begin(), lines.end(), [&](QStringView line) { return pin.startsWith(line); });
}

} // namespace

tl::expected<void, PinError> acceptablePin(QStringView pin)
{
    if (pin.size() < shortest || pin.size() > longest || !std::all_of(pin.begin(), pin.end(), isDigit))
        return tl::unexpected(PinError::TooShort);
    if (repeats(pin) || runs(pin, 1) || runs(pin, 2) || mirrors(pin) || twoYears(pin) || drawnOnTheKeypad(pin))
        return tl::unexpected(PinError::TooCommon);
    return {};
}

} // namespace voucher
