#pragma once

#include "history.h"
#include "sync/municipality/document_shelf.h"
#include "sync/municipality/intake.h"
#include "sync/municipality/issuing.h"
#include "sync/municipality/publishing.h"
#include "sync/transport.h"
#include "tests/support/simulated_disk.h"

#include <QTemporaryDir>

namespace voucher::test {

/// The programme's services: the second one asks for arrival and departure.
inline constexpr ServiceCode football{4};
inline constexpr ServiceCode care{5};

/// The municipality's end: the real intake on a real register, whose file lies on the simulated disk, and the office's
/// acts with the product's own functions.
class TownHall
{
public:
    TownHall(EventQueue& queue, SimulatedDisk& disk, History& history, int providers);

    /// What `voucher-server` answers.
    HttpAnswer answer(const HttpRequest& request);
    void setUp(bool up);
    /// A tablet's file is given to the office; the receipts for the way back, none if it took nothing.
    QByteArray import(const QByteArray& file);

    // The office's acts, each in a transaction of its own.
    QString invite(ProviderId provider);
    /// Confirms every terminal that waits for it.
    void confirmWaiting();
    IssuedVoucher issue(const VoucherOrder& order);

    KeyId issuerKey() const { return m_issuer->publicKey().id(); }

    std::optional<IssuedVoucher> replace(VoucherId old);
    void setStatus(VoucherId voucher, VoucherStatus status);
    void suspend(TerminalId terminal);
    void publish();
    /// A new key in the place of one that goes in peace, or that leaked; the server starts again with it.
    void changeKey(KeyRole role, bool leaked);

    /// A copy of the register, as the office makes one every night.
    void backUp();
    /// The register's disk has failed: the last copy takes its place, or nothing at all, and the office does again what
    /// it has done since.
    void restore(bool fromCopy);

    /// Everything that the register holds.
    void tellRegister(const QString& label);

private:
    struct Lost; ///< what the office knows from its own papers
    void open();
    void decideProgramme();
    void loadKeys();
    PrivateKey makeKey(const QString& name, Algorithm algorithm);
    TrustListChange listChange();
    void publishDocuments(const TrustListChange& change);
    void tellPublished();
    void doAgain(const Lost& lost);
    HttpAnswer takeEntries(const HttpRequest& request);
    void tellReceipt(const QByteArray& request, const QByteArray& message);
    void tellStored(TerminalId terminal);
    HttpAnswer document(const HttpRequest& request, DocumentShelf& shelf,
                        Stored<std::optional<QByteArray>> (Register::*current)());

    struct DatedStatus
    {
        VoucherId voucher;
        VoucherStatus status;
        Instant from;
    };

    EventQueue& m_queue;
    SimulatedDisk& m_disk;
    History& m_history;
    int m_providers;
    QTemporaryDir m_folder;
    KeyFolder m_keys;
    std::optional<Roots> m_roots;
    std::optional<ServerKeys> m_serverKeys;
    std::optional<PrivateKey> m_issuer;
    std::optional<TrustList> m_trustList; ///< in force
    WriteLine m_line;
    std::unique_ptr<Register> m_register;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<DocumentShelf> m_trustListShelf;
    std::unique_ptr<DocumentShelf> m_bulletinShelf;
    bool m_up = true;
    std::map<TerminalId, Sequence> m_storedTold;
    std::vector<DatedStatus> m_statuses;
    DiskImage m_copy;
    std::map<TerminalId, Sequence> m_storedInCopy;
};

} // namespace voucher::test
