#pragma once

#include <QObject>
#include <QPointer>
#include <QVideoSink>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// The camera as the screens see it: where its picture goes, when it should look, and what would help it.
class ScanModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(voucher::ScanModel::Camera camera READ camera NOTIFY cameraChanged)
    Q_PROPERTY(voucher::ScanModel::Hint hint READ hint NOTIFY hintChanged)

public:
    enum Camera { Starting, Ready, NoCamera, NoPermission, Lost };
    Q_ENUM(Camera)

    enum Hint { NoHint, Closer, FurtherAway, MoreLight, HoldStill };
    Q_ENUM(Hint)

    using QObject::QObject;

    /// A page that wants codes is on the screen. Codes read while false are dropped.
    bool active() const { return m_active; }

    void setActive(bool active);

    Camera camera() const { return m_camera; }

    void show(Camera camera);

    Hint hint() const { return m_hint; }

    void show(Hint hint);

    /// Where the page draws the picture, or null.
    QVideoSink* videoSink() const { return m_videoSink; }

    Q_INVOKABLE void setVideoSink(QVideoSink* sink);
    /// The page that drew into `sink` is gone. If another page has come before it went, that one keeps the camera.
    Q_INVOKABLE void release(QVideoSink* sink);

    /// Looks for a camera again.
    Q_INVOKABLE void tryAgain() { emit tryAgainRequested(); }

signals:
    void activeChanged();
    void cameraChanged();
    void hintChanged();
    void videoSinkChanged();
    void tryAgainRequested();

private:
    bool m_active = false;
    Camera m_camera = Starting;
    Hint m_hint = NoHint;
    QPointer<QVideoSink> m_videoSink;
};

} // namespace voucher
