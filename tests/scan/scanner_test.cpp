#include "terminal/scan/scanner.h"
#include "tests/support/qr_picture.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <mutex>

using namespace voucher;
using namespace std::chrono_literals;

namespace {

QVideoFrame frameOf(const QImage& image)
{
    QVideoFrame frame{QVideoFrameFormat(image.size(), QVideoFrameFormat::Format_Y8)};
    if (frame.map(QVideoFrame::WriteOnly)) {
        for (int y = 0; y < image.height(); ++y) {
            std::copy_n(image.constScanLine(y), image.width(), frame.bits(0) + y * frame.bytesPerLine(0));
        }
        frame.unmap();
    }
    return frame;
}

/// A frame that a test's own way of reading can tell from others: its whole area has this grey.
QVideoFrame grey(int value)
{
    QImage image(16, 16, QImage::Format_Grayscale8);
    image.fill(value);
    return frameOf(image);
}

QVideoFrame card(const QString& text)
{
    QrPicture what;
    what.text = text;
    what.size = {640, 480};
    return frameOf(draw(what));
}

/// Reads grey 200 as "200"; grey 1 to 9 as nothing.
Glimpse readGrey(const Luminance& frame)
{
    if (frame.mean() < 10) {
        return {};
    }
    return {Sighting{QString::number(frame.mean()), {}}, 1};
}

/// A reader that a test holds inside a frame.
struct Gate
{
    QSemaphore entered;
    QSemaphore mayLeave;
    std::atomic<int> inside = 0;
    std::atomic<int> mostInside = 0;
    std::mutex mutex;
    QList<int> seen;

    Glimpse operator()(const Luminance& frame)
    {
        mostInside = std::max<int>(mostInside, ++inside);
        {
            const std::scoped_lock lock(mutex);
            seen.append(frame.mean());
        }
        entered.release();
        mayLeave.acquire();
        --inside;
        return readGrey(frame);
    }
};

} // namespace

class TestScanner : public QObject
{
    Q_OBJECT

    std::chrono::steady_clock::time_point m_now{1000s};
    QVideoSink m_sink;

    Scanner::SteadyNow clock()
    {
        return [this] { return m_now; };
    }

private slots:

    void init() { m_now = std::chrono::steady_clock::time_point{1000s}; }

    void saysWhatItSees()
    {
        Scanner scanner(clock());
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(card(QStringLiteral("EPT1:ONE")));
        QVERIFY(seen.wait());
        QCOMPARE(seen.takeFirst().at(0).toString(), QStringLiteral("EPT1:ONE"));
    }

