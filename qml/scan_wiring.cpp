#include "qml/scan_wiring.h"

#include <memory>

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
    case Camera::State::NotAllowed:
        return ScanModel::NoPermission;
    case Camera::State::Unavailable:
        return ScanModel::InUse;
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
        return ScanModel::LessGlare;
    case Scanner::Hint::SeveralCodes:
        return ScanModel::OneAtATime;
    }
    Q_UNREACHABLE();
}

} // namespace

void wireScan(ScanModel& model, Camera& camera, Scanner& scanner, const CallAfter& callAfter)
{
    const auto follow = [&model, &camera, &scanner] {
        camera.setVideoSink(model.videoSink());
        scanner.setVideoSink(model.videoSink());
    };
    const auto activate = [&model, &camera, &scanner] {
        scanner.setActive(model.looking());
        if (model.looking())
            camera.start();
        else
            camera.stop();
    };
    QObject::connect(&model, &ScanModel::videoSinkChanged, &camera, follow);
    // Whatever is looked for anew, or found, gives the camera its whole time again.
    const auto restLater = [&model, callAfter, latest = std::make_shared<int>(0)] {
        callAfter(restAfter, [&model, latest, round = ++*latest] {
            if (round == *latest)
                model.rest();
        });
    };
    QObject::connect(&model, &ScanModel::lookingChanged, &camera, activate);
    QObject::connect(&model, &ScanModel::lookingChanged, &model, restLater);
    QObject::connect(&scanner, &Scanner::codeSeen, &model, restLater);
    QObject::connect(&model, &ScanModel::torchRequested, &camera, &Camera::setTorch);
    QObject::connect(&model, &ScanModel::nextCameraRequested, &camera, &Camera::takeNext);
    QObject::connect(&camera, &Camera::torchChanged, &model,
                     [&model, &camera] { model.showTorch(camera.isTorchOn()); });
    QObject::connect(&camera, &Camera::abilitiesChanged, &model,
                     [&model, &camera] { model.showAbilities(camera.abilities().torch, camera.abilities().others); });
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
