#pragma once

#include <QObject>
#include <QPointer>
#include <QVideoSink>

namespace voucher {

/// What a code is held before: shows its frames in `videoSink` between start() and stop().
/// The sink is usually a VideoOutput's own; whoever else wants the frames listens to the sink's videoFrameChanged.
class Camera : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(QVideoSink* videoSink READ videoSink WRITE setVideoSink NOTIFY videoSinkChanged)

public:
    enum class State {
        /// Not wanted, or wanted and still without a first frame.
        Off,
        /// Frames arrive.
        Running,
        /// None is connected; it is started by itself when one appears.
        NoCamera,
        /// There is one, and this program may not use it. Tried again.
        NotAllowed,
        /// There is one, but it gives nothing: most likely another program has it. Tried again.
        Unavailable,
        /// What it gives cannot be understood. Tried again.
        Failed,
    };
    Q_ENUM(State)

    explicit Camera(QObject* parent = nullptr);

    Q_INVOKABLE virtual void start() = 0;
    Q_INVOKABLE virtual void stop() = 0;

    State state() const { return m_state; }

    QVideoSink* videoSink() const { return m_videoSink; }

    /// May come before or after start() and may be null for a while, as pages come and go.
    void setVideoSink(QVideoSink* sink);

    /// What there is beside the picture.
    struct Abilities
    {
        bool torch = false;  ///< a lamp that can be lit
        bool others = false; ///< another camera that could be taken
        friend bool operator==(const Abilities&, const Abilities&) = default;
    };

    Abilities abilities() const { return m_abilities; }

    bool isTorchOn() const { return m_torchOn; }

    /// Lights the lamp or puts it out; without one nothing happens. It goes out whenever the camera stops.
    virtual void setTorch(bool on) { Q_UNUSED(on) }

    /// Takes another camera of the device, one after the other, and keeps to it.
    virtual void takeNext() {}

signals:
    void stateChanged();
    void abilitiesChanged();
    void torchChanged();
    void videoSinkChanged();

protected:
    void setState(State state);
    void setAbilities(Abilities abilities);
    void setTorchOn(bool on);

    /// Where the source puts its frames. A sink of our own, so that frames stay in plain memory, where the scanner can
    /// read them, and so that the visible sink can change while the source runs: GStreamer does not bear that.
    QVideoSink* source() { return &m_source; }

    /// From now on the next frame makes the state Running.
    void awaitFirstFrame() { m_awaiting = true; }

    void stopAwaiting() { m_awaiting = false; }

private:
    QVideoSink m_source;
    QPointer<QVideoSink> m_videoSink;
    QMetaObject::Connection m_forwarding;
    State m_state = State::Off;
    Abilities m_abilities;
    bool m_torchOn = false;
    bool m_awaiting = false;
};

} // namespace voucher
