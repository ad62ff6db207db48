#pragma once

#include "crypto/keys.h"

#include <QString>

#include <tl/expected.hpp>

#include <functional>
#include <vector>

namespace voucher {

/// Locked: under a passphrase that was not given, or not this one.
enum class KeyFileError : std::uint8_t { Missing, Unreadable, NotThisKey, Locked, Exists, NotWritable };

/// The municipality's private keys, one PKCS #8 file each, readable by their owner alone, and where their owner wants
/// it only with a passphrase. Which folder lies on which machine is the officer's choice: root and office keys belong
/// on a stick in a drawer.
class KeyFolder
{
public:
    explicit KeyFolder(QString path) : m_path(std::move(path)) {}

    /// Reads `<name>.key`; `passphrase` is called only where the file needs one.
    tl::expected<PrivateKey, KeyFileError> read(const QString& name, Algorithm algorithm,
                                                const std::function<SecretBytes()>& passphrase = {}) const;
    /// Writes `<name>.key` durably, under `passphrase` unless it is empty; never over an existing one.
    tl::expected<void, KeyFileError> write(const QString& name, const PrivateKey& key,
                                           const SecretBytes& passphrase = {}) const;

    /// Every key whose file begins with `name`: the one in use and those that were replaced.
    std::vector<PrivateKey> readAll(const QString& name, Algorithm algorithm) const;
    /// Renames `<from>.key` to `<to>.key`, never over an existing one.
    tl::expected<void, KeyFileError> rename(const QString& from, const QString& to) const;

    QString fileOf(const QString& name) const { return m_path + u'/' + name + QStringLiteral(".key"); }

private:
    QString m_path;
};

} // namespace voucher
