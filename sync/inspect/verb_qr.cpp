#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"
#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"

#include <QElapsedTimer>
#include <QJsonArray>

namespace voucher {

namespace {

QLatin1StringView nameOf(PictureError error)
{
    switch (error) {
    case PictureError::NotFound:
        return QLatin1StringView("NotFound");
    case PictureError::NotAPicture:
        return QLatin1StringView("NotAPicture");
    case PictureError::TooLarge:
        return QLatin1StringView("TooLarge");
    }
    return {};
}

/// A picture without a code is rejected: whoever asks what stands on it has no answer.
Answer judge(const QString& file)
{
    const auto picture = readPicture(file);
    if (!picture) {
        Answer answer = rejected(nameOf(picture.error()));
        answer.line[QStringLiteral("file")] = file;
        return answer;
    }
    QElapsedTimer timer;
    timer.start();
    QJsonArray codes;
    const QList<Sighting> sightings = Decoder::decodePicture(*picture);
    for (const Sighting& sighting : sightings)
        codes.append(QJsonObject{{QStringLiteral("text"), sighting.text}, {QStringLiteral("ms"), timer.elapsed()}});
    return {!codes.isEmpty(), {{QStringLiteral("file"), file}, {QStringLiteral("codes"), codes}}};
}

} // namespace

std::optional<int> inspectQr(const QStringList& arguments)
{
    if (arguments.isEmpty())
        return std::nullopt;
    Answers answers;
    for (const QString& file : arguments)
        answers.give(judge(file));
    return answers.exitCode();
}

} // namespace voucher
