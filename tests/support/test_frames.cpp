#include "tests/support/test_frames.h"

#include "tests/support/camera_picture.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace voucher {

namespace {

/// The shape of a voucher's text: prefix and base45 of about 115 bytes, another one for each frame.
QString voucherLike(Dice& dice)
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    QString text = QStringLiteral("EPT1:");
    const int length = 165 + dice.below(25);
    for (int i = 0; i < length; ++i) {
        text.append(QLatin1Char(alphabet[dice.below(45)]));
    }
    return text;
}

std::vector<Spot> spots(Dice& dice, double part, double modules)
{
    std::vector<Spot> all;
    double area = part * modules * modules;
    while (area > 0.5) {
        Spot spot;
        spot.middle = {dice.between(0, modules), dice.between(0, modules)};
        spot.across = dice.chance(0.3) ? dice.between(0.4, 0.9) : dice.between(1, 6);
        spot.along = spot.across < 1 ? dice.between(5, 25) : dice.between(1, 6);
        spot.angle = dice.between(0, std::numbers::pi);
        spot.shade = dice.chance(0.5) ? dice.between(0.75, 0.95) : dice.between(0.03, 0.4);
        const double size = std::numbers::pi * spot.across * spot.along;
        if (size > area * 1.3) {
            spot.across = spot.along = std::sqrt(area / std::numbers::pi);
        }
        area -= size;
        all.push_back(spot);
    }
    return all;
}

/// An ordinary hand, an ordinary room.
void ordinary(Dice& dice, HeldSheet& sheet, CameraPicture& camera)
{
    sheet.seed = static_cast<std::uint32_t>(dice.below(1 << 30));
    sheet.text = voucherLike(dice);
    sheet.moduleSize = dice.between(3.6, 8);
    const double room = 1 - std::min(0.9, sheet.moduleSize * 65 / 720);
    sheet.shift = {dice.between(-0.5, 0.5) * (1280 - 65 * sheet.moduleSize) * 0.7,
                   dice.between(-0.5, 0.5) * 720 * room * 0.7};
    sheet.roll = dice.between(-9, 9);
    sheet.yaw = dice.between(-9, 9);
    sheet.pitch = dice.between(-9, 9);
    sheet.distance = dice.between(2.2, 5);
    camera.blur = dice.between(0.35, 0.75);
    camera.noise = dice.between(1, 3.5);
    camera.exposure = dice.between(0.75, 1.05);
    camera.shade = dice.between(0, 0.3);
    camera.shadeAngle = dice.between(0, 2 * std::numbers::pi);
    camera.jpeg = dice.chance(0.5) ? 70 + dice.below(26) : 0;
    camera.seed = sheet.seed + 77;
}

QPointF onTheCode(Dice& dice, const HeldSheet& sheet, double spread = 0.5)
{
    const double wide = 57 * sheet.moduleSize * spread;
    return QPointF(640, 360) + sheet.shift + QPointF(dice.between(-wide, wide), dice.between(-wide, wide));
}

void onAScreen(Dice& dice, HeldSheet& sheet)
{
    sheet.level = 'M';
    sheet.grid = dice.between(0.1, 0.25);
    sheet.gridPitch = dice.between(5, 12);
}

