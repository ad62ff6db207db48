#pragma once

#include "crypto/keys.h"

#include <QString>

#include <tl/expected.hpp>

#include <vector>

namespace voucher {

enum class KeyFileError : std::uint8_t { Missing, Unreadable, NotThisKey, Exists, NotWritable };

/// The municipality's private keys, one PKCS #8 file each, readable by their owner alone. Which folder lies on which
/// machine is the officer's choice: root and office keys belong on a stick in a drawer.
class KeyFolder
{
public:
    explicit KeyFolder(QString path) : m_path(std::move(path)) {}

    /// Reads `<name>.key`.
    tl::expected<PrivateKey, KeyFileError> read(const QString& name, Algorithm algorithm) const;
    /// Writes `<name>.key` durably; never over an existing one.
    tl::expected<void, KeyFileError> write(const QString& name, const PrivateKey& key) const;

    /// Every key whose file begins with `name`: the one in use and those that were replaced.
    std::vector<PrivateKey> readAll(const QString& name, Algorithm algorithm) const;
    /// Renames `<from>.key` to `<to>.key`, never over an existing one.
    tl::expected<void, KeyFileError> rename(const QString& from, const QString& to) const;

    QString fileOf(const QString& name) const { return m_path + u'/' + name + QStringLiteral(".key"); }

private:
    QString m_path;
};

} // namespace voucher
