// fleet_simulation SEED [--tablets N] [--days N] [--visits N] [--history FILE]
//   lives through N days of a town with N tablets, about N visits a shift, and writes down what was seen.
// Exit 0 whenever the run came to its end, 2 for wrong use. Whether all was right is said by check_history.py.

#include "seeded_randomness.h"
#include "town_life.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace voucher::test;

int main(int argc, char* argv[])
{
    // Reproducible means reproducible: no container may order its content by an address or a draw.
    QHashSeed::setDeterministicGlobalSeed();
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("tablets"), QStringLiteral("How many tablets."), QStringLiteral("N"), QStringLiteral("50")},
         {QStringLiteral("days"), QStringLiteral("How many days."), QStringLiteral("N"), QStringLiteral("30")},
         {QStringLiteral("visits"), QStringLiteral("About so many visits a shift."), QStringLiteral("N"),
          QStringLiteral("5")},
         {QStringLiteral("history"), QStringLiteral("Where the history is written."), QStringLiteral("FILE")}});
    parser.addHelpOption();
    parser.process(application);
    const QStringList seeds = parser.positionalArguments();
    const Plan plan{seeds.value(0).toULongLong(), parser.value(QStringLiteral("tablets")).toInt(),
                    parser.value(QStringLiteral("days")).toInt(), parser.value(QStringLiteral("visits")).toDouble(),
                    parser.value(QStringLiteral("history"))};
    if (seeds.size() != 1 || plan.seed == 0 || plan.tablets < 2 || plan.days < 3 || plan.visitsAShift <= 0) {
        std::fprintf(stderr, "usage: fleet_simulation SEED [--tablets N] [--days N] [--visits N] [--history FILE]\n"
                             "  a seed of at least 1, at least 2 tablets and 3 days\n");
        return 2;
    }
    seedRandomness(plan.seed);
    TownLife town(plan);
    if (!town.open()) {
        std::fprintf(stderr, "fleet_simulation: %s cannot be written\n", qUtf8Printable(plan.history));
        return 2;
    }
    town.run();
    std::printf("seed %llu: %d tablets, %d days, %lld redemptions, %lld lines\n",
                static_cast<unsigned long long>(plan.seed), plan.tablets, plan.days,
                static_cast<long long>(town.redemptions()), static_cast<long long>(town.lines()));
    return 0;
}
