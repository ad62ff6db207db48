#include "tests/support/municipality_keys.h"

#include <QtEndian>

using namespace std::chrono_literals;

namespace voucher::test {

namespace {

constexpr std::chrono::hours day{24};
constexpr std::chrono::hours year{365 * 24};

} // namespace

TrustListContent TestMunicipality::trustListContent() const
{
    std::vector<TrustedKey> keys;
    const auto add = [&](KeyRole role, const PrivateKey& key) {
        keys.push_back({role, key.publicKey(), baseInstant - year, baseInstant + year, {}});
    };
    add(KeyRole::Issuer, issuer);
    add(KeyRole::Bulletin, bulletinKey);
    add(KeyRole::Enrolment, enrolment);
    add(KeyRole::Receipt, receipt);
    add(KeyRole::Intake, intake);
    add(KeyRole::Office, office);
    return {1, baseInstant - day, baseInstant + year, std::move(keys), roots(), {}};
}

TrustList TestMunicipality::trustList(const std::function<void(TrustListContent&)>& change) const
{
    TrustListContent content = trustListContent();
    if (change)
        change(content);
    return verifyTrustList(signTrustList(content, rootActive), roots()).value();
}

BulletinContent TestMunicipality::bulletinContent() const
{
    const QDate from(2026, 1, 1);
    const QDate until(2027, 12, 31);
    BulletinContent content;
    content.version = 1;
    content.issued = baseInstant - 1h;
    content.freshUntil = content.issued + 3 * day;
    content.expires = content.issued + 14 * day;
    content.statusList = QByteArray(250, '\0');
    content.services = {{speech, false, false}, {sport, false, false}, {daycare, false, true}};
    content.tariffs = {{speech, 4000}, {sport, 1500}, {daycare, 2500}};
    content.providers = {
        {ourProvider,
         QStringLiteral("Κέντρο Λόγου Θριάσιο"),
         false,
         {{speech, from, until}, {sport, from, until}, {daycare, from, until}}},
        {otherProvider, QStringLiteral("Αθλητικός Όμιλος Δοκιμής"), false, {{sport, from, until}}},
        {suspendedProvider, QStringLiteral("Φροντιστήριο Δοκιμής"), true, {{speech, from, until}}},
    };
    content.holidays = {QDate(2026, 12, 25), QDate(2026, 12, 26)};
    content.lowestProgramVersion = QStringLiteral("0.1.0");
    content.helpLine = QStringLiteral("210 0000000");
    content.helpHours = QStringLiteral("Δευτέρα–Παρασκευή 8:00–15:00");
    return content;
}

Bulletin TestMunicipality::bulletin(const std::function<void(BulletinContent&)>& change) const
{
    BulletinContent content = bulletinContent();
    if (change)
        change(content);
    return verifyBulletin(signBulletin(content, bulletinKey), trustList()).value();
}

VoucherId TestMunicipality::idOf(std::uint32_t number)
{
    VoucherId id;
    qToBigEndian(quint64{0x0123456700000000} | number, id.value.data());
    return id;
}

VoucherClaims TestMunicipality::claims(std::uint32_t number) const
{
    VoucherClaims claims;
    claims.id = idOf(number);
    claims.issuedAt = baseInstant - 40 * day;
    claims.notBefore = baseInstant - 30 * day;
    claims.expires = baseInstant + 180 * day;
    claims.programme = {101};
    claims.statusIndex = number;
    claims.service = speech;
    claims.kind = AmountKind::Visits;
    claims.quantity = 10;
    claims.provider = ourProvider;
    return claims;
}

QString TestMunicipality::voucherText(const VoucherClaims& claims) const
{
    return voucher::voucherText(signVoucher(claims, issuer));
}

VerifiedVoucher TestMunicipality::verifiedVoucher(const VoucherClaims& claims) const
{
    return verifyVoucherMessage(signVoucher(claims, issuer), trustList()).value();
}

InvitationContent TestMunicipality::invitationContent() const
{
    return {roots(),
            QStringLiteral("https://vouchers.example.gr:8443"),
            sha256("authority"),
            ourProvider,
            QByteArray(16, 's'),
            baseInstant,
            baseInstant + 7 * day};
}

} // namespace voucher::test
