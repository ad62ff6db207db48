// The intake beside what it cannot be faster than: the bare cryptography of the same entries and a bare set-based
// insert of the same bytes, on the same number of threads and the same database, in the same run.

#include "tests/bench/fleet.h"
#include "tests/bench/fleet_town.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

namespace voucher::test {

namespace {

using Clock = std::chrono::steady_clock;

double secondsOf(int threads, const std::function<void(int)>& work)
{
    const auto begun = Clock::now();
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back(work, thread);
    for (std::thread& thread : running)
        thread.join();
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

double intakeSeconds(TownOffice& office, const std::vector<PreparedTablet>& fleet, int threads)
{
    std::atomic<bool> good = true;
    const TrustList trustList = office.town.trustList();
    const double seconds = secondsOf(threads, [&](int thread) {
        const auto connection = Register::open(office.place()).value();
        Intake intake(*connection, office.line, office.keys, office.town.roots());
        for (std::size_t at = std::size_t(thread); at < fleet.size(); at += std::size_t(threads)) {
            std::int64_t cursor = 0;
            for (const PreparedBatch& batch : fleet[at].batches) {
                EntriesRequest request = batch.request;
                request.verdictCursor = cursor;
                const QByteArray body = encode(request);
                const IntakeAnswer answer = intake.entries(body, fleet[at].token, baseInstant);
                const auto receipt = verifyReceipt(answer.body, trustList, fleet[at].id, sha256(body));
                good = good && receipt;
                if (receipt)
                    cursor = receipt->content().verdicts.back().number;
            }
        }
    });
    for (const PreparedTablet& tablet : fleet)
        good = good && office.registerOfAll->terminal(tablet.id).value()->upTo == tablet.batches.back().upTo;
    if (!good)
        qFatal("the intake did not take everything");
    return seconds;
}

double bareSeconds(TownOffice& office, const std::vector<PreparedTablet>& fleet, int threads)
{
    const QByteArray message(220, 'm');
    const QByteArray bySomeIssuer = office.town.issuer.sign(message);
    std::mutex fileHasOneWriter;
    return secondsOf(threads, [&](int thread) {
        const auto connection = Register::open(office.place()).value();
        for (std::size_t at = std::size_t(thread); at < fleet.size(); at += std::size_t(threads)) {
            const PreparedTablet& tablet = fleet[at];
            const QByteArray byTablet = tablet.key.sign(message);
            for (const PreparedBatch& batch : tablet.batches) {
                std::map<Sequence, StoredEntry> entries;
                std::map<Hash, QByteArray> attachments;
                for (std::size_t index = 0; index < batch.entries.size(); ++index) {
                    const Attachment& attachment = batch.attachments[index];
                    if (!tablet.key.publicKey().verify(message, byTablet) ||
                        !unseal(attachment.sealed, office.keys.intake.front(), voucherAttachment) ||
                        !office.town.issuer.publicKey().verify(message, bySomeIssuer))
                        qFatal("bare cryptography failed");
                    entries.emplace(batch.upTo - Sequence(batch.entries.size()) + Sequence(index) + 1,
                                    batch.entries[index]);
                    attachments.emplace(attachment.hash, attachment.sealed);
                }
                std::unique_lock lock(fileHasOneWriter, std::defer_lock);
                if (!Register::inCluster(office.place()))
                    lock.lock();
                auto transaction = Transaction::beginBeside(connection->database()).value();
                must(connection->addEntries(tablet.id, entries, baseInstant));
                must(connection->addAttachments(attachments));
                must(transaction.commit());
            }
        }
    });
}

} // namespace

int fleetIntake(const FleetOptions& options)
{
    TownOffice office;
    fillRegister(office, options.stored, options.seed);
    const auto fleet = prepareFleet(office, options.tablets, options.batches, options.size);
    const double entries = double(options.tablets) * options.batches * options.size;
    const double intake = intakeSeconds(office, fleet, options.threads);

    TownOffice bareOffice;
    fillRegister(bareOffice, options.stored, options.seed);
    const auto bareFleet = prepareFleet(bareOffice, options.tablets, options.batches, options.size);
    const double bare = bareSeconds(bareOffice, bareFleet, options.threads);
    std::printf("{\"what\":\"intake\",\"register\":\"%s\",\"stored\":%lld,\"threads\":%d,\"batch\":%d,\"entries\":%.0f,"
                "\"perSecond\":%.0f,\"barePerSecond\":%.0f,\"ratio\":%.2f}\n",
                Register::inCluster(office.place()) ? "postgresql" : "sqlite", static_cast<long long>(options.stored),
                options.threads, options.size, entries, entries / intake, entries / bare, bare / intake);
    return EXIT_SUCCESS;
}

} // namespace voucher::test
