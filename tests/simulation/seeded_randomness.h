#pragma once

#include <cstdint>

namespace voucher::test {

/// From now on OpenSSL draws keys, nonces and ids of this process from the seed. For tests alone: whoever knows the
/// seed knows every key.
void seedRandomness(std::uint64_t seed);

} // namespace voucher::test
