#include "terminal/scan/device_camera.h"

#include "terminal/scan/camera_format.h"

#include <QCameraDevice>

#include <algorithm>
#include <chrono>

namespace voucher {

namespace {

/// A camera that has shown nothing for so long is taken to be in other hands, and opened anew.
constexpr std::chrono::seconds patience{4};

QCameraDevice chosenDevice()
{
    const auto devices = QMediaDevices::videoInputs();
    const auto back = std::find_if(devices.begin(), devices.end(), [](const QCameraDevice& device) {
        return device.position() == QCameraDevice::BackFace;
    });
    return back == devices.end() ? QMediaDevices::defaultVideoInput() : *back;
}

void applyBestFormat(QCamera& camera)
{
    const auto formats = camera.cameraDevice().videoFormats();
    QList<FormatOffer> offers;
    for (const QCameraFormat& format : formats) {
        offers.append(
            {format.resolution(), format.maxFrameRate(), format.pixelFormat() == QVideoFrameFormat::Format_Jpeg});
    }
    if (const int best = bestOffer(offers); best >= 0) {
        camera.setCameraFormat(formats.at(best));
    }
}

} // namespace

DeviceCamera::DeviceCamera(QObject* parent) : Camera(parent)
{
    m_session.setVideoSink(source());
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &DeviceCamera::reconsider);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (state() != State::Running) {
            setState(State::Unavailable);
            open();
        }
    });
}

DeviceCamera::~DeviceCamera()
{
    close();
}

void DeviceCamera::start()
{
    if (!m_wanted) {
        m_wanted = true;
        open();
    }
}

void DeviceCamera::stop()
{
    m_wanted = false;
    close();
    setState(State::Off);
}

void DeviceCamera::open()
{
    close();
    const QCameraDevice device = chosenDevice();
    if (device.isNull()) {
        setState(State::NoCamera);
        return;
    }
    m_camera = std::make_unique<QCamera>(device);
    applyBestFormat(*m_camera);
    if (m_camera->isFocusModeSupported(QCamera::FocusModeAutoNear)) {
        m_camera->setFocusMode(QCamera::FocusModeAutoNear);
    } else if (m_camera->isFocusModeSupported(QCamera::FocusModeAuto)) {
        m_camera->setFocusMode(QCamera::FocusModeAuto);
    }
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this] { setState(State::Unavailable); });
    m_session.setCamera(m_camera.get());
    awaitFirstFrame();
    m_patience.start();
    m_camera->start();
}

void DeviceCamera::close()
{
    m_patience.stop();
    stopAwaiting();
    m_session.setCamera(nullptr);
    m_camera.reset();
}

void DeviceCamera::reconsider()
{
    const auto devices = QMediaDevices::videoInputs();
    if (m_wanted && (m_camera == nullptr || !devices.contains(m_camera->cameraDevice()))) {
        open();
    }
}

} // namespace voucher
