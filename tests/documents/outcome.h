#pragma once

#include <tl/expected.hpp>

namespace voucher::test {

/// What became of something offered: taken, or the error.
template <typename Error>
struct OutcomeOf
{
    OutcomeOf() = default;

    explicit OutcomeOf(Error error) : code(static_cast<int>(error)) {}

    template <typename Value>
    explicit OutcomeOf(const tl::expected<Value, Error>& result)
        : code(result ? taken : static_cast<int>(result.error()))
    {
    }

    friend bool operator==(const OutcomeOf&, const OutcomeOf&) = default;

    static constexpr int taken = -1;
    int code = taken;
};

} // namespace voucher::test
