#include "fleet_tablet.h"

#include "sync/messages.h"
#include "terminal/database.h"

namespace voucher::test {

namespace {

using namespace std::chrono_literals;

constexpr QStringView pin = u"402917";
/// The lock is not what is tried here, and a tablet is opened a thousand times.
constexpr ScryptCost cheapest{2, 1, 1};

QString nameOf(Way::State state)
{
    switch (state) {
    case Way::State::Whole:
        return QStringLiteral("whole");
    case Way::State::Faulty:
        return QStringLiteral("faulty");
    case Way::State::ClosedGate:
        return QStringLiteral("closed gate");
    case Way::State::None:
        return QStringLiteral("none");
    }
    Q_UNREACHABLE();
}

} // namespace

FleetTablet::FleetTablet(int number, ProviderId provider, EventQueue& queue, SimulatedDisk& disk, History& history,
                         std::uint64_t seed, Way::Server server)
    : m_number(number), m_provider(provider), m_disk(disk), m_history(history), m_clock(queue), m_chance(seed),
      m_way(queue, m_chance.seed(), std::move(server),
            [this](const HttpRequest& request, const HttpAnswer& answer) { answered(request, answer); })
{
}

QJsonObject FleetTablet::facts() const
{
    return {{QStringLiteral("tablet"), m_number}};
}

qint64 FleetTablet::ownNow() const
{
    return milliseconds(m_desk->now().instant);
}

void FleetTablet::switchOn()
{
    m_clock.boot();
    m_ledger = Ledger::open(QString::fromStdString(folder() + "ledger")).value();
    m_desk = std::make_unique<Desk>(*m_ledger, m_vault, m_clock);
    m_courier = std::make_unique<Courier>(
        *m_ledger, m_vault, m_way, m_clock, [this] { return m_chance.fraction(); },
        Courier::Observer{{}, [this] { m_heard = true; }});
    m_visits.clear();
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("link"), nameOf(m_way.state()));
    seen.insert(QStringLiteral("clockError"), qint64(m_clock.error().count()));
    seen.insert(QStringLiteral("acknowledged"), qint64(m_ledger->acknowledgedUpTo()));
    m_seen.head = m_ledger->head().sequence;
    m_history.tell("on", seen);
    tellHead(facts());
    watch();
    unlock();
    m_courier->start();
    if (const auto since = m_ledger->keptSince(m_clock.read()))
        (void)m_ledger->forgetAttachments(*since);
}

void FleetTablet::unlock()
{
    const auto stored = m_ledger->vault();
    if (!stored) {
        m_vault = Vault::create(pin, cheapest).value();
        (void)m_ledger->storeVault(m_vault->stored(), m_vault->publicKey());
        return;
    }
    m_vault = Vault::fromStored(*stored).value();
    if (!m_vault->beginTry(OperatorNumber{1}, m_desk->now().instant) ||
        !m_ledger->storeVault(m_vault->stored(), m_vault->publicKey()) || !m_vault->unlock(pin) ||
        !m_ledger->storeVault(m_vault->stored(), m_vault->publicKey()))
        qFatal("the vault does not open");
    if (m_ledger->enrolment()) {
        (void)m_desk->opened();
        recorded({{QStringLiteral("kind"), QStringLiteral("notice")}});
    }
}

void FleetTablet::switchOff()
{
    if (!on())
        return;
    m_way.forget();
    m_courier.reset();
    m_desk.reset();
    m_ledger.reset();
    m_vault.reset();
    m_history.tell("off", facts());
}

void FleetTablet::cutPower()
{
    if (!on())
        return;
    const DiskImage before = m_disk.filesIn(folder());
    m_history.tell("power cut", facts());
    switchOff();
    m_disk.replace(folder(), afterPowerCut(before, m_chance.seed()));
}

void FleetTablet::invite(const QString& text)
{
    if (on())
        m_courier->invite(text);
}

void FleetTablet::setLink(Way::State state)
{
    m_way.setState(state);
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("state"), nameOf(state));
    m_history.tell("link", seen);
    // The system tells that there is a network again; that it is a good one it cannot know.
    if (on() && state != Way::State::None && m_chance.one(0.8)) {
        m_courier->networkIsBack();
        watch();
    }
}

void FleetTablet::setClockError(std::chrono::milliseconds error)
{
    m_clock.setError(error);
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("clockError"), qint64(error.count()));
    m_history.tell("clock", seen);
}

