#include "sync/office/office.h"

#include "crypto/poster.h"
#include "sync/municipality/facts.h"
#include "sync/municipality/paper.h"
#include "terminal/calendar.h"

#include <QFile>
#include <QSaveFile>

namespace voucher {

namespace {

/// The two documents in force, as they travel where no network is.
tl::expected<Update, QString> updateOf(Register& registerOfAll)
{
    const auto trustList = registerOfAll.currentTrustList();
    const auto bulletin = registerOfAll.currentBulletin();
    if (!trustList || !bulletin || !*trustList || !*bulletin)
        return tl::unexpected(registerTrouble());
    return Update{**trustList, **bulletin};
}

QString notWritten(const QString& file)
{
    return QStringLiteral("Το αρχείο %1 δεν γράφεται. Διαλέξτε άλλον φάκελο.").arg(file);
}

tl::expected<qsizetype, QString> printPoster(Register& registerOfAll, const QString& file, const Update& update)
{
    const auto programme = programmeOf(registerOfAll);
    if (!programme)
        return tl::unexpected(programme.error());
    const auto list = publishedTrustList(registerOfAll);
    const auto bulletin =
        list && *list ? verifyBulletin(update.bulletin, **list) : tl::unexpected(DocumentError::UnknownKey);
    if (!bulletin)
        return tl::unexpected(registerTrouble());
    const QStringList parts = posterParts(encode(update));
    const BulletinContent& content = bulletin->content();
    const auto written = writePoster(file, programme->title, parts, athensDay(content.issued),
                                     athensDay(content.expires - std::chrono::milliseconds{1}), programme->helpLine);
    if (!written && written.error() == PaperError::TextTooLong)
        return tl::unexpected(QStringLiteral("Η ενημέρωση είναι πολύ μεγάλη για αφίσα. Δώστε την με στικάκι USB: "
                                             "voucher-office publish --file ενημέρωση.epitagi"));
    if (!written)
        return tl::unexpected(notWritten(file));
    return parts.size();
}

} // namespace

QString sentenceOf(const Office& office, PublishError error)
{
    switch (error) {
    case PublishError::KeyMissing:
        return keyMissing(office);
    case PublishError::NoProgramme:
        return noProgramme();
    case PublishError::NotPublishable:
        return QStringLiteral("Ένα όνομα, ένας αριθμός ή μία ημέρα του προγράμματος δεν γίνεται δεκτή. Ελέγξτε για "
                              "επαναλήψεις, πολύ μεγάλα κείμενα ή ειδικούς χαρακτήρες.");
    case PublishError::RegisterTrouble:
        return registerTrouble();
    }
    Q_UNREACHABLE();
}

tl::expected<void, QString> carry(Register& registerOfAll, const QCommandLineParser& options, QJsonObject& line)
{
    const QString poster = options.value(QStringLiteral("poster"));
    const QString path = options.value(QStringLiteral("file"));
    if (poster.isEmpty() && path.isEmpty())
        return {};
    const auto update = updateOf(registerOfAll);
    if (!update)
        return tl::unexpected(update.error());
    if (!poster.isEmpty()) {
        const auto codes = printPoster(registerOfAll, poster, *update);
        if (!codes)
            return tl::unexpected(codes.error());
        line.insert(QStringLiteral("codes"), static_cast<qint64>(*codes));
    }
    if (!path.isEmpty()) {
        QSaveFile file(path);
        const QByteArray bytes = encode(*update);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return tl::unexpected(notWritten(path));
    }
    return {};
}

tl::expected<QByteArrayList, QString> tlsAuthorities(const Office& office)
{
    QFile authority(office.tlsFolder() + QStringLiteral("/authority.der"));
    if (!authority.open(QIODevice::ReadOnly))
        return tl::unexpected(keyMissing(office));
    return QByteArrayList{authority.readAll()};
}

ActResult publish(const Office& office, const QCommandLineParser& options)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const bool withList = options.isSet(QStringLiteral("trust-list"));
    const ActKind kind = withList ? ActKind::TrustListPublished : ActKind::BulletinPublished;
    if (const auto waiting = proposeInstead(office, **registerOfAll, options, kind))
        return *waiting;
    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    QJsonObject published;
    if (withList) {
        const auto authorities = tlsAuthorities(office);
        if (!authorities)
            return tl::unexpected(authorities.error());
        const auto added = unlistedKeys(**registerOfAll, office.keys(), office.now);
        const auto version =
            added ? publishTrustList(**registerOfAll, office.keys(), {*authorities, *added, {}, {}}, office.now)
                  : tl::unexpected(added.error());
        if (!version)
            return tl::unexpected(sentenceOf(office, version.error()));
        published.insert(QStringLiteral("trustList"), static_cast<qint64>(*version));
    }
    const auto version = publishBulletin(**registerOfAll, office.keys(), office.now);
    if (!version)
        return tl::unexpected(sentenceOf(office, version.error()));
    published.insert(QStringLiteral("bulletin"), static_cast<qint64>(*version));
    const auto bulletin = currentBulletinFact(**registerOfAll);
    const auto trustList = currentTrustListFact(**registerOfAll);
    if (!bulletin || !trustList)
        return tl::unexpected(registerTrouble());
    ActContent what = actOf(kind, {*bulletin});
    if (withList)
        what.facts.push_back(*trustList);
    if (const auto logged = logAct(office, **registerOfAll, std::move(what)); !logged)
        return tl::unexpected(logged.error());
    // The papers first: what is published is on the poster.
    if (const auto carried = carry(**registerOfAll, options, published); !carried)
        return tl::unexpected(carried.error());
    if (!transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{published};
}

} // namespace voucher
