// ledger_bench [REPETITIONS]   what a ledger of 0, 100,000 and 1,000,000 entries costs, each figure beside the bare
// operation it cannot be faster than, turn and turn about in one run. JSON lines out; `tests/bench/ledger` prints them.

#include "terminal/checksummed_pages.h"
#include "tests/terminal/desk_fixture.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace voucher;
using namespace voucher::test;

namespace {

using Microseconds = std::chrono::duration<double, std::micro>;
constexpr std::array<std::int64_t, 3> sizes{0, 100'000, 1'000'000};
const QDate today(2026, 11, 22);

void execute(sqlite3* connection, const QString& sql)
{
    char* error = nullptr;
    if (sqlite3_exec(connection, sql.toUtf8().constData(), nullptr, nullptr, &error) != SQLITE_OK)
        qFatal("%s", error);
}

/// Years of visits that the municipality has long counted: ten for each voucher. Only the last entry is really signed,
/// since an opening looks at no other; the bytes of the others have an entry's length.
void fill(DeskFixture& tablet, std::int64_t count)
{
    tablet.close();
    EntryContent content{tablet.terminal, count, {}, baseInstant - std::chrono::hours(24), OperatorNumber{1}};
    content.body = NoteBody{NoteReason::NoPaper, {}, {}, {}};
    const Entry last = signEntry(content, *tablet.vault->key());
    sqlite3* connection = nullptr;
    if (sqlite3_open_v2(withChecksummedPages(tablet.path()).toUtf8().constData(), &connection,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr) != SQLITE_OK)
        qFatal("the ledger cannot be filled");
    execute(connection,
            QStringLiteral("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; "
                           "PRAGMA cache_size=-200000; BEGIN"));
    const QString numbers = QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<%1) ");
    execute(connection,
            numbers.arg(count - 1) + QStringLiteral("INSERT INTO entry(seq, bytes) SELECT i, randomblob(290) FROM n"));
    execute(connection,
            numbers.arg(count - 1) +
                QStringLiteral("INSERT INTO record(seq, kind, voucher, at, day, month, service, amount_kind, amount, "
                               "conditions, verdict) SELECT i, 1, "
                               "CAST(substr('00000000' || (i * 7919 % %1 / 10), -8) AS BLOB), "
                               "%2 - (%3 - i) * 60000, %4 - (%3 - i) / 1000, 24300 - (%3 - i) / 20000, 3, 0, 1, 0, 1 "
                               "FROM n")
                    .arg(count)
                    .arg(baseInstant.time_since_epoch().count() - 86'400'000)
                    .arg(count)
                    .arg(today.toJulianDay() - 1));
    execute(connection, QStringLiteral("INSERT INTO entry(seq, bytes) VALUES(%1, x'%2'); "
                                       "INSERT OR REPLACE INTO setting(name, value) VALUES('head', x'%3'), "
                                       "('acknowledged', %1); COMMIT")
                            .arg(count)
                            .arg(QString::fromLatin1(last.message().toHex()),
                                 QString::fromLatin1(bytesOf(last.hash()).toByteArray().toHex())));
    sqlite3_close(connection);
    tablet.reopen();
}

/// 4 KiB made durable on the same disk and one signature: less cannot record anything.
class Bare
{
public:
    explicit Bare(const QString& folder)
    {
        QByteArray path = (folder + QStringLiteral("/bare-XXXXXX")).toUtf8();
        m_file = mkstemp(path.data());
        unlink(path.constData());
    }

    ~Bare() { close(m_file); }

    void run()
    {
        if (write(m_file, m_page.constData(), 4096) != 4096 || fdatasync(m_file) != 0 || m_key.sign(m_page).isEmpty())
            qFatal("the disk refused");
    }

private:
    int m_file;
    QByteArray m_page = QByteArray(4096, 'p');
    PrivateKey m_key = PrivateKey::generate(Algorithm::ES256);
};

class Figures
{
public:
    explicit Figures(const char* name) : m_name(name) {}

