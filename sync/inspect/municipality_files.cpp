#include "sync/inspect/municipality_files.h"

#include <QFile>
#include <QRegularExpression>

namespace voucher {

namespace {

constexpr qint64 longestFile = 16 << 20;

tl::expected<QByteArray, QString> contentOf(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longestFile)
        return tl::unexpected(QStringLiteral("cannot read %1").arg(name));
    return file.readAll();
}

/// The SPKIs of a PEM file's public keys (RFC 7468 §13), in order.
std::optional<Roots> rootsIn(const QByteArray& pem)
{
    static const QRegularExpression block(
        QStringLiteral("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----"));
    std::vector<PublicKey> keys;
    for (auto found = block.globalMatch(QString::fromLatin1(pem)); found.hasNext();) {
        const auto spki = QByteArray::fromBase64(found.next().captured(1).toLatin1());
        const auto key = PublicKey::fromSpki(Algorithm::EdDSA, spki);
        if (!key)
            return std::nullopt;
        keys.push_back(*key);
    }
    if (keys.empty() || keys.size() > 2)
        return std::nullopt;
    return Roots{keys.front(), keys.back()};
}

} // namespace

tl::expected<MunicipalityFiles, QString> readMunicipality(const QString& rootFile, const QString& trustListFile,
                                                          const QString& bulletinFile)
{
    const auto pem = contentOf(rootFile);
    if (!pem)
        return tl::unexpected(pem.error());
    const auto roots = rootsIn(*pem);
    if (!roots)
        return tl::unexpected(QStringLiteral("%1 is not one or two Ed25519 public keys in PEM").arg(rootFile));
    const auto listMessage = contentOf(trustListFile);
    if (!listMessage)
        return tl::unexpected(listMessage.error());
    auto trustList = verifyTrustList(*listMessage, *roots);
    if (!trustList)
        return tl::unexpected(QStringLiteral("%1 is not a trust list of this root").arg(trustListFile));
    const auto bulletinMessage = contentOf(bulletinFile);
    if (!bulletinMessage)
        return tl::unexpected(bulletinMessage.error());
    auto bulletin = verifyBulletin(*bulletinMessage, *trustList);
    if (!bulletin)
        return tl::unexpected(QStringLiteral("%1 is not a bulletin of this trust list").arg(bulletinFile));
    return MunicipalityFiles{*std::move(trustList), *std::move(bulletin)};
}

} // namespace voucher
