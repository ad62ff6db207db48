#include "sync/inspect/lines.h"
#include "sync/inspect/verbs.h"
#include "terminal/scan/decoder.h"
#include "terminal/scan/picture.h"

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
Answer judge(const QString& file, const Clocks& clocks)
{
    const auto picture = readPicture(file);
    if (!picture) {
        Answer answer = rejected(nameOf(picture.error()));
        answer.line[QStringLiteral("file")] = file;
        return answer;
    }
    const auto start = clocks.steady();
    const QList<Sighting> sightings = Decoder::decodePicture(*picture);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clocks.steady() - start);
    QJsonArray codes;
    for (const Sighting& sighting : sightings)
        codes.append(QJsonObject{{QStringLiteral("text"), sighting.text},
                                 {QStringLiteral("ms"), static_cast<qint64>(took.count())}});
    return {!codes.isEmpty(), {{QStringLiteral("file"), file}, {QStringLiteral("codes"), codes}}};
}

} // namespace

std::optional<int> inspectQr(const QStringList& arguments, const Clocks& clocks)
{
    if (arguments.isEmpty())
        return std::nullopt;
    limitPictureMemory();
    Answers answers;
    for (const QString& file : arguments)
        answers.give(judge(file, clocks));
    return answers.exitCode();
}

} // namespace voucher
