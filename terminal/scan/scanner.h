#pragma once

#include "terminal/scan/hint.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QThread>
#include <QVideoFrame>
#include <QVideoSink>

#include <chrono>
#include <functional>
#include <memory>

namespace voucher {

/// Watches a video sink and says what codes come into view. Frames are read on a thread of its own, one at a time; what
/// arrives meanwhile is dropped except for the newest.
class Scanner : public QObject
{
    Q_OBJECT
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(Hint hint READ hint NOTIFY hintChanged)
    Q_PROPERTY(QVideoSink* videoSink READ videoSink WRITE setVideoSink NOTIFY videoSinkChanged)

public:
    using Hint = ScanHint;
    using SteadyNow = std::function<std::chrono::steady_clock::time_point()>;
    using Read = std::function<Glimpse(const Luminance&)>;

    /// A code that is seen again before it has been out of sight for `repeat` is still the same scan.
    static constexpr std::chrono::milliseconds defaultRepeat{1500};
    /// A code that was in sight when the scanner was made inactive, and is seen within this time of the first frame
    /// afterwards, has been lying there all the while: still the same scan.
    static constexpr std::chrono::milliseconds stillLyingThere{700};

    /// `now` is also called on the scanner's thread.
    explicit Scanner(SteadyNow now, std::chrono::milliseconds repeat = defaultRepeat, QObject* parent = nullptr);
    /// With another way of reading a frame than Decoder::look; `read` is called on the scanner's thread only.
    Scanner(SteadyNow now, Read read, std::chrono::milliseconds repeat = defaultRepeat, QObject* parent = nullptr);
    ~Scanner() override;

    bool isActive() const { return m_active; }

    /// An inactive scanner (as it starts) looks at no frame and says nothing, not even of one it was just reading.
    void setActive(bool active);

    Hint hint() const { return m_hint; }

    QVideoSink* videoSink() const { return m_videoSink; }

    void setVideoSink(QVideoSink* sink);

    /// Makes the next sight of any code a new scan, for a person who asks to scan the same one again.
    Q_INVOKABLE void forget();

signals:
    /// Never logged by the receiver: the text of a code is a bearer's claim.
    void codeSeen(const QString& text);
    void activeChanged();
    void hintChanged();
    void videoSinkChanged();

private:
    class Reader;
    void setHint(Hint hint);

    struct Look
    {
        Glimpse glimpse;
        int brightness = 0;
        QSize size;
        unsigned generation = 0;
    };

    void take(const Look& look);
    void dropOutOfSight(std::chrono::steady_clock::time_point now);

    SteadyNow m_now;
    std::chrono::milliseconds m_repeat;
    /// By the text's hash: a voucher is not kept in memory for this.
    QHash<std::size_t, std::chrono::steady_clock::time_point> m_lastSeen;
    QPointer<QVideoSink> m_videoSink;
    QMetaObject::Connection m_frames;
    std::shared_ptr<Reader> m_reader;
    QThread m_thread;
    HintJudge m_judge;
    Hint m_hint = Hint::None;
    bool m_active = false;
    bool m_lookedSinceActive = false;
};

} // namespace voucher
