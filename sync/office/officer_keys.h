#pragma once

#include "crypto/keys.h"

#include <QCommandLineParser>

#include <tl/expected.hpp>

#include <map>

namespace voucher {

/// The file name of an officer's key, without ".key".
inline const QString officerKeyName = QStringLiteral("officer");

/// The officers' keys of one run of the program: each is read once, and the passphrase of one that has it is asked for
/// once and wiped. It comes from the terminal, unseen, or where standard input is none, from its next line; never from
/// the words of the command, which a log keeps.
class OfficerKeys
{
public:
    /// The officer's key in this folder, or the one sentence that says why it does not open.
    tl::expected<PrivateKey, QString> in(const QString& folder);

private:
    std::map<QString, PrivateKey> m_opened;
};

/// The passphrase for an officer's key that is about to be made: empty without `--passphrase`, typed twice on a
/// terminal. Error: a sentence where it is too short, or the two differ.
tl::expected<SecretBytes, QString> newPassphrase(const QCommandLineParser& options);

} // namespace voucher
