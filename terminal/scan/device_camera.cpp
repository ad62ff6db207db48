#include "terminal/scan/device_camera.h"

#include "terminal/scan/camera_choice.h"
#include "terminal/scan/camera_format.h"

#include <QCameraDevice>
#include <QFileInfo>

#include <chrono>
#include <utility>

namespace voucher {

namespace {

/// A camera that has shown nothing for so long is taken to be in other hands, and opened anew.
constexpr std::chrono::seconds patience{4};

QList<CameraOffer> offersOf(const QList<QCameraDevice>& devices)
{
    QList<CameraOffer> offers;
    for (const QCameraDevice& device : devices) {
        offers.append({device.id(), device.position() == QCameraDevice::BackFace, device.isDefault()});
    }
    return offers;
}

/// Why a camera that is there gives nothing, as far as its node in the file system tells.
Camera::State reasonOf(const QCameraDevice& device)
{
    const QFileInfo node(QString::fromUtf8(device.id()));
    const bool closed = node.exists() && !(node.isReadable() && node.isWritable());
    return closed ? Camera::State::NotAllowed : Camera::State::Unavailable;
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

DeviceCamera::DeviceCamera(QByteArray remembered, QObject* parent) : Camera(parent), m_chosen(std::move(remembered))
{
    m_session.setVideoSink(source());
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &DeviceCamera::reconsider);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (state() != State::Running && m_camera) {
            setState(reasonOf(m_camera->cameraDevice()));
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
    const auto devices = QMediaDevices::videoInputs();
    const int best = bestCamera(offersOf(devices), m_chosen);
    if (best < 0) {
        setState(State::NoCamera);
        return;
    }
    m_camera = std::make_unique<QCamera>(devices.at(best));
    applyBestFormat(*m_camera);
    tune();
    connect(m_camera.get(), &QCamera::errorOccurred, this, [this] { setState(reasonOf(m_camera->cameraDevice())); });
    m_session.setCamera(m_camera.get());
    setAbilities({m_camera->isTorchModeSupported(QCamera::TorchOn), devices.size() > 1});
    awaitFirstFrame();
    m_patience.start();
    m_camera->start();
}

/// Sharp at arm's length, in the middle, and not blinded by a telephone's screen, as far as the driver can.
void DeviceCamera::tune()
{
    if (m_camera->isFocusModeSupported(QCamera::FocusModeAutoNear)) {
        m_camera->setFocusMode(QCamera::FocusModeAutoNear);
    } else if (m_camera->isFocusModeSupported(QCamera::FocusModeAuto)) {
        m_camera->setFocusMode(QCamera::FocusModeAuto);
    }
    if (m_camera->supportedFeatures() & QCamera::Feature::CustomFocusPoint) {
        m_camera->setCustomFocusPoint({0.5, 0.5});
    }
    if (m_camera->isExposureModeSupported(QCamera::ExposureBarcode)) {
        m_camera->setExposureMode(QCamera::ExposureBarcode);
    }
}

void DeviceCamera::setTorch(bool on)
{
    if (m_camera && abilities().torch) {
        m_camera->setTorchMode(on ? QCamera::TorchOn : QCamera::TorchOff);
        setTorchOn(on);
    }
}

void DeviceCamera::takeNext()
{
    const auto devices = QMediaDevices::videoInputs();
    const int next = nextCamera(offersOf(devices), m_camera ? m_camera->cameraDevice().id() : m_chosen);
    if (next < 0) {
        return;
    }
    m_chosen = devices.at(next).id();
    emit chosen(m_chosen);
    if (m_wanted) {
        open();
    }
}

void DeviceCamera::close()
{
    m_patience.stop();
    stopAwaiting();
    m_session.setCamera(nullptr);
    m_camera.reset();
    setTorchOn(false);
}

void DeviceCamera::reconsider()
{
    const auto devices = QMediaDevices::videoInputs();
    if (!m_wanted) {
        return;
    }
    const bool gone = m_camera == nullptr || !devices.contains(m_camera->cameraDevice());
    // The camera a person chose may just have come back.
    const int best = bestCamera(offersOf(devices), m_chosen);
    const bool returned = !m_chosen.isEmpty() && best >= 0 && devices.at(best).id() == m_chosen && !gone &&
                          m_camera->cameraDevice().id() != m_chosen;
    if (gone || returned) {
        open();
    } else {
        setAbilities({abilities().torch, devices.size() > 1});
    }
}

} // namespace voucher
