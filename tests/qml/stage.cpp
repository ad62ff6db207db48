#include "tests/qml/stage.h"

#include <QCoreApplication>
#include <QLocale>
#include <QQuickItem>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(VoucherPlugin)

namespace voucher {

namespace {

void settle()
{
    for (int round = 0; round < 6; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
}

} // namespace

Stage::Stage(const QString& language)
{
    QLocale::setDefault(QLocale(language));
    if (!m_translator.load(QStringLiteral(":/translations/voucher_") + language))
        m_complaints << QStringLiteral("no translation for ") + language;
    QCoreApplication::installTranslator(&m_translator);
}

Stage::~Stage()
{
    m_engine.reset();
    QCoreApplication::removeTranslator(&m_translator);
}

QQuickWindow* Stage::show(const Sample& sample, QSize size, bool dark)
{
    m_engine.reset();
    m_models = std::make_unique<SampleModels>();
    sample.arrange(*m_models);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->setUiLanguage(QLocale().name());
    QObject::connect(m_engine.get(), &QQmlEngine::warnings, m_engine.get(), [this](const QList<QQmlError>& errors) {
        for (const QQmlError& error : errors)
            m_complaints << error.toString();
    });
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    QVariantMap properties = m_models->properties();
    properties.insert(QStringLiteral("dark"), dark);
    properties.insert(QStringLiteral("motion"), false);
    properties.insert(QStringLiteral("width"), size.width());
    properties.insert(QStringLiteral("height"), size.height());
    m_engine->setInitialProperties(properties);
    m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Voucher/Main.qml")));
    if (m_engine->rootObjects().isEmpty())
        return nullptr;
    auto* window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().constFirst());
    if (!window)
        return nullptr;
    window->resize(size);
    settle();
    if (sample.place != 0) {
        for (QQuickItem* item : window->contentItem()->childItems())
            item->setProperty("place", sample.place);
        settle();
    }
    return window;
}

} // namespace voucher
