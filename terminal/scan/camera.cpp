#include "terminal/scan/camera.h"

#include <QVideoFrame>

namespace voucher {

Camera::Camera(QObject* parent) : QObject(parent)
{
    // The backend may emit from its own thread; with `this` as context the answer arrives in ours.
    connect(&m_source, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame& frame) {
        if (m_awaiting && frame.isValid()) {
            m_awaiting = false;
            setState(State::Running);
        }
    });
}

void Camera::setVideoSink(QVideoSink* sink)
{
    if (sink == m_videoSink) {
        return;
    }
    disconnect(m_forwarding);
    m_videoSink = sink;
    if (sink != nullptr) {
        m_forwarding = connect(&m_source, &QVideoSink::videoFrameChanged, sink, &QVideoSink::setVideoFrame);
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

void Camera::setAbilities(Abilities abilities)
{
    if (abilities != m_abilities) {
        m_abilities = abilities;
        emit abilitiesChanged();
    }
}

void Camera::setTorchOn(bool on)
{
    if (on != m_torchOn) {
        m_torchOn = on;
        emit torchChanged();
    }
}

} // namespace voucher
