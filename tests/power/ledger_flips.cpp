// ledger_flips COUNT SEED | ledger_flips all [STATE]   one byte of a ledger's file is spoilt: COUNT random ones, or
// every one in turn. The program must not crash; each of its answers is the true one, or it calls the file damaged; and
// every entry that the byte does not belong to can be salvaged. With a file for its state an interrupted run continues.
// Exit 0 if every promise held, 1 if one was broken, 2 for wrong use.

#include "terminal/put_aside.h"
#include "terminal/salvage.h"
#include "tests/support/file_content.h"
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

void write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("the disk of the test is full");
}

/// Everything that a screen, a decision or the courier can ask of a ledger, one after the other. An answer for which
/// something could not be read is null: it is none.
class Answers
{
public:
    Answers(Ledger& ledger, int visits) : m_ledger(ledger)
    {
        ledger.readFailed();
        const std::optional<Enrolment>& enrolment = ledger.enrolment();
        if (enrolment)
            tell({bytesOf(enrolment->terminal).toByteArray(), enrolment->url.toUtf8(), enrolment->uploadToken});
        tell({bytesOf(ledger.head().hash).toByteArray(), text(ledger.head().sequence), text(ledger.halted())});
        tell({text(ledger.acknowledgedUpTo()), text(ledger.lastReceipt()), text(ledger.mistakenFloor())});
        tell({ledger.clockFloor() ? text(ledger.clockFloor()->signedTime) : QByteArray(),
              ledger.trustList() ? ledger.trustList()->message() : QByteArray(),
              ledger.bulletin() ? ledger.bulletin()->message() : QByteArray()});
        tell({ledger.deviceKey() ? ledger.deviceKey()->spki() : QByteArray(), ledger.vault().value_or(QByteArray()),
              text(ledger.pinnedRoots().has_value())});
        for (int number = 1; number <= visits; ++number)
            askOf(LedgerFixture::voucher(static_cast<std::uint8_t>(number)));
        const Unsent unsent = ledger.unsent();
        tell({text(unsent.redemptions), text(unsent.unbound), text(unsent.cents), text(unsent.oldest)});
        const Standing standing = ledger.standing(today);
        tell({text(standing.waiting), text(standing.counted), text(standing.waitingThisMonth), text(standing.review)});
        QByteArrayList lines;
        for (const LedgerLine& line : ledger.lines(today, today, 1000)) {
            lines += {text(line.entry.sequence), text(line.sent), text(line.voided),
                      line.verdict ? text(line.verdict->number) + text(line.verdict->kind) + text(line.verdict->reason)
                                   : QByteArray()};
        }
        tell(lines);
        const auto outgoing = ledger.outgoing(1000, 1 << 24, Sequence{0});
        m_given.push_back(outgoing ? QByteArray("") : QByteArray());
        for (std::size_t at = 0; outgoing && at < outgoing->entries.size(); ++at)
            m_given.back() += outgoing->entries[at];
        for (std::size_t at = 0; outgoing && at < outgoing->attachments.size(); ++at)
            m_given.back() += outgoing->attachments[at].sealed;
    }

    /// Whether each of `others` is one of these, or none.
    bool allow(const Answers& others) const
    {
        return std::ranges::equal(m_given, others.m_given, [](const QByteArray& sound, const QByteArray& other) {
            return other.isNull() || sound == other;
        });
    }

    bool complete() const { return std::ranges::none_of(m_given, &QByteArray::isNull); }

private:
    template <typename Number>
    static QByteArray text(Number number)
    {
        return QByteArray::number(static_cast<qlonglong>(number)) + ' ';
    }

    static QByteArray text(Instant instant) { return text(instant.time_since_epoch().count()); }

    static QByteArray text(const std::optional<Instant>& instant) { return instant ? text(*instant) : QByteArray(); }

    void tell(const QByteArrayList& answer)
    {
        m_given.push_back(m_ledger.readFailed() ? QByteArray() : answer.join('|') + '.');
    }

