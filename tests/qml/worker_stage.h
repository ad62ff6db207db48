#pragma once

#include "qml/models/worker.h"
#include "sync/export.h"
#include "sync/messages.h"
#include "tests/support/fake_clock.h"
#include "tests/support/municipality_keys.h"

#include <QDir>
#include <QTemporaryDir>

#include <algorithm>
#include <deque>
#include <map>

namespace voucher::test {

/// The municipality at the other end of the wire: enrols whoever holds its paper and counts every entry it is sent.
class TownAtTheWire
{
public:
    HttpAnswer answer(const HttpRequest& request)
    {
        ++asked;
        if (!reachable)
            return {};
        if (request.url.endsWith(QLatin1String("/v1/trust-list")))
            return good(town.trustList().message());
        if (request.url.endsWith(QLatin1String("/v1/bulletin")))
            return good(town.bulletin(news).message());
        if (request.url.endsWith(QLatin1String("/v1/enrolments")))
            return enrol(request.body);
        return receive(request.body);
    }

    /// What the office puts on the stick that a tablet saved its records on.
    QByteArray answerToStick(const QByteArray& file)
    {
        QByteArrayList receipts;
        for (const auto& [terminal, known] : m_terminals) {
            const QByteArrayList requests = verifyExport(file, known.key).value_or(QByteArrayList());
            for (const QByteArray& request : requests)
                receipts += receive(request).body;
        }
        return receiptsFile(receipts);
    }

    TestMunicipality town;
    const Clock* clock = nullptr; ///< the same as the tablet's
    bool reachable = true;
    int asked = 0; ///< how often
    bool officerConfirmed = true;
    std::function<void(BulletinContent&)> news; ///< in the bulletin
    std::vector<EntryContent> received;
    std::map<Hash, QByteArray> attachments; ///< sealed, as they came

private:
    static HttpAnswer good(const QByteArray& body) { return {HttpOutcome::Answered, 200, body, {}, {}}; }

    QByteArray receipt(ReceiptContent content, const QByteArray& request) const
    {
        content.request = sha256(request);
        content.serverTime = clock->read().wall;
        return signReceipt(content, town.receipt);
    }

    HttpAnswer enrol(const QByteArray& body)
    {
        if (!officerConfirmed)
            return {HttpOutcome::Answered, 202, {}, {}, {}};
        const QByteArray key = enrolmentRequestFrom(body)->terminalKey;
        const auto known = std::ranges::find(m_terminals, key, [](const auto& one) { return one.second.key.spki(); });
        TerminalId terminal{{9, 9, 9, 9, 9, 9, 9, static_cast<std::uint8_t>(m_terminals.size())}};
        if (known != m_terminals.end())
            terminal = known->first;
        m_terminals.try_emplace(terminal, Known{PublicKey::fromSpki(Algorithm::ES256, key).value(), {}});
        ReceiptContent content{};
        content.terminal = terminal;
        content.uploadToken = QByteArray(32, 't');
        return good(encode(
            EnrolmentAnswer{terminal, town.trustList().message(), town.bulletin().message(), receipt(content, body)}));
    }

    HttpAnswer receive(const QByteArray& body)
    {
        ReceiptContent content{};
        const EntriesRequest request = entriesRequestFrom(body).value();
        Known& known = m_terminals.at(request.terminal);
        for (const Attachment& attachment : request.attachments)
            attachments[attachment.hash] = attachment.sealed;
        for (const QByteArray& message : request.entries) {
            const Entry entry = verifyEntry(message, known.key).value();
            received.push_back(entry.content());
            known.head = {entry.content().sequence, entry.hash()};
            const Sequence sequence = known.head.sequence;
            content.verdicts.push_back({sequence, sequence, VerdictKind::Counted, VerdictReason::None});
        }
        content.terminal = request.terminal;
        content.upTo = known.head.sequence;
        content.head = known.head.hash;
        return good(receipt(content, body));
    }

    struct Known
    {
        PublicKey key;
        Head head;
    };

    std::map<TerminalId, Known> m_terminals; ///< by the key that they came with
};

/// Carries what was sent when told to.
class Wire : public Transport
{
public:
    explicit Wire(TownAtTheWire& town) : m_town(town) {}

    void send(const HttpRequest& request, std::function<void(const HttpAnswer&)> callback) override
    {
        m_waiting.emplace_back(request, std::move(callback));
    }

    void carry()
    {
        for (int most = 50; most > 0 && !m_waiting.empty(); --most) {
            const auto [request, callback] = std::move(m_waiting.front());
            m_waiting.pop_front();
            callback(m_town.answer(request));
        }
    }

private:
    TownAtTheWire& m_town;
    std::deque<std::pair<HttpRequest, std::function<void(const HttpAnswer&)>>> m_waiting;
};

/// A worker between fake edges, on the test's own thread, with what it last told the screens.
class WorkerStage
{
public:
    WorkerStage() { start(); }