void FleetTablet::answered(const HttpRequest& request, const HttpAnswer& answer)
{
    if (!on())
        return;
    watch();
    if (std::exchange(m_heard, false) && request.url.endsWith(QLatin1StringView("/v1/entries")))
        tellTaken(answer.body);
    if (enrolled() && !m_terminal) {
        m_terminal = m_ledger->enrolment()->terminal;
        QJsonObject seen = facts();
        seen.insert(QStringLiteral("terminal"), hex(*m_terminal));
        m_history.tell("enrolled", seen);
        (void)m_desk->opened();
        recorded({{QStringLiteral("kind"), QStringLiteral("notice")}});
        m_courier->wake();
    }
}

void FleetTablet::tellTaken(const QByteArray& receipt)
{
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("receipt"), hex(sha256(receipt)).left(16));
    seen.insert(QStringLiteral("acknowledged"), qint64(m_ledger->acknowledgedUpTo()));
    m_history.tell("took", seen);
}

/// What is here now: versions, the floor, a stop.
void FleetTablet::watch()
{
    const std::int64_t trustList = m_ledger->trustList() ? m_ledger->trustList()->content().version : 0;
    const std::int64_t bulletin = m_ledger->bulletin() ? m_ledger->bulletin()->content().version : 0;
    if (trustList != m_seen.trustList || bulletin != m_seen.bulletin) {
        QJsonObject seen = facts();
        seen.insert(QStringLiteral("trustList"), qint64(trustList));
        seen.insert(QStringLiteral("bulletin"), qint64(bulletin));
        m_history.tell("holds", seen);
    }
    const auto floor = m_ledger->clockFloor() ? std::optional(m_ledger->clockFloor()->signedTime) : std::nullopt;
    if (floor != m_seen.floor && floor) {
        QJsonObject seen = facts();
        seen.insert(QStringLiteral("signed"), milliseconds(*floor));
        m_history.tell("floor", seen);
    }
    if (m_ledger->halted() && !m_seen.halted)
        m_history.tell("halted", facts());
    m_seen = {m_seen.head, trustList, bulletin, floor, m_ledger->halted()};
}

void FleetTablet::tellHead(QJsonObject facts)
{
    facts.insert(QStringLiteral("seq"), qint64(m_ledger->head().sequence));
    facts.insert(QStringLiteral("hash"), hex(m_ledger->head().hash));
    m_history.tell("head", facts);
}

/// Tells the new entry, if there is one; before it stand the notices that the desk had to make first.
void FleetTablet::recorded(const QJsonObject& facts)
{
    const Head head = m_ledger->head();
    if (head.sequence == m_seen.head)
        return;
    constexpr int most = 16;
    const Outgoing fresh = m_ledger->outgoing(most, batchBytes, m_seen.head).value();
    for (const QByteArray& message : fresh.entries) {
        const Entry entry = verifyEntry(message, *m_ledger->deviceKey()).value();
        const bool last = entry.content().sequence == head.sequence;
        QJsonObject seen = last ? facts : QJsonObject{{QStringLiteral("kind"), QStringLiteral("notice")}};
        seen.insert(QStringLiteral("tablet"), m_number);
        seen.insert(QStringLiteral("seq"), qint64(entry.content().sequence));
        seen.insert(QStringLiteral("hash"), hex(entry.hash()));
        m_history.tell("recorded", seen);
    }
    m_seen.head = head.sequence;
    m_courier->wake();
}

DiskImage FleetTablet::storage() const
{
    DiskImage renamed;
    for (const auto& [name, file] : m_disk.filesIn(folder()))
        renamed.emplace(name.substr(folder().size()), file);
    return renamed;
}

void FleetTablet::takeStorage(const DiskImage& storage, std::optional<TerminalId> terminal)
{
    DiskImage renamed;
    for (const auto& [name, file] : storage)
        renamed.emplace(folder() + name, file);
    m_disk.replace(folder(), renamed);
    m_seen = {};
    m_terminal = terminal;
}

void FleetTablet::tellEntries()
{
    switchOff();
    const auto database = Database::open(DatabaseKind::TabletFile, QString::fromStdString(folder() + "ledger")).value();
    const Rows keys = database->run(QStringLiteral("SELECT value FROM setting WHERE name = 'device_key'")).value();
    const auto key =
        keys.empty() ? std::nullopt : PublicKey::fromSpki(Algorithm::ES256, bytesValueOf(keys.front().front()));
    for (const Row& row : given(database->run(QStringLiteral("SELECT bytes FROM entry ORDER BY seq")))) {
        const auto entry = verifyEntry(bytesValueOf(row.front()), *key);
        QJsonObject seen = facts();
        seen.insert(QStringLiteral("good"), entry.has_value());
        if (entry) {
            seen.insert(QStringLiteral("seq"), qint64(entry->content().sequence));
            seen.insert(QStringLiteral("hash"), hex(entry->hash()));
            seen.insert(QStringLiteral("previous"), hex(entry->content().previous));
        }
        m_history.tell("kept", seen);
    }
}

} // namespace voucher::test
