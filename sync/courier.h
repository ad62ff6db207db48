#pragma once

#include "sync/backoff.h"
#include "sync/transport.h"
#include "terminal/documents.h"
#include "terminal/ledger.h"
#include "terminal/vault.h"

#include <array>
#include <functional>
#include <memory>
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
    std::int64_t waiting = 0; ///< entries above the last receipt, and salvaged ones that are not confirmed yet
    bool answered = false;    ///< a receipt has come since the program began
    std::optional<DocumentError> documentRefused; ///< why the document downloaded last was not taken
    friend bool operator==(const CourierState&, const CourierState&) = default;
};

/// What an answer that is not what was asked for says about the way to the municipality.
CourierState::Link linkOf(const HttpAnswer& answer);

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
    /// Something new is in the ledger, or the vault was made: upload at once, unless a back-off is running, which a
    /// busy hour must not turn into a storm.
    void wake();
    /// A scanned invitation; false if the text is not one, or the terminal is enrolled already.
    bool invite(QStringView text);
    /// The network is back, or a person tapped "try now": forget what hangs on the old way and the back-off, upload and
    /// download at once.
    void networkIsBack();

    /// Somebody pays for each byte of this network, or no longer does: what only keeps the screens fresh is asked for
    /// less often, and everything at once when bytes are free again. Entries are sent as soon as ever.
    void setMetered(bool metered);

    const CourierState& state() const { return m_state; }

private:
    using Link = CourierState::Link;
    using EnrolmentState = CourierState::Enrolment;

    /// One of the two independent conversations: at most one request under way, at most one timer running.
    struct Lane
    {
        Backoff backoff;
        bool busy = false;
        bool again = false;           ///< woken while busy: go once more
        bool backingOff = false;      ///< a timer after a failure is running
        std::uint64_t generation = 0; ///< a timer or answer of an older generation is ignored
    };

    Instant now() const;
    /// How long to wait before asking for what nobody waits for.
    std::chrono::milliseconds quiet(std::chrono::milliseconds usual) const;
    void setEnrolment(EnrolmentState state);
    void setLink(Link link);
    void publish(const CourierState& next);
    void refreshWaiting();

    void send(Lane& lane, HttpRequest request, std::function<void(const HttpAnswer&)> then);
    void after(Lane& lane, std::chrono::milliseconds delay, std::function<void()> step);
    /// Once more after a back-off, which honours the answer's `Retry-After`.
    void later(Lane& lane, const HttpAnswer& answer, std::function<void()> step);
    void retry(Lane& lane, Link reason, const HttpAnswer& answer, std::function<void()> step);
    /// Whatever is under way or waiting on this lane comes to nothing.
    static void abandon(Lane& lane);
    void work();

    // Enrolment runs on the upload lane; nothing else can run before it is done.
    void enrol();
    void askForEnrolment(const ScannedInvitation& invitation, const TrustList& trustList);
    void finishEnrolment(const ScannedInvitation& invitation, const TrustList& trustList, Hash request,
                         const HttpAnswer& answer);
    void refuseInvitation();

    void upload();
    void uploadCarried();
    void takeCarriedReceipt(const HttpAnswer& answer, TerminalId terminal, Hash request);
    /// Sends entries; `then` gets the answer with the hash of what it must answer.
    void post(Outgoing outgoing, std::function<void(const HttpAnswer&, Hash)> then);
    void takeReceipt(const HttpAnswer& answer, Hash request, bool entriesSent);
    void download();
    void downloaded();
    /// What the gate said of a downloaded document; true if the lane goes on.
    bool keep(const tl::expected<bool, NotTaken>& taken, const HttpAnswer& answer);
    void takeTrustList(const HttpAnswer& answer);
    void downloadBulletin();
    void takeBulletin(const HttpAnswer& answer);

    Ledger& m_ledger;
    std::optional<Vault>& m_vault;
    Transport& m_transport;
    Clock& m_clock;
    std::function<double()> m_random;
    Observer m_observer;
    CourierState m_state;
    bool m_metered = false;
    Lane m_up;
    Lane m_down;
    QByteArray m_trustListTag; ///< ETags of what is stored, for this run of the program
    QByteArray m_bulletinTag;
    /// Answers and timers outlive a courier that is taken down; they hold this weakly.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace voucher
