#include "terminal/scan/video_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>
#include <QVideoFrame>

#include <chrono>
#include <utility>

namespace voucher {

namespace {

/// How often a missing or unreadable file is looked for.
constexpr std::chrono::milliseconds retryInterval{250};
/// A film that has not been loaded after so long never will be.
constexpr std::chrono::seconds longestLoading{20};

} // namespace

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
            const QMediaPlayer::MediaStatus status = m_player.mediaStatus();
            if (status == QMediaPlayer::EndOfMedia || status == QMediaPlayer::InvalidMedia) {
                m_loading = false;
                closeUnwanted();
            }
            if (m_wanted && status == QMediaPlayer::EndOfMedia) {
                open();
            }
        },
        Qt::QueuedConnection);
    // Not queued: a frame of the film before must not speak for the next one.
    connect(source(), &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame& frame) {
        if (m_loading && frame.isValid()) {
            m_loading = false;
            QMetaObject::invokeMethod(
                this, [this] { closeUnwanted(); }, Qt::QueuedConnection);
        }
    });
    connect(
        &m_player, &QMediaPlayer::errorOccurred, this,
        [this](QMediaPlayer::Error error) {
            if (error == QMediaPlayer::NoError) {
                return;
            }
            m_loading = false;
            closeUnwanted();
            if (m_wanted) {
                retryAs(error == QMediaPlayer::AccessDeniedError ? State::NotAllowed : State::Failed);
            }
        },
        Qt::QueuedConnection);
}

VideoFile::~VideoFile()
{
    while (loading()) {
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents, 10);
    }
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
    if (loading()) {
        awaitFirstFrame();
        return;
    }
    close();
    const QFileInfo file(m_path);
    if (!file.isFile()) {
        retryAs(State::NoCamera);
    } else if (!file.isReadable()) {
        retryAs(State::NotAllowed);
    } else {
        awaitFirstFrame();
        m_loading = true;
        m_loadedBy.setRemainingTime(longestLoading);
        m_player.setSource(QUrl::fromLocalFile(file.absoluteFilePath()));
        m_player.play();
    }
}

/// Until the first frame GStreamer's own threads put the player together. One that is stopped then waits for them while
/// they wait for it, and the window with it: whoever wants to stop waits until this is over.
bool VideoFile::loading() const
{
    return m_loading && !m_loadedBy.hasExpired();
}

/// What nobody wants any more is closed now that it may be.
void VideoFile::closeUnwanted()
{
    if (!m_wanted) {
        close();
    }
}

void VideoFile::close()
{
    m_retry.stop();
    stopAwaiting();
    if (loading()) {
        return;
    }
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
