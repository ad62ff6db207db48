// OpenSSL 3 calls the method deprecated and asks it all the same, before any provider.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "seeded_randomness.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <random>

namespace voucher::test {

namespace {

/// The method is called without any object of ours.
std::mt19937_64& stream()
{
    static std::mt19937_64 random;
    return random;
}

int draw(unsigned char* into, int count)
{
    for (int at = 0; at < count; ++at)
        into[at] = static_cast<unsigned char>(stream()() >> 24U);
    return 1;
}

int ready()
{
    return 1;
}

} // namespace

void seedRandomness(std::uint64_t seed)
{
    static const RAND_METHOD method{nullptr, draw, nullptr, nullptr, draw, ready};
    stream().seed(seed);
    if (RAND_set_rand_method(&method) != 1)
        std::abort();
}

} // namespace voucher::test
