#pragma once

#include "terminal/scan/camera.h"

#include <QMediaPlayer>
#include <QTimer>

namespace voucher {

/// Chooses FFmpeg for every film of this process; to be called before anything of Qt Multimedia is made. On GStreamer,
/// Qt 6.4's player seeks as soon as it has started its pipeline, and where the pipeline's threads were faster each
/// waits for the other, for ever, and the window with them.
void playFilmsWithFfmpeg();

/// A video file as camera, played in a loop in real time. The path is opened anew at the end of each loop, so whatever
/// has been renamed onto it is held before the camera next; a path without a file is a camera that is not connected.
/// Needs playFilmsWithFfmpeg().
class VideoFile : public Camera
{
    Q_OBJECT

public:
    explicit VideoFile(QString path, QObject* parent = nullptr);
    ~VideoFile() override;

    void start() override;
    void stop() override;

private:
    void open();
    void close();
    void retryAs(State state);

    QString m_path;
    QMediaPlayer m_player;
    QTimer m_retry;
    bool m_wanted = false;
};

} // namespace voucher
