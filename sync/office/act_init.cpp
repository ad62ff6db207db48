#include "sync/office/office.h"

#include "sync/municipality/publishing.h"
#include "sync/municipality/tls_authority.h"

#include <QDir>
#include <QFile>
#include <QUrl>

namespace voucher {

namespace {

constexpr const char* signingKeys[] = {"root-active", "root-spare", "issuer", "bulletin", "enrolment", "receipt"};
constexpr const char* sealingKeys[] = {"intake", "office"};

bool writeFile(const QString& path, const QByteArray& bytes, bool secret)
{
    QFile file(path);
    auto permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!secret)
        permissions |= QFileDevice::ReadGroup | QFileDevice::ReadOther;
    return file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions) && file.write(bytes) == bytes.size() &&
           file.flush();
}

/// "7:4000", "7:4000:signature", "7:4000:departure".
tl::expected<void, QString> addService(Programme& programme, const QString& text)
{
    const QStringList parts = text.split(u':');
    bool codeOk = false;
    bool centsOk = false;
    const std::uint32_t code = parts.value(0).toUInt(&codeOk);
    const qint64 cents = parts.value(1).toLongLong(&centsOk);
    if (!codeOk || !centsOk || cents < 0)
        return tl::unexpected(
            QStringLiteral("Η υπηρεσία «%1» δεν διαβάζεται. Γράψτε κωδικό και λεπτά του ευρώ: 7:4000").arg(text));
    programme.services.push_back({ServiceCode{code}, parts.mid(2).contains(QStringLiteral("signature")),
                                  parts.mid(2).contains(QStringLiteral("departure"))});
    programme.tariffs.push_back({ServiceCode{code}, cents});
    return {};
}

QString keysNotWritable(const QString& folder)
{
    return QStringLiteral("Ο φάκελος %1 έχει ήδη κλειδιά ή δεν γράφεται. Διαλέξτε άδειο φάκελο.").arg(folder);
}

tl::expected<QByteArray, QString> makeKeys(const Office& office, Register& registerOfAll, const QUrl& url)
{
    const QString notWritable = keysNotWritable(office.folder);
    const KeyFolder keys = office.keys();
    const auto make = [&keys](const char* name, Algorithm algorithm) -> std::optional<PrivateKey> {
        PrivateKey key = PrivateKey::generate(algorithm);
        if (!keys.write(QLatin1StringView(name), key))
            return std::nullopt;
        return key;
    };
    for (const char* name : signingKeys) {
        const auto key = make(name, Algorithm::EdDSA);
        if (!key)
            return tl::unexpected(notWritable);
        const QString setting = QLatin1StringView(name);
        if (setting.startsWith(QLatin1StringView("root")) &&
            !registerOfAll.setSetting(setting, key->publicKey().spki()))
            return tl::unexpected(registerTrouble());
    }
    for (const char* name : sealingKeys) {
        if (!make(name, Algorithm::EcdhEs))
            return tl::unexpected(notWritable);
    }
    const TlsIdentity authority = makeTlsAuthority();
    const auto server = makeTlsServer(authority, {url.host()});
    const QString tls = office.tlsFolder();
    if (!server || !QDir().mkpath(tls) ||
        !writeFile(tls + QStringLiteral("/authority.der"), authority.certificateDer, false) ||
        !writeFile(office.keys().fileOf(QStringLiteral("tls-authority")), authority.privateKeyPem, true) ||
        !writeFile(tls + QStringLiteral("/server-key.pem"), server->privateKeyPem, true) ||
        !writeFile(tls + QStringLiteral("/server-chain.pem"), server->certificatePem + authority.certificatePem, false))
        return tl::unexpected(notWritable);
    return authority.certificateDer;
}

} // namespace

