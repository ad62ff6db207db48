#pragma once

#include <QObject>
#include <QPointer>
#include <QVideoSink>
#include <QtQml/qqmlregistration.h>

namespace voucher {

/// The camera as the screens see it: where its picture goes, when it should look, and what would help it. It looks
/// while a page wants codes, the window can be seen and it is not at rest.
class ScanModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made in main")
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(bool shown READ shown WRITE setShown NOTIFY shownChanged)
    Q_PROPERTY(bool resting READ resting NOTIFY restingChanged)
    Q_PROPERTY(bool hasTorch READ hasTorch NOTIFY abilitiesChanged)
    Q_PROPERTY(bool hasOthers READ hasOthers NOTIFY abilitiesChanged)
    Q_PROPERTY(bool torchOn READ torchOn NOTIFY torchOnChanged)
    Q_PROPERTY(voucher::ScanModel::Camera camera READ camera NOTIFY cameraChanged)
    Q_PROPERTY(voucher::ScanModel::Hint hint READ hint NOTIFY hintChanged)

public:
    enum Camera { Starting, Ready, NoCamera, NoPermission, InUse, Lost };
    Q_ENUM(Camera)

    enum Hint { NoHint, Closer, FurtherAway, MoreLight, LessGlare, HoldStill, OneAtATime, OtherCode };
    Q_ENUM(Hint)

    using QObject::QObject;

    /// A page that wants codes is on the screen. Codes read while false are dropped.
    bool active() const { return m_active; }

    void setActive(bool active);

    /// The window is on the glass: not hidden, not behind a locked screen.
    bool shown() const { return m_shown; }

    void setShown(bool shown);

    /// Nothing was shown for so long that the camera rests; a tap wakes it.
    bool resting() const { return m_resting; }

    /// Nothing to rest from when no page looks.
    void rest();
    Q_INVOKABLE void wake();

    bool looking() const { return m_active && m_shown && !m_resting; }

    bool hasTorch() const { return m_hasTorch; }

    bool hasOthers() const { return m_hasOthers; }

    void showAbilities(bool torch, bool others);

    bool torchOn() const { return m_torchOn; }

    void showTorch(bool on);

    Q_INVOKABLE void toggleTorch() { emit torchRequested(!m_torchOn); }

    Q_INVOKABLE void takeNextCamera() { emit nextCameraRequested(); }

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
    void shownChanged();
    void restingChanged();
    /// One of the three reasons to look has come or gone, and with it `looking`.
    void lookingChanged();
    void abilitiesChanged();
    void torchOnChanged();
    void cameraChanged();
    void hintChanged();
    void videoSinkChanged();
    void tryAgainRequested();
    void torchRequested(bool on);
    void nextCameraRequested();

private:
    void change(bool& value, bool wanted, void (ScanModel::*changed)());

    bool m_active = false;
    bool m_shown = true;
    bool m_resting = false;
    bool m_hasTorch = false;
    bool m_hasOthers = false;
    bool m_torchOn = false;
    Camera m_camera = Starting;
    Hint m_hint = NoHint;
    QPointer<QVideoSink> m_videoSink;
};

} // namespace voucher
