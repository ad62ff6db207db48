#include "terminal/scan/reed_solomon.h"

#include <algorithm>
#include <array>

namespace voucher {

namespace {

/// The field of 256 elements over x⁸+x⁴+x³+x²+1, by powers of its generator.
class Field
{
public:
    constexpr Field()
    {
        unsigned value = 1;
        for (std::size_t i = 0; i < order; ++i) {
            m_powers[i] = m_powers[i + order] = static_cast<std::uint8_t>(value);
            m_logs[value] = static_cast<std::uint8_t>(i);
            value <<= 1;
            value ^= value > 255 ? 0x11DU : 0U;
        }
    }

    static constexpr std::size_t order = 255;

    std::uint8_t power(std::size_t exponent) const { return m_powers[exponent % order]; }

    std::uint8_t times(std::uint8_t a, std::uint8_t b) const
    {
        return a == 0 || b == 0 ? std::uint8_t{0} : m_powers[std::size_t{m_logs[a]} + m_logs[b]];
    }

    /// `b` is not 0.
    std::uint8_t over(std::uint8_t a, std::uint8_t b) const
    {
        return a == 0 ? std::uint8_t{0} : m_powers[std::size_t{m_logs[a]} + order - m_logs[b]];
    }

private:
    std::array<std::uint8_t, 2 * order> m_powers{};
    std::array<std::uint8_t, 256> m_logs{};
};

constexpr Field field;

/// Coefficients from the lowest on.
using Polynomial = std::vector<std::uint8_t>;

std::uint8_t valueAt(const Polynomial& polynomial, std::uint8_t x)
{
    std::uint8_t value = 0;
    for (auto coefficient = polynomial.rbegin(); coefficient != polynomial.rend(); ++coefficient) {
        value = static_cast<std::uint8_t>(field.times(value, x) ^ *coefficient);
    }
    return value;
}

/// Adds `factor` · x · `other`.
void addShifted(Polynomial& sum, std::uint8_t factor, const Polynomial& other)
{
    for (std::size_t i = 1; i < sum.size(); ++i) {
        sum[i] = static_cast<std::uint8_t>(sum[i] ^ field.times(factor, other[i - 1]));
    }
}

void shift(Polynomial& polynomial)
{
    std::rotate(polynomial.begin(), polynomial.end() - 1, polynomial.end());
    polynomial.front() = 0;
}

/// All 0 for a valid block.
Polynomial syndromes(const std::vector<std::uint8_t>& block, std::size_t check)
{
    const Polynomial lowestFirst(block.rbegin(), block.rend());
    Polynomial values(check);
    for (std::size_t i = 0; i < check; ++i) {
        values[i] = valueAt(lowestFirst, field.power(i));
    }
    return values;
}

bool allZero(const Polynomial& values)
{
    return std::all_of(values.begin(), values.end(), [](std::uint8_t value) { return value == 0; });
}

/// Berlekamp and Massey's polynomial, whose roots are where the block is wrong, started with the erased places.
Polynomial locator(const Polynomial& syndrome, std::size_t length, const std::vector<std::size_t>& erased)
{
    const std::size_t check = syndrome.size();
    Polynomial found(check + 1, 0);
    found[0] = 1;
    for (const std::size_t place : erased) {
        const Polynomial before = found;
        addShifted(found, field.power(length - 1 - place), before);
    }
    Polynomial helper = found;
    std::size_t degree = erased.size();
    for (std::size_t step = erased.size() + 1; step <= check; ++step) {
        std::uint8_t discrepancy = 0;
        for (std::size_t i = 0; i < step; ++i) {
            discrepancy = static_cast<std::uint8_t>(discrepancy ^ field.times(found[i], syndrome[step - 1 - i]));
        }
        const Polynomial before = found;
        if (discrepancy != 0) {
            addShifted(found, discrepancy, helper);
        }
        if (discrepancy != 0 && 2 * degree < step + erased.size()) {
            degree = step + erased.size() - degree;
            std::transform(before.begin(), before.end(), helper.begin(),
                           [&](std::uint8_t value) { return field.over(value, discrepancy); });
        } else {
            shift(helper);
        }
    }
    return found;
}

} // namespace

std::optional<int> correctBlock(std::vector<std::uint8_t>& block, std::size_t check,
                                const std::vector<std::size_t>& erased)
{
    const Polynomial syndrome = syndromes(block, check);
    if (allZero(syndrome)) {
        return 0;
    }
    const Polynomial wrong = locator(syndrome, block.size(), erased);
    Polynomial values(check, 0);
    for (std::size_t i = 0; i < check; ++i) {
        for (std::size_t j = 0; i + j < check; ++j) {
            values[i + j] = static_cast<std::uint8_t>(values[i + j] ^ field.times(wrong[i], syndrome[j]));
        }
    }
    // The derivative: in this field the even powers fall away.
    Polynomial slope(check, 0);
    for (std::size_t i = 1; i <= check; i += 2) {
        slope[i - 1] = wrong[i];
    }
    std::vector<std::uint8_t> corrected = block;
    int errors = 0;
    for (std::size_t place = 0; place < block.size(); ++place) {
        const std::size_t exponent = block.size() - 1 - place;
        const std::uint8_t root = field.power(Field::order - exponent);
        if (valueAt(wrong, root) != 0) {
            continue;
        }
        const std::uint8_t steep = valueAt(slope, root);
        if (steep == 0) {
            return std::nullopt;
        }
        const std::uint8_t value = field.over(field.times(field.power(exponent), valueAt(values, root)), steep);
        corrected[place] = static_cast<std::uint8_t>(corrected[place] ^ value);
        errors += std::find(erased.begin(), erased.end(), place) == erased.end();
    }
    if (!allZero(syndromes(corrected, check))) {
        return std::nullopt;
    }
    block = std::move(corrected);
    return errors;
}

} // namespace voucher
