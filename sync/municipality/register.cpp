#include "sync/municipality/register.h"

#include "sync/municipality/columns.h"
#include "sync/municipality/register_schema.h"
#include "terminal/migration.h"

namespace voucher {

namespace {

const QString clusterScheme = QStringLiteral("postgresql:");

enum DocumentKind : std::int64_t { TrustListDocument = 1, BulletinDocument = 2 };

Stored<std::optional<QByteArray>> newestDocument(Database& database, DocumentKind kind)
{
    const auto rows =
        database.run(QStringLiteral("SELECT message FROM document WHERE kind = ? ORDER BY version DESC LIMIT 1"),
                     {Value{std::int64_t{kind}}});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return bytesValueOf(rows->front()[0]);
}

Stored<void> publish(Database& database, DocumentKind kind, std::int64_t version, const QByteArray& message)
{
    return database
        .run(QStringLiteral("INSERT INTO document(kind, version, message) VALUES(?, ?, ?)"),
             {Value{std::int64_t{kind}}, version, message})
        .map([](const Rows&) {});
}

} // namespace

bool Register::inCluster(const QString& place)
{
    return place.startsWith(clusterScheme);
}

Stored<std::unique_ptr<Register>> Register::open(const QString& place)
{
    const DatabaseKind kind = inCluster(place) ? DatabaseKind::RegisterCluster : DatabaseKind::RegisterFile;
    auto database = Database::open(kind, inCluster(place) ? place.sliced(clusterScheme.size()) : place);
    if (!database)
        return tl::unexpected(database.error());
    if (const auto migrated = migrate(**database, registerSchema(kind)); !migrated)
        return tl::unexpected(migrated.error());
    return std::unique_ptr<Register>(new Register(std::move(*database)));
}

Stored<void> Register::setSetting(const QString& name, const QByteArray& value)
{
    return m_database
        ->run(QStringLiteral("INSERT INTO setting(name, value) VALUES(?, ?) "
                             "ON CONFLICT(name) DO UPDATE SET value = excluded.value"),
              {name, value})
        .map([](const Rows&) {});
}

Stored<std::optional<QByteArray>> Register::setting(const QString& name)
{
    const auto rows = m_database->run(QStringLiteral("SELECT value FROM setting WHERE name = ?"), {name});
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return std::nullopt;
    return bytesValueOf(rows->front()[0]);
}

Stored<void> Register::putProvider(const Provider& provider)
{
    const auto id = static_cast<std::int64_t>(provider.id.value);
    const auto put = m_database->run(
        QStringLiteral("INSERT INTO provider(id, name, suspended) VALUES(?, ?, ?) "
                       "ON CONFLICT(id) DO UPDATE SET name = excluded.name, suspended = excluded.suspended"),
        {id, provider.name, Value{std::int64_t{provider.suspended}}});
    if (!put)
        return tl::unexpected(put.error());
    if (const auto cleared = m_database->run(QStringLiteral("DELETE FROM contract WHERE provider = ?"), {id}); !cleared)
        return tl::unexpected(cleared.error());
    std::vector<Row> rows;
    for (const Contract& contract : provider.contracts)
        rows.push_back({id, column(contract.service), column(contract.from), column(contract.until)});
    return m_database->insertMany(QStringLiteral("contract"),
                                  {QStringLiteral("provider"), QStringLiteral("service"), QStringLiteral("from_day"),
                                   QStringLiteral("until_day")},
                                  rows);
}

Stored<std::vector<Provider>> Register::providers()
{
    const auto rows = m_database->run(QStringLiteral("SELECT id, name, suspended FROM provider ORDER BY id"));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Provider> providers;
    for (const Row& row : *rows) {
        const auto contracts =
            m_database->run(QStringLiteral("SELECT service, from_day, until_day FROM contract WHERE provider = ? "
                                           "ORDER BY service, from_day"),
                            {row[0]});
        if (!contracts)
            return tl::unexpected(contracts.error());
        Provider provider{idFromColumn<ProviderId>(row[0]), textOf(row[1]), integerOf(row[2]) != 0, {}};
        for (const Row& contract : *contracts)
            provider.contracts.push_back(
                {idFromColumn<ServiceCode>(contract[0]), dayFromColumn(contract[1]), dayFromColumn(contract[2])});
        providers.push_back(std::move(provider));
    }
    return providers;
}

Stored<void> Register::publishTrustList(std::int64_t version, const QByteArray& message)
{
    return publish(*m_database, TrustListDocument, version, message);
}

Stored<void> Register::publishBulletin(std::int64_t version, const QByteArray& message)
{
    return publish(*m_database, BulletinDocument, version, message);
}

Stored<DocumentVersions> Register::documentVersions()
{
    return m_database
        ->run(QStringLiteral("SELECT COALESCE(MAX(CASE kind WHEN ? THEN version END), 0), "
                             "COALESCE(MAX(CASE kind WHEN ? THEN version END), 0) FROM document"),
              {Value{std::int64_t{TrustListDocument}}, Value{std::int64_t{BulletinDocument}}})
        .map([](const Rows& rows) {
            return DocumentVersions{integerOf(rows.front()[0]), integerOf(rows.front()[1])};
        });
}

Stored<std::optional<QByteArray>> Register::currentTrustList()
{
    return newestDocument(*m_database, TrustListDocument);
}

Stored<std::optional<QByteArray>> Register::currentBulletin()
{
    return newestDocument(*m_database, BulletinDocument);
}

} // namespace voucher
