#pragma once

#include "terminal/scan/camera.h"

#include <QDeadlineTimer>
#include <QMediaPlayer>
#include <QTimer>

namespace voucher {

/// A video file as camera, played in a loop in real time. The path is opened anew at the end of each loop, so whatever
/// has been renamed onto it is held before the camera next; a path without a file is a camera that is not connected.
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
    bool loading() const;
    void closeUnwanted();
    void retryAs(State state);

    QString m_path;
    QMediaPlayer m_player;
    QTimer m_retry;
    QDeadlineTimer m_loadedBy{0};
    bool m_wanted = false;
    bool m_loading = false;
};

} // namespace voucher
