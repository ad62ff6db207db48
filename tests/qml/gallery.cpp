#include "tests/qml/stage.h"

#include <QCommandLineParser>
#include <QDir>
#include <QGuiApplication>
#include <QSurfaceFormat>
#include <QTextStream>

using namespace voucher;

// Pictures of every page: for looking at, one by one, with strict eyes.
int main(int argc, char** argv)
{
    QSurfaceFormat format;
    format.setSamples(4);
    QSurfaceFormat::setDefaultFormat(format);
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("where the pictures go"));
    const QCommandLineOption only(QStringLiteral("only"), QStringLiteral("samples whose name begins so"),
                                  QStringLiteral("name"));
    const QCommandLineOption sizes(QStringLiteral("sizes"), QStringLiteral("window sizes"), QStringLiteral("list"),
                                   QStringLiteral("360x640,640x360,800x1280,1280x800"));
    const QCommandLineOption languages(QStringLiteral("languages"), QStringLiteral("languages"), QStringLiteral("list"),
                                       QStringLiteral("el,en"));
    const QCommandLineOption themes(QStringLiteral("themes"), QStringLiteral("light, dark"), QStringLiteral("list"),
                                    QStringLiteral("light,dark"));
    parser.addOptions({only, sizes, languages, themes});
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    QDir folder(parser.positionalArguments().constFirst());
    if (!folder.mkpath(QStringLiteral(".")))
        return 2;

    QStringList complaints;
    for (const QString& language : parser.value(languages).split(u',')) {
        Stage stage(language);
        for (const Sample& sample : samples()) {
            const QString name = QLatin1String(sample.name);
            if (!name.startsWith(parser.value(only)))
                continue;
            for (const QString& text : parser.value(sizes).split(u',')) {
                const QStringList sides = text.split(u'x');
                for (const QString& theme : parser.value(themes).split(u',')) {
                    QQuickWindow* window = stage.show(sample, QSize(sides.value(0).toInt(), sides.value(1).toInt()),
                                                      theme == QLatin1String("dark"));
                    const QString file = QStringLiteral("%1-%2-%3-%4.png").arg(name, text, language, theme);
                    if (!window || !window->grabWindow().save(folder.filePath(file)))
                        complaints << QStringLiteral("no picture: ") + file;
                }
            }
        }
        complaints << stage.complaints();
    }
    QTextStream(stderr) << complaints.join(u'\n') << Qt::endl;
    return complaints.isEmpty() ? 0 : 1;
}
