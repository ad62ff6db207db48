// The intake beside what it cannot be faster than: the bare cryptography of the same entries and a bare set-based
// insert of the same bytes, on the same threads and the same kind of database, in turns of the same run.

#include "tests/bench/fleet.h"
#include "tests/bench/fleet_town.h"

#include <barrier>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

namespace voucher::test {

namespace {

using Clock = std::chrono::steady_clock;

/// Short turns: whatever else the machine does meanwhile slows both sides alike.
constexpr int turnsABatch = 5;

/// The tablets of one thread in one turn.
template <typename Work>
void eachOf(const std::vector<PreparedTablet>& fleet, int thread, int threads, int turn, const Work& work)
{
    const std::size_t from = fleet.size() * std::size_t(turn) / turnsABatch;
    const std::size_t until = fleet.size() * std::size_t(turn + 1) / turnsABatch;
    for (std::size_t at = from; at < until; ++at) {
        if (at % std::size_t(threads) == std::size_t(thread))
            work(at);
    }
}

/// One thread's intake, with its own connection.
class IntakeSide
{
public:
    explicit IntakeSide(TownOffice& office)
        : m_connection(Register::open(office.place()).value()),
          m_intake(*m_connection, office.line, office.keys, office.town.roots()), m_trustList(office.town.trustList())
    {
    }

    void take(const PreparedTablet& tablet, const PreparedBatch& batch)
    {
        EntriesRequest request = batch.request;
        request.verdictCursor = m_cursors[tablet.id];
        const QByteArray body = encode(request);
        const IntakeAnswer answer = m_intake.entries(body, tablet.token, baseInstant);
        const auto receipt = verifyReceipt(answer.body, m_trustList, tablet.id, sha256(body));
        if (!receipt || receipt->content().upTo != batch.upTo)
            qFatal("the intake did not take everything");
        m_cursors[tablet.id] = receipt->content().verdicts.back().number;
    }

private:
    std::unique_ptr<Register> m_connection;
    Intake m_intake;
    TrustList m_trustList;
    std::map<TerminalId, std::int64_t> m_cursors;
};

/// One thread's bare cryptography and insert, with its own connection.
class BareSide
{
public:
    BareSide(TownOffice& office, std::mutex& fileHasOneWriter)
        : m_office(office), m_connection(Register::open(office.place()).value()), m_fileHasOneWriter(fileHasOneWriter),
          m_bySomeIssuer(office.town.issuer.sign(m_message))
    {
    }

    void take(const PreparedTablet& tablet, const PreparedBatch& batch)
    {
        QByteArray& byTablet = m_signed[tablet.id];
        if (byTablet.isEmpty())
            byTablet = tablet.key.sign(m_message);
        std::map<Sequence, StoredEntry> entries;
        std::map<Hash, QByteArray> attachments;
        for (std::size_t index = 0; index < batch.entries.size(); ++index) {
            const Attachment& attachment = batch.attachments[index];
            if (!tablet.key.publicKey().verify(m_message, byTablet) ||
                !unseal(attachment.sealed, m_office.keys.intake.front(), voucherAttachment) ||
                !m_office.town.issuer.publicKey().verify(m_message, m_bySomeIssuer))
                qFatal("bare cryptography failed");
            entries.emplace(batch.upTo - Sequence(batch.entries.size()) + Sequence(index) + 1, batch.entries[index]);
            attachments.emplace(attachment.hash, attachment.sealed);
        }
        std::unique_lock lock(m_fileHasOneWriter, std::defer_lock);
        if (!Register::inCluster(m_office.place()))
            lock.lock();
        auto transaction = Transaction::beginBeside(m_connection->database()).value();
        must(m_connection->addEntries(tablet.id, entries, baseInstant));
        must(m_connection->addAttachments(attachments));
        must(transaction.commit());
    }

private:
    TownOffice& m_office;
    std::unique_ptr<Register> m_connection;
    std::mutex& m_fileHasOneWriter;
    QByteArray m_message = QByteArray(220, 'm');
    QByteArray m_bySomeIssuer;
    std::map<TerminalId, QByteArray> m_signed;
};

struct Sides
{
    TownOffice intake;
    TownOffice bare;
    std::vector<PreparedTablet> intakeFleet;
    std::vector<PreparedTablet> bareFleet;
    double intakeSeconds = 0;
    double bareSeconds = 0;
};

/// Both sides in turns, on the same threads: each turn begins when all have ended the one before.
void run(Sides& sides, int threads, int batches)
{
    std::barrier meet(threads);
    std::mutex fileHasOneWriter;
    const auto work = [&](int thread) {
        IntakeSide intake(sides.intake);
        BareSide bare(sides.bare, fileHasOneWriter);
        const auto timed = [&](double& seconds, const auto& turn) {
            meet.arrive_and_wait();
            const auto begun = Clock::now();
            turn();
            meet.arrive_and_wait();
            if (thread == 0)
                seconds += std::chrono::duration<double>(Clock::now() - begun).count();
        };
        for (int number = 0; number < batches * turnsABatch; ++number) {
            const auto batch = std::size_t(number / turnsABatch);
            const int turn = number % turnsABatch;
            timed(sides.intakeSeconds, [&] {
                eachOf(sides.intakeFleet, thread, threads, turn, [&](std::size_t at) {
                    intake.take(sides.intakeFleet[at], sides.intakeFleet[at].batches[batch]);
                });
            });
            timed(sides.bareSeconds, [&] {
                eachOf(sides.bareFleet, thread, threads, turn,
                       [&](std::size_t at) { bare.take(sides.bareFleet[at], sides.bareFleet[at].batches[batch]); });
            });
        }
    };
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back(work, thread);
    for (std::thread& thread : running)
        thread.join();
}

} // namespace

int fleetIntake(const FleetOptions& options)
{
    Sides sides;
    for (const auto& [office, fleet] :
         {std::pair(&sides.intake, &sides.intakeFleet), {&sides.bare, &sides.bareFleet}}) {
        fillRegister(*office, options.stored, options.seed);
        *fleet = prepareFleet(*office, options.tablets, options.batches, options.size);
    }
    run(sides, options.threads, options.batches);
    const double entries = double(options.tablets) * options.batches * options.size;
    std::printf("{\"what\":\"intake\",\"register\":\"%s\",\"stored\":%lld,\"threads\":%d,\"batch\":%d,\"entries\":%.0f,"
                "\"perSecond\":%.0f,\"barePerSecond\":%.0f,\"ratio\":%.2f}\n",
                Register::inCluster(sides.intake.place()) ? "postgresql" : "sqlite",
                static_cast<long long>(options.stored), options.threads, options.size, entries,
                entries / sides.intakeSeconds, entries / sides.bareSeconds, sides.bareSeconds / sides.intakeSeconds);
    return EXIT_SUCCESS;
}

} // namespace voucher::test
