#include "terminal/scan/camera.h"

#include <QVideoFrame>

namespace voucher {

void Camera::setVideoSink(QVideoSink* sink)
{
    if (sink == m_videoSink) {
        return;
    }
    m_videoSink = sink;
    redirect(sink);
    if (m_awaiting) {
        awaitFirstFrame();
    }
    emit videoSinkChanged();
}

void Camera::setState(State state)
{
    if (state != m_state) {
        m_state = state;
        emit stateChanged();
    }
}

void Camera::awaitFirstFrame()
{
    stopAwaiting();
    m_awaiting = true;
    if (m_videoSink == nullptr) {
        return;
    }
    // The backend may emit from its own thread; with `this` as context the answer arrives in ours.
    m_firstFrame = connect(m_videoSink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame& frame) {
        if (m_awaiting && frame.isValid()) {
            stopAwaiting();
            setState(State::Running);
        }
    });
}

void Camera::stopAwaiting()
{
    m_awaiting = false;
    disconnect(m_firstFrame);
}

} // namespace voucher
