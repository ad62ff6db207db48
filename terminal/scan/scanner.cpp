#include "terminal/scan/scanner.h"

#include <QMutex>

#include <utility>

namespace voucher {

/// Lives on the scanner's thread. offer() may be called from any thread, the rest runs on its own.
class Scanner::Reader : public QObject
{
public:
    using Report = std::function<void(Look)>;

    Reader(Read read, Report report) : m_read(std::move(read)), m_report(std::move(report)) {}

    void offer(const QVideoFrame& frame)
    {
        const QMutexLocker lock(&m_mutex);
        if (!m_open || !frame.isValid()) {
            return;
        }
        m_newest = frame;
        if (!m_busy) {
            m_busy = true;
            QMetaObject::invokeMethod(
                this, [this] { readAll(); }, Qt::QueuedConnection);
        }
    }

    void setOpen(bool open)
    {
        const QMutexLocker lock(&m_mutex);
        m_open = open;
        m_newest = {};
        ++m_generation;
    }

    unsigned generation() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_generation;
    }

private:
    void readAll()
    {
        for (;;) {
            QVideoFrame frame;
            unsigned generation = 0;
            {
                const QMutexLocker lock(&m_mutex);
                frame = std::exchange(m_newest, {});
                m_busy = frame.isValid();
                generation = m_generation;
            }
            if (!frame.isValid()) {
                return;
            }
            if (const auto luminance = Luminance::of(frame)) {
                m_report({m_read(*luminance), luminance->mean(), luminance->size(), generation});
            }
        }
    }

    const Read m_read;
    const Report m_report;
    mutable QMutex m_mutex;
    QVideoFrame m_newest;
    unsigned m_generation = 0;
    bool m_open = false;
    bool m_busy = false;
};

Scanner::Scanner(SteadyNow now, std::chrono::milliseconds repeat, QObject* parent)
    : Scanner(
          now, [decoder = Decoder(now)](const Luminance& frame) mutable { return decoder.look(frame); }, repeat, parent)
{
}

Scanner::Scanner(SteadyNow now, Read read, std::chrono::milliseconds repeat, QObject* parent)
    : QObject(parent), m_now(std::move(now)), m_repeat(repeat)
{
    m_reader = std::make_shared<Reader>(std::move(read), [this](Look look) {
        QMetaObject::invokeMethod(
            this, [this, look = std::move(look)] { take(look); }, Qt::QueuedConnection);
    });
    m_reader->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("scanner"));
    m_thread.start(QThread::LowPriority);
}

Scanner::~Scanner()
{
    m_reader->setOpen(false);
    disconnect(m_frames);
    m_thread.quit();
    m_thread.wait();
}

void Scanner::setActive(bool active)
{
    if (active == m_active) {
        return;
    }
    m_active = active;
    m_lookedSinceActive = false;
    if (!active) {
        dropOutOfSight(m_now());
    }
    m_reader->setOpen(active);
    m_judge.reset();
    setHint(Hint::None);
    emit activeChanged();
}

void Scanner::setHint(Hint hint)
{
    if (hint != m_hint) {
        m_hint = hint;
        emit hintChanged();
    }
}

void Scanner::setVideoSink(QVideoSink* sink)
{
    if (sink == m_videoSink) {
        return;
    }
    disconnect(m_frames);
    m_videoSink = sink;
    if (sink != nullptr) {
        // The lambda owns the reader, since a backend's thread may be inside it while the scanner ends.
        m_frames = connect(
            sink, &QVideoSink::videoFrameChanged, sink,
            [reader = m_reader](const QVideoFrame& frame) { reader->offer(frame); }, Qt::DirectConnection);
    }
    emit videoSinkChanged();
}

void Scanner::forget()
{
    m_lastSeen.clear();
}

void Scanner::dropOutOfSight(std::chrono::steady_clock::time_point now)
{
    m_lastSeen.removeIf([&](auto seen) { return now - seen.value() >= m_repeat; });
}

void Scanner::take(const Look& look)
{
    if (look.generation != m_reader->generation()) {
        return;
    }
    const auto now = m_now();
    if (!std::exchange(m_lookedSinceActive, true)) {
        for (auto& lastSeen : m_lastSeen) {
            lastSeen = now - m_repeat + stillLyingThere;
        }
    }
    setHint(m_judge.judge(look.glimpse, look.brightness, look.size));
    const auto& sighting = look.glimpse.sighting;
    if (!sighting) {
        return;
    }
    dropOutOfSight(now);
    const std::size_t seen = qHash(sighting->text);
    const bool repeated = m_lastSeen.contains(seen);
    m_lastSeen.insert(seen, now);
    if (!repeated) {
        emit codeSeen(sighting->text);
    }
}

} // namespace voucher
