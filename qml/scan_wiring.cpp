#include "qml/scan_wiring.h"

namespace voucher {

namespace {

ScanModel::Camera shown(Camera::State state)
{
    switch (state) {
    case Camera::State::Off:
        return ScanModel::Starting;
    case Camera::State::Running:
        return ScanModel::Ready;
    case Camera::State::NoCamera:
        return ScanModel::NoCamera;
    case Camera::State::Unavailable:
        return ScanModel::NoPermission;
    case Camera::State::Failed:
        return ScanModel::Lost;
    }
    Q_UNREACHABLE();
}

ScanModel::Hint shown(Scanner::Hint hint)
{
    switch (hint) {
    case Scanner::Hint::None:
        return ScanModel::NoHint;
    case Scanner::Hint::TooDark:
        return ScanModel::MoreLight;
    case Scanner::Hint::TooFar:
        return ScanModel::Closer;
    case Scanner::Hint::TooNear:
        return ScanModel::FurtherAway;
    case Scanner::Hint::Blurred:
        return ScanModel::HoldStill;
    case Scanner::Hint::Glare:
    case Scanner::Hint::SeveralCodes:
        return ScanModel::NoHint;
    }
    Q_UNREACHABLE();
}

} // namespace

void wireScan(ScanModel& model, Camera& camera, Scanner& scanner)
{
    const auto follow = [&model, &camera, &scanner] {
        camera.setVideoSink(model.videoSink());
        scanner.setVideoSink(model.videoSink());
    };
    const auto activate = [&model, &camera, &scanner] {
        scanner.setActive(model.active());
        if (model.active())
            camera.start();
        else
            camera.stop();
    };
    QObject::connect(&model, &ScanModel::videoSinkChanged, &camera, follow);
    QObject::connect(&model, &ScanModel::activeChanged, &camera, activate);
    QObject::connect(&model, &ScanModel::tryAgainRequested, &camera, [&camera] {
        camera.stop();
        camera.start();
    });
    QObject::connect(&camera, &Camera::stateChanged, &model, [&model, &camera] { model.show(shown(camera.state())); });
    QObject::connect(&scanner, &Scanner::hintChanged, &model,
                     [&model, &scanner] { model.show(shown(scanner.hint())); });
    follow();
    activate();
}

} // namespace voucher