ActResult initProgramme(const Office& office, const QCommandLineParser& options)
{
    const QUrl url(options.value(QStringLiteral("url")));
    if (url.scheme() != QLatin1String("https") || url.host().isEmpty() || !url.path().isEmpty())
        return tl::unexpected(QStringLiteral("Δώστε τη διεύθυνση του διακομιστή: --url https://όνομα:8443"));
    Programme programme;
    programme.title = options.value(QStringLiteral("title"));
    programme.url = url.toString();
    programme.helpLine = options.value(QStringLiteral("help-line"));
    programme.helpHours = options.value(QStringLiteral("help-hours"));
    for (const QString& service : options.values(QStringLiteral("service"))) {
        if (const auto added = addService(programme, service); !added)
            return tl::unexpected(added.error());
    }
    for (const QString& text : options.values(QStringLiteral("holiday"))) {
        const QDate day = QDate::fromString(text, Qt::ISODate);
        if (!day.isValid())
            return tl::unexpected(QStringLiteral("Η αργία «%1» δεν διαβάζεται. Γράψτε την ως 2026-11-30.").arg(text));
        programme.localHolidays.push_back(day);
    }
    if (programme.title.isEmpty() || programme.helpLine.isEmpty() || programme.services.empty())
        return tl::unexpected(QStringLiteral("Δώστε τίτλο, τηλέφωνο και τουλάχιστον μία υπηρεσία: "
                                             "--title … --help-line … --service 7:4000"));
    const auto officer = officerName(options, QStringLiteral("Υπάλληλος 1"));
    if (!officer)
        return tl::unexpected(officer.error());
    // Keys are made once: what no terminal would take is found out before.
    if (!publishable(programme, office.now))
        return tl::unexpected(sentenceOf(office, PublishError::NotPublishable));
    if (!QDir().mkpath(office.folder))
        return tl::unexpected(QStringLiteral("Ο φάκελος %1 δεν μπορεί να δημιουργηθεί.").arg(office.folder));
    const auto registerOfAll = createRegister(office);
    if (!registerOfAll)
        return tl::unexpected(registerOfAll.error());
    const auto existing = loadProgramme(**registerOfAll);
    if (existing && *existing)
        return tl::unexpected(QStringLiteral("Ο φάκελος %1 έχει ήδη πρόγραμμα.").arg(office.folder));
    const auto passphrase = newPassphrase(options);
    if (!passphrase)
        return tl::unexpected(passphrase.error());

    auto transaction = Transaction::begin((*registerOfAll)->database());
    if (!transaction)
        return tl::unexpected(registerTrouble());
    const auto authority = makeKeys(office, **registerOfAll, url);
    if (!authority)
        return tl::unexpected(authority.error());
    if (!saveProgramme(**registerOfAll, programme))
        return tl::unexpected(registerTrouble());
    const auto keys = unlistedKeys(**registerOfAll, office.keys(), office.now);
    if (!keys)
        return tl::unexpected(sentenceOf(office, keys.error()));
    const auto trustList = publishTrustList(**registerOfAll, office.keys(), {{*authority}, *keys, {}, {}}, office.now);
    const auto bulletin = publishBulletin(**registerOfAll, office.keys(), office.now);
    if (!trustList || !bulletin)
        return tl::unexpected(sentenceOf(office, trustList ? bulletin.error() : trustList.error()));
    const PrivateKey officerKey = PrivateKey::generate(Algorithm::EdDSA);
    if (!KeyFolder(office.officerFolder).write(officerKeyName, officerKey, *passphrase))
        return tl::unexpected(keysNotWritable(office.officerFolder));
    if (!openLog(**registerOfAll, officerKey, *officer, office.now) || !transaction->commit())
        return tl::unexpected(registerTrouble());
    return QList<QJsonObject>{{{QStringLiteral("programme"), programme.title},
                               {QStringLiteral("trustList"), static_cast<qint64>(*trustList)},
                               {QStringLiteral("bulletin"), static_cast<qint64>(*bulletin)}}};
}

} // namespace voucher
