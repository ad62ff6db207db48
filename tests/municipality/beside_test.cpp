#include "tests/support/town_office.h"

#include <QTest>

#include <map>
#include <thread>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// One server process as far as the register can tell: a connection and an intake of its own.
struct Process
{
    explicit Process(TownOffice& office)
        : registerOfAll(Register::open(office.place()).value()),
          intake(*registerOfAll, office.line, office.keys, office.town.roots())
    {
    }

    std::unique_ptr<Register> registerOfAll;
    Intake intake;
};

/// A tablet that keeps what it is told, as a ledger does: the highest number and the newest account of each voucher.
struct Memory
{
    void take(const ReceiptContent& receipt)
    {
        for (const Verdict& verdict : receipt.verdicts)
            cursor = std::max(cursor, verdict.number);
        for (const Account& account : receipt.accounts)
            used[account.voucher] = account.used;
    }

    std::int64_t cursor = 0;
    std::map<VoucherId, std::int64_t> used;
};

constexpr int tabletCount = 6;
constexpr int rounds = 12;
constexpr int voucherCount = 4;

/// The request for the next entry alone, on a process's intake.
std::optional<ReceiptContent> sendTo(Process& process, TownOffice& office, WireTablet& tablet, const QByteArray& body)
{
    const IntakeAnswer answer = process.intake.entries(body, tablet.token, baseInstant + 1h);
    const auto receipt = verifyReceipt(answer.body, office.town.trustList(), tablet.id, sha256(body));
    return receipt ? std::optional(receipt->content()) : std::nullopt;
}

} // namespace

/// Several processes take entries into one register at once.
class BesideTest : public QObject
{
    Q_OBJECT

private slots:
    void countsNoAccountBeyondItsQuantityAndTellsEveryTabletInTheEnd();
    void storesARepeatedBatchOnceWhateverProcessTakesIt();
};

void BesideTest::countsNoAccountBeyondItsQuantityAndTellsEveryTabletInTheEnd()
{
    TownOffice office;
    std::vector<IssuedVoucher> vouchers;
    for (std::uint32_t number = 1; number <= voucherCount; ++number) {
        VoucherClaims claims = office.town.claims(number);
        // Unbound, so that both providers are told of every change.
        claims.provider.reset();
        claims.service = sport;
        claims.issuedAt = baseInstant - 24h * 200;
        claims.notBefore = baseInstant - 24h * 190;
        vouchers.push_back(office.issue(claims));
    }
    const std::int64_t quantity = vouchers[0].claims.quantity;
    std::vector<std::unique_ptr<WireTablet>> tablets;
    for (int number = 1; number <= tabletCount; ++number) {
        const ProviderId provider = number % 2 == 0 ? ourProvider : otherProvider;
        tablets.push_back(std::make_unique<WireTablet>(office, std::uint8_t(number), provider));
        for (int round = 0; round < rounds; ++round)
            tablets.back()->redeem(vouchers[std::size_t(round + number) % vouchers.size()],
                                   baseInstant - 24h * (round * tabletCount + number));
    }
    std::vector<Memory> memories(tabletCount);
    std::atomic<int> unanswered = 0;
    std::vector<std::thread> threads;
    for (int index = 0; index < tabletCount; ++index) {
        threads.emplace_back([&, index] {
            Process process(office);
            WireTablet& tablet = *tablets[std::size_t(index)];
            Memory& memory = memories[std::size_t(index)];
            const std::vector<QByteArray> entries = tablet.entries;
            for (int upTo = 1; upTo <= rounds; ++upTo) {
                tablet.entries.assign(entries.begin(), entries.begin() + upTo);
                tablet.cursor = memory.cursor;
                if (const auto receipt = sendTo(process, office, tablet, tablet.request(upTo)))
                    memory.take(*receipt);
                else
                    ++unanswered;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(unanswered.load(), 0);

    std::map<VoucherId, std::int64_t> counted;
    for (int index = 0; index < tabletCount; ++index) {
        QCOMPARE(office.registerOfAll->entries(tablets[std::size_t(index)]->id)->size(), std::size_t(rounds));
        for (int round = 0; round < rounds; ++round) {
            if (tablets[std::size_t(index)]->word(round + 1).kind == VerdictKind::Counted)
                ++counted[vouchers[std::size_t(round + index + 1) % vouchers.size()].claims.id];
        }
    }
    // Far more was redeemed than there was: the first to reach the register are counted, exactly as many as fit.
    for (const IssuedVoucher& voucher : vouchers)
        QCOMPARE(counted[voucher.claims.id], quantity);

    for (int index = 0; index < tabletCount; ++index) {
        WireTablet& tablet = *tablets[std::size_t(index)];
        Memory& memory = memories[std::size_t(index)];
        tablet.cursor = memory.cursor;
        memory.take(tablet.send(tablet.request(rounds + 1)).value());
        for (const IssuedVoucher& voucher : vouchers) {
            const auto days = office.registerOfAll->accountDays({voucher.claims.id}).value();
            QCOMPARE(memory.used[voucher.claims.id], usedOf(days.at(voucher.claims.id), QDate(2026, 11, 22)).total);
        }
    }
}

void BesideTest::storesARepeatedBatchOnceWhateverProcessTakesIt()
{
    TownOffice office;
    WireTablet tablet(office, 1);
    for (std::uint32_t number = 1; number <= 20; ++number)
        tablet.redeem(office.issue(office.town.claims(number)));
    const QByteArray body = tablet.request();
    std::vector<std::thread> threads;
    std::atomic<int> answered = 0;
    for (int copy = 0; copy < 5; ++copy) {
        threads.emplace_back([&] {
            Process process(office);
            const auto receipt = sendTo(process, office, tablet, body);
            if (receipt && receipt->upTo == 20 && receipt->verdicts.size() == 20)
                ++answered;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(answered.load(), 5);
    QCOMPARE(office.registerOfAll->entries(tablet.id)->size(), std::size_t(20));
    const auto uses = office.registerOfAll->database().run(QStringLiteral("SELECT COUNT(*) FROM use"));
    QCOMPARE(integerOf(uses->front()[0]), std::int64_t(20));
}

QTEST_GUILESS_MAIN(BesideTest)
#include "beside_test.moc"