    /// The program starts (again) on the same file.
    void start()
    {
        worker.reset();
        told.clear();
        worker = std::make_unique<Worker>(path(), [this] {
            auto ownClock = std::make_unique<FakeClock>(m_wall);
            ownClock->reboot(QByteArray::number(m_boots), {});
            auto ownWire = std::make_unique<Wire>(town);
            town.clock = clock = ownClock.get();
            wire = ownWire.get();
            return Worker::Edges{std::move(ownClock),
                                 std::move(ownWire),
                                 [] { return 0.5; },
                                 [] { return ScryptCost{.n = 1u << 10}; },
                                 [this] { return sticks; },
                                 [this](const QString& name, QByteArrayView bytes) {
                                     if (saveAnswer == StickAnswer::Kept)
                                         saved.insert(name, bytes.toByteArray());
                                     return saveAnswer;
                                 }};
        });
        listen();
        worker->networkIsMetered(metered);
        worker->open();
    }

    /// … a while later.
    void restart(std::chrono::milliseconds later)
    {
        m_wall = clock->read().wall + later;
        start();
    }

    /// … and the machine too.
    void reboot(std::chrono::milliseconds later)
    {
        ++m_boots;
        restart(later);
    }

    QString path() const { return m_folder.filePath(QStringLiteral("ledger.sqlite")); }

    /// A terminal that has its PIN and its enrolment, open for a shift.
    void enrol()
    {
        worker->choosePin(QStringLiteral("402917"));
        worker->scanned(invitationText(signInvitation(town.town.invitationContent(), town.town.enrolment)));
        wire->carry();
        told.clear();
    }

    /// Every byte of the tablet's folder, as whoever takes its disk has them.
    QByteArray image() const
    {
        QByteArray bytes;
        for (const QFileInfo& info : QDir(m_folder.path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly))
                bytes += file.readAll();
        }
        return bytes;
    }

    QString text(std::uint32_t number = 1) const { return town.town.voucherText(town.town.claims(number)); }

    void redeem(std::uint32_t number = 1)
    {
        worker->scanned(text(number));
        worker->confirm(0);
    }

    int count(const QString& signal) const { return static_cast<int>(told.count(signal)); }

    TownAtTheWire town;
    bool metered = false; ///< what the system says when the program starts
    FakeClock* clock = nullptr;
    Wire* wire = nullptr;
    std::unique_ptr<Worker> worker;

    QStringList told;
    StartModel::State startState = StartModel::Opening;
    UnlockModel::State unlock;
    EnrolModel::View enrolment;
    OfferView offer;
    RecordedView recorded;
    RefusedView refused;
    HistoryModel::View month;
    SyncModel::View sync;
    SyncModel::UpdateView update;
    SyncModel::SavingView saving;
    QByteArrayList sticks; ///< what lies on them
    StickAnswer saveAnswer = StickAnswer::Kept;
    QMap<QString, QByteArray> saved; ///< files put on them
    GroupModel::View group;
    int groupLine = 0;
    int undoSeconds = 0;

private:
    void listen()
    {
        const auto hear = [this](auto signal, const QString& name, auto& into) {
            QObject::connect(worker.get(), signal, [this, name, &into](const auto& value) {
                told += name;
                into = value;
            });
        };
        hear(&Worker::started, QStringLiteral("started"), startState);
        hear(&Worker::unlockAnswered, QStringLiteral("unlock"), unlock);
        hear(&Worker::enrolmentChanged, QStringLiteral("enrolment"), enrolment);
        hear(&Worker::offered, QStringLiteral("offered"), offer);
        hear(&Worker::followed, QStringLiteral("followed"), recorded);
        hear(&Worker::refused, QStringLiteral("refused"), refused);
        hear(&Worker::syncChanged, QStringLiteral("sync"), sync);
        hear(&Worker::updateShown, QStringLiteral("update"), update);
        hear(&Worker::savingShown, QStringLiteral("saving"), saving);
        hear(&Worker::monthShown, QStringLiteral("month"), month);
        hear(&Worker::groupShown, QStringLiteral("group"), group);
        hear(&Worker::groupTold, QStringLiteral("groupTold"), groupLine);
        hear(&Worker::undoSecondsChanged, QStringLiteral("undoSeconds"), undoSeconds);
        QObject::connect(worker.get(), &Worker::recorded, [this](const RecordedView& view, int seconds) {
            told += QStringLiteral("recorded");
            recorded = view;
            undoSeconds = seconds;
        });
        QObject::connect(worker.get(), &Worker::kept, [this] { told += QStringLiteral("kept"); });
        QObject::connect(worker.get(), &Worker::scanShown, [this] { told += QStringLiteral("scan"); });
        QObject::connect(worker.get(), &Worker::numberDoubtful, [this] { told += QStringLiteral("doubtful"); });
    }

    QTemporaryDir m_folder;
    int m_boots = 1;
    Instant m_wall = baseInstant;
};

} // namespace voucher::test
