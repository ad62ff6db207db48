#include "tests/qml/stage.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QLocale>
#include <QQuickItem>
#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(VoucherPlugin)

namespace voucher {

namespace {

/// Layouts place their items when a frame is due; here they do at once.
void polish(QQuickItem* item)
{
    item->ensurePolished();
    for (QQuickItem* child : item->childItems())
        polish(child);
}

/// The first item, outermost first, that has such a property.
QQuickItem* itemWith(QQuickItem* item, const char* property)
{
    if (item->property(property).isValid())
        return item;
    for (QQuickItem* child : item->childItems()) {
        if (QQuickItem* found = itemWith(child, property))
            return found;
    }
    return nullptr;
}

} // namespace

void Stage::settle(QQuickWindow* window)
{
    for (int round = 0; round < 6; ++round) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        // A page that has gone is deleted later, which only a program's own loop does by itself.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        polish(window->contentItem());
    }
}

bool Stage::turn(QQuickWindow* window, const char* property)
{
    QQuickItem* item = itemWith(window->contentItem(), property);
    return item && item->setProperty(property, true);
}

Stage::Stage(const QString& language)
{
    QLocale::setDefault(QLocale(language));
    if (!m_translator.load(QStringLiteral(":/translations/voucher_") + language))
        m_complaints << QStringLiteral("no translation for ") + language;
    QCoreApplication::installTranslator(&m_translator);
    m_engine.setUiLanguage(QLocale().name());
    QObject::connect(&m_engine, &QQmlEngine::warnings, &m_engine, [this](const QList<QQmlError>& errors) {
        for (const QQmlError& error : errors)
            m_complaints << error.toString();
    });
    m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_main = std::make_unique<QQmlComponent>(&m_engine, QUrl(QStringLiteral("qrc:/qt/qml/Voucher/Main.qml")));
}

Stage::~Stage()
{
    m_window.reset();
    QCoreApplication::removeTranslator(&m_translator);
}

QQuickWindow* Stage::show(const Sample& sample, QSize size, bool dark)
{
    m_window.reset();
    m_models = std::make_unique<SampleModels>();
    sample.arrange(*m_models);
    QVariantMap properties = m_models->properties();
    properties.insert(QStringLiteral("dark"), dark);
    properties.insert(QStringLiteral("motion"), false);
    properties.insert(QStringLiteral("width"), size.width());
    properties.insert(QStringLiteral("height"), size.height());
    m_window.reset(m_main->createWithInitialProperties(properties));
    auto* window = qobject_cast<QQuickWindow*>(m_window.get());
    if (!window) {
        m_complaints << m_main->errorString();
        return nullptr;
    }
    window->resize(size);
    // A window system answers in its own time; a page measured before its answer would be another one.
    QDeadlineTimer patience(2000);
    while ((window->size() != size || !window->isExposed()) && !patience.hasExpired())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    settle(window);
    if (sample.place != 0) {
        for (QQuickItem* item : window->contentItem()->childItems())
            item->setProperty("place", sample.place);
        settle(window);
    }
    if (sample.turned) {
        if (!turn(window, sample.turned))
            return nullptr;
        settle(window);
    }
    return window;
}

} // namespace voucher
