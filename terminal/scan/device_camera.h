#pragma once

#include "terminal/scan/camera.h"

#include <QCamera>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QTimer>

#include <memory>

namespace voucher {

/// The tablet's own camera: the one chosen before, else the one at the back. Comes and goes with the device.
class DeviceCamera : public Camera
{
    Q_OBJECT

public:
    /// `remembered` is what `chosen` told an earlier run; empty if a person never chose.
    explicit DeviceCamera(QByteArray remembered = {}, QObject* parent = nullptr);
    ~DeviceCamera() override;

    void start() override;
    void stop() override;
    void setTorch(bool on) override;
    void takeNext() override;

signals:
    /// A person took this camera: to be remembered.
    void chosen(const QByteArray& id);

private:
    void open();
    void tune();
    void close();
    void reconsider();

    QMediaDevices m_devices;
    QMediaCaptureSession m_session;
    std::unique_ptr<QCamera> m_camera;
    QTimer m_patience;
    QByteArray m_chosen;
    bool m_wanted = false;
};

} // namespace voucher
