// voucher-frames FOLDER [--seed N] [--each N] [--sequences N] [--blank N] [--png]
// Writes the test frames, so that every decoder reads exactly the same ones: FOLDER/KIND-NNN.pgm, sequence-NNN-FF.pgm
// and blank-NNNN.pgm, with their texts in FOLDER/frames.tsv.

#include "tests/support/test_frames.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QTextStream>

using namespace voucher;

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where to write"));
    parser.addOptions({{QStringLiteral("seed"), {}, QStringLiteral("n"), QStringLiteral("1")},
                       {QStringLiteral("each"), {}, QStringLiteral("n"), QStringLiteral("40")},
                       {QStringLiteral("sequences"), {}, QStringLiteral("n"), QStringLiteral("0")},
                       {QStringLiteral("blank"), {}, QStringLiteral("n"), QStringLiteral("0")},
                       {QStringLiteral("png"), {}}});
    parser.process(application);
    if (parser.positionalArguments().size() != 1) {
        parser.showHelp(2);
    }
    const auto number = [&](const char* name) { return parser.value(QLatin1String(name)).toInt(); };
    const auto seed = static_cast<std::uint32_t>(number("seed"));
    const QDir folder(parser.positionalArguments().constFirst());
    folder.mkpath(QStringLiteral("."));
    QFile list(folder.filePath(QStringLiteral("frames.tsv")));
    if (!list.open(QIODevice::WriteOnly)) {
        qCritical("cannot write frames.tsv");
        return 1;
    }
    QTextStream out(&list);
    const QString suffix = parser.isSet(QStringLiteral("png")) ? QStringLiteral("png") : QStringLiteral("pgm");
    const auto write = [&](const QString& name, const TestFrame& frame) {
        const QString file = name + QLatin1Char('.') + suffix;
        if (!frame.image.save(folder.filePath(file))) {
            qCritical("cannot write a frame");
            std::exit(1);
        }
        out << file << '\t' << frame.text << '\n';
    };
    for (const Trouble trouble : everyTrouble) {
        for (int i = 0; i < number("each"); ++i) {
            write(QStringLiteral("%1-%2").arg(nameOf(trouble)).arg(i, 3, 10, QLatin1Char('0')),
                  testFrame(trouble, seed, i));
        }
    }
    for (int i = 0; i < number("sequences"); ++i) {
        for (int index = 0; index < sequenceLength; ++index) {
            write(QStringLiteral("sequence_%1-%2").arg(i, 3, 10, QLatin1Char('0')).arg(index, 2, 10, QLatin1Char('0')),
                  sequenceFrame(seed, i, index));
        }
    }
    for (int i = 0; i < number("blank"); ++i) {
        write(QStringLiteral("blank-%1").arg(i, 5, 10, QLatin1Char('0')), {frameWithoutCode(seed, i), {}});
    }
    return 0;
}
