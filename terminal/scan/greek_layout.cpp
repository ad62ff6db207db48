#include "terminal/scan/greek_layout.h"

#include <QStringView>

#include <algorithm>

namespace voucher {

namespace {

constexpr quint32 scanCodeOfW = 25;

// The same place in both strings is the same key. Σ stands on S and, shifted, on W; its key code tells them apart.
constexpr QStringView greek = u"αβψδεφγηιξκλμνοπρστθωςχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΡΣΤΘΩΧΥΖ;:΄´¨΅\u0301\u0308";
constexpr QStringView latin = u"abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPRSTUVXYZqQ;;:W;:";
static_assert(greek.size() == latin.size());

bool isGreek(QChar character)
{
    return character.script() == QChar::Script_Greek;
}

QChar asLatin(QChar character)
{
    const qsizetype place = greek.indexOf(character);
    return place < 0 ? character : latin[place];
}

} // namespace

bool isGreek(const TypedKey& typed)
{
    return std::any_of(typed.text.begin(), typed.text.end(), [](QChar character) { return isGreek(character); });
}

QString asLatin(const TypedKey& typed)
{
    if (typed.text.isEmpty()) {
        switch (typed.key) {
        case Qt::Key_Dead_Acute:
            return QStringLiteral(";");
        case Qt::Key_Dead_Diaeresis:
            return QStringLiteral(":");
        default:
            return {};
        }
    }
    if (typed.scanCode == scanCodeOfW) {
        return typed.text.front().isUpper() ? QStringLiteral("W") : QStringLiteral("w");
    }
    QString result;
    for (const QChar composed : typed.text) {
        // Where a dead key and its vowel arrive as one letter, the dead key was pressed first.
        const QString parts = isGreek(composed) ? composed.decomposition() : QString();
        if (parts.size() == 2) {
            result += asLatin(parts[1]);
            result += asLatin(parts[0]);
        } else {
            result += asLatin(composed);
        }
    }
    return result;
}

} // namespace voucher