    template <typename Action>
    void measure(Action action)
    {
        const auto start = std::chrono::steady_clock::now();
        action();
        m_values.push_back(Microseconds(std::chrono::steady_clock::now() - start).count());
    }

    void tell(std::int64_t entries)
    {
        std::sort(m_values.begin(), m_values.end());
        std::printf("{\"what\":\"%s\",\"entries\":%lld,\"median\":%.2f,\"p95\":%.2f}\n", m_name,
                    static_cast<long long>(entries), m_values[m_values.size() / 2],
                    m_values[m_values.size() * 95 / 100]);
    }

private:
    const char* m_name;
    std::vector<double> m_values;
};

struct Table
{
    DeskFixture tablet;
    Figures redemption{"redemption"};
    Figures asked{"redeemed here?"};
    Figures account{"account"};
    Figures line{"line"};
    Figures receipt{"receipt"};
};

VoucherClaims claims(const TestMunicipality& town, std::uint32_t number)
{
    VoucherClaims made = town.claims(number);
    made.statusIndex = 1;
    return made;
}

VoucherId old(std::int64_t number)
{
    VoucherId id;
    const QByteArray digits = QByteArray::number(static_cast<qlonglong>(number)).rightJustified(8, '0');
    std::copy(digits.begin(), digits.end(), id.value.begin());
    return id;
}

} // namespace

int main(int argc, char* argv[])
{
    const int repetitions = argc > 1 ? std::atoi(argv[1]) : 300;
    std::array<Table, sizes.size()> tables;
    for (std::size_t at = 0; at < sizes.size(); ++at) {
        tables[at].tablet.publish([](BulletinContent& content) {
            content.limits.softUnsent = content.limits.hardUnsent = 1'000'000;
            content.limits.hardUnsentCents = 1'000'000'000;
        });
        if (sizes[at] > 0)
            fill(tables[at].tablet, sizes[at]);
    }
    Bare bare(QFileInfo(tables.front().tablet.path()).path());
    Figures bareFigures("bare");
    Figures checksumFigures("page's checksum");
    std::vector<unsigned char> page(4096);
    std::int64_t some = 1;
    for (int repetition = 0; repetition < repetitions; ++repetition) {
        bareFigures.measure([&] { bare.run(); });
        // Each page is another one, so that no loop is saved.
        checksumFigures.measure([&] { page.front() ^= static_cast<unsigned char>(pageChecksum(page, 1)); });
        for (std::size_t at = 0; at < sizes.size(); ++at) {
            Table& table = tables[at];
            Desk& desk = *table.tablet.desk;
            Ledger& ledger = *table.tablet.ledger;
            const auto number = static_cast<std::uint32_t>(repetition + 1);
            const auto offer = desk.check(table.tablet.town.voucherText(claims(table.tablet.town, number)));
            bool recorded = false;
            table.redemption.measure([&] { recorded = offer && desk.redeem(*offer, {}); });
            if (!recorded)
                qFatal("not recorded");
            VoucherId asked;
            for (int question = 0; question < 20; ++question) {
                some = some * 48271 % 2147483647;
                asked = old(some % std::max<std::int64_t>(1, sizes[at] / 10));
                table.asked.measure([&] { (void)ledger.ownRecords(asked, sizes[at], today); });
            }
            table.account.measure([&] { (void)ledger.account(asked); });
            table.line.measure([&] { (void)ledger.line(ledger.head().sequence); });
            if (repetition % 10 == 9)
                table.receipt.measure([&] { table.tablet.acknowledge({{asked, 1, 1, today, 1, 1}}); });
        }
    }
    bareFigures.tell(0);
    checksumFigures.tell(0);
    for (std::size_t at = 0; at < sizes.size(); ++at) {
        for (Figures* figures :
             {&tables[at].redemption, &tables[at].asked, &tables[at].account, &tables[at].line, &tables[at].receipt})
            figures->tell(sizes[at]);
    }
}
