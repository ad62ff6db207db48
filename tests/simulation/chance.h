#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <vector>

namespace voucher::test {

/// Whatever might as well have come otherwise, drawn from a seed: the same on every machine.
class Chance
{
public:
    explicit Chance(std::uint64_t seed) : m_random(seed) {}

    /// Uniform, both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least + static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(most - least + 1));
    }

    /// Uniform in [0, 1).
    double fraction() { return static_cast<double>(m_random() >> 11) * 0x1p-53; }

    bool one(double probability) { return fraction() < probability; }

    std::chrono::milliseconds span(std::chrono::milliseconds least, std::chrono::milliseconds most)
    {
        return std::chrono::milliseconds(between(least.count(), most.count()));
    }

    template <typename Item>
    Item& of(std::vector<Item>& items)
    {
        return items[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(items.size()) - 1))];
    }

    /// A seed for draws of their own.
    std::uint64_t seed() { return m_random(); }

private:
    std::mt19937_64 m_random;
};

} // namespace voucher::test
