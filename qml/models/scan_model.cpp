#include "qml/models/scan_model.h"

namespace voucher {

void ScanModel::change(bool& value, bool wanted, void (ScanModel::*changed)())
{
    if (value == wanted)
        return;
    const bool before = looking();
    value = wanted;
    emit(this->*changed)();
    if (looking() != before)
        emit lookingChanged();
}

void ScanModel::setActive(bool active)
{
    // A page that has just come is why somebody is here.
    if (active && !m_active)
        wake();
    change(m_active, active, &ScanModel::activeChanged);
}

void ScanModel::setShown(bool shown)
{
    if (shown && !m_shown)
        wake();
    change(m_shown, shown, &ScanModel::shownChanged);
}

void ScanModel::rest()
{
    if (looking())
        change(m_resting, true, &ScanModel::restingChanged);
}

void ScanModel::wake()
{
    change(m_resting, false, &ScanModel::restingChanged);
}

void ScanModel::showAbilities(bool torch, bool others)
{
    if (m_hasTorch == torch && m_hasOthers == others)
        return;
    m_hasTorch = torch;
    m_hasOthers = others;
    emit abilitiesChanged();
}

void ScanModel::showTorch(bool on)
{
    if (m_torchOn == on)
        return;
    m_torchOn = on;
    emit torchOnChanged();
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