/// `hard` 0 to 1 runs from what nobody notices to what nobody reads.
void apply(Trouble trouble, double hard, Dice& dice, HeldSheet& sheet, CameraPicture& camera)
{
    const double code = 57 * sheet.moduleSize;
    const auto sign = [&] { return dice.chance(0.5) ? 1.0 : -1.0; };
    switch (trouble) {
    case Trouble::Upright:
        break;
    case Trouble::Scale:
        sheet.moduleSize = std::exp(std::lerp(std::log(10.5), std::log(2.0), hard));
        sheet.shift *= 0.3;
        break;
    case Trouble::Small:
        sheet.moduleSize = std::lerp(2.6, 1.4, hard);
        break;
    case Trouble::Rotation:
        sheet.roll = dice.between(0, 360);
        break;
    case Trouble::Perspective:
        sheet.yaw = sign() * std::lerp(15, 62, hard) * dice.between(0.4, 1);
        sheet.pitch = sign() * std::lerp(15, 62, hard) * dice.between(0.4, 1);
        sheet.distance = dice.between(1.6, 3.5);
        sheet.moduleSize = std::min(sheet.moduleSize, 6.5);
        sheet.shift *= 0.3;
        break;
    case Trouble::Blur:
        camera.blur = sheet.moduleSize * std::lerp(0.25, 0.85, hard);
        break;
    case Trouble::Motion:
        camera.motion = sheet.moduleSize * std::lerp(0.5, 2.4, hard);
        camera.motionAngle = dice.between(0, std::numbers::pi);
        break;
    case Trouble::Noise:
        camera.noise = std::lerp(12, 75, hard);
        break;
    case Trouble::LowContrast:
        camera.contrast = std::lerp(0.3, 0.03, hard);
        camera.exposure = dice.between(0.4, 1);
        break;
    case Trouble::Shade:
        camera.shade = std::lerp(0.5, 0.97, hard);
        camera.shadow = std::lerp(0.3, 0.85, hard);
        camera.shadowAt = onTheCode(dice, sheet, 0.3);
        break;
    case Trouble::Glare:
        for (int lamps = 1 + dice.below(2); lamps > 0; --lamps) {
            camera.glare.push_back({onTheCode(dice, sheet), code * std::lerp(0.08, 0.3, hard), dice.between(0.7, 1.6)});
        }
        break;
    case Trouble::Reflection:
        onAScreen(dice, sheet);
        camera.reflection = std::lerp(0.15, 0.75, hard);
        camera.exposure = dice.between(0.5, 0.9);
        break;
    case Trouble::Moire:
        onAScreen(dice, sheet);
        sheet.grid = std::lerp(0.3, 0.95, hard);
        sheet.gridPitch = sheet.moduleSize / dice.between(0.8, 2.6);
        camera.blur = dice.between(0.2, 0.5);
        break;
    case Trouble::Damage:
        sheet.spots = spots(dice, std::lerp(0.02, 0.2, hard), 57);
        break;
    case Trouble::Crease:
        sheet.fold = sign() * std::lerp(8, 45, hard);
        sheet.foldAt = dice.between(-20, 20);
        sheet.crumple = std::lerp(0.2, 1.6, hard);
        break;
    case Trouble::Curved:
        sheet.bend = std::lerp(2.0, 0.42, hard);
        sheet.yaw = dice.between(-12, 12);
        sheet.pitch = dice.between(-30, 30);
        sheet.moduleSize = std::min(sheet.moduleSize, 7.0);
        break;
    case Trouble::LightOnDark:
        sheet.inverted = true;
        break;
    case Trouble::Mirrored:
        sheet.mirrored = true;
        break;
    case Trouble::Mixed:
        sheet.moduleSize = std::lerp(5.5, 2.6, hard * dice.between(0.3, 1));
        sheet.roll = dice.between(0, 360);
        sheet.yaw = dice.between(-1, 1) * std::lerp(10, 40, hard);
        sheet.pitch = dice.between(-1, 1) * std::lerp(10, 40, hard);
        sheet.crumple = dice.between(0, 0.6) * hard;
        sheet.bend = dice.chance(0.3) ? std::lerp(3.0, 1.0, hard) : 0;
        camera.blur = sheet.moduleSize * std::lerp(0.15, 0.45, hard * dice.between(0.3, 1));
        camera.motion = sheet.moduleSize * hard * dice.between(0, 0.8);
        camera.motionAngle = dice.between(0, std::numbers::pi);
        camera.noise = std::lerp(3, 18, hard * dice.between(0.3, 1));
        camera.contrast = std::lerp(0.9, 0.25, hard * dice.between(0.3, 1));
        camera.shade = hard * dice.between(0.2, 0.8);
        if (dice.chance(0.4)) {
            camera.glare.push_back({onTheCode(dice, sheet), code * 0.12 * hard, 1});
        }
        break;
    }
}

