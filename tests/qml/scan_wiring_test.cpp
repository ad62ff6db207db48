#include "qml/scan_wiring.h"

#include <QTest>

#include <vector>

using namespace voucher;
using namespace std::chrono_literals;

namespace {

class FakeCamera : public Camera
{
public:
    void start() override
    {
        running = true;
        ++starts;
    }

    void stop() override
    {
        running = false;
        setTorchOn(false);
    }

    void setTorch(bool on) override { setTorchOn(on); }

    void takeNext() override { ++taken; }

    using Camera::setAbilities;
    using Camera::setState;

    bool running = false;
    int starts = 0;
    int taken = 0;
};

/// Time passes when the test says so.
class FakeTimers
{
public:
    void operator()(std::chrono::milliseconds time, std::function<void()> then)
    {
        m_due.emplace_back(m_now + time, std::move(then));
    }

    void advance(std::chrono::milliseconds time)
    {
        m_now += time;
        for (std::size_t index = 0; index < m_due.size(); ++index) {
            if (m_due[index].first <= m_now && m_due[index].second)
                std::exchange(m_due[index].second, nullptr)();
        }
    }

private:
    std::chrono::milliseconds m_now{0};
    std::vector<std::pair<std::chrono::milliseconds, std::function<void()>>> m_due;
};

struct Wired
{
    Wired()
    {
        wireScan(model, camera, scanner,
                 [this](std::chrono::milliseconds time, std::function<void()> then) { timers(time, std::move(then)); });
    }

    FakeTimers timers;
    ScanModel model;
    FakeCamera camera;
    Scanner scanner{[] { return std::chrono::steady_clock::time_point(); }, [](const Luminance&) { return Glimpse(); }};
};

} // namespace

class ScanWiringTest : public QObject
{
    Q_OBJECT

private slots:

    void theCameraLooksOnlyWhileAPageWantsCodesAndTheWindowIsSeen()
    {
        Wired wired;
        QVERIFY(!wired.camera.running && !wired.scanner.isActive());
        wired.model.setActive(true);
        QVERIFY(wired.camera.running && wired.scanner.isActive());
        wired.model.setShown(false);
        QVERIFY(!wired.camera.running && !wired.scanner.isActive());
        wired.model.setShown(true);
        QVERIFY(wired.camera.running && wired.scanner.isActive());
        wired.model.setActive(false);
        QVERIFY(!wired.camera.running && !wired.scanner.isActive());
    }

    void restsAfterTwoMinutesWithoutACodeAndATapWakesIt()
    {
        Wired wired;
        wired.model.setActive(true);
        wired.timers.advance(restAfter - 1ms);
        QVERIFY(wired.camera.running);
        wired.timers.advance(1ms);
        QVERIFY(wired.model.resting());
        QVERIFY(!wired.camera.running && !wired.scanner.isActive());
        wired.model.wake();
        QVERIFY(!wired.model.resting());
        QVERIFY(wired.camera.running && wired.scanner.isActive());
        wired.timers.advance(restAfter);
        QVERIFY(wired.model.resting());
    }

    void aCodeGivesTheCameraItsWholeTimeAgain()
    {
        Wired wired;
        wired.model.setActive(true);
        wired.timers.advance(restAfter - 1ms);
        emit wired.scanner.codeSeen(QStringLiteral("EPT1:"));
        wired.timers.advance(restAfter - 1ms);
        QVERIFY(wired.camera.running);
        wired.timers.advance(1ms);
        QVERIFY(!wired.camera.running);
    }

    void whoComesBackToThePageOrTheWindowFindsTheCameraAwake()
    {
        Wired wired;
        wired.model.setActive(true);
        wired.timers.advance(restAfter);
        wired.model.setActive(false);
        wired.model.setActive(true);
        QVERIFY(wired.camera.running);
        wired.timers.advance(restAfter);
        wired.model.setShown(false);
        wired.model.setShown(true);
        QVERIFY(wired.camera.running);
    }

    void nothingRestsWhileNoPageLooks()
    {
        Wired wired;
        wired.model.setActive(true);
        wired.model.setActive(false);
        wired.timers.advance(restAfter);
        QVERIFY(!wired.model.resting());
    }

    void eachStateOfTheCameraReachesThePage_data()
    {
        QTest::addColumn<Camera::State>("state");
        QTest::addColumn<ScanModel::Camera>("shown");
        QTest::newRow("running") << Camera::State::Running << ScanModel::Ready;
        QTest::newRow("none") << Camera::State::NoCamera << ScanModel::NoCamera;
        QTest::newRow("refused") << Camera::State::NotAllowed << ScanModel::NoPermission;
        QTest::newRow("taken") << Camera::State::Unavailable << ScanModel::InUse;
        QTest::newRow("failed") << Camera::State::Failed << ScanModel::Lost;
    }

    void eachStateOfTheCameraReachesThePage()
    {
        QFETCH(const Camera::State, state);
        QFETCH(const ScanModel::Camera, shown);
        Wired wired;
        wired.camera.setState(state);
        QCOMPARE(wired.model.camera(), shown);
    }

    void lampAndOtherCamerasAreOfferedWhereTheyAre()
    {
        Wired wired;
        QVERIFY(!wired.model.hasTorch() && !wired.model.hasOthers());
        wired.camera.setAbilities({true, true});
        QVERIFY(wired.model.hasTorch() && wired.model.hasOthers());
        wired.model.toggleTorch();
        QVERIFY(wired.model.torchOn());
        wired.model.toggleTorch();
        QVERIFY(!wired.model.torchOn());
        wired.model.takeNextCamera();
        QCOMPARE(wired.camera.taken, 1);
        wired.model.setActive(true);
        wired.model.toggleTorch();
        wired.model.setActive(false);
        QVERIFY(!wired.model.torchOn());
    }
};

QTEST_MAIN(ScanWiringTest)
#include "scan_wiring_test.moc"
