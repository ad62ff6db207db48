#include "sync/municipality/publishing.h"

#include "crypto/bulletin_wire.h"
#include "sync/municipality/holidays.h"
#include "terminal/calendar.h"

#include <algorithm>
#include <array>

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto dayLength = std::chrono::hours{24};
constexpr auto keyLife = 2 * 365 * dayLength;
constexpr auto trustListLife = 365 * dayLength;
constexpr auto bulletinFresh = 3 * dayLength;
constexpr auto bulletinLife = 14 * dayLength;

/// Which root signs trust lists, once a root was changed.
const QString signerSetting = QStringLiteral("root-signer");

struct NamedRole
{
    KeyRole role;
    const char* file;
};

constexpr std::array<NamedRole, 6> roleFiles{{{KeyRole::Issuer, "issuer"},
                                              {KeyRole::Bulletin, "bulletin"},
                                              {KeyRole::Enrolment, "enrolment"},
                                              {KeyRole::Receipt, "receipt"},
                                              {KeyRole::Intake, "intake"},
                                              {KeyRole::Office, "office"}}};

/// Documents are dated to the last second that is over: a voucher issued within the present one is newer than the
/// bulletin, and so holds before the next bulletin lists it.
Instant lastWholeSecond(Instant now)
{
    return std::chrono::floor<std::chrono::seconds>(now) - std::chrono::seconds{1};
}

std::vector<QDate> holidaysAround(QDate today, const std::vector<QDate>& local)
{
    std::vector<QDate> days = local;
    for (const int year : {today.year(), today.year() + 1}) {
        const std::vector<QDate> national = greekHolidays(year);
        days.insert(days.end(), national.begin(), national.end());
    }
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

/// The programme's part of a bulletin.
BulletinContent contentOf(const Programme& programme, std::int64_t version, Instant now)
{
    const Instant issued = lastWholeSecond(now);
    BulletinContent content;
    content.version = version;
    content.issued = issued;
    content.freshUntil = issued + bulletinFresh;
    content.expires = issued + bulletinLife;
    content.services = programme.services;
    content.tariffs = programme.tariffs;
    content.limits = programme.limits;
    content.holidays = holidaysAround(athensDay(now), programme.localHolidays);
    content.lowestProgramVersion = QStringLiteral("0.1.0");
    content.helpLine = programme.helpLine;
    content.helpHours = programme.helpHours;
    return content;
}

} // namespace

bool publishable(const Programme& programme, Instant now)
{
    return readBulletin(writeBulletin(contentOf(programme, 1, now))).has_value();
}

Stored<std::optional<Roots>> pinnedRoots(Register& registerOfAll)
{
    const auto active = registerOfAll.setting(QStringLiteral("root-active"));
    const auto spare = registerOfAll.setting(QStringLiteral("root-spare"));
    if (!active || !spare)
        return tl::unexpected(active ? spare.error() : active.error());
    if (!*active || !*spare)
        return std::nullopt;
    auto activeKey = PublicKey::fromSpki(Algorithm::EdDSA, **active);
    auto spareKey = PublicKey::fromSpki(Algorithm::EdDSA, **spare);
    if (!activeKey || !spareKey)
        return tl::unexpected(DatabaseError::Corrupt);
    return Roots{std::move(*activeKey), std::move(*spareKey)};
}

tl::expected<std::optional<TrustList>, PublishError> publishedTrustList(Register& registerOfAll)
{
    const auto roots = pinnedRoots(registerOfAll);
    const auto message = registerOfAll.currentTrustList();
    if (!roots || !message)
        return tl::unexpected(PublishError::RegisterTrouble);
    if (!*roots || !*message)
        return std::nullopt;
    auto list = verifyTrustList(**message, **roots);
    if (!list)
        return tl::unexpected(PublishError::RegisterTrouble);
    return std::move(*list);
}

TrustedKey listedKey(KeyRole role, const PublicKey& key, Instant now)
{
    const Instant issued = lastWholeSecond(now);
    return {role, key, issued, issued + keyLife, {}};
}

QString keyFileName(KeyRole role)
{
    const auto* const named = std::ranges::find(roleFiles, role, &NamedRole::role);
    return QLatin1StringView(named->file);
}

std::optional<KeyRole> roleOfKeyFile(const QString& name)
{
    for (const NamedRole& named : roleFiles) {
        if (name == QLatin1StringView(named.file))
            return named.role;
    }
    return std::nullopt;
}

