#include "sync/office/officer_keys.h"

#include "crypto/openssl.h"
#include "sync/municipality/key_folder.h"

#include <algorithm>

#include <unistd.h>

namespace voucher {

namespace {

constexpr qsizetype longestPassphrase = 1024;
/// Whoever finds a stick tries as often as he likes, at 0.2 s a try.
constexpr qsizetype fewestCharacters = 12;

/// Empty where nothing is given, or more than fits.
SecretBytes ask(const QString& question)
{
    // One buffer that never grows: nothing is left behind by a copy.
    QByteArray typed(longestPassphrase, '\0');
    qsizetype length = 0;
    if (isatty(STDIN_FILENO) == 1) {
        const QByteArray prompt = (question + QStringLiteral(": ")).toUtf8();
        if (EVP_read_pw_string_min(typed.data(), 0, static_cast<int>(typed.size()), prompt.constData(), 0) == 0)
            length = static_cast<qsizetype>(qstrlen(typed.constData()));
    } else {
        // Byte by byte: the line after it belongs to the next key.
        while (length < typed.size() && read(STDIN_FILENO, typed.data() + length, 1) == 1 && typed[length] != '\n')
            ++length;
    }
    SecretBytes all(std::move(typed));
    return length < longestPassphrase ? SecretBytes(all.reveal().first(length)) : SecretBytes();
}

qsizetype charactersOf(const QByteArray& utf8)
{
    return std::ranges::count_if(utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; });
}

} // namespace

tl::expected<PrivateKey, QString> OfficerKeys::in(const QString& folder)
{
    if (const auto opened = m_opened.find(folder); opened != m_opened.end())
        return opened->second;
    const KeyFolder keys(folder);
    bool given = false;
    auto key = keys.read(officerKeyName, Algorithm::EdDSA, [&] {
        SecretBytes passphrase =
            ask(QStringLiteral("Φράση πρόσβασης του κλειδιού %1").arg(keys.fileOf(officerKeyName)));
        given = !passphrase.reveal().isEmpty();
        return passphrase;
    });
    if (key)
        return m_opened.emplace(folder, *std::move(key)).first->second;
    if (key.error() != KeyFileError::Locked)
        return tl::unexpected(
            QStringLiteral("Στον φάκελο %1 δεν υπάρχει κλειδί υπογραφής υπαλλήλου (officer.key). Συνδέστε το μέσο όπου "
                           "φυλάσσεται και πείτε πού είναι: --officer φάκελος")
                .arg(folder));
    if (!given)
        return tl::unexpected(QStringLiteral("Το κλειδί στον φάκελο %1 ανοίγει με φράση πρόσβασης. Γράψτε την όταν "
                                             "ζητηθεί ή δώστε την ως γραμμή της τυπικής εισόδου.")
                                  .arg(folder));
    return tl::unexpected(QStringLiteral("Αυτή η φράση πρόσβασης δεν ανοίγει το κλειδί στον φάκελο %1. Δοκιμάστε ξανά· "
                                         "δεν άλλαξε τίποτα.")
                              .arg(folder));
}

tl::expected<SecretBytes, QString> newPassphrase(const QCommandLineParser& options)
{
    if (!options.isSet(QStringLiteral("passphrase")))
        return {};
    SecretBytes passphrase = ask(QStringLiteral("Φράση πρόσβασης για το νέο κλειδί υπαλλήλου"));
    if (charactersOf(passphrase.reveal()) < fewestCharacters)
        return tl::unexpected(QStringLiteral("Η φράση πρόσβασης θέλει τουλάχιστον %1 χαρακτήρες, π.χ. τέσσερις λέξεις. "
                                             "Διαλέξτε άλλη.")
                                  .arg(fewestCharacters));
    if (isatty(STDIN_FILENO) == 1 && ask(QStringLiteral("Η ίδια φράση πρόσβασης ξανά")).reveal() != passphrase.reveal())
        return tl::unexpected(QStringLiteral("Οι δύο φράσεις πρόσβασης διαφέρουν. Ξεκινήστε ξανά· δεν άλλαξε τίποτα."));
    return passphrase;
}

} // namespace voucher