    void askOf(VoucherId voucher)
    {
        const OwnRecords own = m_ledger.ownRecords(voucher, 0, today);
        tell({text(own.redeemedAboveAccount), text(own.voidedAboveAccount), text(own.unvoidedToday),
              text(own.todayAboveAccount), text(own.monthAboveAccount), text(own.lastUnvoided)});
        const auto account = m_ledger.account(voucher);
        tell({account ? text(account->used) + text(account->upTo) + text(account->usedThatDate) +
                            text(account->usedThisMonth) + text(account->lastDate.value_or(QDate()).toJulianDay())
                      : QByteArray()});
        const bool refused = m_ledger.refusedThatDay(voucher, Refusal::NothingLeft, today);
        tell({text(refused)});
    }

    Ledger& m_ledger;
    std::vector<QByteArray> m_given;
};

/// A closed ledger of at least `fileSize` bytes: a redemption for each voucher, every eighth one refused later,
/// every ninth visit taken back, half of all with a verdict and an account.
struct Sound
{
    Sound()
    {
        if (!f.enrol())
            qFatal("no ledger");
        while (QFile(f.path()).size() < fileSize && visits < 250) {
            const QByteArray sealed(300, static_cast<char>(++visits));
            const auto number = static_cast<std::uint8_t>(visits);
            messages.push_back(f.append(f.redemption(number), {{sha256(sealed), sealed}}).message());
            f.reopen();
        }
        for (int number = 8; number <= visits; number += 8)
            keep(RefusalBody{Refusal::NothingLeft, LedgerFixture::voucher(static_cast<std::uint8_t>(number))});
        for (int number = 9; number <= visits; number += 9)
            keep(VoidBody{number});
        if (!f.ledger->acknowledge(f.receipt(halfOf(visits)), f.reading()))
            qFatal("no receipt");
        f.reopen();
        answers = std::make_unique<Answers>(*f.ledger, visits);
        if (!answers->complete())
            qFatal("the sound ledger does not answer");
        f.ledger.reset();
        content = contentOf(f.path());
    }

    LedgerFixture f;
    std::vector<QByteArray> messages;
    std::unique_ptr<Answers> answers;
    QByteArray content;
    int visits = 0;

private:
    void keep(const EntryBody& body)
    {
        // In the same minutes as the redemptions: what is shown is of one day.
        messages.push_back(f.append(body, {}, baseInstant).message());
    }

    ReceiptContent halfOf(int count)
    {
        const Sequence half = count / 2;
        const Entry last = verifyEntry(messages[static_cast<std::size_t>(half) - 1], f.device.publicKey()).value();
        ReceiptContent receipt = f.upTo(half, last.hash(), 300);
        for (Sequence sequence = 1; sequence <= half; ++sequence) {
            const auto number = static_cast<std::uint8_t>(sequence);
            const auto kind = sequence % 5 == 0 ? VerdictKind::Review : VerdictKind::Counted;
            receipt.verdicts.push_back({sequence, sequence, kind, VerdictReason::None});
            receipt.accounts.push_back({LedgerFixture::voucher(number), 1 + sequence % 3, half, today, 1, 1});
        }
        return receipt;
    }
};

struct Tally
{
    int opened = 0; ///< the file opened all the same
    int later = 0;  ///< of these, those that were found damaged by a later read
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
        const Answers answers(**ledger, sound.visits);
        if (!sound.answers->allow(answers))
            return "it answers what is not true";
        if (answers.complete() == (*ledger)->damaged())
            return "it does not say that it is damaged";
        tally.later += answers.complete() ? 0 : 1;
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
    std::printf("%lld of %lld bytes spoilt: %d files opened all the same, %d of them were found damaged when the page "
                "was read, no answer was wrong; every other entry salvaged; %.1f s\n",
                static_cast<long long>(until - from), static_cast<long long>(sound.content.size()), tally.opened,
                tally.later, took.count());
    return 0;
}
