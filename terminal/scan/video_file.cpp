#include "terminal/scan/video_file.h"

#include <QFileInfo>
#include <QUrl>

#include <chrono>
#include <utility>

namespace voucher {

namespace {

/// How often a missing or unreadable file is looked for.
constexpr std::chrono::milliseconds retryInterval{250};

} // namespace

void playFilmsWithFfmpeg()
{
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");
}

VideoFile::VideoFile(QString path, QObject* parent) : Camera(parent), m_path(std::move(path))
{
    m_player.setVideoSink(source());
    m_retry.setSingleShot(true);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &VideoFile::open);
    // Queued: a player must not be given another source inside its own signal.
    connect(
        &m_player, &QMediaPlayer::mediaStatusChanged, this,
        [this] {
            if (m_wanted && m_player.mediaStatus() == QMediaPlayer::EndOfMedia) {
                open();
            }
        },
        Qt::QueuedConnection);
    connect(
        &m_player, &QMediaPlayer::errorOccurred, this,
        [this](QMediaPlayer::Error error) {
            if (m_wanted && error != QMediaPlayer::NoError) {
                retryAs(error == QMediaPlayer::AccessDeniedError ? State::NotAllowed : State::Failed);
            }
        },
        Qt::QueuedConnection);
}

VideoFile::~VideoFile()
{
    close();
}

void VideoFile::start()
{
    if (!m_wanted) {
        m_wanted = true;
        open();
    }
}

void VideoFile::stop()
{
    m_wanted = false;
    close();
    setState(State::Off);
}

void VideoFile::open()
{
    close();
    const QFileInfo file(m_path);
    if (!file.isFile()) {
        retryAs(State::NoCamera);
    } else if (!file.isReadable()) {
        retryAs(State::NotAllowed);
    } else {
        awaitFirstFrame();
        m_player.setSource(QUrl::fromLocalFile(file.absoluteFilePath()));
        m_player.play();
    }
}

void VideoFile::close()
{
    m_retry.stop();
    stopAwaiting();
    m_player.stop();
    // The same address again would be taken for the same video, even when the file behind it is another.
    m_player.setSource({});
}

void VideoFile::retryAs(State state)
{
    close();
    setState(state);
    m_retry.start();
}

} // namespace voucher
