// desk_killed ROUNDS SEED [STATE]   A process with the real desk and ledger records one visit after the other and says
// through a pipe what was recorded; another one kills it at a random instant, and it starts again. Nothing that was
// said may be missing, no visit may be there twice. With a file for its state an interrupted run continues.
// Exit 0 if every promise held, 1 if one was broken, 2 for wrong use.

#include "terminal/ledger_file.h"
#include "tests/terminal/desk_fixture.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <map>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace voucher;
using namespace voucher::test;

namespace {

/// One line of the child: this visit has this number in the ledger, as `redeem` has just returned it. Visit 0: the
/// ledger has been opened.
struct Said
{
    std::int64_t visit;
    Sequence sequence;
};

/// So many deaths of one ledger; the next ones begin a new one, so that looking at all of it stays cheap.
constexpr int deathsOfOneLedger = 200;
constexpr std::int64_t mostVisits = 200'000;

void raiseLimits(DeskFixture& tablet)
{
    tablet.publish([](BulletinContent& content) {
        content.limits.softUnsent = content.limits.hardUnsent = 1'000'000;
        content.limits.hardUnsentCents = 1'000'000'000;
    });
}

QString text(const DeskFixture& tablet, std::int64_t visit)
{
    VoucherClaims claims = tablet.town.claims(static_cast<std::uint32_t>(visit));
    claims.statusIndex = 1;
    return tablet.town.voucherText(claims);
}

/// The program: goes on where the ledger stands and records until it is killed. The visit that was under way when the
/// last one died is tried again, as a person would.
[[noreturn]] void live(DeskFixture& tablet, std::int64_t visit, int witness)
{
    tablet.reopen();
    const Said opened{0, 0};
    if (write(witness, &opened, sizeof opened) != sizeof opened)
        _exit(1);
    for (; visit < mostVisits; ++visit) {
        const auto offer = tablet.desk->check(text(tablet, visit));
        if (!offer && offer.error().code == Refusal::AlreadyRedeemed)
            continue;
        const auto recorded = offer ? tablet.desk->redeem(*offer, {}) : tl::unexpected(offer.error());
        if (!recorded)
            _exit(1);
        const Said said{visit, recorded->sequence};
        if (write(witness, &said, sizeof said) != sizeof said)
            _exit(1);
    }
    _exit(1);
}

/// What the witness has heard of one ledger.
class Witness
{
public:
    std::int64_t nextVisit() const { return m_heard.empty() ? 1 : m_heard.rbegin()->first; }

    void hear(const Said& said)
    {
        if (said.visit > 0)
            m_heard[said.visit] = said.sequence;
    }

    /// Everything heard is there under its number, every visit once, the chain whole.
    bool agreesWith(const QString& path) const
    {
        const auto file = readLedgerFile(path);
        if (!file)
            return false;
        const ChainReport report = checkChain(*file);
        if (!report.whole())
            return false;
        std::map<VoucherId, Sequence> there;
        for (const EntryFinding& finding : report.findings) {
            const auto* redemption = std::get_if<RedemptionBody>(&finding.content->body);
            if (redemption && !there.emplace(redemption->voucher, finding.sequence).second)
                return false;
        }
        return std::all_of(m_heard.begin(), m_heard.end(), [&](const auto& heard) {
            const auto found = there.find(TestMunicipality::idOf(static_cast<std::uint32_t>(heard.first)));
            return found != there.end() && found->second == heard.second;
        });
    }

    std::size_t heard() const { return m_heard.size(); }

private:
    std::map<std::int64_t, Sequence> m_heard;
};

/// When a life ends: a moment after it has said so much, however fast this machine is. Before it has said anything:
/// while the ledger opens.
struct End
{
    unsigned afterWords;
    std::chrono::microseconds moment;
};

/// One life and its sudden end; false if the process died by itself.
bool liveAndDie(DeskFixture& tablet, Witness& witness, const End& end)
{
    int pipes[2];
    if (pipe(pipes) != 0)
        return false;
    const pid_t child = fork();
    if (child == 0) {
        close(pipes[0]);
        live(tablet, witness.nextVisit(), pipes[1]);
    }
    close(pipes[1]);
    Said said{};
    for (unsigned word = 0; word < end.afterWords && read(pipes[0], &said, sizeof said) == sizeof said; ++word)
        witness.hear(said);
    usleep(static_cast<useconds_t>(end.moment.count()));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    while (read(pipes[0], &said, sizeof said) == sizeof said)
        witness.hear(said);
    close(pipes[0]);
    return WIFSIGNALED(status);
}

int rounds(const QString& state)
{
    QFile file(state);
    return !state.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
}

void keepRounds(const QString& state, int done)
{
    QFile file(state);
    if (!state.isEmpty() && file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(QByteArray::number(done) + '\n');
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const int wanted = arguments.value(1).toInt();
    if (wanted <= 0 || arguments.size() < 3) {
        std::fprintf(stderr, "usage: desk_killed ROUNDS SEED [STATE]\n");
        return 2;
    }
    const QString state = arguments.value(3);
    std::size_t recorded = 0;
    const int start = rounds(state);
    for (int done = start; done < wanted;) {
        std::mt19937_64 random(arguments.value(2).toULongLong() + static_cast<std::uint64_t>(done));
        DeskFixture tablet;
        raiseLimits(tablet);
        tablet.close();
        Witness witness;
        const int until = std::min(wanted, done + deathsOfOneLedger);
        for (; done < until; ++done) {
            const End end{static_cast<unsigned>(random() % 5), std::chrono::microseconds(random() % 8000)};
            if (!liveAndDie(tablet, witness, end)) {
                std::printf("BROKEN in round %d: the process ended by itself\n", done);
                return 1;
            }
        }
        if (!witness.agreesWith(tablet.path())) {
            std::printf("BROKEN before round %d: what was said and what is there differ\n", done);
            return 1;
        }
        recorded += witness.heard();
        keepRounds(state, done);
    }
    std::printf("%d deaths, %zu visits said to be recorded, all there, none twice\n", wanted - start, recorded);
    return recorded > 0 || start == wanted ? 0 : 1;
}
