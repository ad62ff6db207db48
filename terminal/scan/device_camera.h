#pragma once

#include "terminal/scan/camera.h"

#include <QCamera>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QTimer>

#include <memory>

namespace voucher {

/// The tablet's own camera: the one at the back if there is one. Comes and goes with the device.
class DeviceCamera : public Camera
{
    Q_OBJECT

public:
    explicit DeviceCamera(QObject* parent = nullptr);
    ~DeviceCamera() override;

    void start() override;
    void stop() override;

private:
    void open();
    void close();
    void reconsider();

    QMediaDevices m_devices;
    QMediaCaptureSession m_session;
    std::unique_ptr<QCamera> m_camera;
    QTimer m_patience;
    bool m_wanted = false;
};

} // namespace voucher
