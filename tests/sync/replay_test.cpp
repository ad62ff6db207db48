#include "tests/sync/tablet.h"

#include <QTest>

#include <map>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

/// Everything that the register holds, row by row.
QByteArray contentOf(Register& registerOfAll)
{
    Database& database = registerOfAll.database();
    QByteArray all;
    const auto tables = database.run(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"));
    for (const Row& table : tables.value()) {
        all += '\n' + textOf(table[0]).toUtf8() + ':';
        // The rows of a table as one text; quote() writes every kind of value down exactly.
        const auto columns = database.run(QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table[0]});
        QStringList quoted;
        for (const Row& column : columns.value())
            quoted += QStringLiteral("quote(%1)").arg(textOf(column[0]));
        const auto rows = database.run(QStringLiteral("SELECT %1 FROM %2 ORDER BY 1")
                                           .arg(quoted.join(QStringLiteral(" || ',' || ")), textOf(table[0])));
        for (const Row& row : rows.value())
            all += textOf(row[0]).toUtf8() + ';';
    }
    return all;
}

/// Everything that a tablet's ledger tells.
QByteArray contentOf(Ledger& ledger, const std::vector<VoucherId>& vouchers)
{
    QByteArray all;
    const auto add = [&all](std::int64_t number) { all += QByteArray::number(qint64{number}) + ','; };
    add(ledger.head().sequence);
    add(ledger.acknowledgedUpTo());
    add(ledger.halted() ? 1 : 0);
    all += bytesOf(ledger.head().hash).toByteArray().toHex();
    if (ledger.trustList())
        all += ledger.trustList()->message().toHex();
    if (ledger.bulletin())
        all += ledger.bulletin()->message().toHex();
    if (ledger.enrolment())
        all += ledger.enrolment()->uploadToken.toHex() + bytesOf(ledger.enrolment()->terminal).toByteArray().toHex();
    for (Sequence sequence = 1; sequence <= ledger.head().sequence; ++sequence) {
        const auto line = ledger.line(sequence);
        add(line ? (line->sent ? 1 : 0) + (line->voided ? 2 : 0) : 4);
        if (line && line->verdict) {
            add(line->verdict->number);
            add(static_cast<int>(line->verdict->kind));
        }
    }
    for (const VoucherId voucher : vouchers) {
        const auto account = ledger.account(voucher);
        all += '|';
        if (account) {
            add(account->used);
            add(account->upTo);
            add(account->usedThatDate);
            add(account->usedThisMonth);
        }
    }
    return all;
}

struct Recorded
{
    HttpRequest request;
    HttpAnswer answer;
};

/// A run in which every message is offered again, to both ends, before each later one is answered.
class ReplayedRun
{
public:
    ReplayedRun()
    {
        tablet.bend = [this](const HttpRequest& request, HttpAnswer& answer) { meet(request, answer); };
        for (std::uint32_t number = 1; number <= 4; ++number)
            vouchers.push_back(tablet.office.town.claims(number).id);
    }

    /// Lets the two talk until three more messages are recorded and all before them have been replayed to the terminal.
    void talk()
    {
        const std::size_t before = m_run.size();
        for (int step = 0; step < 1000; ++step) {
            // What is under way is never dropped: only an answer that arrives can be a true one.
            if (tablet.transport.waiting() == 0)
                tablet.clock.advance(1s);
            if (tablet.transport.waiting() == 0)
                tablet.courier->networkIsBack();
            tablet.transport.run();
            if (m_run.size() >= before + 3 && m_replayed >= before && tablet.state().waiting == 0)
                break;
        }
        checkTerminal();
    }

    /// What the replayed answer did that was given last: nothing. Asked before a test changes the ledger itself.
    void checkTerminal()
    {
        if (m_ledger.isEmpty())
            return;
        changes += m_ledger == contentOf(*tablet.ledger, vouchers) ? 0 : 1;
        m_ledger.clear();
    }