tl::expected<std::vector<TrustedKey>, PublishError> unlistedKeys(Register& registerOfAll, const KeyFolder& keys,
                                                                 Instant now)
{
    const auto list = publishedTrustList(registerOfAll);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<TrustedKey> unlisted;
    for (const NamedRole& named : roleFiles) {
        const auto key = keys.read(QLatin1StringView(named.file), algorithmOf(named.role));
        if (!key)
            return tl::unexpected(PublishError::KeyMissing);
        if (!*list || !(*list)->find(named.role, key->publicKey().id()))
            unlisted.push_back(listedKey(named.role, key->publicKey(), now));
    }
    return unlisted;
}

tl::expected<std::int64_t, PublishError> publishTrustList(Register& registerOfAll, const KeyFolder& keys,
                                                          const TrustListChange& change, Instant now)
{
    const auto signer = registerOfAll.setting(signerSetting);
    if (!signer)
        return tl::unexpected(PublishError::RegisterTrouble);
    const QString rootFile =
        change.roots ? change.signedBy : QString::fromUtf8(signer->value_or(QByteArrayLiteral("root-active")));
    const auto root = keys.read(rootFile, Algorithm::EdDSA);
    const auto pinned = pinnedRoots(registerOfAll);
    const auto before = publishedTrustList(registerOfAll);
    if (!pinned || !before)
        return tl::unexpected(PublishError::RegisterTrouble);
    if (!root || !*pinned)
        return tl::unexpected(PublishError::KeyMissing);
    const Instant issued = lastWholeSecond(now);
    TrustListContent content{
        1, issued, issued + trustListLife, change.added, change.roots.value_or(**pinned), change.tlsAuthorities};
    if (*before) {
        content.version = (*before)->content().version + 1;
        const std::vector<TrustedKey>& known = (*before)->content().keys;
        content.keys.insert(content.keys.begin(), known.begin(), known.end());
    }
    for (TrustedKey& key : content.keys) {
        if (!key.revoked && std::ranges::find(change.revoked, key.key.id()) != change.revoked.end())
            key.revoked = issued;
    }
    const QByteArray message = signTrustList(content, *root);
    // What no terminal would take must not be published: it could never be taken back.
    if (!verifyTrustList(message, **pinned))
        return tl::unexpected(PublishError::NotPublishable);
    if (change.roots && (!registerOfAll.setSetting(signerSetting, rootFile.toUtf8()) ||
                         !registerOfAll.setSetting(QStringLiteral("root-active"), change.roots->active.spki()) ||
                         !registerOfAll.setSetting(QStringLiteral("root-spare"), change.roots->spare.spki())))
        return tl::unexpected(PublishError::RegisterTrouble);
    if (!registerOfAll.publishTrustList(content.version, message))
        return tl::unexpected(PublishError::RegisterTrouble);
    return content.version;
}

tl::expected<std::int64_t, PublishError> publishBulletin(Register& registerOfAll, const KeyFolder& keys, Instant now)
{
    const auto key = keys.read(QStringLiteral("bulletin"), Algorithm::EdDSA);
    if (!key)
        return tl::unexpected(PublishError::KeyMissing);
    const auto programme = loadProgramme(registerOfAll);
    const auto providers = registerOfAll.providers();
    const auto vouchers = registerOfAll.vouchers();
    const auto terminals = registerOfAll.terminals();
    const auto versions = registerOfAll.documentVersions();
    if (!programme || !providers || !vouchers || !terminals || !versions)
        return tl::unexpected(PublishError::RegisterTrouble);
    if (!*programme)
        return tl::unexpected(PublishError::NoProgramme);

    BulletinContent content = contentOf(**programme, versions->bulletin + 1, now);
    for (const IssuedVoucher& voucher : *vouchers) {
        const auto status = registerOfAll.voucherStatusAt(voucher.claims.id, now);
        if (!status)
            return tl::unexpected(PublishError::RegisterTrouble);
        setStatus(content.statusList, voucher.claims.statusIndex, *status);
    }
    content.providers = *providers;
    for (const RegisteredTerminal& terminal : *terminals) {
        if (terminal.suspended)
            content.suspendedTerminals.push_back(terminal.id);
    }
    // Terminals would refuse it, and then live on the last one until it expires.
    if (!readBulletin(writeBulletin(content)))
        return tl::unexpected(PublishError::NotPublishable);
    if (!registerOfAll.publishBulletin(content.version, signBulletin(content, *key)))
        return tl::unexpected(PublishError::RegisterTrouble);
    return content.version;
}

} // namespace voucher
