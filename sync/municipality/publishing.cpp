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

/// The trust list that is in force, to continue its version and its keys' windows.
std::optional<TrustList> published(Register& registerOfAll, const Roots& roots)
{
    const auto message = registerOfAll.currentTrustList();
    if (!message || !*message)
        return std::nullopt;
    auto list = verifyTrustList(**message, roots);
    return list ? std::optional(std::move(*list)) : std::nullopt;
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

tl::expected<std::int64_t, PublishError> publishTrustList(Register& registerOfAll, const KeyFolder& keys,
                                                          const QByteArrayList& tlsAuthorities, Instant now)
{
    const auto root = keys.read(QStringLiteral("root-active"), Algorithm::EdDSA);
    const auto spare = keys.read(QStringLiteral("root-spare"), Algorithm::EdDSA);
    if (!root || !spare)
        return tl::unexpected(PublishError::KeyMissing);
    const Roots roots{root->publicKey(), spare->publicKey()};
    const auto before = published(registerOfAll, roots);
    const Instant issued = lastWholeSecond(now);
    TrustListContent content{before ? before->content().version + 1 : 1,
                             issued,
                             issued + trustListLife,
                             before ? before->content().keys : std::vector<TrustedKey>{},
                             roots,
                             tlsAuthorities};
    for (const NamedRole& named : roleFiles) {
        const auto key = keys.read(QLatin1StringView(named.file), algorithmOf(named.role));
        if (!key)
            return tl::unexpected(PublishError::KeyMissing);
        const bool known = std::ranges::any_of(
            content.keys, [&](const TrustedKey& trusted) { return trusted.key == key->publicKey(); });
        if (!known)
            content.keys.push_back({named.role, key->publicKey(), issued, issued + keyLife, {}});
    }
    if (!registerOfAll.publishTrustList(content.version, signTrustList(content, *root)))
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
