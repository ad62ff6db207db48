#pragma once

#include "history.h"
#include "machine_clock.h"
#include "sync/courier.h"
#include "terminal/group.h"
#include "tests/support/simulated_disk.h"
#include "way.h"

#include <memory>

namespace voucher::test {

/// A tablet of the fleet: the production ledger, desk and courier on a simulated disk, and what is seen of them.
class FleetTablet
{
public:
    FleetTablet(int number, ProviderId provider, EventQueue& queue, SimulatedDisk& disk, History& history,
                std::uint64_t seed, Way::Server server);

    int number() const { return m_number; }

    ProviderId provider() const { return m_provider; }

    bool on() const { return m_courier != nullptr; }

    bool enrolled() const { return on() && m_ledger->enrolment(); }

    std::optional<TerminalId> terminal() const { return m_terminal; }

    void switchOn();
    void switchOff();
    /// As if nobody had asked: what was not synced is there, gone or torn.
    void cutPower();
    /// A paper is scanned; a tablet that is switched on the first time makes its vault before.
    void invite(const QString& text);

    void setLink(Way::State state);
    void setClockError(std::chrono::milliseconds error);

    // What the operator does. Nothing happens on a tablet that is off.
    std::optional<Offer> scan(const QString& text, VoucherId voucher);
    /// The sequence number of the visit if it was recorded.
    std::optional<Sequence> confirm(const Offer& offer);
    void depart(const Offer& offer);
    void undo(Sequence visit);
    void noteRefused(const QString& text, Refusal refusal);
    void noteWithoutPaper(VoucherId voucher);
    void attend(VoucherId voucher);
    void confirmVisits();
    /// What waits, as a file for the office; empty if nothing does.
    QByteArray saveToStick();
    /// What the stick brings back.
    void takeStick(const QByteArray& receipts);
    /// One child after the other, without being asked; how many were recorded.
    int scanGroup(const std::vector<std::pair<QString, VoucherId>>& children);

    /// Why the last scan was refused.
    std::optional<Refusal> refused() const { return m_refused; }

    /// The storage as it lies there; only of a tablet that is off.
    DiskImage storage() const;
    /// Another tablet's storage, or an older copy of its own, takes the place of this one's.
    void takeStorage(const DiskImage& storage, std::optional<TerminalId> terminal);

    /// Every entry on the disk, read from the file beside the product's own reader.
    void tellEntries();

private:
    std::string folder() const { return "/tablet/" + std::to_string(m_number) + "/"; }

    QJsonObject facts() const;
    void unlock();
    void watch();
    void tellHead(QJsonObject facts);
    void recorded(const QJsonObject& facts);
    void tellTaken(const QByteArray& receipt);
    void answered(const HttpRequest& request, const HttpAnswer& answer);
    qint64 ownNow() const;

    int m_number;
    ProviderId m_provider;
    SimulatedDisk& m_disk;
    History& m_history;
    MachineClock m_clock;
    Chance m_chance;
    Way m_way;
    std::unique_ptr<Ledger> m_ledger;
    std::optional<Vault> m_vault;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<Courier> m_courier;
    std::optional<TerminalId> m_terminal;
    std::optional<Refusal> m_refused;
    std::vector<Sequence> m_visits; ///< of this shift, not taken back
    bool m_heard = false;           ///< the courier has said that something came

    /// What was told last.
    struct Seen
    {
        Sequence head = 0;
        std::int64_t trustList = 0;
        std::int64_t bulletin = 0;
        std::optional<Instant> floor;
        bool halted = false;
    };

    Seen m_seen;
};

} // namespace voucher::test
