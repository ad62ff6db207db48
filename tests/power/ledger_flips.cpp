// ledger_flips COUNT SEED | ledger_flips all [STATE]   one byte of a ledger's file is spoilt: COUNT random ones, or
// every one in turn. The program must not crash; it answers with what is true or calls the file damaged; and every
// entry that the byte does not belong to can be salvaged. With a file for its state an interrupted run continues. Exit
// 0 if every promise held, 1 if one was broken, 2 for wrong use.

#include "terminal/put_aside.h"
#include "terminal/salvage.h"
#include "tests/terminal/ledger_fixture.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>

using namespace voucher;
using namespace voucher::test;

namespace {

constexpr qsizetype fileSize = 200 * 1024;
const QDate today(2026, 11, 22);

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("the disk of the test is full");
}

/// A closed ledger of at least `fileSize` bytes, one redemption for each voucher, and what it holds.
struct Sound
{
    Sound()
    {
        if (!f.enrol())
            qFatal("no ledger");
        std::uint8_t number = 1;
        do {
            const QByteArray sealed(300, static_cast<char>(number));
            messages.push_back(f.append(f.redemption(number), {{sha256(sealed), sealed}}).message());
            ++number;
            f.reopen();
        } while (QFile(f.path()).size() < fileSize && number < 250);
        visits = number - 1;
        f.ledger.reset();
        content = contentOf(f.path());
    }

    LedgerFixture f;
    std::vector<QByteArray> messages;
    QByteArray content;
    int visits = 0;
};

struct Tally
{
    int opened = 0;     ///< the file opened all the same
    int miscounted = 0; ///< and what is derived from the entries says another number: rows carry no checksum
};

/// What is wrong with how a ledger with one spoilt byte is treated, or nothing.
const char* wrong(const Sound& sound, const QString& path, qsizetype at, Tally& tally)
{
    QByteArray spoilt = sound.content;
    spoilt[at] = static_cast<char>(~spoilt[at]);
    write(path, spoilt);
    auto ledger = Ledger::open(path);
    if (ledger) {
        ++tally.opened;
        // It opens: then nothing that it answers may be invented.
        if ((*ledger)->head().sequence != static_cast<Sequence>(sound.messages.size()))
            return "it opened and has forgotten entries";
        bool same = (*ledger)->unsent().redemptions == sound.visits;
        for (int number = 1; number <= sound.visits; number += 16)
            same = (*ledger)
                           ->ownRecords(LedgerFixture::voucher(static_cast<std::uint8_t>(number)), 0, today)
                           .unvoidedToday == 1 &&
                   same;
        tally.miscounted += same ? 0 : 1;
        for (const LedgerLine& line : (*ledger)->lines(today, today, 1000)) {
            const auto* redemption = std::get_if<RedemptionBody>(&line.entry.body);
            const auto number = static_cast<std::uint8_t>(line.entry.sequence);
            if (!redemption || redemption->voucher != LedgerFixture::voucher(number))
                return "it shows a visit that nobody recorded";
        }
        const auto outgoing = (*ledger)->outgoing(1000, 1 << 24);
        for (std::size_t index = 0; outgoing && index < outgoing->entries.size(); ++index) {
            // The byte itself may be sent: the municipality refuses a signature that does not hold.
            if (outgoing->entries[index] != sound.messages[index] &&
                verifyEntry(outgoing->entries[index], sound.f.device.publicKey()))
                return "it sends an entry that nobody signed";
        }
        ledger->reset();
    }
    write(path, spoilt);
    QFile::remove(path + QStringLiteral("-wal"));
    const Salvaged found = salvage(putAside(path), sound.f.device.publicKey());
    std::size_t lost = 0;
    for (const QByteArray& message : sound.messages)
        lost += std::ranges::find(found.entries, message, &Entry::message) == found.entries.end() ? 1 : 0;
    for (const QString& suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")})
        QFile::remove(path + QStringLiteral(".damaged-1") + suffix);
    if (found.entries.size() > sound.messages.size())
        return "an entry was salvaged that was never recorded";
    return lost > 1 ? "more entries were lost than the byte belongs to" : nullptr;
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const bool all = arguments.value(1) == u"all";
    const int count = arguments.value(1).toInt();
    if (!all && count <= 0) {
        std::fprintf(stderr, "usage: ledger_flips COUNT SEED | all [STATE]\n");
        return 2;
    }
    const Sound sound;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("spoilt"));
    std::mt19937_64 random(arguments.value(2).toULongLong());
    const QString state = all ? arguments.value(2) : QString();
    const qsizetype from = state.isEmpty() ? 0 : contentOf(state).trimmed().toLongLong();
    const qsizetype until = all ? sound.content.size() : count;
    Tally tally;
    const auto start = std::chrono::steady_clock::now();
    for (qsizetype index = from; index < until; ++index) {
        const qsizetype at =
            all ? index : static_cast<qsizetype>(random() % static_cast<std::uint64_t>(sound.content.size()));
        if (const char* what = wrong(sound, path, at, tally)) {
            std::printf("BROKEN at byte %lld: %s\n", static_cast<long long>(at), what);
            return 1;
        }
        if (!state.isEmpty() && index % 1000 == 0)
            write(state, QByteArray::number(index));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%lld of %lld bytes spoilt: %d files opened all the same, %d of them count visits wrongly; every other "
                "entry salvaged; %.1f s\n",
                static_cast<long long>(until - from), static_cast<long long>(sound.content.size()), tally.opened,
                tally.miscounted, took.count());
    return 0;
}
