#pragma once

#include "tests/qml/samples.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTranslator>

#include <memory>

namespace voucher {

/// The real window over sample models, in one language.
class Stage
{
public:
    explicit Stage(const QString& language);
    ~Stage();

    /// Shows one situation at one size and waits until it stands still; null if the window could not be made.
    QQuickWindow* show(const Sample& sample, QSize size, bool dark);

    /// Lets everything that is under way arrive.
    static void settle(QQuickWindow* window);

    /// Turns on a switch of the page itself; false if the page has none of that name.
    static bool turn(QQuickWindow* window, const char* property);

    /// What QML complained about so far.
    const QStringList& complaints() const { return m_complaints; }

    SampleModels& models() { return *m_models; }

private:
    QTranslator m_translator;
    QStringList m_complaints;
    std::unique_ptr<SampleModels> m_models;
    /// What QML has compiled serves every sample.
    QQmlEngine m_engine;
    std::unique_ptr<QQmlComponent> m_main;
    /// The last member: the window goes before what it shows.
    std::unique_ptr<QObject> m_window;
};

} // namespace voucher