Dice diceFor(std::uint32_t seed, std::uint32_t series, int number)
{
    return Dice(seed * 1'000'003U + series * 10'007U + static_cast<std::uint32_t>(number));
}

} // namespace

QString nameOf(Trouble trouble)
{
    switch (trouble) {
    case Trouble::Upright:
        return QStringLiteral("upright");
    case Trouble::Scale:
        return QStringLiteral("scale");
    case Trouble::Small:
        return QStringLiteral("small");
    case Trouble::Rotation:
        return QStringLiteral("rotation");
    case Trouble::Perspective:
        return QStringLiteral("perspective");
    case Trouble::Blur:
        return QStringLiteral("blur");
    case Trouble::Motion:
        return QStringLiteral("motion");
    case Trouble::Noise:
        return QStringLiteral("noise");
    case Trouble::LowContrast:
        return QStringLiteral("low-contrast");
    case Trouble::Shade:
        return QStringLiteral("shade");
    case Trouble::Glare:
        return QStringLiteral("glare");
    case Trouble::Reflection:
        return QStringLiteral("reflection");
    case Trouble::Moire:
        return QStringLiteral("moire");
    case Trouble::Damage:
        return QStringLiteral("damage");
    case Trouble::Crease:
        return QStringLiteral("crease");
    case Trouble::Curved:
        return QStringLiteral("curved");
    case Trouble::LightOnDark:
        return QStringLiteral("light-on-dark");
    case Trouble::Mirrored:
        return QStringLiteral("mirrored");
    case Trouble::Mixed:
        return QStringLiteral("mixed");
    }
    return {};
}

TestFrame testFrame(Trouble trouble, std::uint32_t seed, int number)
{
    // Kinds that must not differ from upright ones are the same frames but for the one thing.
    const bool twin = trouble == Trouble::LightOnDark || trouble == Trouble::Mirrored || trouble == Trouble::Rotation;
    Dice dice = diceFor(seed, static_cast<std::uint32_t>(twin ? Trouble::Upright : trouble), number);
    HeldSheet sheet;
    CameraPicture camera;
    ordinary(dice, sheet, camera);
    apply(trouble, dice.between(0, 1), dice, sheet, camera);
    return {camera.take(sheet), sheet.text};
}

QImage frameWithoutCode(std::uint32_t seed, int number, QSize size)
{
    Dice dice = diceFor(seed, 900, number);
    CameraPicture camera;
    camera.blur = dice.between(0.3, 2);
    camera.noise = dice.between(1, 30);
    camera.contrast = dice.between(0.2, 1);
    camera.seed = static_cast<std::uint32_t>(dice.below(1 << 30));
    return camera.takeClutter(dice, size);
}

TestFrame sequenceFrame(std::uint32_t seed, int number, int index)
{
    Dice dice = diceFor(seed, 500, number);
    HeldSheet sheet;
    CameraPicture camera;
    ordinary(dice, sheet, camera);
    const Trouble trouble = everyTrouble[static_cast<std::size_t>(dice.below(static_cast<int>(everyTrouble.size())))];
    const double begin = dice.between(0.6, 1);
    const double end = dice.between(0.1, 0.6);
    const double time = double(index) / (sequenceLength - 1);
    apply(trouble, std::lerp(begin, end, time), dice, sheet, camera);
    const double approach = 1 - dice.between(0, 0.5) * (1 - time) * (1 - time);
    sheet.moduleSize *= approach;
    const auto sway = [&](double size) {
        const double rate = dice.between(1, 4), phase = dice.between(0, 6.3);
        return size * (std::sin(rate * time + phase) - std::sin(rate + phase));
    };
    sheet.shift += QPointF(sway(60), sway(40));
    sheet.roll += sway(6);
    sheet.yaw += sway(8);
    sheet.pitch += sway(8);
    camera.blur += std::abs(dice.between(0, 1.2) * std::cos(dice.between(3, 9) * time)) * (1 - time);
    camera.motion += dice.between(0, 5) * (1 - time);
    camera.seed += static_cast<std::uint32_t>(index) * 131;
    return {camera.take(sheet), sheet.text};
}

} // namespace voucher
