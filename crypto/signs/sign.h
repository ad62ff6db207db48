#pragma once

#include "crypto/ids.h"

#include <QLocale>
#include <QString>

namespace voucher {

/// How many pictograms there are; part of the wire format like their order.
inline constexpr int pictogramCount = 64;

/// One picture that a small child can name: its file's slug and its name, one lower-case word a language, UTF-8.
struct Pictogram
{
    const char* slug;
    const char* greek;
    const char* english;
};

/// What a child knows a voucher by: two different pictograms, as numbers from 0 to 63, in this order.
struct Sign
{
    int first = 0;
    int second = 1;
    friend bool operator==(const Sign&, const Sign&) = default;
};

/// The sign of a voucher: the same on every screen and on paper, for ever.
Sign signOf(const VoucherId& voucher);

/// True when the two signs share no pictogram in either place, so that a child cannot mistake one for the other.
bool unlike(Sign left, Sign right);

/// The pictogram with this number, which must be from 0 to 63.
const Pictogram& pictogram(int number);

/// Where the pictogram's SVG lies among the resources, e.g. `:/signs/00-fish.svg`.
QString pictogramPath(int number);

/// The sign in words, e.g. "ψάρι · μπαλόνι"; English for every language that is not Greek.
QString signNames(Sign sign, QLocale::Language language);

} // namespace voucher
