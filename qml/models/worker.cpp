#include "qml/models/worker.h"

#include "qml/models/views_of.h"
#include "terminal/practice.h"
#include "terminal/put_aside.h"
#include "terminal/salvage.h"

#include <utility>

namespace voucher {

namespace {

StartModel::State stateOf(DatabaseError error)
{
    switch (error) {
    case DatabaseError::Corrupt:
        return StartModel::Damaged;
    case DatabaseError::TooNew:
        return StartModel::Newer;
    case DatabaseError::Full:
        return StartModel::DiskFull;
    case DatabaseError::Busy:
    case DatabaseError::Io:
    case DatabaseError::Constraint:
    case DatabaseError::CannotOpen:
    case DatabaseError::Other:
        return StartModel::CannotOpen;
    }
    Q_UNREACHABLE();
}

} // namespace

Worker::Worker(QString ledgerPath, std::function<Edges()> makeEdges)
    : m_ledgerPath(std::move(ledgerPath)), m_makeEdges(std::move(makeEdges))
{
}

Worker::~Worker() = default;

void Worker::open()
{
    m_edges = m_makeEdges();
    auto ledger = Ledger::open(m_ledgerPath);
    if (!ledger) {
        emit started(stateOf(ledger.error()));
        return;
    }
    m_ledger = std::move(*ledger);
    if (const auto brought = bringOver(*m_ledger, m_ledgerPath); !brought) {
        emit started(stateOf(brought.error()));
        return;
    }
    if (const auto stored = m_ledger->vault()) {
        auto vault = Vault::fromStored(*stored);
        if (!vault) {
            emit started(StartModel::Damaged);
            return;
        }
        m_vault = std::move(*vault);
    }
    if (foundDamaged())
        return;
    m_desk = std::make_unique<Desk>(*m_ledger, m_vault, *m_edges.clock);
    m_courier = std::make_unique<Courier>(
        *m_ledger, m_vault, *m_edges.transport, *m_edges.clock, m_edges.random,
        Courier::Observer{[this](const CourierState& state) { tellCourierState(state); }, [this] { followShown(); }});
    m_courier->setMetered(m_metered);
    answerUnlock({});
    tellCourierState(m_courier->state());
    emit started(StartModel::Ready);
    forgetOld();
    m_courier->start();
}

void Worker::salvage()
{
    // Only what could not be read is put aside.
    if (m_desk) {
        if (m_ledger->damaged())
            beginAnew();
        return;
    }
    m_ledger.reset();
    if (putAside(m_ledgerPath).isEmpty()) {
        emit started(StartModel::CannotOpen);
        return;
    }
    open();
}

/// The terminal may record nothing more, and the office has printed a new invitation for the tablet or will print one.
void Worker::beginAnew()
{
    leave();
    closeGroup();
    ++m_shift;
    m_poster = {};
    m_forgotBefore.reset();
    m_courier.reset();
    m_desk.reset();
    m_vault.reset();
    salvage();
    emit scanShown();
}

/// The page that brings over what can be read takes the place of whatever was about to be shown.
bool Worker::foundDamaged()
{
    const bool damaged = m_ledger && m_ledger->damaged();
    if (damaged)
        emit started(StartModel::Damaged);
    return damaged;
}

void Worker::scanned(const QString& text)
{
    if (!m_desk)
        return;
    if (!m_ledger->enrolment() && ScannedInvitation::fromText(text)) {
        m_notAnInvitation = false;
        m_courier->invite(text);
        tellCourierState(m_courier->state());
        return;
    }
    if (!m_ledger->enrolment() && !text.startsWith(QLatin1String("EPT"))) {
        m_notAnInvitation = true;
        tellCourierState(m_courier->state());
        return;
    }
    if (posterScanned(text))
        return;
    if (m_desk->beginsAnew(text))
        beginAnew();
    else if (m_group)
        scannedInGroup(text);
    else
        check(text);
}

void Worker::practise()
{
    if (m_desk)
        check(practiceVoucherText());
}

void Worker::check(const QString& text)
{
    leave();
    showUpdate({});
    showSaving({});
    auto result = m_desk->check(text);
    // Kept with an offer too: a second decision may still refuse it.
    m_text = text;
    if (!result) {
        answerRefusal(result.error());
        // The refusal may have become an entry: it waits to be sent like any other.
        m_courier->wake();
        return;
    }
    m_offer = std::move(*result);
    emit offered(viewOf(*m_offer, m_desk->now().instant));
}

void Worker::answerRefusal(const Refused& refusal)
{
    if (foundDamaged())
        return;
    m_refusal = refusal.code;
    emit refused(viewOf(refusal, helpLine()));
}

void Worker::confirm(int closedDayReason)
{
    if (!m_offer) {
        answerNothingAsked();
        return;
    }
    const Offer offer = *std::exchange(m_offer, std::nullopt);
    if (offer.openVisit())
        answer(m_desk->depart(*offer.openVisit()), false, true);
    else
        answer(m_desk->redeem(offer, {static_cast<std::uint8_t>(closedDayReason)}), false, true);
}

void Worker::leave()
{
    m_offer.reset();
    m_refusal.reset();
    m_text.clear();
    m_shown.reset();
    ++m_undoRound;
}

void Worker::note()
{
    if (!m_refusal) {
        answerNothingAsked();
        return;
    }
    const auto result = m_desk->noteRefused(m_text, *m_refusal);
    const bool signKnown = result && result->voucher != VoucherId{};
    answer(result, true, signKnown);
}

void Worker::typeNumber(const QString& number)
{
    if (!m_desk)
        return;
    const auto voucher = voucherIdFromNumber(number);
    if (!voucher) {
        emit numberDoubtful();
        return;
    }
    leave();
    answer(m_desk->note(NoteReason::TypedNumber, voucher), true, true);
}

void Worker::noPaper()
{
    if (!m_desk)
        return;
    leave();
    answer(m_desk->note(NoteReason::NoPaper, std::nullopt), true, false);
}

void Worker::tryNow()
{
    showSaving({});
    networkIsBack();
}

void Worker::networkIsBack()
{
    if (m_courier)
        m_courier->networkIsBack();
}

void Worker::networkIsMetered(bool metered)
{
    m_metered = metered;
    if (m_courier)
        m_courier->setMetered(metered);
}

void Worker::tellCourierState(const CourierState& state)
{
    if (foundDamaged())
        return;
    EnrolModel::View enrolment = viewOf(state, m_ledger->enrolment());
    enrolment.notAnInvitation = m_notAnInvitation;
    emit enrolmentChanged(enrolment);
    SyncModel::View sync = viewOf(state, m_ledger->bulletin(), m_desk->now().instant);
    sync.lastReceipt = m_ledger->lastReceipt();
    emit syncChanged(sync);
}

QString Worker::helpLine() const
{
    return m_ledger->bulletin() ? m_ledger->bulletin()->content().helpLine : QString();
}

} // namespace voucher
