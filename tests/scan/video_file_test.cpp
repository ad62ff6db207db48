#include "terminal/scan/scanner.h"
#include "terminal/scan/video_file.h"
#include "tests/support/qr_picture.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace voucher;

namespace {

constexpr int patience = 20'000;

} // namespace

/// The real multimedia pipeline; `ffmpeg` makes the videos.
class TestVideoFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;

    QString video(const QString& text)
    {
        const QString picture = m_dir.filePath(QStringLiteral("picture.png"));
        const QString made = m_dir.filePath(QStringLiteral("made.avi"));
        QrPicture what;
        what.text = text;
        what.size = {640, 480};
        what.rotation = 5;
        if (!draw(what).save(picture)) {
            return {};
        }
        QProcess ffmpeg;
        ffmpeg.start(QStringLiteral("ffmpeg"),
                     {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-y"), QStringLiteral("-loop"),
                      QStringLiteral("1"), QStringLiteral("-framerate"), QStringLiteral("25"), QStringLiteral("-t"),
                      QStringLiteral("0.4"), QStringLiteral("-i"), picture, QStringLiteral("-c:v"),
                      QStringLiteral("mjpeg"), QStringLiteral("-pix_fmt"), QStringLiteral("yuvj420p"), made});
        return ffmpeg.waitForFinished() && ffmpeg.exitCode() == 0 ? made : QString();
    }

    /// Puts the file in place in one step, as the next thing held before the camera.
    bool hold(const QString& made)
    {
        return !made.isEmpty() &&
               std::rename(QFile::encodeName(made).constData(), QFile::encodeName(m_path).constData()) == 0;
    }

private slots:

    void initTestCase() { playFilmsWithFfmpeg(); }

    void init()
    {
        m_path = m_dir.filePath(QStringLiteral("held.avi"));
        QFile::remove(m_path);
    }

    void showsTheNextCodeWhenTheFileIsReplaced()
    {
        QVERIFY(hold(video(QStringLiteral("EPT1:FIRST"))));
        QVideoSink sink;
        VideoFile camera(m_path);
        Scanner scanner([] { return std::chrono::steady_clock::now(); });
        camera.setVideoSink(&sink);
        scanner.setVideoSink(&sink);
        scanner.setActive(true);
        QSignalSpy seen(&scanner, &Scanner::codeSeen);
        camera.start();
        QVERIFY(seen.wait(patience));
        QCOMPARE(seen.last().at(0).toString(), QStringLiteral("EPT1:FIRST"));
        QCOMPARE(camera.state(), Camera::State::Running);

        for (const QString& text : {QStringLiteral("EPT1:SECOND"), QStringLiteral("EPT1:THIRD")}) {
            QVERIFY(hold(video(text)));
            QVERIFY(seen.wait(patience));
            QCOMPARE(seen.last().at(0).toString(), text);
        }
        QCOMPARE(seen.size(), 3);
    }

    void isNoCameraUntilTheFileAppears()
    {
        QVideoSink sink;
        VideoFile camera(m_path);
        camera.setVideoSink(&sink);
        camera.start();
        QCOMPARE(camera.state(), Camera::State::NoCamera);
        QVERIFY(hold(video(QStringLiteral("EPT1:LATE"))));
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Running, patience);
        QFile::remove(m_path);
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::NoCamera, patience);
    }

    void failsOnWhatIsNoVideoAndRecovers()
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(5'000, 'x')) == 5'000);
        file.close();
        QVideoSink sink;
        VideoFile camera(m_path);
        camera.setVideoSink(&sink);
        camera.start();
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Failed, patience);
        QVERIFY(hold(video(QStringLiteral("EPT1:GOOD"))));
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Running, patience);
    }

    void movesToAnotherSinkWhileRunning()
    {
        QVERIFY(hold(video(QStringLiteral("EPT1:MOVES"))));
        QVideoSink first;
        VideoFile camera(m_path);
        camera.setVideoSink(&first);
        camera.start();
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Running, patience);
        QVideoSink second;
        QSignalSpy frames(&second, &QVideoSink::videoFrameChanged);
        camera.setVideoSink(&second);
        QVERIFY(frames.wait(patience));
    }

    void mayBeStoppedAtAnyMomentAndWantedAgain()
    {
        QVERIFY(hold(video(QStringLiteral("EPT1:RESTLESS"))));
        QVideoSink sink;
        VideoFile camera(m_path);
        camera.setVideoSink(&sink);
        for (int round = 0; round < 20; ++round) {
            camera.start();
            for (int events = 0; events < round; ++events) {
                QCoreApplication::processEvents();
            }
            camera.stop();
            QCOMPARE(camera.state(), Camera::State::Off);
        }
        camera.start();
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Running, patience);
    }

    void showsNothingOnceStopped()
    {
        QVERIFY(hold(video(QStringLiteral("EPT1:STOPS"))));
        QVideoSink sink;
        VideoFile camera(m_path);
        camera.setVideoSink(&sink);
        camera.start();
        QTRY_COMPARE_WITH_TIMEOUT(camera.state(), Camera::State::Running, patience);
        camera.stop();
        QCOMPARE(camera.state(), Camera::State::Off);
        QCoreApplication::processEvents();
        QSignalSpy frames(&sink, &QVideoSink::videoFrameChanged);
        camera.start();
        QVERIFY(frames.wait(patience));
    }
};

QTEST_MAIN(TestVideoFile)
#include "video_file_test.moc"
