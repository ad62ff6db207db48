#pragma once

#include "crypto/ids.h"
#include "crypto/trust_list.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace voucher {

/// Dated by the register; two bits a voucher in the bulletin's status list (IETF Token Status List).
enum class VoucherStatus : std::uint8_t { Valid = 0, Revoked = 1, Suspended = 2, Replaced = 3 };

struct Service
{
    ServiceCode code;
    bool asksSignature = false; ///< a guardian's signature at each visit
    bool asksDeparture = false; ///< arrival and departure are scanned
};

/// Price of one visit of a service, in euro cents.
struct Tariff
{
    ServiceCode service;
    std::int64_t cents = 0;
};

/// From when until when (Athens days, both included) a provider delivers a service.
struct Contract
{
    ServiceCode service;
    QDate from;
    QDate until;
};

struct Provider
{
    ProviderId id;
    QString name; ///< as the tablet's header shows it
    bool suspended = false;
    std::vector<Contract> contracts;
};

/// Bounds of offline work; the defaults are the programme's (DOMAIN, "Limits").
struct Limits
{
    std::int64_t visitsPerDay = 1;
    std::optional<std::int64_t> visitsPerMonth;
    std::int64_t softUnsent = 150;
    std::int64_t hardUnsent = 300;
    std::int64_t hardUnsentCents = 600000;
    std::int64_t oldestUnsentWarnHours = 24;
    std::int64_t oldestUnsentHardHours = 14 * 24;
    std::int64_t unlockHours = 8;
    std::int64_t retentionDays = 30;
    friend bool operator==(const Limits&, const Limits&) = default;
};

struct BulletinContent
{
    std::int64_t version = 1;
    Instant issued;
    Instant freshUntil;
    Instant expires;
    QByteArray statusList; ///< two bits a voucher, index 0 in the lowest bits of byte 0
    std::vector<Service> services;
    std::vector<Tariff> tariffs;
    std::vector<Provider> providers;
    std::vector<TerminalId> suspendedTerminals;
    Limits limits;
    std::vector<QDate> holidays;
    QString lowestProgramVersion; ///< "0.1.0"
    QString helpLine;             ///< telephone, as written for people
    QString helpHours;
};

/// The municipality's notice to all terminals. Exists only verified.
class Bulletin
{
public:
    const BulletinContent& content() const { return m_content; }

    const QByteArray& message() const { return m_message; }

    KeyId signedBy() const { return m_signedBy; }

    /// Status at this index; an index beyond the list is valid if the voucher was issued after the bulletin, else
    /// nothing (the caller refuses as Malformed).
    std::optional<VoucherStatus> status(std::uint64_t index, Instant voucherIssuedAt) const;
    const Provider* provider(ProviderId id) const;
    const Service* service(ServiceCode code) const;

private:
    friend tl::expected<Bulletin, DocumentError> verifyBulletin(QByteArrayView, const TrustList&);
    Bulletin() = default;
    BulletinContent m_content;
    QByteArray m_message;
    KeyId m_signedBy;
};

/// The bulletin in `message`, if a bulletin key of the list, neither revoked nor outside its window when issued
/// (UnknownKey), signed it. Expiry is not looked at here. The status list travels deflated (zlib is reached through Qt
/// Core); at most 8 MB unpacked.
tl::expected<Bulletin, DocumentError> verifyBulletin(QByteArrayView message, const TrustList& trustList);

/// The signed message. Content that `verifyBulletin` would refuse is the caller's mistake and asserts.
QByteArray signBulletin(const BulletinContent& content, const PrivateKey& key);

/// Whether `next` may take the place of `current`: a higher version; or any version signed by another key than
/// `current`, when `current`'s key is no longer a valid bulletin key of the list. Another key must itself be valid at
/// `now`, so that nothing a retired key once signed can return. Errors: UnknownKey, KeyRevoked, Older, Expired.
tl::expected<void, DocumentError> mayReplace(const Bulletin& current, const Bulletin& next, const TrustList& trustList,
                                             Instant now);

/// Puts a status into a status list, growing it with valid vouchers where needed.
void setStatus(QByteArray& statusList, std::uint64_t index, VoucherStatus status);

} // namespace voucher
