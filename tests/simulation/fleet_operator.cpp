// What the operator of a tablet does.

#include "fleet_tablet.h"

#include "sync/export.h"

namespace voucher::test {

namespace {

QJsonObject visitFacts(VoucherId voucher, std::int64_t amount, qint64 at)
{
    return {{QStringLiteral("kind"), QStringLiteral("redemption")},
            {QStringLiteral("voucher"), hex(voucher)},
            {QStringLiteral("amount"), qint64(amount)},
            {QStringLiteral("at"), at}};
}

} // namespace

std::optional<Offer> FleetTablet::scan(const QString& text, VoucherId voucher)
{
    if (!on())
        return std::nullopt;
    const auto offer = m_desk->check(text);
    recorded({{QStringLiteral("kind"), QStringLiteral("refusal")}});
    m_refused = offer ? std::nullopt : std::optional(offer.error().code);
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("voucher"), hex(voucher));
    seen.insert(QStringLiteral("at"), ownNow());
    if (!offer) {
        seen.insert(QStringLiteral("refusal"), QString::fromStdString(std::string(nameOf(*m_refused))));
        m_history.tell("refused", seen);
        return std::nullopt;
    }
    seen.insert(QStringLiteral("left"), qint64(offer->left()));
    seen.insert(QStringLiteral("amount"), qint64(offer->amount()));
    m_history.tell("offered", seen);
    return *offer;
}

std::optional<Sequence> FleetTablet::confirm(const Offer& offer)
{
    if (!on())
        return std::nullopt;
    const auto done = m_desk->redeem(offer, {.closedDayReason = 2});
    const VoucherId voucher = offer.voucher().claims().id;
    if (!done) {
        recorded({{QStringLiteral("kind"), QStringLiteral("notice")}});
        QJsonObject seen = facts();
        seen.insert(QStringLiteral("voucher"), hex(voucher));
        seen.insert(QStringLiteral("refusal"), QString::fromStdString(std::string(nameOf(done.error().code))));
        m_history.tell("not recorded", seen);
        return std::nullopt;
    }
    m_visits.push_back(done->sequence);
    recorded(visitFacts(voucher, offer.amount(), milliseconds(done->at)));
    return done->sequence;
}

void FleetTablet::depart(const Offer& offer)
{
    if (!on() || !offer.openVisit())
        return;
    (void)m_desk->depart(*offer.openVisit());
    recorded({{QStringLiteral("kind"), QStringLiteral("departure")}});
}

void FleetTablet::undo(Sequence visit)
{
    if (!on())
        return;
    const auto done = m_desk->undo(visit);
    if (!done)
        return;
    std::erase(m_visits, visit);
    recorded({{QStringLiteral("kind"), QStringLiteral("void")},
              {QStringLiteral("voids"), qint64(visit)},
              {QStringLiteral("at"), milliseconds(done->at)}});
}

void FleetTablet::noteRefused(const QString& text, Refusal refusal)
{
    if (!on())
        return;
    (void)m_desk->noteRefused(text, refusal);
    recorded({{QStringLiteral("kind"), QStringLiteral("note")}});
}

void FleetTablet::noteWithoutPaper(VoucherId voucher)
{
    if (!on())
        return;
    (void)m_desk->note(NoteReason::NoPaper, voucher);
    recorded({{QStringLiteral("kind"), QStringLiteral("note")}});
}

void FleetTablet::attend(VoucherId voucher)
{
    if (!on())
        return;
    (void)m_desk->attend(voucher, AttendanceState::Absent);
    recorded({{QStringLiteral("kind"), QStringLiteral("attendance")}});
}

void FleetTablet::confirmVisits()
{
    if (!on() || m_visits.empty())
        return;
    (void)m_desk->confirm(m_visits, QByteArrayLiteral("a line drawn by a guardian"), 0);
    recorded({{QStringLiteral("kind"), QStringLiteral("confirmation")}});
}

QByteArray FleetTablet::saveToStick()
{
    if (!enrolled() || !m_vault->key())
        return {};
    const auto waiting = exportWaiting(*m_ledger, *m_vault->key());
    if (!waiting || waiting->entries == 0 || !m_ledger->keepExported(waiting->requests))
        return {};
    QJsonObject seen = facts();
    seen.insert(QStringLiteral("entries"), qint64(waiting->entries));
    m_history.tell("saved", seen);
    return waiting->file;
}

void FleetTablet::takeStick(const QByteArray& receipts)
{
    if (!enrolled())
        return;
    const QByteArrayList all = receiptsIn(receipts).value();
    for (const QByteArray& receipt : all) {
        if (!takeReceipts(*m_ledger, receiptsFile({receipt}), m_clock.read()))
            continue;
        watch();
        tellTaken(receipt);
    }
    m_courier->wake();
}

int FleetTablet::scanGroup(const std::vector<std::pair<QString, VoucherId>>& children)
{
    if (!on())
        return 0;
    int visits = 0;
    Group group(*m_desk);
    for (const auto& [text, voucher] : children) {
        const Sequence before = m_ledger->head().sequence;
        const GroupLine& line = group.scanned(text);
        const bool isNew = line.recorded && line.recorded->sequence > before;
        if (!isNew) {
            recorded({{QStringLiteral("kind"), QStringLiteral("refusal")}});
            continue;
        }
        m_visits.push_back(line.recorded->sequence);
        recorded(visitFacts(voucher, 1, milliseconds(line.recorded->at)));
        ++visits;
    }
    return visits;
}

} // namespace voucher::test
