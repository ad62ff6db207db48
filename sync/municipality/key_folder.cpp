#include "sync/municipality/key_folder.h"

#include "crypto/locked_key.h"

#include <QDir>
#include <QFile>

#include <unistd.h>

namespace voucher {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

} // namespace

tl::expected<PrivateKey, KeyFileError> KeyFolder::read(const QString& name, Algorithm algorithm,
                                                       const std::function<SecretBytes()>& passphrase) const
{
    QFile file(fileOf(name));
    if (!file.exists())
        return tl::unexpected(KeyFileError::Missing);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(KeyFileError::Unreadable);
    constexpr qint64 largestKeyFile = 4096;
    const SecretBytes pkcs8(file.read(largestKeyFile));
    auto key = PrivateKey::fromPkcs8(algorithm, pkcs8);
    if (!key && isLockedPkcs8(pkcs8.reveal())) {
        key = passphrase ? openedPkcs8(algorithm, pkcs8.reveal(), passphrase()) : std::nullopt;
        if (!key)
            return tl::unexpected(KeyFileError::Locked);
    }
    if (!key)
        return tl::unexpected(KeyFileError::NotThisKey);
    return std::move(*key);
}

tl::expected<void, KeyFileError> KeyFolder::write(const QString& name, const PrivateKey& key,
                                                  const SecretBytes& passphrase) const
{
    if (!QDir().exists(m_path) && (!QDir().mkpath(m_path) || !QFile::setPermissions(m_path, ownerOnly)))
        return tl::unexpected(KeyFileError::NotWritable);
    QFile file(fileOf(name));
    if (file.exists())
        return tl::unexpected(KeyFileError::Exists);
    const bool open = passphrase.reveal().isEmpty();
    const SecretBytes pkcs8 = open ? key.toPkcs8() : SecretBytes(lockedPkcs8(key, passphrase));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(pkcs8.reveal()) != pkcs8.reveal().size() || !file.flush() || fsync(file.handle()) != 0)
        return tl::unexpected(KeyFileError::NotWritable);
    return {};
}

std::vector<PrivateKey> KeyFolder::readAll(const QString& name, Algorithm algorithm) const
{
    std::vector<PrivateKey> keys;
    for (const QString& file : QDir(m_path).entryList({name + QStringLiteral("*.key")}, QDir::Files, QDir::Name)) {
        if (auto key = read(file.chopped(4), algorithm))
            keys.push_back(std::move(*key));
    }
    return keys;
}

tl::expected<void, KeyFileError> KeyFolder::rename(const QString& from, const QString& to) const
{
    if (QFile::exists(fileOf(to)))
        return tl::unexpected(KeyFileError::Exists);
    if (!QFile::rename(fileOf(from), fileOf(to)))
        return tl::unexpected(KeyFileError::NotWritable);
    return {};
}

} // namespace voucher
