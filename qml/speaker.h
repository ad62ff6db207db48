#pragma once

#include <QAudioSink>
#include <QBuffer>
#include <QMediaDevices>

#include <memory>

namespace voucher {

/// The tablet's loudspeaker, if there is one; without it everything stays as it is, only silent.
class Speaker : public QObject
{
    Q_OBJECT

public:
    explicit Speaker(QObject* parent = nullptr);

    /// Plays the sound of *recorded*; one that still sounds begins anew.
    void recorded();

private:
    void choose();

    QMediaDevices m_devices;
    std::unique_ptr<QAudioSink> m_sink;
    QBuffer m_sound;
};

} // namespace voucher