    /// At the end of all: every request once more, at the municipality.
    void replayRequests()
    {
        const QByteArray before = contentOf(*tablet.office.registerOfAll);
        for (const Recorded& recorded : m_run) {
            tablet.serve(recorded.request);
            ++requestsReplayed;
            changes += contentOf(*tablet.office.registerOfAll) == before ? 0 : 1;
        }
    }

    std::size_t recorded() const { return m_run.size(); }

    Tablet tablet;
    std::vector<VoucherId> vouchers;
    int requestsReplayed = 0;
    int answersReplayed = 0;
    int changes = 0; ///< replays that changed anything

private:
    void meet(const HttpRequest& request, HttpAnswer& answer)
    {
        checkTerminal();
        bool& trueTurn = m_trueTurn.try_emplace(request.url, true).first->second;
        trueTurn = !trueTurn;
        if (m_replayed < m_run.size() && !trueTurn) {
            // The terminal is answered with something that it was answered before.
            answer = m_run[m_replayed++].answer;
            ++answersReplayed;
            m_ledger = contentOf(*tablet.ledger, vouchers);
            return;
        }
        const auto same = [&](const Recorded& recorded) {
            return recorded.request.url == request.url && recorded.request.body == request.body &&
                   recorded.answer.status == answer.status && recorded.answer.body == answer.body;
        };
        if (m_replayed >= m_run.size() && std::ranges::none_of(m_run, same)) {
            m_run.push_back({request, answer});
            m_replayed = 0;
            replayRequests();
        }
    }

    std::vector<Recorded> m_run;
    std::size_t m_replayed = 0;
    std::map<QString, bool> m_trueTurn; ///< whether the last answer at this address was the true one
    QByteArray m_ledger;
};

} // namespace

class ReplayTest : public QObject
{
    Q_OBJECT

private slots:
    void neverChangesAnythingAndNeverCountsTwice();
};

void ReplayTest::neverChangesAnythingAndNeverCountsTwice()
{
    ReplayedRun run;
    Tablet& tablet = run.tablet;
    tablet.courier->invite(tablet.print(tablet.invitation()));
    for (int step = 0; step < 200 && tablet.state().enrolment != CourierState::Enrolment::AwaitingOfficer; ++step) {
        tablet.transport.run();
        tablet.clock.advance(3s);
    }
    QCOMPARE(tablet.state().enrolment, CourierState::Enrolment::AwaitingOfficer);
    tablet.confirm();
    for (int step = 0; step < 200 && tablet.state().enrolment != CourierState::Enrolment::Done; ++step) {
        tablet.clock.advance(3s);
        tablet.transport.run();
    }
    QCOMPARE(tablet.state().enrolment, CourierState::Enrolment::Done);
    run.checkTerminal();

    const Sequence first = tablet.redeem(1);
    tablet.redeem(2);
    run.talk();
    tablet.append(VoidBody{first});
    run.talk();
    const TestMunicipality& town = tablet.office.town;
    must(tablet.office.registerOfAll->publishBulletin(2, town.bulletin([](BulletinContent& content) {
                                                                 content.version = 2;
                                                                 content.issued = baseInstant;
                                                                 setStatus(content.statusList, 4,
                                                                           VoucherStatus::Revoked);
                                                             })
                                                             .message()));
    run.talk();
    tablet.redeem(3);
    run.talk();
    run.replayRequests();

    QCOMPARE(run.changes, 0);
    QCOMPARE(tablet.state().waiting, 0);
    QCOMPARE(tablet.ledger->bulletin()->content().version, 2);
    QCOMPARE(tablet.storedEntries(), std::size_t(4));
    const QDate today = QDate(2026, 11, 22);
    for (const std::uint32_t number : {1U, 2U, 3U}) {
        const VoucherId id = town.claims(number).id;
        auto days = tablet.office.registerOfAll->accountDays({id}).value();
        QCOMPARE(usedOf(days[id], today).total, std::int64_t(number == 1 ? 0 : 1));
    }
    qInfo("%zu messages; replayed: %d requests, %d answers", run.recorded(), run.requestsReplayed, run.answersReplayed);
    QVERIFY(run.recorded() >= 8);
    QVERIFY(run.requestsReplayed >= 100 && run.answersReplayed >= 30);
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
