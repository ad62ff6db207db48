// flip_bits SEED COUNT: flips one random bit of one of many vouchers, in the text or in the message, COUNT times.
// Exit 0 if no flipped voucher was accepted, 1 if one was, 2 for wrong use.

#include "tests/support/municipality_keys.h"

#include <chrono>
#include <cstdio>
#include <random>

using namespace voucher;
using namespace voucher::test;

namespace {

std::vector<QByteArray> variousVouchers(const TestMunicipality& municipality)
{
    std::vector<QByteArray> messages;
    for (std::uint32_t number = 0; number < 64; ++number) {
        VoucherClaims claims = municipality.claims(number * 997);
        claims.quantity = 1 + number * 15000;
        claims.kind = static_cast<AmountKind>(number % 2);
        claims.practice = number % 5 == 0;
        if (number % 3 == 0)
            claims.provider.reset();
        messages.push_back(signVoucher(claims, municipality.issuer));
    }
    return messages;
}

} // namespace

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 3) {
        std::fprintf(stderr, "usage: flip_bits SEED COUNT\n");
        return 2;
    }
    std::mt19937_64 random(std::strtoull(arguments[1], nullptr, 10));
    const unsigned long long count = std::strtoull(arguments[2], nullptr, 10);

    const TestMunicipality municipality;
    const TrustList list = municipality.trustList();
    const std::vector<QByteArray> messages = variousVouchers(municipality);
    for (const QByteArray& message : messages) {
        if (!verifyVoucherMessage(message, list))
            return 1;
    }

    unsigned long long accepted = 0;
    const auto start = std::chrono::steady_clock::now();
    for (unsigned long long i = 0; i < count; ++i) {
        const QByteArray& message = messages[random() % messages.size()];
        const bool inText = random() % 2 == 0;
        QByteArray flipped = inText ? voucherText(message).toLatin1() : message;
        const auto bit = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(flipped.size() * 8));
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
        const bool taken = inText ? verifyVoucher(QString::fromLatin1(flipped), list).has_value()
                                  : verifyVoucherMessage(flipped, list).has_value();
        accepted += taken ? 1 : 0;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%llu flips, %llu accepted, %.1f s, %.1f us each\n", count, accepted, took.count(),
                took.count() * 1e6 / static_cast<double>(count));
    return accepted == 0 ? 0 : 1;
}
