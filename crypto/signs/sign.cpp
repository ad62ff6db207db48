#include "crypto/signs/sign.h"

#include <array>

namespace voucher {

namespace {

// The order is part of the wire format: a row that moves changes the signs of papers already in children's hands.
// clang-format off
constexpr std::array<Pictogram, pictogramCount> pictograms = {{
    {"fish", "ψάρι", "fish"},
    {"balloon", "μπαλόνι", "balloon"},
    {"sun", "ήλιος", "sun"},
    {"boat", "καράβι", "boat"},
    {"star", "αστέρι", "star"},
    {"house", "σπίτι", "house"},
    {"tree", "δέντρο", "tree"},
    {"apple", "μήλο", "apple"},
    {"key", "κλειδί", "key"},
    {"umbrella", "ομπρέλα", "umbrella"},
    {"butterfly", "πεταλούδα", "butterfly"},
    {"cat", "γάτα", "cat"},
    {"book", "βιβλίο", "book"},
    {"pencil", "μολύβι", "pencil"},
    {"cup", "κούπα", "cup"},
    {"bell", "κουδούνι", "bell"},
    {"car", "αυτοκίνητο", "car"},
    {"bicycle", "ποδήλατο", "bicycle"},
    {"plane", "αεροπλάνο", "plane"},
    {"spaceship", "διαστημόπλοιο", "spaceship"},
    {"bus", "λεωφορείο", "bus"},
    {"ball", "μπάλα", "ball"},
    {"rain", "βροχή", "rain"},
    {"ladder", "σκάλα", "ladder"},
    {"snowman", "χιονάνθρωπος", "snowman"},
    {"mountain", "βουνό", "mountain"},
    {"windmill", "ανεμόμυλος", "windmill"},
    {"lighthouse", "φάρος", "lighthouse"},
    {"bridge", "γέφυρα", "bridge"},
    {"castle", "κάστρο", "castle"},
    {"flower", "λουλούδι", "flower"},
    {"robot", "ρομπότ", "robot"},
    {"leaf", "φύλλο", "leaf"},
    {"mushroom", "μανιτάρι", "mushroom"},
    {"cactus", "κάκτος", "cactus"},
    {"cherry", "κεράσι", "cherry"},
    {"pineapple", "ανανάς", "pineapple"},
    {"carrot", "καρότο", "carrot"},
    {"grapes", "σταφύλι", "grapes"},
    {"cake", "τούρτα", "cake"},
    {"rabbit", "κουνέλι", "rabbit"},
    {"duck", "πάπια", "duck"},
    {"swallow", "χελιδόνι", "swallow"},
    {"penguin", "πιγκουίνος", "penguin"},
    {"dolphin", "δελφίνι", "dolphin"},
    {"octopus", "χταπόδι", "octopus"},
    {"crab", "καβούρι", "crab"},
    {"whistle", "σφυρίχτρα", "whistle"},
    {"bee", "μέλισσα", "bee"},
    {"ladybird", "πασχαλίτσα", "ladybird"},
    {"teddy", "αρκουδάκι", "teddy"},
    {"dinosaur", "δεινόσαυρος", "dinosaur"},
    {"kite", "χαρταετός", "kite"},
    {"drum", "τύμπανο", "drum"},
    {"guitar", "κιθάρα", "guitar"},
    {"note", "νότα", "note"},
    {"scissors", "ψαλίδι", "scissors"},
    {"clock", "ρολόι", "clock"},
    {"chair", "καρέκλα", "chair"},
    {"teapot", "τσαγιέρα", "teapot"},
    {"hat", "καπέλο", "hat"},
    {"sock", "κάλτσα", "sock"},
    {"heart", "καρδιά", "heart"},
    {"magnet", "μαγνήτης", "magnet"},
}};
// clang-format on

} // namespace

Sign signOf(const VoucherId& voucher)
{
    const Hash hash = sha256(bytesOf(voucher));
    const int first = hash.value[0] % pictogramCount;
    const int amongTheOthers = hash.value[1] % (pictogramCount - 1);
    return {first, amongTheOthers < first ? amongTheOthers : amongTheOthers + 1};
}

bool unlike(Sign left, Sign right)
{
    return left.first != right.first && left.first != right.second && left.second != right.first &&
           left.second != right.second;
}

const Pictogram& pictogram(int number)
{
    Q_ASSERT(number >= 0 && number < pictogramCount);
    return pictograms[static_cast<std::size_t>(number)];
}

QString pictogramPath(int number)
{
    return QStringLiteral(":/signs/%1-%2.svg")
        .arg(number, 2, 10, QLatin1Char('0'))
        .arg(QLatin1StringView(pictogram(number).slug));
}

QString signNames(Sign sign, QLocale::Language language)
{
    const auto name = [language](int number) {
        const Pictogram& picture = pictogram(number);
        return QString::fromUtf8(language == QLocale::Greek ? picture.greek : picture.english);
    };
    return name(sign.first) + u" · "_qs + name(sign.second);
}

} // namespace voucher
