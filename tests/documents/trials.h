#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

namespace voucher::test {

/// Runs `trial(random)` as often as the command line `SEED COUNT [PROGRESS]` says; a trial returns the name of what was
/// accepted and should not have been, or nullptr. Every 1,000 trials have a seed of their own, and a progress file
/// says how many such lots are done, so that a long run may be interrupted. The exit status.
template <typename Trial>
int runTrials(int argumentCount, char** arguments, const char* what, Trial trial)
{
    if (argumentCount != 3 && argumentCount != 4) {
        std::fprintf(stderr, "usage: %s SEED COUNT [PROGRESS]\n", arguments[0]);
        return 2;
    }
    constexpr unsigned long long lotSize = 1000;
    const unsigned long long seed = std::strtoull(arguments[1], nullptr, 10);
    const unsigned long long count = std::strtoull(arguments[2], nullptr, 10);
    const unsigned long long lots = (count + lotSize - 1) / lotSize;
    unsigned long long done = 0;
    if (argumentCount == 4)
        std::ifstream(arguments[3]) >> done;
    const unsigned long long first = done;
    const auto start = std::chrono::steady_clock::now();
    for (; done < lots; ++done) {
        std::mt19937_64 random(seed * 1000003 + done);
        for (unsigned long long number = 0; number < lotSize; ++number) {
            if (const char* accepted = trial(random)) {
                std::printf("accepted: %s, seed %llu, lot %llu, trial %llu\n", accepted, seed, done, number);
                return 1;
            }
        }
        if (argumentCount == 4)
            std::ofstream(arguments[3]) << done + 1 << '\n';
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const unsigned long long now = (lots - first) * lotSize;
    std::printf("%llu %s, seed %llu, none accepted; %llu of them now, in %.1f s\n", lots * lotSize, what, seed, now,
                took.count());
    return 0;
}

} // namespace voucher::test
