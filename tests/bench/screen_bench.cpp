#include "tests/bench/screen_bench.h"

#include "qml/models/desk_model.h"
#include "terminal/scan/scanner.h"
#include "tests/qml/worker_stage.h"
#include "tests/support/qr_picture.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <atomic>

namespace voucher::test {

namespace {

constexpr unsigned pictureSeed = 7;
constexpr std::chrono::milliseconds frameTime{33};

/// 1280×720 in one byte a pixel, as a camera delivers its plane of brightness.
QVideoFrame goodFrame(const QString& text)
{
    QrPicture what;
    what.text = text;
    what.size = {1280, 720};
    what.rotation = 4;
    what.blur = 0.6;
    what.noise = 3;
    what.seed = pictureSeed;
    const QImage picture = draw(what);
    QVideoFrame frame{QVideoFrameFormat(picture.size(), QVideoFrameFormat::Format_Y8)};
    if (frame.map(QVideoFrame::WriteOnly)) {
        for (int y = 0; y < picture.height(); ++y)
            std::copy_n(picture.constScanLine(y), picture.width(), frame.bits(0) + y * frame.bytesPerLine(0));
        frame.unmap();
    }
    return frame;
}

const unsigned char* data(const QByteArray& from)
{
    return reinterpret_cast<const unsigned char*>(from.constData());
}

/// Between two people a second passes that nobody waits for; what the clocks of decoder and scanner then say.
class PeopleClock
{
public:
    std::chrono::steady_clock::time_point now() const { return std::chrono::steady_clock::now() + m_passed.load(); }

    void nextPerson() { m_passed = m_passed.load() + std::chrono::seconds{1}; }

private:
    std::atomic<std::chrono::steady_clock::duration> m_passed{};
};

} // namespace

/// The product's objects between the camera's sink and the page, on the threads on which they live there.
class ScreenBench::Tablet
{
public:
    Tablet()
    {
        const QString text = m_stage.text();
        frames = {goodFrame(text), goodFrame(text)};
        m_stage.enrol();
        m_stage.worker->moveToThread(&m_thread);
        m_thread.start();
        m_scanner.setVideoSink(&m_sink);
        m_scanner.setActive(true);
        QObject::connect(&m_scanner, &Scanner::codeSeen, m_stage.worker.get(), &Worker::scanned, Qt::QueuedConnection);
        QObject::connect(m_stage.worker.get(), &Worker::offered, &m_desk, &DeskModel::showOffer, Qt::QueuedConnection);
        QObject::connect(&m_desk, &DeskModel::pageChanged, &m_loop, &QEventLoop::quit);
        // A frame that was not read is followed by another one.
        QObject::connect(&m_nextFrame, &QTimer::timeout, &m_sink, [this] { showFrame(); });
    }

    ~Tablet()
    {
        m_scanner.setActive(false);
        QMetaObject::invokeMethod(
            m_stage.worker.get(), [this] { m_stage.worker.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    bool offers()
    {
        showFrame();
        m_nextFrame.start(frameTime);
        m_loop.exec();
        m_nextFrame.stop();
        return m_desk.page() == DeskModel::Offer;
    }

    void leave()
    {
        const QSignalBlocker quietly(m_desk);
        m_desk.showScan();
        m_scanner.forget();
        QMetaObject::invokeMethod(m_stage.worker.get(), &Worker::leave, Qt::BlockingQueuedConnection);
        clock.nextPerson();
    }

    /// Alike, but two: a sink says nothing of the frame that it has already.
    std::array<QVideoFrame, 2> frames;
    PeopleClock clock;
    Decoder decoder{[this] { return clock.now(); }};

private:
    void showFrame() { m_sink.setVideoFrame(frames[++m_shown % frames.size()]); }

    WorkerStage m_stage;
    QThread m_thread;
    QVideoSink m_sink;
    DeskModel m_desk;
    QEventLoop m_loop;
    QTimer m_nextFrame;
    std::size_t m_shown = 0;
    Scanner m_scanner{[this] { return clock.now(); }};
};

BareVerification::BareVerification() : m_message(180, 'm')
{
    const PrivateKey key = PrivateKey::generate(Algorithm::EdDSA);
    m_signature = key.sign(m_message);
    const QByteArray spki = key.publicKey().spki();
    const auto* bytes = data(spki);
    m_key = d2i_PUBKEY(nullptr, &bytes, spki.size());
}

BareVerification::~BareVerification()
{
    EVP_PKEY_free(m_key);
}

bool BareVerification::succeeds() const
{
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, m_key);
    const int good = EVP_DigestVerify(context, data(m_signature), static_cast<std::size_t>(m_signature.size()),
                                      data(m_message), static_cast<std::size_t>(m_message.size()));
    EVP_MD_CTX_free(context);
    return good == 1;
}

ScreenBench::ScreenBench() : m_tablet(std::make_unique<Tablet>())
{
}

ScreenBench::~ScreenBench() = default;

void ScreenBench::decodeAndSignature(benchmark::State& state)
{
    for (auto _ : state) {
        const auto luminance = Luminance::of(m_tablet->frames[0]);
        if (!luminance || !m_tablet->decoder.look(*luminance).sighting || !m_verification.succeeds())
            state.SkipWithError("not read");
        m_tablet->clock.nextPerson();
    }
}

void ScreenBench::frameToOffer(benchmark::State& state)
{
    for (auto _ : state) {
        if (!m_tablet->offers())
            state.SkipWithError("no offer");
        state.PauseTiming();
        m_tablet->leave();
        state.ResumeTiming();
    }
}

} // namespace voucher::test