    void dropsAllButTheNewestFrameWhileBusy()
    {
        const auto gate = std::make_shared<Gate>();
        Scanner scanner(clock(), [gate](const Luminance& frame) { return (*gate)(frame); });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(grey(50));
        QVERIFY(gate->entered.tryAcquire(1, 10'000));
        for (const int value : {60, 70, 80, 90}) {
            m_sink.setVideoFrame(grey(value));
        }
        gate->mayLeave.release(10);
        QTRY_COMPARE(seen.size(), 2);
        QCOMPARE(gate->seen, QList<int>({50, 90}));
    }

    void neverReadsTwoFramesAtOnce()
    {
        const auto gate = std::make_shared<Gate>();
        gate->mayLeave.release(1'000);
        Scanner scanner(clock(), [gate](const Luminance& frame) { return (*gate)(frame); });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        for (int i = 0; i < 300; ++i) {
            m_sink.setVideoFrame(grey(10 + i % 200));
        }
        m_sink.setVideoFrame(grey(250));
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        QTRY_VERIFY(!seen.isEmpty() && seen.last().at(0).toString() == QStringLiteral("250"));
        QCOMPARE(gate->mostInside.load(), 1);
    }

    /// A tablet four times as slow as ours takes up to 71 ms for a look (terminal/scan/README.md). Its picture stays
    /// live all the same, and what it looks at is never older than the frame on the glass when the look began.
    void looksTwelveTimesASecondAtTheNewestFrameHoweverSlowTheTablet()
    {
        constexpr auto frameTime = 33ms;
        constexpr auto lookTime = 71ms;
        constexpr int frames = 90;
        const auto gate = std::make_shared<Gate>();
        Scanner scanner(clock(), [gate](const Luminance& frame) { return (*gate)(frame); });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        const auto nobodyStaysInside = qScopeGuard([&] { gate->mayLeave.release(2); });
        auto lookEnds = 0ms;
        bool looking = false;
        const auto begins = [&](int newest, std::chrono::milliseconds at) {
            looking = true;
            lookEnds = at + lookTime;
            return gate->entered.tryAcquire(1, 10'000) && gate->seen.last() == newest;
        };
        int newest = 0;
        int lookedAt = 0;
        for (int number = 1; number <= frames; ++number) {
            const auto at = number * frameTime;
            while (looking && lookEnds <= at) {
                looking = false;
                lookedAt = gate->seen.last();
                gate->mayLeave.release();
                if (newest != lookedAt) {
                    QVERIFY(begins(newest, lookEnds));
                }
            }
            newest = 100 + number;
            m_sink.setVideoFrame(grey(newest));
            // Nobody waits for the look: the frame is already on the glass.
            QVERIFY(m_sink.videoFrame().isValid());
            if (!looking) {
                QVERIFY(begins(newest, at));
            }
        }
        QVERIFY(gate->seen.size() >= frames * frameTime * 12 / 1s);
        QCOMPARE(gate->mostInside.load(), 1);
    }

    void takesACodeThatStaysInSightForOneScan()
    {
        const auto gate = std::make_shared<Gate>();
        gate->mayLeave.release(1'000);
        Scanner scanner(clock(), [gate](const Luminance& frame) { return (*gate)(frame); });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        // Held before the camera for ten seconds; a marker after each sight shows that the sight has been judged.
        for (int marker = 100; marker < 110; ++marker, m_now += 1s) {
            m_sink.setVideoFrame(grey(200));
            QVERIFY(gate->entered.tryAcquire(1, 10'000));
            m_sink.setVideoFrame(grey(marker));
            QVERIFY(gate->entered.tryAcquire(1, 10'000));
            QTRY_VERIFY(!seen.isEmpty() && seen.last().at(0).toString() == QString::number(marker));
        }
        QCOMPARE(seen.size(), 11);
        QCOMPARE(seen.first().at(0).toString(), QStringLiteral("200"));
    }

    void countsTheSameCodeAgainOnlyWhenItWasOutOfSight()
    {
        std::atomic<int> reads = 0;
        Scanner scanner(clock(), [&](const Luminance& frame) {
            ++reads;
            return readGrey(frame);
        });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        const auto show = [&](int value) { m_sink.setVideoFrame(grey(value)); };
        show(200);
        QVERIFY(seen.wait());
        m_now += 1499ms;
        show(200);
        QTRY_VERIFY(reads == 2);
        show(101);
        QTRY_COMPARE(seen.last().at(0).toString(), QStringLiteral("101"));
        QCOMPARE(seen.size(), 2);
        m_now += 1500ms;
        show(200);
        QTRY_COMPARE(seen.size(), 3);
        QCOMPARE(seen.last().at(0).toString(), QStringLiteral("200"));
    }

    void scansACodeAnewThatIsShownAgainAfterAnotherPage()
    {
        Scanner scanner(clock(), readGrey);
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(grey(200));
        QVERIFY(seen.wait());
        scanner.setActive(false);
        m_now += 300ms;
        scanner.setActive(true);
        m_sink.setVideoFrame(grey(101));
        QVERIFY(seen.wait());
        m_now += Scanner::stillLyingThere;
        m_sink.setVideoFrame(grey(200));
        QVERIFY(seen.wait());
        QCOMPARE(seen.last().at(0).toString(), QStringLiteral("200"));
    }

    void takesACodeThatLayThereDuringAnotherPageForTheSameScan()
    {
        std::atomic<int> reads = 0;
        Scanner scanner(clock(), [&](const Luminance& frame) {
            ++reads;
            return readGrey(frame);
        });
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(grey(200));
        QVERIFY(seen.wait());
        scanner.setActive(false);
        m_now += 60s;
        scanner.setActive(true);
        m_sink.setVideoFrame(grey(101));
        QVERIFY(seen.wait());
        m_now += Scanner::stillLyingThere - 1ms;
        m_sink.setVideoFrame(grey(200));
        QTRY_VERIFY(reads == 3);
        m_sink.setVideoFrame(grey(102));
        QTRY_COMPARE(seen.last().at(0).toString(), QStringLiteral("102"));
        QCOMPARE(seen.size(), 3);
    }

    void scansTheSameCodeAgainWhenAsked()
    {
        Scanner scanner(clock(), readGrey);
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(grey(200));
        QVERIFY(seen.wait());
        scanner.forget();
        m_sink.setVideoFrame(grey(200));
        QVERIFY(seen.wait());
    }

    void saysNothingWhileInactive()
    {
        const auto gate = std::make_shared<Gate>();
        Scanner scanner(clock(), [gate](const Luminance& frame) { return (*gate)(frame); });
        scanner.setVideoSink(&m_sink);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        m_sink.setVideoFrame(grey(50));
        scanner.setActive(true);
        m_sink.setVideoFrame(grey(60));
        QVERIFY(gate->entered.tryAcquire(1, 10'000));
        scanner.setActive(false);
        gate->mayLeave.release(10);
        scanner.setActive(true);
        m_sink.setVideoFrame(grey(70));
        QVERIFY(seen.wait());
        QCOMPARE(gate->seen, QList<int>({60, 70}));
        QCOMPARE(seen.size(), 1);
        QCOMPARE(seen.first().at(0).toString(), QStringLiteral("70"));
    }

    void asksForLightInTheDark()
    {
        Scanner scanner(clock(), readGrey);
        scanner.setVideoSink(&m_sink);
        scanner.setActive(true);
        const auto hintAfter = [&](int value) {
            m_sink.setVideoFrame(grey(value));
            return scanner.hint();
        };
        QTRY_VERIFY(hintAfter(5) == Scanner::Hint::TooDark);
        QTRY_VERIFY(hintAfter(120) == Scanner::Hint::None);
    }

    void outlivesItsSinkAndTheOtherWayRound()
    {
        auto sink = std::make_unique<QVideoSink>();
        auto scanner = std::make_unique<Scanner>(clock(), readGrey);
        scanner->setVideoSink(sink.get());
        scanner->setActive(true);
        sink->setVideoFrame(grey(100));
        sink.reset();
        scanner->setVideoSink(&m_sink);
        m_sink.setVideoFrame(grey(110));
        scanner.reset();
        m_sink.setVideoFrame(grey(120));
    }
};

QTEST_GUILESS_MAIN(TestScanner)
#include "scanner_test.moc"
