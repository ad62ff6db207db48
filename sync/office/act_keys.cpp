#include "sync/office/office.h"

#include "crypto/sign1.h"
#include "sync/municipality/facts.h"

#include <QDateTime>

namespace voucher {

namespace {

QString nameless(const QString& name)
{
    return QStringLiteral("Δεν υπάρχει κλειδί «%1». Γράψτε: issuer, bulletin, enrolment, receipt, intake, office, "
                          "root-active ή root-spare.")
        .arg(name);
}

QString notReplaced(const Office& office)
{
    return QStringLiteral("Το νέο κλειδί δεν γράφεται στον φάκελο %1/keys. Ελέγξτε τον δίσκο· δεν άλλαξε τίποτα.")
        .arg(office.folder);
}

/// A key file that gives way to a new one: the old one stays beside it under its id, since what was sealed to it must
/// still be opened. Undone unless `keep` is called.
class Replacement
{
public:
    Replacement(const KeyFolder& keys, QString name, const PublicKey& old, Algorithm algorithm)
        : m_keys(keys), m_name(std::move(name)), m_oldName(m_name + u'-' + hexText(bytesOf(old.id()))),
          m_key(PrivateKey::generate(algorithm))
    {
        m_renamed = m_keys.rename(m_name, m_oldName).has_value();
        m_written = m_renamed && m_keys.write(m_name, m_key);
    }

    ~Replacement()
    {
        if (m_kept)
            return;
        if (m_written)
            m_keys.rename(m_name, m_name + QStringLiteral("-unused-") + hexText(bytesOf(m_key.publicKey().id())));
        if (m_renamed)
            m_keys.rename(m_oldName, m_name);
    }

    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    bool good() const { return m_written; }

    const PublicKey& key() const { return m_key.publicKey(); }

