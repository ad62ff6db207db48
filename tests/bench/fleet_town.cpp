#include "tests/bench/fleet_town.h"

#include "sync/municipality/columns.h"

#include <QtEndian>

#include <random>

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t rowsPerStatement = 1000;
constexpr std::int64_t rowsPerTransaction = 20'000;
constexpr std::int64_t entriesPerOldTerminal = 20'000;
constexpr qsizetype entryLength = 220;
constexpr qsizetype sealedLength = 380;
constexpr std::int64_t entriesPerOldVoucher = 10;
constexpr int tabletsPerProvider = 2;
constexpr std::uint32_t firstProvider = 1000;

QByteArray bytesFrom(std::mt19937_64& random, qsizetype length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&random] { return static_cast<char>(random()); });
    return bytes;
}

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ');
}

/// So many providers with a contract for sport, in a bulletin of their own.
std::vector<ProviderId> contract(TownOffice& office, int count)
{
    std::vector<ProviderId> ids;
    const Bulletin bulletin = office.town.bulletin([&](BulletinContent& content) {
        content.version = 2;
        const Provider like = *std::ranges::find(content.providers, otherProvider, &Provider::id);
        for (int number = 0; number < count; ++number) {
            Provider provider = like;
            provider.id = ProviderId{firstProvider + std::uint32_t(number)};
            must(office.registerOfAll->putProvider(provider));
            content.providers.push_back(provider);
            ids.push_back(provider.id);
        }
    });
    must(office.registerOfAll->publishBulletin(2, bulletin.message()));
    return ids;
}

} // namespace

std::vector<PreparedTablet> prepareFleet(TownOffice& office, int tablets, int batches, int size)
{
    std::vector<PreparedTablet> fleet;
    const std::vector<ProviderId> providers = contract(office, (tablets + tabletsPerProvider - 1) / tabletsPerProvider);
    auto transaction = Transaction::begin(office.registerOfAll->database()).value();
    std::uint32_t number = 0;
    for (int tablet = 0; tablet < tablets; ++tablet) {
        WireTablet wire(office, 0, providers[std::size_t(tablet / tabletsPerProvider)], std::uint32_t(tablet + 1));
        PreparedTablet prepared{wire.id, wire.token, twin(wire.key, Algorithm::ES256), {}};
        for (int batch = 0; batch < batches; ++batch) {
            PreparedBatch next;
            EntriesRequest& request = next.request;
            request.terminal = wire.id;
            request.nonce = QByteArray(8, char(batch));
            const std::size_t before = wire.entries.size();
            wire.attachments.clear();
            for (int entry = 0; entry < size; ++entry) {
                VoucherClaims claims = office.town.claims(++number);
                claims.service = sport;
                claims.provider.reset();
                wire.redeem(office.issue(claims), baseInstant - 1min * entry);
                next.entries.push_back({wire.head, wire.entries.back()});
            }
            request.entries.assign(wire.entries.begin() + std::ptrdiff_t(before), wire.entries.end());
            request.attachments = wire.attachments;
            next.attachments = wire.attachments;
            for (const QByteArray& message : request.entries)
                next.stored += message.size();
            for (const Attachment& attachment : request.attachments)
                next.stored += attachment.sealed.size();
            next.upTo = Sequence(wire.entries.size());
            prepared.batches.push_back(std::move(next));
        }
        fleet.push_back(std::move(prepared));
    }
    must(transaction.commit());
    return fleet;
}

void fillRegister(TownOffice& office, std::int64_t count, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    Database& database = office.registerOfAll->database();
    TerminalId terminal{};
    std::int64_t statusIndex = 1'000'000'000;
    for (std::int64_t done = 0; done < count;) {
        auto transaction = Transaction::begin(database).value();
        for (std::int64_t end = std::min(count, done + rowsPerTransaction); done < end;) {
            if (done % entriesPerOldTerminal == 0) {
                terminal = idFrom<TerminalId>(bytesFrom(random, 8));
                must(office.registerOfAll->addTerminal({terminal,
                                                        otherProvider,
                                                        PrivateKey::generate(Algorithm::ES256).publicKey(),
                                                        bytesFrom(random, 32),
                                                        0,
                                                        {},
                                                        {}}));
            }
            std::vector<Row> entries;
            std::vector<Row> attachments;
            std::vector<Row> uses;
            std::vector<Row> verdicts;
            std::vector<Row> changes;
            std::vector<Row> vouchers;
            QByteArray voucher;
            for (std::int64_t row = 0; row < rowsPerStatement && done < end; ++row, ++done) {
                const std::int64_t sequence = done % entriesPerOldTerminal + 1;
                if (done % entriesPerOldVoucher == 0) {
                    voucher = bytesFrom(random, 8);
                    vouchers.push_back({voucher, ++statusIndex, voucher, QStringLiteral("Α"), 0, 101, column(sport), 0,
                                        10, column(otherProvider), 0, 0, 0, bytesFrom(random, 180)});
                }
                entries.push_back(
                    {column(terminal), sequence, bytesFrom(random, 32), bytesFrom(random, entryLength), 0});
                attachments.push_back({bytesFrom(random, 32), bytesFrom(random, sealedLength)});
                uses.push_back({column(terminal), sequence, voucher, voucher, 1, column(QDate(2026, 9, 1))});
                verdicts.push_back({column(terminal), done + 1, sequence, 1, 0});
                changes.push_back({column(otherProvider), -done - 1, voucher});
            }
            const auto insert = [&database](const char* table, const char* columns, const std::vector<Row>& rows) {
                must(database.insertMany(QString::fromLatin1(table), words(columns), rows));
            };
            insert("voucher",
                   "id status_index account family practice programme service kind quantity provider issued_at "
                   "not_before expires message",
                   vouchers);
            insert("entry", "terminal seq hash message received", entries);
            insert("attachment", "hash sealed", attachments);
            insert("use", "terminal seq voucher account amount day", uses);
            insert("verdict", "terminal number seq kind reason", verdicts);
            insert("change", "provider number voucher", changes);
        }
        must(transaction.commit());
    }
}

} // namespace voucher::test
