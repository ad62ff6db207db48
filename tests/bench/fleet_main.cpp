// voucher-fleet: what many terminals cost the municipality. One JSON line a measurement.

#include "tests/bench/fleet.h"

#include <QCommandLineParser>
#include <QCoreApplication>

using namespace voucher::test;

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("voucher-fleet intake | burst | catch-up | bulletin | stampede; "
                       "VOUCHER_REGISTER=postgresql-durable measures a cluster instead of a file."));
    const FleetOptions usual;
    const auto number = [&parser](const char* name, const char* says, qint64 value) {
        const QCommandLineOption option(QString::fromLatin1(name), QString::fromLatin1(says), QStringLiteral("number"),
                                        QString::number(value));
        parser.addOption(option);
        return option;
    };
    const auto tablets = number("tablets", "Enrolled terminals.", usual.tablets);
    const auto batches = number("batches", "Batches of each terminal.", usual.batches);
    const auto size = number("size", "Entries in a batch.", usual.size);
    const auto threads = number("threads", "Slots of the intake.", usual.threads);
    const auto stored = number("stored", "Entries that are stored before.", usual.stored);
    const auto entries = number("entries", "Entries of the tablet that was away.", usual.entries);
    const auto seed = number("seed", "Of made-up rows and status lists.", qint64(usual.seed));
    parser.addHelpOption();
    parser.process(application);
    const FleetOptions options{parser.value(tablets).toInt(),     parser.value(batches).toInt(),
                               parser.value(size).toInt(),        parser.value(threads).toInt(),
                               parser.value(stored).toLongLong(), parser.value(entries).toInt(),
                               parser.value(seed).toULongLong()};
    const QString what = parser.positionalArguments().value(0);
    if (what == QStringLiteral("intake"))
        return fleetIntake(options);
    if (what == QStringLiteral("burst"))
        return fleetBurst(options);
    if (what == QStringLiteral("catch-up"))
        return fleetCatchUp(options);
    if (what == QStringLiteral("bulletin"))
        return fleetBulletin(options);
    if (what == QStringLiteral("stampede"))
        return fleetStampede(options);
    parser.showHelp(2);
}