    void keep() { m_kept = true; }

private:
    const KeyFolder m_keys;
    QString m_name;
    QString m_oldName;
    PrivateKey m_key;
    bool m_renamed = false;
    bool m_written = false;
    bool m_kept = false;
};

/// How many vouchers a key has signed that nobody has replaced or revoked since: they need new paper.
tl::expected<qint64, QString> vouchersOf(Register& registerOfAll, KeyId issuer, Instant now)
{
    const auto vouchers = registerOfAll.vouchers();
    if (!vouchers)
        return tl::unexpected(registerTrouble());
    qint64 count = 0;
    for (const IssuedVoucher& voucher : *vouchers) {
        const auto message = Sign1::parse(voucher.message, {.bytes = 800, .depth = 4, .items = 64});
        const auto status = registerOfAll.voucherStatusAt(voucher.claims.id, now);
        if (!status)
            return tl::unexpected(registerTrouble());
        const bool held = *status == VoucherStatus::Valid || *status == VoucherStatus::Suspended;
        count += message && message->keyId() == issuer && held && voucher.claims.expires > now ? 1 : 0;
    }
    return count;
}

/// What a person has to do after a key of this role has changed.
QString nextStep(KeyRole role, bool revoked)
{
    switch (role) {
    case KeyRole::Issuer:
        return revoked ? QStringLiteral("Οι επιταγές με το παλιό κλειδί χρειάζονται νέο χαρτί: voucher-office replace")
                       : QString();
    case KeyRole::Enrolment:
        return QStringLiteral("Τα φύλλα σύνδεσης που δεν έχουν χρησιμοποιηθεί τυπώνονται ξανά: voucher-office invite");
    case KeyRole::Receipt:
    case KeyRole::Intake:
        return QStringLiteral("Ξεκινήστε ξανά τον voucher-server: μέχρι τότε υπογράφει με το παλιό κλειδί.");
    case KeyRole::Bulletin:
    case KeyRole::Office:
        return {};
    }
    Q_UNREACHABLE();
}

ActResult finish(const Office& office, Register& registerOfAll, const QCommandLineParser& options, ActKind kind,
                 const TrustListChange& change, Transaction& transaction, QJsonObject line)
{
    const auto before = programmeFact(registerOfAll);
    const auto trustList = publishTrustList(registerOfAll, office.keys(), change, office.now);
    if (!trustList)
        return tl::unexpected(sentenceOf(office, trustList.error()));
    const auto bulletin = publishBulletin(registerOfAll, office.keys(), office.now);
    if (!bulletin)
        return tl::unexpected(sentenceOf(office, bulletin.error()));
    const auto after = programmeFact(registerOfAll);
    const auto listFact = currentTrustListFact(registerOfAll);
    const auto bulletinFact = currentBulletinFact(registerOfAll);
    if (!before || !after || !listFact || !bulletinFact)
        return tl::unexpected(registerTrouble());
    const ActContent what = actOf(kind, {*before, *after, *listFact, *bulletinFact});
    if (const auto logged = logAct(office, registerOfAll, what); !logged)
        return tl::unexpected(logged.error());
    line.insert(QStringLiteral("trustList"), static_cast<qint64>(*trustList));
    line.insert(QStringLiteral("bulletin"), static_cast<qint64>(*bulletin));
    if (const auto carried = carry(registerOfAll, options, line); !carried)
        return tl::unexpected(carried.error());
    if (!transaction.commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{line};
}

ActResult changeRoot(const Office& office, Register& registerOfAll, const QCommandLineParser& options,
                     const QString& name, ActKind kind, TrustListChange change)
{
    const bool active = name == QLatin1StringView("root-active");
    const auto roots = pinnedRoots(registerOfAll);
    auto transaction = Transaction::begin(registerOfAll.database());
    if (!roots || !*roots || !transaction)
        return tl::unexpected(registerTrouble());
    Replacement replacement(office.keys(), name, active ? (*roots)->active : (*roots)->spare, Algorithm::EdDSA);
    if (!replacement.good())
        return tl::unexpected(notReplaced(office));
    // Terminals believe a new root only from the one that they know and that stays.
    change.roots = active ? Roots{replacement.key(), (*roots)->spare} : Roots{(*roots)->active, replacement.key()};
    change.signedBy = active ? QStringLiteral("root-spare") : QStringLiteral("root-active");
    const QJsonObject line{
        {QStringLiteral("role"), name},
        {QStringLiteral("replaced"), hexText(bytesOf((active ? (*roots)->active : (*roots)->spare).id()))},
        {QStringLiteral("key"), hexText(bytesOf(replacement.key().id()))},
        {QStringLiteral("next"),
         QStringLiteral("Φυλάξτε το νέο κλειδί και τυπώστε ξανά όσα φύλλα σύνδεσης δεν έχουν χρησιμοποιηθεί.")}};
    auto done = finish(office, registerOfAll, options, kind, change, *transaction, line);
    if (done)
        replacement.keep();
    return done;
}

} // namespace

ActResult changeKey(const Office& office, const QCommandLineParser& options, const QString& name, bool revoke)
{
    const auto registerOfAll = openRegisterToSign(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto authorities = tlsAuthorities(office);
    if (!authorities)
        return tl::unexpected(authorities.error());
    const TrustListChange same{*authorities, {}, {}, {}};
    const bool root = name == QLatin1StringView("root-active") || name == QLatin1StringView("root-spare");
    const auto role = roleOfKeyFile(name);
    if (!root && !role)
        return tl::unexpected(nameless(name));
    const ActKind kind = revoke ? ActKind::KeyRevoked : ActKind::KeyChanged;
    if (const auto waiting = proposeInstead(office, **registerOfAll, options, kind))
        return *waiting;
    if (root)
        return changeRoot(office, **registerOfAll, options, name, kind, same);
    auto transaction = Transaction::begin((*registerOfAll)->database());
    const auto list = publishedTrustList(**registerOfAll);
    const auto current = office.keys().read(name, algorithmOf(*role));
    if (!transaction || !list || !*list)
        return tl::unexpected(registerTrouble());
    if (!current)
        return tl::unexpected(keyMissing(office));

    const QString asked = options.value(QStringLiteral("key"));
    const KeyId currentId = current->publicKey().id();
    KeyId old = currentId;
    if (!asked.isEmpty()) {
        const QByteArray bytes = QByteArray::fromHex(asked.toLatin1());
        old = bytes.size() == 8 ? idFrom<KeyId>(bytes) : KeyId{};
        const TrustedKey* known = (*list)->find(*role, old);
        if (!revoke || !known || known->revoked)
            return tl::unexpected(QStringLiteral("Κανένα τέτοιο κλειδί σε ισχύ. Δείτε: voucher-office show keys"));
    }
    TrustListChange change = same;
    if (revoke)
        change.revoked.push_back(old);
    QJsonObject line{{QStringLiteral("role"), name},
                     {revoke ? QStringLiteral("revoked") : QStringLiteral("replaced"), hexText(bytesOf(old))}};
    if (*role == KeyRole::Issuer && revoke) {
        const auto count = vouchersOf(**registerOfAll, old, office.now);
        if (!count)
            return tl::unexpected(count.error());
        line.insert(QStringLiteral("vouchers"), *count);
    }
    if (const QString next = nextStep(*role, revoke); !next.isEmpty())
        line.insert(QStringLiteral("next"), next);
    if (old != currentId)
        return finish(office, **registerOfAll, options, kind, change, *transaction, line);

    Replacement replacement(office.keys(), name, current->publicKey(), algorithmOf(*role));
    if (!replacement.good())
        return tl::unexpected(notReplaced(office));
    change.added.push_back(listedKey(*role, replacement.key(), office.now));
    line.insert(QStringLiteral("key"), hexText(bytesOf(replacement.key().id())));
    auto done = finish(office, **registerOfAll, options, kind, change, *transaction, line);
    if (done)
        replacement.keep();
    return done;
}

} // namespace voucher
