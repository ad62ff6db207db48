#include "terminal/ledger.h"
#include "terminal/settings.h"

namespace voucher {

namespace {

tl::expected<void, DatabaseError> putDocument(Database& database, const QString& name, std::int64_t version,
                                              const QByteArray& message)
{
    return database
        .run(QStringLiteral("INSERT INTO document(name, version, bytes) VALUES (?, ?, ?) "
                            "ON CONFLICT(name) DO UPDATE SET version=excluded.version, bytes=excluded.bytes"),
             {name, version, message})
        .map([](const Rows&) {});
}

tl::expected<void, DatabaseError> put(Database& database, const TrustList& trustList)
{
    const Roots& roots = trustList.content().roots;
    return putDocument(database, QStringLiteral("trust_list"), trustList.content().version, trustList.message())
        .and_then([&] { return Settings::put(database, QStringLiteral("root_active"), roots.active.spki()); })
        .and_then([&] { return Settings::put(database, QStringLiteral("root_spare"), roots.spare.spki()); });
}

tl::expected<void, DatabaseError> put(Database& database, const Bulletin& bulletin)
{
    return putDocument(database, QStringLiteral("bulletin"), bulletin.content().version, bulletin.message());
}

} // namespace

/// Stored bytes are as untrusted as received ones: what no longer verifies is not there.
void Ledger::readDocuments(const std::optional<QByteArray>& trustList, const std::optional<QByteArray>& bulletin)
{
    m_trustList.reset();
    m_bulletin.reset();
    if (m_roots && trustList) {
        if (auto verified = verifyTrustList(*trustList, *m_roots)) {
            m_trustList = std::move(*verified);
        }
    }
    if (m_trustList && bulletin) {
        if (auto verified = verifyBulletin(*bulletin, *m_trustList)) {
            m_bulletin = std::move(*verified);
        }
    }
}

Ledger::Done Ledger::keepFloor(const ClockFloor& floor)
{
    return Settings::put(*m_database, QStringLiteral("clock_floor"), encode(floor));
}

Ledger::Done Ledger::store(const TrustList& trustList, const ClockReading& reading)
{
    const ClockFloor floor = raisedFloor(m_clockFloor, trustList.content().issued, reading);
    const Done written = change([&] { return put(*m_database, trustList).and_then([&] { return keepFloor(floor); }); });
    if (written) {
        m_clockFloor = floor;
        m_roots = trustList.content().roots;
        m_trustList = trustList;
        // A bulletin whose key the new list revokes must not speak any longer.
        if (m_bulletin && !verifyBulletin(m_bulletin->message(), trustList)) {
            m_bulletin.reset();
        }
    }
    return written;
}

Ledger::Done Ledger::store(const Bulletin& bulletin, const ClockReading& reading)
{
    const ClockFloor floor = raisedFloor(m_clockFloor, bulletin.content().issued, reading);
    const Done written = change([&] { return put(*m_database, bulletin).and_then([&] { return keepFloor(floor); }); });
    if (written) {
        m_clockFloor = floor;
        m_bulletin = bulletin;
    }
    return written;
}

Ledger::Done Ledger::keepInvitation(QByteArrayView message)
{
    const QByteArray kept = message.toByteArray();
    const Done written = change([&] { return Settings::put(*m_database, QStringLiteral("invitation"), kept); });
    if (written) {
        m_invitation = kept;
    }
    return written;
}

Ledger::Done Ledger::enrol(const Enrolment& enrolment, const Roots& roots, const TrustList& trustList,
                           const Bulletin& bulletin, const Receipt& receipt, const ClockReading& reading)
{
    const ReceiptContent& answer = receipt.content();
    ClockFloor floor = raisedFloor(m_clockFloor, trustList.content().issued, reading);
    floor = raisedFloor(floor, bulletin.content().issued, reading);
    floor = answeredFloor(floor, answer.serverTime, reading);
    const std::int64_t receiptTime = answer.serverTime.time_since_epoch().count();
    const Done written = change([&]() -> Done {
        if (m_head.sequence != 0 || m_enrolment) {
            return tl::unexpected(DatabaseError::Constraint);
        }
        const Rows identity{{QStringLiteral("terminal"), bytesOf(enrolment.terminal).toByteArray()},
                            {QStringLiteral("provider"), std::int64_t{enrolment.provider.value}},
                            {QStringLiteral("url"), enrolment.url},
                            {QStringLiteral("upload_token"), enrolment.uploadToken},
                            {QStringLiteral("root_active"), roots.active.spki()},
                            {QStringLiteral("root_spare"), roots.spare.spki()},
                            {QStringLiteral("receipt_time"), receiptTime}};
        return put(*m_database, trustList)
            .and_then([&] { return put(*m_database, bulletin); })
            .and_then([&] { return keepFloor(floor); })
            .and_then([&] { return Settings::remove(*m_database, QStringLiteral("invitation")); })
            .and_then([&]() -> Done {
                for (const Row& setting : identity) {
                    if (const auto kept = Settings::put(*m_database, textOf(setting[0]), setting[1]); !kept) {
                        return kept;
                    }
                }
                return {};
            });
    });
    if (written) {
        m_enrolment = enrolment;
        m_roots = roots;
        m_trustList = trustList;
        m_bulletin = bulletin;
        m_receiptTime = answer.serverTime;
        m_clockFloor = floor;
        m_invitation.reset();
    }
    return written;
}

Ledger::Done Ledger::storeVault(const QByteArray& sealed, const PublicKey& deviceKey)
{
    const Done written = change([&]() -> Done {
        if (m_head.sequence != 0 && !(m_deviceKey == deviceKey)) {
            return tl::unexpected(DatabaseError::Constraint);
        }
        return Settings::put(*m_database, QStringLiteral("vault"), sealed).and_then([&] {
            return Settings::put(*m_database, QStringLiteral("device_key"), deviceKey.spki());
        });
    });
    if (written) {
        m_deviceKey = deviceKey;
    }
    return written;
}

std::optional<QByteArray> Ledger::vault()
{
    const Rows rows = read(QStringLiteral("SELECT value FROM setting WHERE name='vault'"));
    return rows.empty() ? std::nullopt : std::optional(bytesValueOf(rows.front().front()));
}

void Ledger::countForeignCode()
{
    read(QStringLiteral("INSERT INTO setting(name, value) VALUES ('foreign_codes', 1) "
                        "ON CONFLICT(name) DO UPDATE SET value=value + 1"));
}

} // namespace voucher
