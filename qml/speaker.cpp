#include "qml/speaker.h"

#include "qml/sound.h"

#include <QAudioDevice>

namespace voucher {

Speaker::Speaker(QObject* parent) : QObject(parent)
{
    connect(&m_devices, &QMediaDevices::audioOutputsChanged, this, &Speaker::choose);
    choose();
}

void Speaker::choose()
{
    m_sink.reset();
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull())
        return;
    QAudioFormat format;
    format.setSampleRate(44100);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    if (!device.isFormatSupported(format))
        return;
    m_sound.close();
    m_sound.setData(soundOfRecorded(format.sampleRate()));
    m_sink = std::make_unique<QAudioSink>(device, format);
}

void Speaker::recorded()
{
    if (!m_sink)
        return;
    m_sink->stop();
    m_sound.close();
    m_sound.open(QIODevice::ReadOnly);
    m_sink->start(&m_sound);
}

} // namespace voucher
