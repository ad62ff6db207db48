#include "qml/models/scan_model.h"

namespace voucher {

void ScanModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    emit activeChanged();
}

void ScanModel::show(Camera camera)
{
    if (m_camera == camera)
        return;
    m_camera = camera;
    emit cameraChanged();
}

void ScanModel::show(Hint hint)
{
    if (m_hint == hint)
        return;
    m_hint = hint;
    emit hintChanged();
}

void ScanModel::setVideoSink(QVideoSink* sink)
{
    if (m_videoSink == sink)
        return;
    m_videoSink = sink;
    emit videoSinkChanged();
}

void ScanModel::release(QVideoSink* sink)
{
    if (sink != m_videoSink)
        return;
    setActive(false);
    setVideoSink(nullptr);
}

} // namespace voucher
