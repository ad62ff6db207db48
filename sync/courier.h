#pragma once

#include "sync/backoff.h"
#include "sync/transport.h"
#include "terminal/ledger.h"
#include "terminal/vault.h"

#include <array>
#include <functional>
#include <optional>

namespace voucher {

/// How the conversation with the municipality stands, for the screens.
struct CourierState
{
    enum class Enrolment : std::uint8_t {
        None,            ///< no invitation scanned
        Waiting,         ///< invitation kept, no network yet
        AwaitingOfficer, ///< the server has the key; the officer compares the six words
        Refused,         ///< the server does not know this invitation (any more), or it expired
        Done,
    };
    enum class Link : std::uint8_t {
        Idle,
        Working,
        NoNetwork,
        NotTrusted,
        ServerTrouble,
        ClosedGate /* captive portal */
    };

    Enrolment enrolment = Enrolment::None;
    std::optional<std::array<int, 6>> words;
    Link link = Link::Idle;
    std::int64_t waiting = 0; ///< entries above the last receipt
    std::optional<Instant> lastReceipt;
    friend bool operator==(const CourierState&, const CourierState&) = default;
};

/// The terminal's side of syncing: one state machine that enrols, uploads the outbox, downloads the two documents.
/// Works while the vault is locked. Uploading and downloading never block each other. Only a verified receipt moves the
/// outbox. Its only exits are the transport and the clock.
class Courier
{
public:
    struct Observer
    {
        std::function<void(const CourierState&)> stateChanged;
        /// Something came that changes what screens show: verdicts, accounts, documents, the enrolment.
        std::function<void()> ledgerChanged;
    };

    Courier(Ledger& ledger, std::optional<Vault>& vault, Transport& transport, Clock& clock,
            std::function<double()> random, Observer observer);

    /// Begins working: continues an enrolment that was kept, uploads, downloads.
    void start();
    /// A scanned invitation; false if the text is not one, or the terminal is enrolled already.
    bool invite(QStringView text);
    /// Something new is in the ledger, or a person tapped "try now": work at once.
    void wake();
    /// The network is back: forget the back-off, work at once.
    void networkIsBack();

    const CourierState& state() const { return m_state; }

private:
    Ledger& m_ledger;
    std::optional<Vault>& m_vault;
    Transport& m_transport;
    Clock& m_clock;
    std::function<double()> m_random;
    Observer m_observer;
    CourierState m_state;
    Backoff m_uploadBackoff;
    Backoff m_downloadBackoff;
};

} // namespace voucher
